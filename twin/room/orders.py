"""The orders of a room and what each makes of it: pure, checked, the only way a room changes.

An order is plain data with its name under ``do``. The journal of a room is the list of its orders;
:func:`apply` folds them. What is refused raises InputError and changes nothing.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.opening import HOUR
from twin.room.setup import AS_IT_WAS, read_setup
from twin.room.state import ROLES, Person, Phase, Proposal, Round, State
from twin.shockfile import HOURS_A_DAY, shock_names
from twin.shocks import place_next

Order = Mapping[str, Any]

MOST_PEOPLE, MOST_NOTES, MOST_SHOCKS = 60, 50, 3
LONGEST_NAME, LONGEST_HYPOTHESIS, LONGEST_NOTE = 20, 200, 400
#: What is said where an order comes at the wrong time; ``twin/refusals.py`` has the Chinese.
NOT_NOW = {
    Phase.LOBBY: "people are still coming in",
    Phase.OPEN: "proposals are still open",
    Phase.LOCKED: "proposals are locked",
    Phase.RUNNING: "the round is running",
    Phase.RAN: "the round is not revealed yet",
    Phase.REVEALED: "the results are out",
    Phase.VOTING: "a vote is open",
    Phase.DEBRIEF: "the debrief has begun",
}


def opened(order: Order) -> State:
    """Give the room that its first order opens. Raises InputError where it cannot be used."""
    return State(str(order["code"]), read_setup(order["setup"]), str(order["facilitator"]))


def apply(state: State | None, order: Order) -> State:
    """Give the room after an order. Raises InputError where the order is refused."""
    name = order.get("do")
    if state is None or name == "open":
        if state is not None or name != "open":
            raise InputError("order out of place", "room", name, "open first, and once")
        return opened(order)
    return ORDERS[check_known(name, ORDERS, "unknown order", "room")](state, order)


def need(state: State, *phases: Phase) -> None:
    """Raise InputError where a room is in none of these phases."""
    if state.phase not in phases:
        raise InputError(NOT_NOW[state.phase])


def clean(text: object, longest: int, where: str) -> str:
    """Give a person's text on one line, without what is no text; raises InputError for none.

    What is longer than ``longest`` characters is refused too.
    """
    given = str(text)
    kept = "".join(
        " " if unicodedata.category(letter) in ("Zs", "Zl", "Zp") or letter in "\n\t\r" else letter
        for letter in given[: 4 * longest]
        if unicodedata.category(letter)[0] != "C" or letter in "\n\t\r"
    )
    found = " ".join(kept.split())
    if not 1 <= len(found) <= longest or len(given) > 4 * longest:
        allowed = Words(f"1 到 {longest} 个字", f"1 to {longest} characters")
        raise InputError(f"{where} too short or too long", "", len(given), allowed)
    return found


def whom(state: State, order: Order) -> Person:
    """Give the participant an order comes from; raises InputError for nobody of this room."""
    number = order.get("who")
    person = state.people.get(number) if isinstance(number, int) else None
    if person is None:
        raise InputError("not in this room")
    return person


def join(state: State, order: Order) -> State:
    """Let somebody in. Raises InputError where the room is full or the name is taken."""
    need(state, *(phase for phase in Phase if phase != Phase.DEBRIEF))
    if len(state.people) >= MOST_PEOPLE:
        allowed = Words(f"{MOST_PEOPLE} 人", f"{MOST_PEOPLE} people")
        raise InputError("the room is full", "", None, allowed)
    name = clean(order.get("name", ""), LONGEST_NAME, "name")
    if name.casefold() in {person.name.casefold() for person in state.people.values()}:
        raise InputError("the name is taken", "", name)
    number = state.joined + 1
    person = Person(number, name, _team(state, order), _role(order), str(order["token"]))
    return replace(state, people={**state.people, number: person}, joined=number)


def _team(state: State, order: Order) -> str:
    return check_known(order.get("team"), state.setup.letters, "unknown team", "team")


def _role(order: Order) -> str:
    return check_known(order.get("role"), ROLES, "unknown role", "role")


def move(state: State, order: Order) -> State:
    """Change team and role; in the lobby only, or a team could look at another's proposal."""
    need(state, Phase.LOBBY)
    person = whom(state, order)
    moved = replace(person, team=_team(state, order), role=_role(order))
    return replace(state, people={**state.people, person.number: moved})


def remove(state: State, order: Order) -> State:
    """Let somebody go: what they sent stays, their phone is a stranger's from now on."""
    gone = whom(state, order).number
    return replace(state, people={n: one for n, one in state.people.items() if n != gone})


def begin(state: State, order: Order) -> State:
    """Open the first round, or the next one. Raises InputError after the last."""
    need(state, Phase.LOBBY, Phase.REVEALED, Phase.VOTING)
    if state.last:
        allowed = Words(f"一共 {state.setup.rounds} 轮", f"{state.setup.rounds} rounds in all")
        raise InputError("no further round", "", state.number + 1, allowed)
    if state.phase == Phase.VOTING:
        state = count(state, order)
    return replace(state, phase=Phase.OPEN, rounds=(*state.rounds, Round()))


