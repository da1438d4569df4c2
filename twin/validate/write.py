"""What a validation found, written as files: each says which command, seeds and commit made it.

May import what lies below.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from agents.knob import Words
from twin.validate.ablate import Ablation
from twin.validate.card import Scorecard
from twin.validate.picture import ablation_svg
from twin.validate.robust import Robustness
from twin.validate.tables import (
    LANGUAGES,
    Sheet,
    ablation_sheet,
    robustness_sheet,
    scorecard_sheet,
    tally,
)

#: Decimals are written as far as two machines agree on them.
DIGITS = "%.10g"
TITLES = {
    "scorecard": Words("验证记分表", "Scorecard of the validation"),
    "ablation": Words("逐个关掉机制", "One mechanism off at a time"),
    "robustness": Words("参数空间里的稳健性", "Robustness over the parameter space"),
}
FACTS = {
    "command": Words("命令", "Command"),
    "seeds": Words("种子", "Seeds"),
    "version": Words("版本", "Version"),
    "revision": Words("规则", "Rules"),
    "commit": Words("提交", "Commit"),
}
PICTURE = Words("每格的判定，带框的与全部开启时不同", "Verdicts; a frame marks what changed")


def write_scorecard(card: Scorecard, folder: Path) -> None:
    """Write ``scorecard.md``, ``scorecard.csv`` and the statistics of each pattern by seed."""
    sheets = {words: scorecard_sheet(card, words) for words in LANGUAGES}
    _page("scorecard", card.origin(), sheets, folder, {w: tally(card, w) for w in LANGUAGES})
    _csv(card.to_frame(), card.origin(), folder / "scorecard.csv")
    for result in card.results:
        _csv(result.to_frame().reset_index(), card.origin(), folder / f"{result.pattern.name}.csv")


def write_ablation(ablation: Ablation, folder: Path) -> None:
    """Write ``ablation.md``, ``ablation.csv`` and the picture ``ablation.svg``."""
    sheets = {words: ablation_sheet(ablation, words) for words in LANGUAGES}
    pictures = {words: f"![{PICTURE[words]}](ablation.svg)" for words in LANGUAGES}
    _page("ablation", ablation.origin(), sheets, folder, pictures)
    _csv(ablation.to_frame(), ablation.origin(), folder / "ablation.csv")
    _text(folder / "ablation.svg", ablation_svg(ablation))


def write_robustness(robustness: Robustness, folder: Path) -> None:
    """Write ``robustness.md`` and ``robustness.csv``."""
    sheets = {words: robustness_sheet(robustness, words) for words in LANGUAGES}
    _page("robustness", robustness.origin(), sheets, folder, {})
    _csv(robustness.to_frame(), robustness.origin(), folder / "robustness.csv")


def _page(
    name: str,
    origin: Mapping[str, Any],
    sheets: Mapping[str, Sheet],
    folder: Path,
    notes: Mapping[str, str],
) -> None:
    """Write a page: where it came from, then the table in Chinese and in English."""
    title = TITLES[name]
    lines = [f"# {title.zh} · {title.en}", ""]
    lines += [
        f"- {fact.zh} · {fact.en}: `{origin[key]}`" for key, fact in FACTS.items() if origin[key]
    ]
    for words in LANGUAGES:
        lines += ["", f"## {title[words]}", ""]
        lines += [notes[words], ""] if words in notes else []
        lines += [sheets[words].markdown()]
    _text(folder / f"{name}.md", "\n".join([*lines, ""]))


def _csv(frame: pd.DataFrame, origin: Mapping[str, Any], file: Path) -> None:
    """Write a table under lines that begin with ``#`` and say where it came from."""
    head = "".join(f"# {key}: {origin[key]}\n" for key in FACTS if origin[key])
    _text(file, head + frame.to_csv(index=False, float_format=DIGITS, lineterminator="\n"))


def _text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
