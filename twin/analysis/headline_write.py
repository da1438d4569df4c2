"""The headline as files: each says which command, seeds and commit made it.

May import what lies below.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from agents.knob import Words
from twin.analysis.experiment import PATH_WORDS, PATHS
from twin.analysis.headline import (
    AXES,
    CENTRAL,
    FRONTIER,
    OPTIMUM,
    WATCHED,
    Frontiers,
    Headline,
    Optimum,
)
from twin.analysis.headline_picture import frontier_svg
from twin.analysis.headline_tables import (
    CAPTIONS,
    NOTES,
    differences_sheet,
    frontiers_sheet,
    optima_sheet,
    values_sheet,
)
from twin.compare.paired import paired
from twin.validate.pages import write_csv, write_page, write_text
from twin.validate.tables import LANGUAGES, Sheet

TITLES = {
    FRONTIER: Words("主要结论：前沿是否外移", "The headline: does the frontier move out"),
    OPTIMUM: Words("主要结论：下放多少最好", "The headline: how much is best handed down"),
}
PICTURE = Words("秩序与活力的前沿", "Frontiers of order and vitality")
Section = tuple[str, Sheet]


def sections(found: Headline, part: str, words: str) -> list[Section]:
    """Give the tables of a part, each with the name of its caption."""
    if part == OPTIMUM:
        return [("optima", optima_sheet(found.optima, words))]
    if found.frontiers is None or not found.frontiers.seeds:
        return []
    return [
        ("frontiers", frontiers_sheet(found.frontiers, words)),
        ("differences", differences_sheet(found.frontiers, words)),
        ("values", values_sheet(found.frontiers, words)),
    ]


def parts_of(found: Headline) -> list[str]:
    """Give the parts that were run and have a whole seed."""
    frontier = [FRONTIER] if found.frontiers is not None and found.frontiers.seeds else []
    return [*frontier, *([OPTIMUM] if found.optima else [])]


def write_headline(found: Headline, folder: Path) -> None:
    """Write a page and a table of every seed for each part, and the picture of the frontiers."""
    origin = found.origin()
    for part in parts_of(found):
        bodies = {words: _body(found, part, words) for words in LANGUAGES}
        write_page(folder / f"headline-{part}.md", TITLES[part], origin, bodies)
        write_csv(frame_of(found, part), origin, folder / f"headline-{part}.csv")
    if FRONTIER in parts_of(found) and found.frontiers is not None:
        write_text(folder / "headline-frontier.svg", frontier_svg(found.frontiers))


def frame_of(found: Headline, part: str) -> pd.DataFrame:
    """Give a part as a table: a row for each arm and seed."""
    if part == OPTIMUM:
        return pd.DataFrame(
            [
                {"setting": one.setting.name, **dict(zip(AXES, cell, strict=True)),
                 "seed": seed, **{name: row[name][place] for name in WATCHED}}
                for one in found.optima
                for cell, row in one.values.items()
                for place, seed in enumerate(one.seeds)
            ]
        )  # fmt: skip
    lines = found.frontiers
    assert lines is not None  # noqa: S101 - parts_of names only what is there
    return pd.DataFrame(
        [
            {"path": path, "enforcement": level, "seed": seed,
             **{name: row[name][place] for name in WATCHED}}
            for path, levels in lines.values.items()
            for level, row in levels.items()
            for place, seed in enumerate(lines.seeds)
        ]
    )  # fmt: skip


def data_of(found: Headline) -> dict[str, Any]:
    """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
    lines = found.frontiers
    there = lines is not None and lines.seeds
    return {
        **found.origin(),
        "district": found.protocol.district,
        "frontiers": {
            path: _frontier_data(lines, path)
            for path in PATHS
            if lines is not None and there and path != CENTRAL
        },
        "optima": [_optimum_data(one) for one in found.optima],
        "failed": [vars(failure) for failure in found.failed],
    }


def _frontier_data(lines: Frontiers, path: str) -> dict[str, Any]:
    shifts = lines.shifts(path)
    none = [0.0] * len(shifts)
    return {
        "words": vars(PATH_WORDS[path]),
        "levels": {
            f"{level:g}": {name: lines.difference(path, level, name).to_dict() for name in WATCHED}
            for level in lines.levels
        },
        "at_best": {name: lines.at_best(path, name).to_dict() for name in WATCHED},
        "sides": [shift.side for shift in shifts],
        **{
            name: paired(none, [getattr(shift, name) for shift in shifts]).to_dict()
            for name in ("order", "vitality", "share")
        },
    }


def _optimum_data(one: Optimum) -> dict[str, Any]:
    central = next(iter(one.values))
    return {
        "setting": one.setting.name,
        "best": dict(zip(AXES, one.best, strict=True)),
        "agree": one.agree,
        "over_central": {name: one.over(central, name).to_dict() for name in WATCHED},
        "not_told_apart": [list(cell) for cell in one.equals],
        "effects": {axis: one.effect(axis).to_dict() for axis in AXES},
    }


def _body(found: Headline, part: str, words: str) -> str:
    lines = [f"![{PICTURE[words]}](headline-frontier.svg)"] if part == FRONTIER else []
    for name, sheet in sections(found, part, words):
        lines += [f"### {CAPTIONS[name][words]}"]
        lines += [NOTES[name][words]] if name in NOTES else []
        lines += [sheet.markdown()]
    return "\n\n".join(lines)
