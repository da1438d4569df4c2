"""Indicators of the street: order, vitality and what makes them."""

import math

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


@indicator("index", (0, 1), "up", Side.ORDER, ("秩序", "Order"))
def order(day: Day) -> float:
    """One minus disorder on the street, weighted by where residents live and go; hours 6-23.

    zh: 1 减去街面脏乱程度,按居民居住和常去的地方加权,统计每日 6 至 23 时。
    Source: first prototype study, section 6 (fixed activity-space weight)
    """
    return 1.0 - day.share(day.total("disorder"), day.total("disorder_hours"))


@indicator("index", (0, 1), "up", Side.VITALITY, ("活力", "Vitality"))
def vitality(day: Day) -> float:
    """Geometric mean of three shares taken up: outings made, wants met, variety of what was sold.

    zh: 三项比例的几何平均:成行的出门、得到满足的购买需求、买卖的多样性。
    Source: second prototype study, A6 (bounded, free of district size, nothing counted twice)
    """
    visits = day.share(day.total("visits"), day.total("chances"))
    return float(np.cbrt(visits * wants_met_share(day) * variety_share(day)))


def wants_met_share(day: Day) -> float:
    """Give the share of residents' wants met by vendors or shops."""
    met = day.total("sold_residents") + day.total("shopped")
    return day.share(met, met + day.total("unmet"))


def variety_share(day: Day) -> float:
    """Give exp(Shannon entropy) of purchases over five trades and shops, as a share of six."""
    sold = np.append(day.totals("sold"), day.total("shopped"))
    shares: NDArray[np.float64] = sold[sold > 0.0] / max(sold.sum(), 1e-9)
    return math.exp(-float((shares * np.log(shares)).sum())) / 6.0 if len(shares) else float("nan")


@indicator("index", (0, 1), "up", Side.VITALITY, ("平衡", "Balance"))
def balance(day: Day) -> float:
    """Geometric mean of order and vitality: low where either is lost.

    zh: 秩序与活力的几何平均,哪一头丢了都会低。
    """
    return math.sqrt(max(0.0, order.measure(day) * vitality.measure(day)))


@indicator("share", (0, 1), "up", Side.VITALITY, ("需求满足率", "Wants met"))
def wants_met(day: Day) -> float:
    """Share of the wants residents took to the street that a vendor or a shop met.

    zh: 居民上街想买的东西里,由摊贩或店铺满足的比例。
    """
    return wants_met_share(day)


@indicator("share", (0, 1), "up", Side.VITALITY, ("多样性", "Variety"))
def variety(day: Day) -> float:
    """Effective number of trades bought from (five street trades and shops), as a share of six.

    zh: 实际有买卖的业态数(五类摊贩加店铺),折算为六分之几。
    Source: exp of Shannon entropy; Jost 2006, doi 10.1111/j.2006.0030-1299.14714.x
    """
    return variety_share(day)


@indicator("share", (0, 1), "", Side.VITALITY, ("夜间占比", "Night share"))
def night_share(day: Day) -> float:
    """Share of the day's street purchases made after 20 h.

    zh: 全天街头买卖中 20 时以后的比例。
    """
    return day.share(day.total("night_sold"), float(day.totals("sold").sum()))


@indicator("share", (0, 1), "", Side.VITALITY, ("傍晚占比", "Evening share"))
def evening_share(day: Day) -> float:
    """Share of the day's vendor-hours traded between 18 and 21 h.

    zh: 全天出摊时数中 18 至 21 时的比例。
    Source: 200 vendors in Guangzhou: numbers rise from 08 h to 18-21 h
    """
    traders = day.hours()["traders"]
    return day.share(float(traders[18:21].sum()), float(traders.sum()))


@indicator("index", (0, 1), "down", Side.ORDER, ("拥堵", "Crowding"))
def crowding(day: Day) -> float:
    """Crowding of walking space at the end of the day's memory, weighted by where people go.

    zh: 步行空间的拥堵程度,按人常去的地方加权。
    """
    return float((day.cells.crowding_memory * day.cells.care).sum())


@indicator("bags", (0, 1e9), "down", Side.ORDER, ("未清垃圾", "Waste uncollected"))
def waste(day: Day) -> float:
    """Waste lying in the streets at midnight.

    zh: 午夜时街面上尚未清走的垃圾。
    """
    return float(day.cells.waste.sum())


@indicator("share", (0, 1), "up", Side.COST, ("垃圾分类分出率", "Waste sorted out"))
def sorted_share(day: Day) -> float:
    """Share of waste that sorting keeps out of the bins: ``sorting_cut`` x households that sort.

    zh: 垃圾分类从垃圾桶中分出的比例,按各处居民参与程度加权。
    """
    zones = day.world.rows("zones")
    sorting = day.share(float((zones.sorting * zones.persons).sum()), float(zones.persons.sum()))
    return float(day.world.p.sorting_cut) * sorting


@indicator("share", (0, 1), "up", Side.TRUST, ("食品信任", "Trust in street food"))
def food_trust(day: Day) -> float:
    """How far residents trust street food, mean over persons.

    zh: 居民对街头食品的信任程度,按人口平均。
    Source: second prototype study, A2 (one reputation per street: a commons)
    """
    offices = day.world.rows("offices")[:-1]
    return day.share(float((offices.food_trust * offices.persons).sum()), offices.persons.sum())
