"""Indicators of single streets: what the district is asked, where a street has an answer."""

import numpy as np

from twin.measures.places import (
    Floats,
    Part,
    Streets,
    medians,
    opened_today,
    part,
    ratio,
    variety_of,
)


@part("persons", "居民", "Residents")
def persons(streets: Streets) -> Floats:
    """Residents of the street.

    zh: 街道居民人数。
    """
    found: Floats = streets.people["persons"].sum(axis=1)
    return found


@part("index", "秩序", "Order")
def order(streets: Streets) -> Floats:
    """One minus disorder on the street's cells, weighted as in the district; hours 6-23.

    zh: 1 减去街面脏乱程度,权重与全区相同,统计每日 6 至 23 时。
    """
    return 1.0 - ratio(streets.sums("disorder"), streets.sums("care"))


@part("index", "街面生气", "Life on the street")
def life(streets: Streets) -> Floats:
    """Life on the street's cells as the map shows it, with the same weights; hours 6-23.

    zh: 地图上显示的街面生气,权重与秩序相同,统计每日 6 至 23 时。
    """
    return ratio(streets.sums("life"), streets.sums("care"))


@part("share", "需求满足率", "Wants met")
def wants_met(streets: Streets) -> Floats:
    """Share of the wants taken to this street that a vendor or a shop met.

    zh: 居民到本街想买的东西里,得到满足的比例。
    """
    met = streets.sums("bought") + streets.sums("shopped")
    return ratio(met, met + streets.sums("unmet"))


@part("share", "多样性", "Variety")
def variety(streets: Streets) -> Floats:
    """Effective number of trades bought from here, as a share of six.

    zh: 本街实际有买卖的业态数,折算为六分之几。
    """
    return variety_of(np.column_stack([streets.day["sold"], streets.day["shopped"]]))


@part("index", "活力", "Vitality")
def vitality(streets: Streets) -> Floats:
    """Geometric mean of wants met here, variety here, and the district's share of outings made.

    An outing belongs to the street where it begins and to the one where it ends, so that its share
    is the district's; streets that are all alike have the district's vitality.

    zh: 本街需求满足率、本街多样性、全区出门成行率三者的几何平均。
    """
    outings = streets.sums("visits").sum() / max(streets.sums("chances").sum(), 1e-300)
    mean: Floats = np.cbrt(wants_met.measure(streets) * variety.measure(streets) * outings)
    return mean


@part("index", "居民满意度", "Satisfaction")
def satisfaction(streets: Streets) -> Floats:
    """Mean satisfaction of the residents of the street.

    zh: 本街居民的平均满意度。
    """
    return streets.mean("satisfaction")


@part("index", "脏乱接触", "Exposure to disorder")
def exposure(streets: Streets) -> Floats:
    """Running mean of the disorder that residents of the street meet, anywhere.

    zh: 本街居民日常碰到的脏乱程度,不限于本街。
    """
    return streets.mean("exposure")


@part("per 1,000", "隐性困难", "Hidden troubles")
def hidden_troubles(streets: Streets) -> Floats:
    """Of 1,000 residents, how many have a trouble at home that nobody was told of.

    zh: 每千名居民中,家中有难处而无人知晓的人数。
    """
    return 1000.0 * streets.mean("trouble")


@part("per 1,000 and day", "投诉量", "Reports")
def reports(streets: Streets) -> Floats:
    """Reports about places in this street, per 1,000 of its residents and day.

    zh: 每千名居民每天,针对本街的投诉件次。
    """
    return streets.per_thousand(streets.sums("reports"))


@part("per 1,000 and day", "立案量", "Cases opened")
def cases_opened(streets: Streets) -> Floats:
    """Cases opened in this street, per 1,000 of its residents and day.

    zh: 每千名居民每天,本街的立案数。
    """
    return streets.per_thousand(streets.count(opened_today(streets)))


