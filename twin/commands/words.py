"""What commands share: the language of their words, and tables for people.

May import the standard library and what ``twin.commands.options`` may; numbers and Markdown are
written by ``twin/writing.py``.
"""

import os
import unicodedata
from collections.abc import Mapping, Sequence

from twin.commands.options import Given
from twin.errors import check_known

LANGUAGES = ("zh", "en")


def language(given: Given, environment: Mapping[str, str] | None = None) -> str:
    """Give ``"zh"`` or ``"en"``: ``--lang`` if given, else from LC_ALL, LC_MESSAGES or LANG."""
    asked = given.last("--lang")
    if asked is not None:
        return check_known(asked, LANGUAGES, "unknown language", "--lang")
    setting = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if setting.get(name):
            return "zh" if setting[name].lower().startswith("zh") else "en"
    return "en"


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in columns; a Chinese character takes two places."""
    widths = [max(_width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_line(head, widths), _line(["-" * width for width in widths], widths)]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (w - _width(text)) for text, w in zip(texts, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
