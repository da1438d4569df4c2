"""Indicators of vendors: how many, what they earn, how they are treated."""

import numpy as np

from agents.vendors import OUT_OF_BUSINESS
from twin.measures.day import Day, Side, indicator


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("在摊摊贩", "Vendors trading"))
def vendors_trading(day: Day) -> float:
    """Vendors trading at the same time, per 1,000 residents, mean over the hours 6-23.

    zh: 每千名居民同时在摊的摊贩数,6 至 23 时平均。
    """
    return day.total("traders") / 18.0 / day.thousands


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("在业摊贩", "Vendors in business"))
def vendors_in_business(day: Day) -> float:
    """Vendors in business per 1,000 residents, trading today or not.

    zh: 每千名居民的在业摊贩数,含当天未出摊的。
    """
    count = float((day.vendors.alive & (day.vendors.state != OUT_OF_BUSINESS)).sum())
    return count / day.thousands


@indicator("share", (0, 1), "", Side.ORDER, ("持证比例", "Licensed share"))
def licensed_share(day: Day) -> float:
    """Share of vendor-hours traded on a licensed pitch.

    zh: 摊位内经营时数占全部经营时数的比例。
    """
    return day.share(day.total("on_pitch"), day.total("traders"))


@indicator("share", (0, 1), "up", Side.ORDER, ("整洁摊点", "Tidy stalls"))
def tidy_share(day: Day) -> float:
    """Share of vendor-hours with a tidy stall.

    zh: 整洁经营的时数比例。
    """
    return day.share(day.total("tidy"), day.total("traders"))


@indicator("yuan per day", (-1000, 10000), "up", Side.VITALITY, ("摊贩收入", "Vendor income"))
def vendor_income(day: Day) -> float:
    """Running mean of what a trading day leaves a vendor in business.

    zh: 在业摊贩出摊一天的平均净收入。
    """
    active = day.vendors.alive & (day.vendors.state != OUT_OF_BUSINESS)
    return float(day.vendors.income[active].mean()) if active.any() else float("nan")


@indicator("yuan per 1,000 and day", (0, 1e6), "up", Side.VITALITY, ("街头成交", "Street trade"))
def trade_volume(day: Day) -> float:
    """What vendors took per 1,000 residents and day.

    zh: 每千名居民每天的街头成交额。
    """
    return day.total("takings") / day.thousands


@indicator("per 1,000 and day", (0, 100), "", Side.VITALITY, ("新入行", "Vendors starting"))
def entries(day: Day) -> float:
    """Vendors that started, per 1,000 residents and day.

    zh: 每千名居民每天新入行的摊贩。
    """
    return day.total("entered") / day.thousands


@indicator("per 1,000 and day", (0, 100), "", Side.VITALITY, ("退出", "Vendors giving up"))
def exits(day: Day) -> float:
    """Vendors that gave up, per 1,000 residents and day.

    zh: 每千名居民每天退出的摊贩。
    """
    return day.total("left") / day.thousands


@indicator("per 1,000 and day", (0, 1000), "", Side.ORDER, ("执法接触", "Encounters"))
def encounters(day: Day) -> float:
    """Encounters of teams with unlicensed vendors per 1,000 residents and day.

    zh: 每千名居民每天执法人员与无证摊贩的接触次数。
    """
    return day.total("met") / day.thousands


@indicator("share", (0, 1), "", Side.ORDER, ("处罚占比", "Harsh share"))
def harsh_share(day: Day) -> float:
    """Share of encounters that end in a fine or in goods being held.

    zh: 接触中以罚款或暂扣告终的比例。
    """
    return day.share(day.total("fined") + day.total("seized"), day.total("met"))


@indicator("share", (0, 1), "down", Side.ORDER, ("回流", "Return after removal"))
def displacement(day: Day) -> float:
    """Share of vendors removed since the start that were back within two cells and two days.

    zh: 开局以来被清走的摊贩中,两日内又回到两格以内的比例。
    """
    return day.share(float(day.book["returned"][0]), float(day.book["removed"][0]))


@indicator("share", (0, 1), "up", Side.TRUST, ("摊贩认同感", "Legitimacy"))
def legitimacy(day: Day) -> float:
    """Felt duty of vendors to comply, mean over all potential vendors.

    zh: 摊贩自认应当守规矩的程度。
    Source: Maguire et al. 2017, doi 10.1007/s11292-016-9276-9
    """
    return float(np.mean(day.vendors.legitimacy))


@indicator("1/day", (0, 1), "", Side.ORDER, ("风险感知", "Perceived risk"))
def perceived_risk(day: Day) -> float:
    """Vendors' belief that a trading day meets enforcement, mean over those in business.

    zh: 在业摊贩认为出摊一天会碰上执法的可能。
    """
    active = day.vendors.alive & (day.vendors.state != OUT_OF_BUSINESS)
    return float(day.vendors.risk[active].mean()) if active.any() else float("nan")