@part("per 1,000 and day", "结案量", "Cases ended")
def cases_ended(streets: Streets) -> Floats:
    """Cases of this street that ended today, lapsed ones left out, per 1,000 residents.

    zh: 每千名居民每天,本街的结案数(过期失效的除外)。
    """
    rows = streets.ended
    today = streets.cases.verified[rows] >= float(streets.world.now.tick) - 24.0
    return streets.per_thousand(streets.count(rows[today]))


@part("h", "办结时间中位数", "Case time, median")
def case_hours(streets: Streets) -> Floats:
    """Median hours from noticing a case of this street to closing it, last 30 days.

    zh: 近 30 日本街结案的案件,从发现到结案的小时数,中位数。
    """
    rows = streets.ended
    hours = streets.cases.verified[rows] - streets.cases.collected[rows]
    return medians(hours, streets.cases.street[rows], streets.n)


@part("per 1,000", "积压", "Backlog")
def backlog(streets: Streets) -> Floats:
    """Open cases of this street at midnight, per 1,000 of its residents.

    zh: 午夜时本街每千名居民的未结案件数。
    """
    n = int(streets.world.rows("city").n_open[0])
    return streets.per_thousand(streets.count(streets.world.queue[:n]))


@part("per 1,000", "在摊摊贩", "Vendors trading")
def vendors_trading(streets: Streets) -> Floats:
    """Vendors trading in this street at the same time, per 1,000 residents, mean of hours 6-23.

    zh: 每千名居民在本街同时在摊的摊贩数,6 至 23 时平均。
    """
    return streets.per_thousand(streets.sums("traders") / 18.0)


@part("share", "整洁摊点", "Tidy stalls")
def tidy_share(streets: Streets) -> Floats:
    """Share of vendor-hours in this street with a tidy stall.

    zh: 本街整洁经营的时数比例。
    """
    return ratio(streets.sums("tidy"), streets.sums("traders"))


@part("per 1,000 and day", "执法接触", "Encounters")
def encounters(streets: Streets) -> Floats:
    """Encounters of teams with unlicensed vendors in this street, per 1,000 residents and day.

    zh: 每千名居民每天,执法人员在本街与无证摊贩的接触次数。
    """
    return streets.per_thousand(streets.sums("met"))


@part("share", "执行的力度", "Strictness in force")
def strictness(streets: Streets) -> Floats:
    """Share of unlicensed vendors seen that are acted on: what is in force, mean over its zones.

    zh: 见到无证摊贩后动手处理的比例,取本街实际执行的平均。
    """
    return np.asarray(streets.offices.strictness, np.float64)


@part("share", "响应率", "Response rate")
def answered(streets: Streets) -> Floats:
    """The first of the three rates as the street's score keeps it: answered within the tier.

    zh: 三率之响应率,取街道考核中的滚动值。
    """
    return np.asarray(streets.offices.answered, np.float64)


@part("share", "解决率(账面)", "Resolved, on record")
def resolved(streets: Streets) -> Floats:
    """The second of the three rates as the street's score keeps it: resolved on record.

    zh: 三率之解决率(账面),取街道考核中的滚动值。
    """
    return np.asarray(streets.offices.resolved, np.float64)


@part("share", "满意率", "Content when called back")
def content(streets: Streets) -> Floats:
    """The third of the three rates as the street's score keeps it: content when called back.

    zh: 三率之满意率,取街道考核中的滚动值。
    """
    return np.asarray(streets.offices.content, np.float64)


@part("share", "十五分钟圈可及", "15-minute access")
def access(streets: Streets) -> Floats:
    """How well service points within 15 minutes serve residents of the street, mean over persons.

    zh: 步行 15 分钟内的便民服务点对本街居民的可及程度。
    """
    return streets.by_cells(streets.world.rows("cells").access)


STREET_PARTS: tuple[Part, ...] = (
    persons, order, vitality, life, wants_met, variety, satisfaction, exposure, hidden_troubles,
    reports, cases_opened, cases_ended, case_hours, backlog, vendors_trading, tidy_share,
    encounters, strictness, answered, resolved, content, access,
)  # fmt: skip
