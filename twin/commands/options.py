"""Reading a command line: declared options, and one clear line for each mistake.

Declared, because help, messages and docs are all made from the same lines. May import the standard
library, ``twin.errors`` and ``twin.settings`` only, so that ``twin --help`` stays fast.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from twin.errors import UsageError, nearest


@dataclass(frozen=True)
class Option:
    """One option: its name, the name of its value (empty for a switch), and what it does."""

    name: str
    value: str
    text: str


@dataclass(frozen=True)
class Command:
    """One command: what is typed, what it does, its options, and examples with their meaning.

    ``places`` names the positional arguments, all optional to the parser; one that ends in
    ``...`` takes any number. ``target`` is the function that answers, as ``"module:function"``.
    """

    name: str
    summary: str
    target: str
    places: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Given:
    """What a person typed: arguments in order, and for each option the values it got."""

    arguments: tuple[str, ...] = ()
    options: dict[str, list[str]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether the option was given."""
        return name in self.options

    def last(self, name: str) -> str | None:
        """Give the value of an option, the last one if it was repeated, or None."""
        return self.options[name][-1] if name in self.options else None

    def every(self, name: str) -> list[str]:
        """Give all values of a repeatable option, in order."""
        return self.options.get(name, [])


@dataclass(frozen=True)
class Answer:
    """The result of a command: a text, or with ``--json`` one object; and the exit code."""

    text: str
    data: dict[str, Any]
    code: int = 0


def load(target: str) -> Any:
    """Give the thing named ``"module:name"``, imported now.

    The one place where commands import late: what is not asked for costs no time.
    """
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def parse(command: Command, words: Sequence[str]) -> Given:
    """Sort the words of a command line into arguments and options.

    ``--days 30`` and ``--days=30`` are the same; after ``--`` all words are arguments. Raises
    UsageError for an unknown option, a missing value, or one argument too many.
    """
    given, left = Given(), list(words)
    arguments: list[str] = []
    while left:
        word = left.pop(0)
        if word == "--":
            arguments, left = arguments + left, []
        elif word.startswith("-") and word != "-":
            _take_option(command, word, left, given)
        else:
            arguments.append(word)
    many = command.places[-1:] and command.places[-1].endswith("...")
    if len(arguments) > len(command.places) and not many:
        extra = arguments[len(command.places)]
        raise UsageError("argument not understood", f"twin {command.name}", extra, usage(command))
    return Given(tuple(arguments), given.options)


def _take_option(command: Command, word: str, left: list[str], given: Given) -> None:
    name, equals, value = word.partition("=")
    known = {option.name: option for option in command.options}
    if name not in known:
        near = nearest(name, known)
        raise UsageError("unknown option", f"twin {command.name}", name, tuple(known), near)
    option = known[name]
    if not option.value:
        if equals:
            raise UsageError("option takes no value", f"twin {command.name}", word, name)
    elif not equals:
        if not left or left[0] in known:
            raise UsageError("missing value", name, allowed=f"{name} {option.value}")
        value = left.pop(0)
    given.options.setdefault(name, []).append(value)


def usage(command: Command) -> str:
    """Give the usage line of a command: ``twin explain KIND [NAME] [--lang zh|en]``."""
    options = [
        f"[{option.name}{' ' * bool(option.value)}{option.value}]" for option in command.options
    ]
    return " ".join(("twin", command.name, *command.places, *options))


def help_text(command: Command) -> str:
    """Give the help page of a command: summary, usage, options and examples."""
    rows = [(f"{o.name} {o.value}".strip(), o.text) for o in command.options]
    lines = [f"{command.summary[0].upper()}{command.summary[1:]}.", ""]
    lines += [" ".join(("Usage: twin", command.name, *command.places, "[OPTIONS]"))]
    if rows:
        lines += ["", "Options:", *two_columns(rows)]
    if command.examples:
        lines += ["", "Examples:", *two_columns(command.examples)]
    return "\n".join(lines)


def two_columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Write pairs as lines in two columns."""
    width = max(len(left) for left, _ in rows)
    return [f"  {left:<{width}}  {right}".rstrip() for left, right in rows]
