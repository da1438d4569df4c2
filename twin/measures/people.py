"""Indicators of the people: satisfaction by group, exposure, reports."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


@indicator("index", (0, 1), "up", Side.TRUST, ("居民满意度", "Satisfaction"))
def satisfaction(day: Day) -> float:
    """Mean satisfaction of residents with their street, over persons.

    zh: 居民对街道的满意度,按人平均。
    Source: MODEL.md section 4; second prototype study, A7
    """
    return day.people(day.residents.satisfaction)


@indicator("index", (0, 1), "up", Side.TRUST, ("户籍居民满意度", "Satisfaction, locals"))
def satisfaction_local(day: Day) -> float:
    """Mean satisfaction of residents with local registration.

    zh: 户籍居民的平均满意度。
    """
    return day.people(day.residents.satisfaction, ~day.residents.floating)


@indicator("index", (0, 1), "up", Side.TRUST, ("流动人口满意度", "Satisfaction, floating"))
def satisfaction_floating(day: Day) -> float:
    """Mean satisfaction of the floating population.

    zh: 流动人口的平均满意度。
    """
    return day.people(day.residents.satisfaction, day.residents.floating)


@indicator("index", (-1, 1), "", Side.TRUST, ("满意度差距", "Satisfaction gap"))
def satisfaction_gap(day: Day) -> float:
    """Satisfaction of locals minus that of the floating population.

    zh: 户籍居民与流动人口的满意度之差。
    """
    return satisfaction_local.measure(day) - satisfaction_floating.measure(day)


@indicator("index", (0, 1), "down", Side.ORDER, ("脏乱接触", "Exposure to disorder"))
def disorder_exposure(day: Day) -> float:
    """Running mean of the disorder residents meet, over persons.

    zh: 居民日常碰到的脏乱程度,按人平均。
    """
    return day.people(day.residents.exposure)


@indicator("share", (0, 1), "up", Side.TRUST, ("对热线的信任", "Trust in the hotline"))
def hotline_trust(day: Day) -> float:
    """Trust of residents that reporting to 12345 helps, mean over persons.

    zh: 居民相信打 12345 管用的程度。
    """
    return day.people(day.residents.trust)


@indicator("per 1,000 and day", (0, 1000), "", Side.SERVICE, ("投诉量", "Reports"))
def reports(day: Day) -> float:
    """Reports of residents to 12345 per 1,000 residents and day. Few reports are not order.

    zh: 每千名居民每天的 12345 投诉件次。投诉少不等于秩序好。
    """
    return float(day.totals("reports").sum()) / day.thousands


@indicator("index", (0, 1), "", Side.SERVICE, ("投诉集中度", "Concentration of reports"))
def reports_gini(day: Day) -> float:
    """Gini coefficient over cells of all reports so far.

    zh: 投诉在各网格间分布的基尼系数。
    Source: Weisburd 2015, doi 10.1111/1745-9125.12070
    """
    return gini(day.cells.reports_total)


def gini(values: NDArray[np.float64]) -> float:
    """Give the Gini coefficient of non-negative numbers, NaN where all are zero."""
    ordered = np.sort(np.asarray(values, np.float64))
    total = ordered.sum()
    if total <= 0.0:
        return float("nan")
    n = len(ordered)
    rank = np.arange(1, n + 1)
    return float((2.0 * (rank * ordered).sum()) / (n * total) - (n + 1) / n)
