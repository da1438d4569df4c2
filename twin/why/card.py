"""What a story card is made of: sentences, a table of choices, steps of a case, doors to others.

Everything is in both languages at once, so that a card can be told in either. May import
``agents.knob`` and ``twin.writing``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.knob import Words

LANGUAGES = ("zh", "en")
NOTHING = Words("", "")
STEPS = Words("走到哪一步，等了多久", "How far it has come, and what it waited for")


@dataclass(frozen=True)
class Choice:
    """One line of what was chosen among: its name, its numbers by column, whether it was taken."""

    name: Words
    numbers: tuple[float, ...]
    taken: bool = False


@dataclass(frozen=True)
class Choices:
    """What was chosen among: what the numbers mean, a line for each choice, and a reading."""

    title: Words
    columns: tuple[Words, ...]
    rows: tuple[Choice, ...]
    note: Words


@dataclass(frozen=True)
class Step:
    """One step of a case: its name, the hour it was reached (None: not yet), hours waited for it.

    ``holder`` says with whom the case lay while it waited; ``now`` marks the step it waits for;
    ``note`` says all of it in words.
    """

    name: Words
    at: float | None
    waited: float
    holder: Words
    now: bool = False
    note: Words = NOTHING


@dataclass(frozen=True)
class Door:
    """Another card that this one leads to: its kind, the row it is about, and what to call it."""

    kind: str
    row: int
    name: Words


@dataclass(frozen=True)
class Card:
    """A story card: ``row`` is the row of its table, ``cell`` where it is on the map (-1 nowhere).

    ``told`` are sentences in the order in which they are read.
    """

    kind: str
    row: int
    title: Words
    told: tuple[Words, ...]
    cell: int = -1
    choices: Choices | None = None
    steps: tuple[Step, ...] = ()
    steps_title: Words = STEPS
    doors: tuple[Door, ...] = field(default=())

    def to_dict(self, language: str) -> dict[str, Any]:
        """Give the card in one language as plain data, ready for JSON and for the page."""
        return {
            "kind": self.kind,
            "row": self.row,
            "cell": self.cell,
            "title": self.title[language],
            "told": [words[language] for words in self.told],
            "choices": _choices(self.choices, language),
            "steps_title": self.steps_title[language],
            "steps": [
                {
                    "name": step.name[language],
                    "at": step.at,
                    "waited": step.waited,
                    "holder": step.holder[language],
                    "now": step.now,
                    "note": step.note[language],
                }
                for step in self.steps
            ],
            "doors": [
                {"kind": door.kind, "row": door.row, "name": door.name[language]}
                for door in self.doors
            ],
        }


def _choices(choices: Choices | None, language: str) -> dict[str, Any] | None:
    if choices is None:
        return None
    return {
        "title": choices.title[language],
        "columns": [column[language] for column in choices.columns],
        "note": choices.note[language],
        "rows": [
            {"name": row.name[language], "numbers": list(row.numbers), "taken": row.taken}
            for row in choices.rows
        ],
    }


def fill(template: Words, **parts: object) -> Words:
    """Put parts into a text of both languages; a part may be Words itself.

    >>> fill(Words("{who}来了", "{who} came"), who=Words("城管", "a team")).en
    'a team came'
    """
    zh, en = (
        template[language].format(
            **{k: v[language] if isinstance(v, Words) else v for k, v in parts.items()}
        )
        for language in LANGUAGES
    )
    return Words(zh, en)


def whole(value: float) -> str:
    """Write a number without decimals, with a real minus sign; what rounds to 0 is 0.

    >>> whole(-0.2), whole(-1.4), whole(62.3)
    ('0', '−1', '62')
    """
    text = f"{value:,.0f}".replace("-", "−")
    return "0" if text == "−0" else text


def listed(names: Sequence[Words]) -> Words:
    """Write names one after the other: ``a, b and c``; ``a、b和c``.

    >>> listed([Words("一", "a"), Words("二", "b"), Words("三", "c")])
    Words(zh='一、二和三', en='a, b and c')
    """
    texts = []
    for language, comma, last in (("zh", "、", "和"), ("en", ", ", " and ")):
        parts = [name[language] for name in names]
        start = comma.join(parts[:-1])
        texts.append(f"{start}{last}{parts[-1]}" if start else "".join(parts))
    return Words(*texts)
