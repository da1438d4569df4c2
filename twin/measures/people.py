"""Indicators of the people: satisfaction, exposure, need and trouble by group, and access."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


@indicator("index", (0, 1), "up", Side.TRUST, ("居民满意度", "Satisfaction"))
def satisfaction(day: Day) -> float:
    """Mean satisfaction of residents with their street, over persons.

    zh: 居民对街道的满意度,按人平均。
    Source: MODEL.md section 4; second prototype study, A7
    """
    return day.mean("satisfaction")


@indicator("index", (0, 1), "up", Side.TRUST, ("户籍居民满意度", "Satisfaction, locals"))
def satisfaction_local(day: Day) -> float:
    """Mean satisfaction of residents with local registration.

    zh: 户籍居民的平均满意度。
    """
    return day.mean("satisfaction", floating=False)


@indicator("index", (0, 1), "up", Side.TRUST, ("流动人口满意度", "Satisfaction, floating"))
def satisfaction_floating(day: Day) -> float:
    """Mean satisfaction of the floating population.

    zh: 流动人口的平均满意度。
    """
    return day.mean("satisfaction", floating=True)


@indicator("index", (-1, 1), "", Side.FAIRNESS, ("满意度差距", "Satisfaction gap"))
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
    return day.mean("exposure")


@indicator("index", (0, 1), "down", Side.FAIRNESS, ("户籍居民脏乱接触", "Exposure, locals"))
def exposure_local(day: Day) -> float:
    """Running mean of the disorder that locals meet.

    zh: 户籍居民日常碰到的脏乱程度。
    """
    return day.mean("exposure", floating=False)


@indicator("index", (0, 1), "down", Side.FAIRNESS, ("流动人口脏乱接触", "Exposure, floating"))
def exposure_floating(day: Day) -> float:
    """Running mean of the disorder that the floating population meets.

    zh: 流动人口日常碰到的脏乱程度。
    """
    return day.mean("exposure", floating=True)


@indicator("share", (0, 1), "down", Side.FAIRNESS, ("户籍居民未满足需求", "Unmet need, locals"))
def need_local(day: Day) -> float:
    """Share of hours in which locals have more disorder at the door than they bear, said or unsaid.

    zh: 户籍居民家门口脏乱超出容忍的时间比例,无论是否投诉。
    """
    return day.mean("need", floating=False)


@indicator("share", (0, 1), "down", Side.FAIRNESS, ("流动人口未满足需求", "Unmet need, floating"))
def need_floating(day: Day) -> float:
    """Share of hours in which the floating have more disorder at the door than they bear.

    zh: 流动人口家门口脏乱超出容忍的时间比例,无论是否投诉。
    """
    return day.mean("need", floating=True)


def hidden(day: Day, floating: bool | None = None) -> float:
    """Give how many of 1,000 persons have a trouble at home that nobody was told of."""
    return 1000.0 * day.mean("trouble", floating)


@indicator("per 1,000", (0, 1000), "down", Side.FAIRNESS, ("隐性困难", "Hidden troubles"))
def hidden_troubles(day: Day) -> float:
    """Of 1,000 residents, how many have a trouble at home that nobody was told of.

    zh: 每千名居民中,家中有难处而无人知晓的人数。
    """
    return hidden(day)


@indicator("per 1,000", (0, 1000), "down", Side.FAIRNESS, ("户籍居民隐性困难", "Hidden, locals"))
def hidden_local(day: Day) -> float:
    """Of 1,000 locals, how many have a trouble at home that nobody was told of.

    zh: 每千名户籍居民中,家中有难处而无人知晓的人数。
    """
    return hidden(day, floating=False)


@indicator("per 1,000", (0, 1000), "down", Side.FAIRNESS, ("流动人口隐性困难", "Hidden, floating"))
def hidden_floating(day: Day) -> float:
    """Of 1,000 of the floating, how many have a trouble at home that nobody was told of.

    zh: 每千名流动人口中,家中有难处而无人知晓的人数。
    """
    return hidden(day, floating=True)


@indicator("index", (0, 1), "up", Side.VITALITY, ("出门所值", "Worth of an outing"))
def outing_value(day: Day) -> float:
    """Running mean of what an outing is worth to residents, over persons.

    zh: 居民每次出门的所值,按人平均。
    """
    return day.mean("outing")


@indicator("share", (0, 1), "up", Side.TRUST, ("对热线的信任", "Trust in the hotline"))
def hotline_trust(day: Day) -> float:
    """Trust of residents that reporting to 12345 helps, mean over persons.

    zh: 居民相信打 12345 管用的程度。
    """
    return day.mean("trust")


@indicator("index", (0, 1), "", Side.SERVICE, ("投诉集中度", "Concentration of reports"))
def reports_gini(day: Day) -> float:
    """Gini coefficient over cells of all reports so far.

    zh: 投诉在各网格间分布的基尼系数。
    Source: Weisburd 2015, doi 10.1111/1745-9125.12070
    """
    return gini(day.cells.reports_total)


@indicator("share", (0, 1), "", Side.SERVICE, ("半数投诉所在", "Cells with half the reports"))
def reports_half(day: Day) -> float:
    """Share of cells, the worst first, that hold half of all reports so far.

    zh: 从投诉最多的网格数起,占多少比例的网格就集中了一半投诉。
    Source: half of crime in 2-8 % of places; Weisburd 2015, doi 10.1111/1745-9125.12070
    """
    falling = np.sort(day.cells.reports_total)[::-1]
    so_far = np.cumsum(falling)
    if so_far[-1] <= 0.0:
        return float("nan")
    return float(np.searchsorted(so_far, 0.5 * so_far[-1]) + 1) / len(falling)


@indicator("share", (0, 1), "up", Side.SERVICE, ("十五分钟圈可及", "15-minute access"))
def access(day: Day) -> float:
    """How well service points within 15 minutes on foot serve residents, mean over persons.

    zh: 步行 15 分钟内的便民服务点对居民的可及程度,按人平均。
    """
    persons = day.cells.persons
    return day.share(float((persons * day.cells.access).sum()), float(persons.sum()))


@indicator("index", (0, 1), "down", Side.FAIRNESS, ("可及不均", "Inequality of access"))
def access_gini(day: Day) -> float:
    """Gini coefficient over persons of 15-minute access; no value while nobody has any.

    zh: 十五分钟圈可及程度在居民之间的基尼系数。
    """
    return gini(day.cells.access, day.cells.persons)


def gini(values: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> float:
    """Give the Gini coefficient of non-negative numbers, NaN where all are zero.

    ``weights`` says how many persons have each: 1 - the mean of twice the area under the Lorenz
    curve, taken over its straight pieces.
    """
    each = np.ones(len(values)) if weights is None else np.asarray(weights, np.float64)
    order = np.argsort(values)
    people = each[order] / max(each.sum(), 1e-300)
    held = people * np.asarray(values, np.float64)[order]
    if held.sum() <= 0.0:
        return float("nan")
    so_far = np.cumsum(held) / held.sum()
    before = so_far - held / held.sum()
    return max(0.0, float(1.0 - (people * (so_far + before)).sum()))