def propose(state: State, order: Order) -> State:
    """Take a team's proposal, in place of an earlier one. Raises InputError once it is locked."""
    need(state, Phase.OPEN)
    person = whom(state, order)
    levers = state.setup.check_levers(order.get("levers"))
    hypothesis = clean(order.get("hypothesis", ""), LONGEST_HYPOTHESIS, "hypothesis")
    proposal = Proposal(levers, hypothesis, person.number)
    proposals = {**state.round.proposals, person.team: proposal}
    return state.with_round(replace(state.round, proposals=proposals))


def deal(state: State, order: Order) -> State:
    """Deal a shock card: it comes as soon as it can in this round. Raises InputError twice."""
    need(state, Phase.OPEN, Phase.LOCKED)
    dealt = state.round.shocks
    name = check_known(order.get("shock"), shock_names(), "unknown shock", "shock")
    if len(dealt) >= MOST_SHOCKS or name in [one.name for one in dealt]:
        allowed = Words(f"一轮 {MOST_SHOCKS} 张，各不相同", f"{MOST_SHOCKS} a round, each once")
        raise InputError("card already dealt", "", name, allowed)
    first = HOUR if state.number == 1 else HOURS_A_DAY * state.setup.days * (state.number - 1)
    return state.with_round(replace(state.round, shocks=(*dealt, place_next(name, first))))


def passes(before: Phase, after: Phase) -> Callable[[State, Order], State]:
    """Give the order that does nothing but go on from one phase to another."""

    def go_on(state: State, _: Order) -> State:
        need(state, before)
        return replace(state, phase=after)

    return go_on


#: No further proposal is taken; the round begins to run; it could not be run to its end and can be
#: run again; everybody is shown what all teams proposed and what came of it.
lock, run = passes(Phase.OPEN, Phase.LOCKED), passes(Phase.LOCKED, Phase.RUNNING)
failed, reveal = passes(Phase.RUNNING, Phase.LOCKED), passes(Phase.RAN, Phase.REVEALED)


def ran(state: State, order: Order) -> State:
    """Note that all courses of the round have been run, with their digests."""
    need(state, Phase.RUNNING)
    digests = {name: str(order["digests"][name]) for name in (*state.setup.letters, AS_IT_WAS)}
    return replace(state.with_round(replace(state.round, digests=digests)), phase=Phase.RAN)


def ballot(state: State, _: Order) -> State:
    """Open a vote on the teams. Raises InputError where there was one, or one team only."""
    need(state, Phase.REVEALED)
    if state.setup.teams < 2 or state.round.counted:
        raise InputError("no vote here", "", None, Words("每轮一次", "one a round, of two teams"))
    return replace(state, phase=Phase.VOTING)


def vote(state: State, order: Order) -> State:
    """Take a vote, in place of an earlier one. Raises InputError for one's own team."""
    need(state, Phase.VOTING)
    person, team = whom(state, order), _team(state, order)
    if team == person.team:
        raise InputError("nobody votes for their own team")
    votes = {**state.round.votes, person.number: team}
    return state.with_round(replace(state.round, votes=votes))


def count(state: State, _: Order) -> State:
    """Close the vote and show how many each team has."""
    need(state, Phase.VOTING)
    counted = state.with_round(replace(state.round, counted=True))
    return replace(counted, phase=Phase.REVEALED)


def note(state: State, order: Order) -> State:
    """Write down what was said or decided. Raises InputError where it is too much."""
    if len(state.notes) >= MOST_NOTES:
        raise InputError("too many notes", "", None, str(MOST_NOTES))
    return replace(state, notes=(*state.notes, clean(order.get("text"), LONGEST_NOTE, "note")))


def close(state: State, order: Order) -> State:
    """End the rounds: the debrief. A vote that is open is counted."""
    need(state, *(phase for phase in Phase if phase not in (Phase.RUNNING, Phase.DEBRIEF)))
    if state.phase == Phase.VOTING:
        state = count(state, order)
    return replace(state, phase=Phase.DEBRIEF)


#: Orders of a participant, who is named in them, and of the facilitator; the rest is the server's.
PARTICIPANT = {"move": move, "propose": propose, "vote": vote}
FACILITATOR: dict[str, Callable[[State, Order], State]] = {
    "begin": begin, "deal": deal, "lock": lock, "run": run, "reveal": reveal, "ballot": ballot,
    "count": count, "note": note, "remove": remove, "close": close,
}  # fmt: skip
ORDERS = {**PARTICIPANT, **FACILITATOR, "join": join, "ran": ran, "failed": failed}
#: What may stand in an order that comes from a page, besides its name: nothing else is kept.
FIELDS = {
    "move": ("team", "role"), "propose": ("levers", "hypothesis"), "vote": ("team",),
    "deal": ("shock",), "note": ("text",), "remove": ("who",),
}  # fmt: skip
