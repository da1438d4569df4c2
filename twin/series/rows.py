"""Every figure of the statistics with its label and unit in words: ``twin cases`` and the page.

May import ``twin.mechanisms.kinds``, ``twin.series`` and ``twin.writing``.
"""

from collections.abc import Iterator, Sequence

from agents.knob import Words
from twin.mechanisms.kinds import KIND_WORDS, KINDS
from twin.series.summary import Statistics
from twin.writing import number

CASES = Words("案件数", "cases")
VOIDED = Words("作废", "void")
DAYS = Words("天数", "days covered")
PER_DAY = Words("日均案件", "cases per day")
DISPERSION = Words("日案件数离散度（方差/均值）", "dispersion of daily counts (variance / mean)")
PER_THOUSAND = Words("每千名居民每天案件", "cases per 1,000 residents and day")
REPEATS = Words("重复占比", "share of repeats")
CLOSED = Words("已办结", "closed")
OPEN = Words("未办结", "still open")
UNKNOWN = Words("结案时间不明", "time of closing unknown")
QUANTILES = {
    "p10": Words("办结用时一成位（天）", "time to close, p10 (d)"),
    "p25": Words("办结用时下四分位（天）", "time to close, p25 (d)"),
    "median": Words("办结用时中位数（天）", "time to close, median (d)"),
    "p75": Words("办结用时上四分位（天）", "time to close, p75 (d)"),
    "p90": Words("办结用时九成位（天）", "time to close, p90 (d)"),
}
IN_DAY = Words("一天内办结占比", "closed within a day")
IN_WEEK = Words("一周内办结占比", "closed within a week")
AREAS = Words("片区数", "areas")
WITHOUT = Words("无片区案件", "cases without an area")
GINI = Words("片区间基尼系数", "Gini over areas")
TOP = Words("案件最多片区占比", "share of the area with most")
MORAN = Words("莫兰指数", "Moran's I")
CHANCE = Words("莫兰指数随机期望", "Moran's I by chance")
RATE_GINI = Words("按人口计的基尼系数", "Gini of cases per head")
WEEKEND = Words("周末立案占比", "share opened at weekends")
WEEKDAYS = Words("各星期日均案件，周一至周日", "cases a day, Monday to Sunday")
MONTHS = Words("各月日均案件，一月至十二月", "cases a day, January to December")
HOURS = Words("各时段立案占比（%），0 至 23 时", "share opened by hour (%), 0 to 23 h")
KIND_SHARES = Words("占比最大的类别（%）", "commonest kinds (%)")
#: So many kinds are named; ``--json`` gives all.
KINDS_SHOWN = 5

Line = tuple[Words, str]


def figures_of(statistics: Statistics, words: str) -> dict[str, str]:
    """Give label and value of every single figure, a dash where there is none."""
    lines = [*_counts(statistics), *_closing(statistics), *_spread(statistics)]
    lines.append((WEEKEND, number(statistics.volume.weekend_share)))
    return {label[words]: value for label, value in lines}


def series_of(statistics: Statistics, words: str) -> dict[str, str]:
    """Give label and values of every series of figures: weekdays, months, hours, kinds."""
    lines = [*_rhythm(statistics), (KIND_SHARES, _kinds(statistics, words))]
    return {label[words]: value or "-" for label, value in lines}


def _counts(found: Statistics) -> Iterator[Line]:
    yield CASES, f"{found.cases:,}"
    yield VOIDED, f"{found.voided:,}"
    yield DAYS, number(found.volume.days)
    yield PER_DAY, number(found.volume.per_day)
    yield DISPERSION, number(found.volume.dispersion)
    yield PER_THOUSAND, number(found.spread.per_thousand)
    yield REPEATS, number(found.repeat_share)


def _closing(found: Statistics) -> Iterator[Line]:
    timed = found.volume.days is not None  # mere counts have nothing to close
    for label, count in (
        (CLOSED, found.closing.closed),
        (OPEN, found.closing.still_open),
        (UNKNOWN, found.closing.unknown),
    ):
        yield label, f"{count:,}" if timed else "-"
    for name, label in QUANTILES.items():
        yield label, number(found.closing.quantiles[name])
    yield IN_DAY, number(found.closing.within_day)
    yield IN_WEEK, number(found.closing.within_week)


def _spread(found: Statistics) -> Iterator[Line]:
    yield AREAS, f"{found.spread.areas:,}"
    yield WITHOUT, f"{found.spread.without_area:,}"
    yield GINI, number(found.spread.gini)
    yield RATE_GINI, number(found.spread.rate_gini)
    yield TOP, number(found.spread.top_share)
    yield MORAN, number(found.spread.morans_i)
    yield CHANCE, number(found.spread.expected_i)


def _rhythm(found: Statistics) -> Iterator[Line]:
    yield WEEKDAYS, _series(found.volume.by_weekday)
    yield MONTHS, _series(found.volume.by_month)
    yield HOURS, _series([100.0 * share for share in found.volume.by_hour])


def _series(values: Sequence[float | None]) -> str:
    return " ".join("-" if value is None else f"{value:.3g}" for value in values)


def _kinds(found: Statistics, words: str) -> str:
    """Name the commonest kinds; those of the twin by their names in words."""
    known = dict(zip(KINDS, KIND_WORDS, strict=True))
    shown = list(found.kinds.items())[:KINDS_SHOWN]
    texts = [
        f"{known[kind][words] if kind in known else kind} {100.0 * share:.3g}"
        for kind, share in shown
    ]
    return ("、" if words == "zh" else ", ").join(texts)
