"""``twin presence``: people by hour, counted in the real place against simulated on its streets."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.progress import Progress
from twin.commands.request import changed, seed_of
from twin.commands.words import language, text_table
from twin.scenario import Scenario
from twin.writing import markdown_table, number

if TYPE_CHECKING:
    from twin.series.presence import Footfall, Match

WHERE = "twin presence"
#: Days run before measuring, and days measured, unless said otherwise: whole weeks.
BURN_IN, DAYS = 7, 7
HOURS_HEAD = (
    Words("时", "Hour"),
    Words("真实在场", "Counted"),
    Words("模拟街面", "Simulated"),
    Words("其中居民", "Residents only"),
    Words("其中访客", "Visitors only"),
)
MATCH_HEAD = (
    Words("与真实在场相比", "Against what was counted"),
    Words("相关系数", "Correlation"),
    Words("均方根差", "RMSE"),
    Words("真实高峰（时）", "Peak counted (h)"),
    Words("模拟高峰（时）", "Peak simulated (h)"),
)
EVERYONE = Words("街面上的所有人", "everyone on the street")
RESIDENTS = Words("仅居民", "residents only")
VISITORS = Words("仅访客（输入）", "visitors only (an input)")
STREETS = Words(
    "各街道相关系数：中位数 {median}，最低 {low}（{n} 个街道）",
    "Correlation by street: median {median}, lowest {low} ({n} streets)",
)
NOTE = Words(
    "各列均以本列日均为 1。访客的时段分布是模型的输入，就取自这份在场数据；居民出行习惯也是参照它"
    "\n设定的。所以对得上不算独立验证。真实数据数的是在场的所有人（含室内），模拟数的是街面上的人。",
    "Each column is in shares of its own daily mean. The hours of visitors are an INPUT of the"
    "\ntwin, taken from this very presence, and residents' habits were assumed with it in view: a"
    "\nmatch is no independent test. Counted are all people present, indoors too; simulated are"
    "\npeople on the street.",
)


def answer(given: Given) -> Answer:
    """Simulate the district that was asked for and compare its hours with those counted."""
    words = language(given)
    scenario = changed(Scenario(days=DAYS, burn_in=BURN_IN), given)
    seed = seed_of(given.last("--seed"))
    series: Any = load("twin.series.presence:read_presence")
    named = given.last("--presence")
    file = Path(named) if named else load("twin.series.presence:presence_file")(scenario.district)
    place = load("twin.district:load_district")(scenario.district)
    counted = series(file, tuple(street.code for street in place.streets))
    with Progress(WHERE, words=words) as progress:
        found: Footfall = load("twin.series.presence:simulate")(scenario, seed, progress)
    text = page(counted, found, words, given.has("--markdown"))
    settled = replace(scenario, scale=scenario.scale or place.scale)
    return Answer(text, _data(counted, found, settled, seed))


def _parts(found: "Footfall") -> dict[str, tuple[Words, Any]]:
    return {
        "everyone": (EVERYONE, found.everyone),
        "residents": (RESIDENTS, found.residents),
        "visitors": (VISITORS, found.visitors),
    }


def _matches(counted: Any, found: "Footfall") -> "dict[str, Match]":
    """Compare the district as a whole: all people, residents alone, visitors alone."""
    match = load("twin.series.presence:match")
    total = counted.sum(axis=0)
    return {name: match(total, people.sum(axis=0)) for name, (_, people) in _parts(found).items()}


def _by_street(counted: Any, found: "Footfall") -> "dict[str, Match]":
    match = load("twin.series.presence:match")
    pairs = zip(found.codes, counted, found.everyone, strict=True)
    return {code: match(real, simulated) for code, real, simulated in pairs}


def _shapes(counted: Any, found: "Footfall") -> dict[str, list[float]]:
    shape = load("twin.series.presence:shape")
    columns = {"counted": counted, **{name: people for name, (_, people) in _parts(found).items()}}
    return {name: shape(people.sum(axis=0)).tolist() for name, people in columns.items()}


def _data(counted: Any, found: "Footfall", scenario: Scenario, seed: int) -> dict[str, Any]:
    shapes = _shapes(counted, found)
    finite = {k: [v if np.isfinite(v) else None for v in row] for k, row in shapes.items()}
    return {
        "scenario": scenario.to_dict(),
        "seed": seed,
        "hours": finite,
        "district": {name: asdict(one) for name, one in _matches(counted, found).items()},
        "streets": {code: asdict(one) for code, one in _by_street(counted, found).items()},
    }


def page(counted: Any, found: "Footfall", words: str, markdown: bool = False) -> str:
    """Write the comparison for a person: how alike the days are, then hour by hour."""
    write = markdown_table if markdown else text_table
    matches, parts = _matches(counted, found), _parts(found)
    alike = [[parts[name][0][words], *_match_row(one)] for name, one in matches.items()]
    hours = [
        [f"{hour:02d}", *(number(round(value, 3)) for value in row)]
        for hour, row in enumerate(zip(*_shapes(counted, found).values(), strict=True))
    ]
    values = [one.correlation for one in _by_street(counted, found).values()]
    known = [value for value in values if value is not None]
    middle = float(np.median(known)) if known else None
    least = min(known) if known else None
    line = STREETS[words].format(median=number(middle), low=number(least), n=len(values))
    return "\n".join(
        [
            *(write([head[words] for head in MATCH_HEAD], alike), "", line, ""),
            *(write([head[words] for head in HOURS_HEAD], hours), "", NOTE[words]),
        ]
    )


def _match_row(one: "Match") -> list[str]:
    peaks = (f"{one.peak_counted}", f"{one.peak_simulated}")
    return [number(one.correlation), number(one.rmse), *peaks]
