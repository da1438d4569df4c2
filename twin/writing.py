"""Numbers and tables as text, for pages and for the command line alike.

May import the standard library only.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any


def number(value: float | None) -> str:
    """Write a number for a person: four significant digits, a dash where there is none."""
    if value is None or math.isnan(value):
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def interval(low: float | None, high: float | None) -> str:
    """Write an interval for a person, a dash where there is none.

    >>> interval(0.25, 0.5), interval(None, None)
    ('[0.25, 0.5]', '-')
    """
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return "-"
    return f"[{number(low)}, {number(high)}]"


def with_interval(value: float | None, low: float | None, high: float | None) -> str:
    """Write a number and its interval, the number alone where there is none.

    >>> with_interval(0.375, 0.25, 0.5), with_interval(0.375, None, None)
    ('0.375 [0.25, 0.5]', '0.375')
    """
    around = interval(low, high)
    return number(value) if around == "-" else f"{number(value)} {around}"


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table as Markdown, one row a line."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def toml_value(value: Any) -> str:
    """Write plain data as a TOML value on one line: tables inline, keys that need no quotes.

    >>> toml_value({"from": 30, "levers": [{"whistle": 1.0}]})
    '{from = 30, levers = [{whistle = 1.0}]}'
    """
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key} = {toml_value(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    # JSON lets the delete sign stand as it is, TOML does not
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_text(tables: Mapping[str, Any]) -> str:
    """Write plain data as a TOML file: values first, then each table under its name."""
    plain = [f"{k} = {toml_value(v)}" for k, v in tables.items() if not isinstance(v, Mapping)]
    lines = ["\n".join(plain)] if plain else []
    for name, table in tables.items():
        if isinstance(table, Mapping):
            rows = (f"{key} = {toml_value(value)}" for key, value in table.items())
            lines.append("\n".join((f"[{name}]", *rows)))
    return "\n\n".join(lines) + "\n"
