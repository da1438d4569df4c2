"""Pages, tables and pictures as files: each says which command, seeds and commit made it.

May import the standard library, pandas and ``agents.knob``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from agents.knob import Words

#: Decimals are written as far as two machines agree on them.
DIGITS = "%.10g"
FACTS = {
    "command": Words("命令", "Command"),
    "seeds": Words("种子", "Seeds"),
    "version": Words("版本", "Version"),
    "revision": Words("规则", "Rules"),
    "commit": Words("提交", "Commit"),
}


def write_page(
    file: Path, title: Words, origin: Mapping[str, Any], bodies: Mapping[str, str]
) -> None:
    """Write a page: where it came from, then its Markdown body in each language."""
    lines = [f"# {title.zh} · {title.en}", ""]
    lines += [
        f"- {fact.zh} · {fact.en}: `{origin[key]}`" for key, fact in FACTS.items() if origin[key]
    ]
    for words, body in bodies.items():
        lines += ["", f"## {title[words]}", "", body]
    write_text(file, "\n".join([*lines, ""]))


def write_csv(frame: pd.DataFrame, origin: Mapping[str, Any], file: Path) -> None:
    """Write a table under lines that begin with ``#`` and say where it came from."""
    head = "".join(f"# {key}: {origin[key]}\n" for key in FACTS if origin[key])
    write_text(file, head + frame.to_csv(index=False, float_format=DIGITS, lineterminator="\n"))


def write_text(file: Path, text: str) -> None:
    """Write a text with Unix line ends; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
