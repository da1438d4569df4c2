"""What a validation found, written as files: each says which command, seeds and commit made it.

May import what lies below.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.validate.ablate import Ablation
from twin.validate.card import Scorecard
from twin.validate.pages import write_csv, write_page, write_text
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

TITLES = {
    "scorecard": Words("验证记分表", "Scorecard of the validation"),
    "ablation": Words("逐个关掉机制", "One mechanism off at a time"),
    "robustness": Words("参数空间里的稳健性", "Robustness over the parameter space"),
}
PICTURE = Words("每格的判定，带框的与全部开启时不同", "Verdicts; a frame marks what changed")


def write_scorecard(card: Scorecard, folder: Path) -> None:
    """Write ``scorecard.md``, ``scorecard.csv`` and the statistics of each pattern by seed."""
    sheets = {words: scorecard_sheet(card, words) for words in LANGUAGES}
    _page("scorecard", card.origin(), sheets, folder, {w: tally(card, w) for w in LANGUAGES})
    write_csv(card.to_frame(), card.origin(), folder / "scorecard.csv")
    for result in card.results:
        write_csv(
            result.to_frame().reset_index(), card.origin(), folder / f"{result.pattern.name}.csv"
        )


def write_ablation(ablation: Ablation, folder: Path) -> None:
    """Write ``ablation.md``, ``ablation.csv`` and the picture ``ablation.svg``."""
    sheets = {words: ablation_sheet(ablation, words) for words in LANGUAGES}
    pictures = {words: f"![{PICTURE[words]}](ablation.svg)" for words in LANGUAGES}
    _page("ablation", ablation.origin(), sheets, folder, pictures)
    write_csv(ablation.to_frame(), ablation.origin(), folder / "ablation.csv")
    write_text(folder / "ablation.svg", ablation_svg(ablation))


def write_robustness(robustness: Robustness, folder: Path) -> None:
    """Write ``robustness.md`` and ``robustness.csv``."""
    sheets = {words: robustness_sheet(robustness, words) for words in LANGUAGES}
    _page("robustness", robustness.origin(), sheets, folder, {})
    write_csv(robustness.to_frame(), robustness.origin(), folder / "robustness.csv")


def _page(
    name: str,
    origin: Mapping[str, Any],
    sheets: Mapping[str, Sheet],
    folder: Path,
    notes: Mapping[str, str],
) -> None:
    bodies = {
        words: "\n\n".join([*([notes[words]] if words in notes else []), sheet.markdown()])
        for words, sheet in sheets.items()
    }
    write_page(folder / f"{name}.md", TITLES[name], origin, bodies)
