"""The pictures of a lesson: maps, levels, courses, the plane, the life of a case.

Everything comes from the runs; each picture has a caption in words and its numbers in reach.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from twin.compare.paired import mean_with_interval
from twin.district import load_district
from twin.frame import LAYERS
from twin.lesson import Figure, Lesson, Results, Side, street_of
from twin.lesson.parts import CASE, COURSE, LEVELS, MAPS, PLANE, STREET
from twin.opening import burned_in
from twin.ui.compare.figures import DECLARED, written
from twin.ui.learn.verdicts import value_words
from twin.ui.text import say

#: Tones of a map, from nothing to the most.
TONES = 8
#: Rows of the table below a course.
TABLE_ROWS = 12
ORDER, VITALITY = "order", "vitality"
LAYER = {layer.name: layer for layer in LAYERS}


def figure_facts(
    figure: Figure, lesson: Lesson, results: Results | None, language: str
) -> dict[str, Any] | None:
    """Give what a picture is drawn from; None while its runs are still to be made."""
    if figure.kind == STREET:
        return street_facts(lesson.district, language)
    if results is None:
        return None
    makers = {MAPS: _maps, LEVELS: _levels, COURSE: _course, PLANE: _plane, CASE: _cases}
    return {"kind": figure.kind, **makers[figure.kind](figure, lesson, results, language)}


def street_facts(district: str, language: str) -> dict[str, Any]:
    """Give the city as the pages open it, late in the morning."""
    return {
        "kind": MAPS,
        "caption": say(language, "learn_street"),
        "maps": [_map(district, "", opening_street(district), ORDER, language)],
    }


@lru_cache(maxsize=8)
def opening_street(district: str) -> dict[str, Any]:
    """Give the street of a district at the opening."""
    return street_of(burned_in(district))


def _maps(figure: Figure, lesson: Lesson, results: Results, language: str) -> dict[str, Any]:
    layer = LAYER[figure.layer]
    key = "learn_maps" if layer.quiet else "learn_maps_high"
    maps = []
    for name in figure.arms:
        run = results.first(name)
        title = lesson.by_name[name].title[language]
        if run is not None:
            maps.append(_map(lesson.district, title, run.street, figure.layer, language))
    return {"caption": say(language, key, layer=layer.label[language].lower()), "maps": maps}


def _map(
    district: str, title: str, street: Mapping[str, Any], layer: str, language: str
) -> dict[str, Any]:
    """Give one small map: tones by cell, stalls by cell, and what it shows in words."""
    place = load_district(district)
    shares = np.array(street["layers"][layer], np.float64) / 255.0
    tones = np.minimum((TONES * (1.0 - shares if LAYER[layer].quiet else shares)), TONES - 1)
    counts = {kind: len(street[kind]) for kind in ("licensed", "unlicensed")}
    return {
        "title": title,
        "text": say(language, "learn_map_of", arm=title, **counts)
        if title
        else say(language, "learn_street"),
        "width": int(place.width),
        "height": int(place.height),
        "cells": [
            [x, y, tone]
            for x, y, tone in zip(
                place.x.tolist(), place.y.tolist(), tones.astype(int).tolist(), strict=True
            )
        ],
        "stalls": [
            [int(place.x[cell]), int(place.y[cell]), number, kind == "licensed"]
            for kind in ("unlicensed", "licensed")
            for cell, number in Counter(street[kind]).items()
        ],
    }


def _levels(figure: Figure, lesson: Lesson, results: Results, language: str) -> dict[str, Any]:
    panels = []
    for indicator in figure.indicators:
        sides = [Side(name, indicator, (1, lesson.days)) for name in figure.arms]
        spreads = [_spread(results, side) for side in sides]
        rows = [
            {
                "label": lesson.by_name[name].title[language],
                "mean": mean,
                "low": low,
                "high": high,
                "value": value_words(mean, indicator, language),
            }
            for name, (mean, low, high) in zip(figure.arms, spreads, strict=True)
        ]
        panels.append(
            {
                "title": DECLARED[indicator].label[language],
                "text": DECLARED[indicator].text[language],
                "rows": rows,
                **_ends([value for spread in spreads for value in spread if value is not None]),
            }
        )
    return {"caption": say(language, "learn_levels", n=lesson.pairs), "panels": panels}


def _spread(results: Results, side: Side) -> tuple[float | None, float | None, float | None]:
    return mean_with_interval(np.array(results.values(side), np.float64))


def _ends(known: Sequence[float]) -> dict[str, float]:
    """Give where an axis begins and ends: at nothing, unless all values are close together."""
    if not known:
        return {"least": 0.0, "most": 1.0}
    low, high = min(known), max(known)
    near = low > 0.0 and low > 0.75 * high
    least = low - 0.5 * (high - low) if near and high > low else min(0.0, low)
    return {"least": least, "most": high + 0.06 * ((high - least) or 1.0)}


def _course(figure: Figure, lesson: Lesson, results: Results, language: str) -> dict[str, Any]:
    indicator = figure.indicators[0]
    times, unit = written(DECLARED[indicator], language)
    what = DECLARED[indicator].label[language]
    lines = [
        _line(lesson.by_name[name].title[language], times * results.course(name, indicator))
        for name in figure.arms
        if results.first(name) is not None
    ]
    days = list(range(1, lesson.days + 1))
    return {
        "caption": say(language, "learn_course", what=what, unit=unit or "–", n=lesson.pairs),
        "lines": lines,
        "days": days,
        "spans": _spans(figure, lesson),
        "table": [day for day in days if day % max(1, lesson.days // TABLE_ROWS) == 0],
        "words": {
            "day": say(language, "diff_day"),
            "table": say(language, "learn_table"),
        },
    }


def _line(title: str, course: Any) -> dict[str, Any]:
    """Give the mean of each day, its lowest and its highest run."""
    known = np.isfinite(course).all(axis=0)

    def values(row: Any) -> list[float | None]:
        return [float(v) if ok else None for v, ok in zip(row, known, strict=True)]

    return {
        "title": title,
        "mean": values(np.nan_to_num(course).mean(axis=0)),
        "low": values(np.nan_to_num(course).min(axis=0)),
        "high": values(np.nan_to_num(course).max(axis=0)),
    }


def _spans(figure: Figure, lesson: Lesson) -> list[list[int]]:
    """Give the days on which something dated is in force in an arm of the picture, or strikes."""
    scenarios = [lesson.by_name[name].scenario for name in figure.arms]
    dated = [
        [entry.first or 1, entry.until or lesson.days]
        for scenario in scenarios
        for entry in scenario.timetable()
    ]
    struck = [[placed.day, placed.day] for s in scenarios for placed in s.shocks]
    return [list(span) for span in sorted({tuple(span) for span in [*dated, *struck]})]


def _plane(figure: Figure, lesson: Lesson, results: Results, language: str) -> dict[str, Any]:
    """Give order and vitality of every arm; arms that differ in force alone are a line."""
    spots = []
    for name in figure.arms:
        order, vitality = (
            _spread(results, Side(name, indicator, (1, lesson.days)))[0] or 0.0
            for indicator in (ORDER, VITALITY)
        )
        levers = set(lesson.by_name[name].scenario.levers)
        spots.append(
            {
                "title": lesson.by_name[name].title[language],
                "x": 100.0 * order,
                "y": 100.0 * vitality,
                "line": levers <= {"intensity", "style"},
            }
        )
    labels = {
        axis: DECLARED[name].label[language] for axis, name in (("x", ORDER), ("y", VITALITY))
    }
    return {"caption": say(language, "learn_plane"), "spots": spots, "labels": labels}


def _cases(figure: Figure, lesson: Lesson, results: Results, language: str) -> dict[str, Any]:
    runs = [results.first(name) for name in figure.arms]
    cards = [run.case[language] if run is not None and run.case else None for run in runs]
    hours = [sum(step["waited"] for step in card["steps"]) if card else 0.0 for card in cards]
    return {
        "caption": say(language, "learn_case"),
        "longest": max(hours),
        "words": {"told": say(language, "learn_case_told"), "none": say(language, "learn_no_case")},
        "cases": [
            {
                "title": lesson.by_name[name].title[language],
                "card": card,
                "took": say(language, "learn_case_took", n=f"{whole:.0f}"),
            }
            for name, card, whole in zip(figure.arms, cards, hours, strict=True)
        ],
    }
