"""What the differences come to: the courses of the charts, their sentences, winners and losers.

Every difference is a pane minus the first one. What is live comes from the cities on the page;
bands, intervals and verdicts come from the replications behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents.knob import Words
from twin.compare.bands import band, course_mean
from twin.compare.paired import FEWEST, Paired, paired
from twin.compare.sentences import HEADLINE, amount, called, sentence
from twin.indicators import INDICATORS, Indicator
from twin.policy import load_policy
from twin.replications import DAYS, Courses, Found
from twin.session import Trail
from twin.ui.choice import Choice
from twin.ui.compare.panes import LETTERS, Panes
from twin.ui.text import say
from twin.units import unit_in

#: Verdicts beside those of ``twin.compare.paired``: equal in every replication, no pair at all.
SAME, NONE = "same", "none"
DECLARED = {indicator.name: indicator for indicator in INDICATORS}


@dataclass(frozen=True)
class Chart:
    """A chart of differences: its indicator, how its values are written, the least it spans."""

    name: str
    times: float
    unit: Words
    least: float


POINTS = Words("分", "points")
CHARTS = (
    Chart("order", 100.0, POINTS, 1.0),
    Chart("vitality", 100.0, POINTS, 1.0),
    Chart("satisfaction", 100.0, POINTS, 1.0),
    Chart("case_hours", 1.0, Words("小时", "hours"), 2.0),
)


@dataclass(frozen=True)
class Group:
    """People whom a policy touches, and by which indicators it is told what it does to them."""

    name: str
    title: Words
    indicators: tuple[str, ...]


GROUPS = (
    Group("local", Words("户籍居民", "Registered locals"), ("satisfaction_local", "need_local")),
    Group(
        "floating",
        Words("流动人口", "Floating population"),
        ("satisfaction_floating", "need_floating"),
    ),
    Group("licensed", Words("持证摊贩", "Vendors with a licence"), ("income_licensed",)),
    Group("unlicensed", Words("无证摊贩", "Vendors without one"), ("income_unlicensed",)),
    Group("staff", Words("一线队伍", "Front-line staff"), ("utilisation_peak", "conflicts")),
    Group("public", Words("公共财政", "The public purse"), ("public_cost",)),
)


def titles_of(panes: Panes) -> list[Words]:
    """Give the name of each pane: its letter and its policy."""
    return [
        Words(*(f"{letter.upper()} {title_of(choice, language)}" for language in ("zh", "en")))
        for letter, choice in zip(LETTERS, panes.choices, strict=False)
    ]


def title_of(choice: Choice, language: str) -> str:
    """Give the name of a choice: its policy, or what it was turned from."""
    title = load_policy(choice.base).title[language]
    return title if choice.policy else say(language, "turned_policy", base=title)


@dataclass(frozen=True)
class Result:
    """The replications of one pane beside those of the first: all numbers both have."""

    reference: Sequence[Courses]
    other: Sequence[Courses]

    def paired(self, name: str) -> Paired:
        """Give the paired difference of the means of an indicator over all days."""
        rows = [
            [course_mean(courses[name]) for courses in side]
            for side in (self.reference, self.other)
        ]
        declared = DECLARED[name]
        return paired(rows[0], rows[1], declared.unit, declared.better)


def results_of(found: Found, panes: int) -> list[Result]:
    """Give the replications of every pane but the first, beside those of the first."""
    results = []
    for place in range(1, panes):
        numbers = sorted(n for p, n in found if p == place and (0, n) in found)
        results.append(Result([found[0, n] for n in numbers], [found[place, n] for n in numbers]))
    return results


def live_courses(trails: Sequence[Trail], name: str) -> list[list[float | None]]:
    """Give for every city but the first its difference to it: at the opening, then each day."""
    courses = [[values.get(name) for values in trail.values[trail.past :]] for trail in trails]
    length = min(map(len, courses))
    return [
        [
            None if a is None or b is None else b - a
            for a, b in zip(courses[0][:length], other[:length], strict=True)
        ]
        for other in courses[1:]
    ]


def chart_of(
    chart: Chart, trails: Sequence[Trail], results: Sequence[Result], panes: Panes
) -> dict[str, Any]:
    """Give what a chart of differences is drawn from, in the language of the page."""
    language = panes.language
    live = live_courses(trails, chart.name)
    pairs = []
    for place, (course, result) in enumerate(zip(live, results, strict=True), start=1):
        ahead = band(
            [courses[chart.name] for courses in result.reference],
            [courses[chart.name] for courses in result.other],
        )
        start = (0.0,) if result.other else ()
        letter = LETTERS[place].upper()
        pairs.append(
            {
                "letter": letter,
                "name": f"{letter} − A",
                "live": scaled(course, chart.times),
                **{
                    key: scaled((*start, *getattr(ahead, key)), chart.times)
                    for key in ("mean", "low", "high")
                },
            }
        )
    return {
        "name": chart.name,
        "title": DECLARED[chart.name].label[language],
        "unit": chart.unit[language],
        "least": chart.least,
        "pairs": pairs,
        "sentences": [
            difference_sentence(chart, result.paired(chart.name), LETTERS[place].upper(), language)
            for place, result in enumerate(results, start=1)
        ],
    }


def scaled(course: Sequence[float | None], times: float) -> list[float | None]:
    """Give the values as they are written."""
    return [None if value is None else value * times for value in course]


def difference_sentence(chart: Chart, found: Paired, letter: str, language: str) -> str:
    """Say what the replications tell of one indicator of a pane beside the first."""
    if found.seeds < FEWEST or found.low is None or found.high is None:
        return say(language, "diff_few", pane=letter)
    what = called(chart.name, language)
    if is_equal(found):
        return say(language, "diff_equal", pane=letter, what=what)
    parts = {
        "pane": letter,
        "what": what,
        "days": DAYS,
        "n": found.seeds,
        "low": signed(found.low * chart.times),
        "high": signed(found.high * chart.times),
    }
    if found.low <= 0.0 <= found.high:
        return say(language, "diff_unclear", **parts)
    return say(language, "diff_clear", amount=amount(found, language), **parts)


def is_equal(found: Paired) -> bool:
    """Tell whether there is no difference in any replication."""
    return found.difference == found.low == found.high == 0.0


def verdict_of(found: Paired) -> str:
    """Give the verdict on a difference, by the better direction of its indicator."""
    if not found.seeds:
        return NONE
    return SAME if is_equal(found) else found.reading


def signed(value: float) -> str:
    """Write a difference with its sign, and as many digits as mean something."""
    text = digits_of(abs(value), 10.0)
    return text if float(text.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{text}"


def headline_of(result: Result, titles: Sequence[Words], place: int, language: str) -> str:
    """Give the comparison of a pane with the first in up to three sentences."""
    indicators = {name: result.paired(name) for name in HEADLINE}
    return sentence(titles[0], titles[place], indicators, len(result.other))[language]


def group_rows(result: Result, language: str) -> list[dict[str, Any]]:
    """Give who wins and who loses: a row for each group and indicator, with its bar."""
    rows = [(group, name, result.paired(name)) for group in GROUPS for name in group.indicators]
    return [_group_row(group, name, found, language) for group, name, found in rows]


def _group_row(group: Group, name: str, found: Paired, language: str) -> dict[str, Any]:
    declared = DECLARED[name]
    times, unit = written(declared, language)
    known = found.difference is not None
    numbers = {
        key: signed(times * value) if value is not None else "–"
        for key, value in (
            ("difference", found.difference),
            ("low", found.low),
            ("high", found.high),
        )
    }
    return {
        "group": group.title[language],
        "first": name == group.indicators[0],
        "span": len(group.indicators),
        "name": name,
        "label": declared.label[language],
        "unit": unit,
        "reference": plain(found.reference, times),
        "mean": plain(found.mean, times),
        **numbers,
        "reading": verdict_of(found),
        "bar": share_of(found.difference, found.reference) if known else 0.0,
        "reach": [share_of(end, found.reference) for end in (found.low, found.high)],
    }


def written(indicator: Indicator, language: str) -> tuple[float, str]:
    """Give by what a value is multiplied for readers, and the unit it then has."""
    if indicator.scored:
        return 100.0, "%" if indicator.unit == "share" else POINTS[language]
    return 1.0, unit_in(language, indicator.unit)


def plain(value: float | None, times: float) -> str:
    """Write a value with as many digits as mean something."""
    return "–" if value is None else digits_of(value * times, 100.0)


def digits_of(value: float, whole: float) -> str:
    """Write a number without decimals from ``whole`` on, with up to three below 0.1."""
    size = abs(value)
    decimals = 0 if size >= whole or size == 0 else 1 if size >= 1 else 2 if size >= 0.1 else 3
    return f"{value:,.{decimals}f}"


def share_of(value: float | None, reference: float | None) -> float:
    """Give a difference as a share of the reference, 0 where there is none."""
    return value / abs(reference) if value is not None and reference else 0.0
