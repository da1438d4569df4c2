"""Sensitivity as files: each says which command, seeds and commit made it.

May import what lies below.
"""

from pathlib import Path

from twin.analysis.sensitivity import Sensitivity
from twin.analysis.sensitivity_tables import NOTES, TITLES, blocks_told, effects_sheet, signs_sheet
from twin.analysis.signs import SIGNS, Signs
from twin.validate.pages import write_csv, write_page
from twin.validate.tables import LANGUAGES


def write_effects(found: Sensitivity, folder: Path) -> None:
    """Write ``sensitivity-morris.md`` (or ``-sobol``) and ``.csv``."""
    method, origin = found.survey.method, found.survey.origin()
    bodies = {
        words: "\n\n".join(
            [
                NOTES[method][words],
                blocks_told(found, words),
                effects_sheet(found, words).markdown(),
            ]
        )
        for words in LANGUAGES
    }
    write_page(folder / f"sensitivity-{method}.md", TITLES[method], origin, bodies)
    write_csv(found.to_frame(), origin, folder / f"sensitivity-{method}.csv")


def write_signs(found: Signs, folder: Path) -> None:
    """Write ``sensitivity-signs.md`` and ``.csv`` (a row for each point)."""
    origin = found.survey.origin()
    bodies = {
        words: f"{NOTES[SIGNS][words]}\n\n{signs_sheet(found, words).markdown()}"
        for words in LANGUAGES
    }
    write_page(folder / "sensitivity-signs.md", TITLES[SIGNS], origin, bodies)
    write_csv(found.to_frame(), origin, folder / "sensitivity-signs.csv")
