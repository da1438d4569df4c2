"""A sweep in the words and numbers of its page, in one language."""

from collections.abc import Mapping
from typing import Any

from twin.district import load_district
from twin.indicators import INDICATORS
from twin.opening import POLICY
from twin.ui import offer
from twin.ui.compare.figures import digits_of, written
from twin.ui.compare.panes import Panes
from twin.ui.navigation import COMPARE, EXPLORE
from twin.ui.sweeps.plane import KNOBS, ORDER, VITALITY, Measured, Plane, Spot, rows_to_show
from twin.ui.text import say

DECLARED = {indicator.name: indicator for indicator in INDICATORS}
#: Where the visitor's policy stands: the nearest of the sweep, and whether it is just that.
Here = tuple[Spot, bool] | None
#: Levers whose values are told where a point is hovered.
MOST_TOLD = 6
#: Rows of the whole table.
MOST_ROWS = 500


def lever_text(name: str, value: float, language: str) -> str:
    """Give the value of a lever as people say it: a choice, a percentage, an amount with unit."""
    groups = offer.lever_offer(language)["groups"]
    told = next(lever for group in groups for lever in group["levers"] if lever["name"] == name)
    if told["choices"]:
        return str(told["choices"][round(value - told["low"])])
    if told["percent"]:
        return f"{100 * value:.3g}%"
    return f"{value:.4g} {told['unit']}".strip()


def about(plane: Plane, language: str) -> str:
    """Say what was run."""
    scenario = plane.experiment.scenario
    text = say(
        language, "sweep_about", district=load_district(scenario.district).title[language],
        days=scenario.days, spots=len(plane.spots), done=plane.done,
    )  # fmt: skip
    if plane.failed:
        text += (" " if language == "en" else "") + say(
            language, "sweep_failed", failed=plane.failed
        )
    return text


def plane_facts(plane: Plane, here: Here, language: str) -> dict[str, Any]:
    """Give what the chart is drawn from, in points of 100."""
    label = here and say(language, "sweep_here" if here[1] else "sweep_near")
    return {
        "names": {
            "x": DECLARED[ORDER].label[language],
            "y": DECLARED[VITALITY].label[language],
        },
        "spots": [_dot(spot, plane, language) for spot in plane.spots],
        "line": [[100 * order, 100 * vitality] for order, vitality in plane.line],
        "here": {"n": here[0].number, "label": label} if here else None,
        "sentences": sentences(plane, here, language),
    }


def _dot(spot: Spot, plane: Plane, language: str) -> dict[str, Any]:
    order, vitality = spot.outcomes[ORDER], spot.outcomes[VITALITY]
    told = list(spot.levers.items())[:MOST_TOLD]
    return {
        "n": spot.number,
        "name": say(language, "sweep_spot", n=spot.number),
        "x": 100 * order.mean,
        "y": 100 * vitality.mean,
        "ex": _ends(order),
        "ey": _ends(vitality),
        "best": spot.number in plane.best,
        "levers": [
            f"{KNOBS[name].label[language]} {lever_text(name, value, language)}"
            for name, value in told
        ],
    }


def _ends(found: Measured) -> list[float] | None:
    return None if found.low is None or found.high is None else [100 * found.low, 100 * found.high]


def sentences(plane: Plane, here: Here, language: str) -> list[str]:
    """Say how many policies lie on the frontier, and how far inside the present one is."""
    told = [say(language, "sweep_sentence", spots=len(plane.spots), best=len(plane.best))]
    if here:
        spot, exact = here
        name = say(language, "sweep_here" if exact else "sweep_near")
        up, right = (digits_of(100 * gain, 10.0) for gain in plane.room(spot))
        inside = max(plane.room(spot)) >= 0.0005
        told.append(
            say(language, "sweep_here_in", here=name, up=up, right=right)
            if inside
            else say(language, "sweep_here_on", here=name)
        )
    return told


def spot_facts(plane: Plane, spot: Spot, language: str) -> dict[str, Any]:
    """Give what the card of a policy shows, with the addresses it leads to."""
    choice = plane.choice_of(spot, language)
    usual = plane.experiment.usual()
    pair = Panes((choice.adopt(POLICY), choice), (1, 2))
    return {
        "title": say(language, "sweep_spot", n=spot.number),
        "runs": say(language, "sweep_runs", n=spot.runs),
        "levers": [_lever_row(name, value, usual, language) for name, value in spot.levers.items()],
        "outcomes": [_outcome_row(name, m, language) for name, m in spot.outcomes.items()],
        "explore": EXPLORE.path + choice.address(),
        "compare": COMPARE.path + pair.address(),
    }


def _lever_row(
    name: str, value: float, usual: Mapping[str, float], language: str
) -> dict[str, str]:
    before = lever_text(name, usual[name], language)
    changed = value != usual[name]
    return {
        "name": name,
        "label": KNOBS[name].label[language],
        "value": lever_text(name, value, language),
        "usual": say(language, "lever_default", value=before) if changed else "",
    }


def _outcome_row(name: str, found: Measured, language: str) -> dict[str, str]:
    times, unit = written(DECLARED[name], language)
    ends = (found.low, found.high)
    interval = "" if None in ends else " … ".join(number(times * (end or 0.0)) for end in ends)
    return {
        "name": name,
        "label": DECLARED[name].label[language],
        "value": f"{number(times * found.mean)} {unit}".strip(),
        "interval": interval,
    }


def number(value: float) -> str:
    """Write a number, ``–`` where there is none."""
    return "–" if value != value else digits_of(value, 100.0)  # noqa: PLR0124 - NaN


def table_facts(plane: Plane, here: Here, language: str) -> dict[str, Any]:
    """Give the whole table, which is shown on demand."""
    names = list(plane.spots[0].levers)
    outcomes = list(plane.spots[0].outcomes)
    heads = [KNOBS[name].label[language] for name in names]
    heads += [DECLARED[name].label[language] for name in outcomes]
    all_rows = [_table_row(spot, plane, here, language) for spot in plane.spots[:MOST_ROWS]]
    whole = say(language, "sweep_whole", n=len(all_rows))
    return {"heads": heads, "all": all_rows, "whole": whole}


def first_rows(plane: Plane, here: Here, chosen: int, language: str) -> list[dict[str, Any]]:
    """Give what the table shows first: the frontier, the present and the chosen policy."""
    others = [chosen, here[0].number] if here else [chosen]
    return [_table_row(spot, plane, here, language) for spot in rows_to_show(plane, others)]


def _table_row(spot: Spot, plane: Plane, here: Here, language: str) -> dict[str, Any]:
    name = say(language, "sweep_spot", n=spot.number)
    notes = [say(language, "sweep_front")] if spot.number in plane.best else []
    if here and here[0].number == spot.number:
        notes.append(say(language, "sweep_here" if here[1] else "sweep_near"))
    cells = [lever_text(lever, value, language) for lever, value in spot.levers.items()]
    cells += [_outcome_row(n, m, language)["value"] for n, m in spot.outcomes.items()]
    return {
        "n": spot.number,
        "name": name,
        "note": say(language, "comma").join(notes),
        "cells": cells,
        "pick": say(language, "sweep_picked", name=name),
    }
