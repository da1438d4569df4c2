"""A page about one thing: a title, a text, and facts, in one language."""

from collections.abc import Mapping, Sequence
from typing import Any

from agents.knob import Words
from twin.errors import UsageError, check_known

NONE = Words("（无）", "(none)")

#: A fact of a page: its name in two languages, and what is the case.
Fact = tuple[Words, str]

SOURCE = Words("来源", "Source")
RANGE = Words("范围", "Range")


def page(title: str, text: str, facts: Sequence[Fact], words: str) -> str:
    """Write a page for a person."""
    colon = "：" if words == "zh" else ": "
    lines = [f"{name[words]}{colon}{fact or NONE[words]}" for name, fact in facts]
    return "\n".join([title, "", text, "", *lines])


def choose(kind: str, known: Mapping[str, Any], name: str | None) -> Any:
    """Give the named one of the known things, or raise InputError with the nearest name."""
    where = f"twin explain {kind}"
    if name is None:
        raise UsageError("missing argument", where, allowed=tuple(known))
    return known[check_known(name, known, f"unknown {kind}", where)]
