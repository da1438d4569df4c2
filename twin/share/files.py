"""Files of what is on the screen: indicators as CSV, charts as SVG, and the run behind a report."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import twin
from agents.knob import Words
from twin.casebook import casebook
from twin.compare.sentences import LABELS
from twin.indicators import INDICATOR_NAMES
from twin.opening import POLICY
from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.record import Event, Origin, Run, headings
from twin.report.drawing import Line, line_chart
from twin.report.page import render_drawing
from twin.session.tape import Change
from twin.share.code import command_line
from twin.share.link import Link
from twin.shockfile import load_shock
from twin.tidy import Parts
from twin.units import unit_in

DAY, OF_HUNDRED = Words("第几天", "day"), Words("分（满分 100）", "of 100")
CHARTED = ("order", "vitality", "satisfaction")
TURNED = Words(
    "第 {day} 天 {hour} 点：{lever}调到 {value}", "day {day}, {hour}:00: {lever} set to {value}"
)
STRUCK = Words("第 {day} 天 {hour} 点：{name}", "day {day}, {hour}:00: {name}")
#: The byte mark by which Excel knows UTF-8.
MARK = "\ufeff"


def days_of(model: Any) -> tuple[list[int], NDArray[np.float64]]:
    """Give the whole days since the burn-in: their numbers from 1, and the indicators of each."""
    burn_in = model.programme.burn_in
    values = np.array(model.history[burn_in:], np.float64).reshape(-1, len(INDICATOR_NAMES))
    return list(range(1, len(values) + 1)), values


def indicators_csv(model: Any, headers: str) -> str:
    """Give the indicators by day as CSV; ``headers`` is ``"names"``, ``"zh"`` or ``"en"``."""
    days, values = days_of(model)
    index = pd.Index(days, name=DAY[headers] if headers in ("zh", "en") else "day")
    frame = pd.DataFrame(values, index, headings(INDICATOR_NAMES, headers))
    text: str = frame.to_csv(lineterminator="\n")
    return text if text.isascii() else MARK + text


def charts_svg(model: Any, language: str) -> str:
    """Give order, vitality and satisfaction by day as an SVG file."""
    days, values = days_of(model)
    lines = [
        Line(
            LABELS[name][language],
            [float(day) for day in days],
            (100.0 * values[:, INDICATOR_NAMES.index(name)]).tolist(),
        )
        for name in CHARTED
    ]
    axes = DAY[language], OF_HUNDRED[language]
    return render_drawing(line_chart(lines, axes, (760.0, 340.0)))


def done_words(link: Link, first: int, language: str) -> list[str]:
    """Tell what was done by hand, one line each; ``first`` is the hour of the day of opening."""
    labels = {lever.name: lever for lever in all_levers()}
    told = []
    for entry in link.log:
        day, hour = divmod(first + entry.tick, 24)
        when = {"day": day + 1, "hour": hour}
        if isinstance(entry, Change):
            lever = labels[entry.lever]
            value = f"{entry.value:g} {unit_in(language, lever.unit)}".strip()
            told.append(TURNED[language].format(lever=lever.label[language], value=value, **when))
        else:
            name = load_shock(entry.placed.name).title[language]
            told.append(STRUCK[language].format(name=name, **when))
    return told


def run_of(model: Any, link: Link, events: Sequence[Event] = ()) -> Run:
    """Give what a city came to since its burn-in as the record of a run, for a report.

    There must be one whole day at least.
    """
    burn_in, world = model.programme.burn_in, model.world
    days, values = days_of(model)
    scenario = {
        "district": link.district, "policy": POLICY, "days": len(days), "burn_in": burn_in,
        "schedule": [], "shocks": [],
    }  # fmt: skip
    origin = Origin(
        district=link.district,
        policy=POLICY,
        scenario=scenario,
        levers=model.levers(),
        parameters={knob.name: knob.default for knob in PARAMETERS},
        seed=model.seed_number,
        version=twin.__version__,
        digest=model.digest(),
        replay=command_line(link),
    )
    return Run(
        origin,
        INDICATOR_NAMES,
        values,
        tuple(events),
        cases=casebook(world, 24 * burn_in),
        parts=Parts.joined(model.parts[burn_in:]),
    )
