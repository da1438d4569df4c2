"""What a visitor compares, and its form in the address bar: the URL is the state.

``?v=1&district=classroom&a=baseline&b=whistle,authority:0.6``: a policy for each pane, then the
levers that differ from it. Everything else is common to the panes. With ``at`` and ``log``, as in a
link that is shared, all begin at that hour of that city instead of at the opening.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from twin.errors import InputError, check_known
from twin.lockstep import FEWEST, MOST, Plan
from twin.opening import POLICY
from twin.own import all_levers
from twin.policy import policy_names
from twin.session import Change
from twin.settings import as_number, check_settings
from twin.share import Link, read_link
from twin.ui.choice import LONGEST, Choice, read_choice, vector

#: The form of the address; a link of another form is refused rather than misread.
VERSION = "1"
LETTERS = "abcd"
#: Levers by their numbers in a brief address.
NAMES = tuple(lever.name for lever in all_levers())
#: What a pane is opened with, in this order: the first that no other pane has.
OFFERED = (POLICY, "whistle", "decentralised-whole", "campaign")


@dataclass(frozen=True)
class Panes:
    """The choices of all panes, which share language, district and layer.

    ``keys`` stay with the panes when they change place. ``before`` is the past they share since
    the opening, None where they begin there.
    """

    choices: tuple[Choice, ...]
    keys: tuple[int, ...]
    before: Link | None = None

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.choices[0].language

    def plans(self) -> tuple[Plan, ...]:
        """Give what each city of the row is."""
        pairs = zip(self.keys, self.choices, strict=True)
        return tuple(Plan(key, choice.levers) for key, choice in pairs)

    def all_with(self, **changes: Any) -> "Panes":
        """Give the same panes with something common to all changed."""
        return replace(self, choices=tuple(replace(one, **changes) for one in self.choices))

    def put(self, key: int, choice: Choice) -> "Panes":
        """Give the panes with another choice in one of them."""
        pairs = zip(self.keys, self.choices, strict=True)
        return replace(self, choices=tuple(choice if k == key else old for k, old in pairs))

    def of(self, key: int) -> Choice:
        """Give the choice of a pane. Raises ValueError for a pane that is not there."""
        return self.choices[self.keys.index(key)]

    def adopt(self, key: int, policy: str) -> "Panes":
        """Give a pane a known policy. Raises InputError for an unknown one."""
        return self.put(key, self.of(key).adopt(policy))

    def turn(self, key: int, levers: Mapping[str, object]) -> "Panes":
        """Turn levers of a pane. Raises InputError outside their bounds."""
        return self.put(key, self.of(key).turn(levers))

    def add(self) -> "Panes":
        """Give the panes and one more, as long as there is room."""
        if len(self.keys) == MOST:
            return self
        used = {choice.policy for choice in self.choices}
        policy = next((name for name in OFFERED if name not in used), POLICY)
        new = self.choices[0].adopt(policy)
        keys = (*self.keys, max(self.keys) + 1)
        return replace(self, choices=(*self.choices, new), keys=keys)

    def remove(self, key: int) -> "Panes":
        """Give the panes without one, as long as two are left."""
        if len(self.keys) == FEWEST:
            return self
        return in_order(self, [place for place, k in enumerate(self.keys) if k != key])

    def swap(self, key: int) -> "Panes":
        """Give the panes with one and its left neighbour in each other's place."""
        order, at = list(range(len(self.keys))), self.keys.index(key)
        if at:
            order[at - 1 : at + 1] = [at, at - 1]
        return in_order(self, order)

    def address(self) -> str:
        """Give the query that restores the panes, with a leading ``?``; under 2,000 characters."""
        common = shared_query(self)
        for brief in (False, True):
            panes = {
                letter: pane_text(choice, brief)
                for letter, choice in zip(LETTERS, self.choices, strict=False)
            }
            query = f"{common}&{urlencode(panes, safe=',:')}"
            if len(query) < LONGEST:
                break
        return query

    def alone(self, key: int, standing: Mapping[str, float]) -> str:
        """Give the query of one pane by itself; after a common past its levers are turned there.

        ``standing`` are the levers at the end of that past, those that a story has turned among
        them: only what differs is turned.
        """
        choice, before = self.of(key), self.before
        if before is None:
            return choice.address()
        own = [Change(before.at, k, v) for k, v in choice.levers.items() if v != standing[k]]
        link = replace(before, log=(*before.log, *own))
        return f"?{link.query(choice.adopt(POLICY).pairs())}"


def in_order(panes: Panes, places: Sequence[int]) -> Panes:
    """Give the panes that stand at these places, in their order."""
    return replace(
        panes,
        choices=tuple(panes.choices[place] for place in places),
        keys=tuple(panes.keys[place] for place in places),
    )


def shared_query(panes: Panes) -> str:
    """Give what all panes have in common as the beginning of their query: place, page, past."""
    shown = panes.choices[0].adopt(POLICY).pairs()
    if panes.before is not None:
        return f"?{panes.before.query(shown)}"
    return f"?{urlencode([*shown, ('v', VERSION)])}"


def pane_text(choice: Choice, brief: bool = False) -> str:
    """Give a pane as text: its policy, then what differs; ``brief`` names levers by number."""
    based = vector(choice.base)
    turned = [
        f"{NAMES.index(name) if brief else name}:{repr(float(value)).removesuffix('.0')}"
        for name, value in choice.levers.items()
        if value != based[name]
    ]
    # numbers hold only for this very list of levers
    return ",".join([choice.base, *([f"of:{len(NAMES)}"] if brief and turned else []), *turned])


def read_pane(text: str, where: str, common: Choice) -> Choice:
    """Read a pane from its text. Raises InputError for what cannot be used."""
    policy, *parts = text.split(",")
    check_known(policy, policy_names(), "unknown policy", where)
    pairs = [part.partition(":")[::2] for part in parts]
    given = {_lever(name): as_number(value) for name, value in pairs if name != "of"}
    if dict(pairs).get("of", str(len(NAMES))) != str(len(NAMES)):
        allowed = "a link made by this version"
        raise InputError("link of another version", where, text[:60], allowed)
    return common.adopt(policy).turn(check_settings(given, all_levers(), "lever", where))


def _lever(name: str) -> str:
    return NAMES[int(name)] if name.isdecimal() and int(name) < len(NAMES) else name


def read_panes(search: str, language: str) -> Panes:
    """Read panes from the query of an address; two by default.

    A link from another page brings one choice: it is set beside the baseline, and so are panes of a
    link that does not say what A is. Raises InputError for a value that cannot be used.
    """
    chosen = read_choice(search, language)
    given = dict(parse_qsl(search.lstrip("?")[: 2 * LONGEST]))
    if given.get("v", VERSION) != VERSION:
        raise InputError("link of another version", "?v", given["v"], VERSION)
    common = chosen.adopt(POLICY)
    texts = [(letter, given[letter]) for letter in LETTERS if letter in given]
    choices = [read_pane(text, f"?{letter}", common) for letter, text in texts]
    if not choices and chosen != common:
        choices = [common, chosen]
    elif choices and LETTERS[0] not in given:
        choices = [common, *choices][:MOST]  # what is set beside A when A is not said
    keys = tuple(range(1, len(choices) + 1))
    before = read_link(search) if texts and "at" in given else None
    panes = Panes(tuple(choices) or (common,), keys or (1,), before)
    return panes if len(choices) >= FEWEST else panes.add()
