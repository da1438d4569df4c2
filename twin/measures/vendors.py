"""Indicators of vendors: how many, what they earn, how they are treated."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


def mean_over(who: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    """Give the mean over some vendors, NaN over none."""
    return float(values[who].mean()) if who.any() else float("nan")


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("在摊摊贩", "Vendors trading"))
def vendors_trading(day: Day) -> float:
    """Vendors trading at the same time, per 1,000 residents, mean over the hours 6-23.

    zh: 每千名居民同时在摊的摊贩数,6 至 23 时平均。
    """
    return day.total("traders") / 18.0 / day.thousands


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("高峰在摊摊贩", "Vendors at the peak"))
def vendors_peak(day: Day) -> float:
    """Vendors trading in the busiest hour of the day, per 1,000 residents.

    zh: 一天中摊贩最多的那个小时,每千名居民的在摊摊贩数。
    """
    return float(day.hours()["traders"].max()) / day.thousands


@indicator("h", (0, 23), "", Side.VITALITY, ("高峰时刻", "Hour of the peak"))
def vendors_peak_hour(day: Day) -> float:
    """Hour of the day in which most vendors trade; no value on a day without any.

    zh: 一天中摊贩最多的是几点。
    """
    traders = day.hours()["traders"]
    return float(np.argmax(traders)) if traders.max() > 0.0 else float("nan")


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("在业摊贩", "Vendors in business"))
def vendors_in_business(day: Day) -> float:
    """Vendors in business per 1,000 residents, trading today or not.

    zh: 每千名居民的在业摊贩数,含当天未出摊的。
    """
    return float(day.in_business.sum()) / day.thousands


@indicator("per 1,000", (0, 100), "", Side.VITALITY, ("持证摊贩", "Vendors with a licence"))
def vendors_licensed(day: Day) -> float:
    """Vendors in business that hold a licence, per 1,000 residents.

    zh: 每千名居民的持证在业摊贩数。
    """
    return float((day.in_business & day.vendors.licensed).sum()) / day.thousands


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
    return mean_over(day.in_business, day.vendors.income)


@indicator(
    "yuan per day", (-1000, 10000), "up", Side.VITALITY, ("持证摊贩收入", "Income, licensed")
)
def income_licensed(day: Day) -> float:
    """Running mean of what a trading day leaves a licensed vendor in business.

    zh: 持证摊贩出摊一天的平均净收入。
    """
    return mean_over(day.in_business & day.vendors.licensed, day.vendors.income)


@indicator(
    "yuan per day", (-1000, 10000), "up", Side.VITALITY, ("无证摊贩收入", "Income, unlicensed")
)
def income_unlicensed(day: Day) -> float:
    """Running mean of what a trading day leaves an unlicensed vendor in business.

    zh: 无证摊贩出摊一天的平均净收入。
    Source: 30-70 yuan (2008), about 100 (2020) (row 8)
    """
    return mean_over(day.in_business & ~day.vendors.licensed, day.vendors.income)


@indicator("yuan per day", (-10000, 10000), "up", Side.VITALITY, ("摊贩剩余", "Gain of a vendor"))
def vendor_surplus(day: Day) -> float:
    """What a vendor in business makes above what it could earn elsewhere: income - outside pay.

    zh: 在业摊贩的净收入减去它到别处能挣的钱,平均每人每天。
    """
    return mean_over(day.in_business, gains(day))


def gains(day: Day) -> NDArray[np.float64]:
    """Give every vendor's income less its outside pay: ``outside_share`` of its wage (yuan/d)."""
    gain: NDArray[np.float64] = day.vendors.income - day.world.p.outside_share * day.vendors.wage
    return gain


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


@indicator("per 1,000 and day", (0, 100), "down", Side.TRUST, ("执法冲突", "Conflicts"))
def conflicts(day: Day) -> float:
    """Conflicts to be expected when vendors are fined or lose goods, per 1,000 residents and day.

    zh: 罚款、暂扣时预计发生的冲突,每千名居民每天。
    Source: Maguire et al. 2017, doi 10.1007/s11292-016-9276-9
    """
    return day.total("conflicts") / day.thousands


@indicator("share", (0, 1), "down", Side.ORDER, ("回流", "Return after removal"))
def displacement(day: Day) -> float:
    """Share of vendors removed since the start that traded within two cells in the next two days.

    zh: 开局以来被清走的摊贩中,随后两天内又在两格以内出摊的比例。
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
    return mean_over(day.in_business, day.vendors.risk)


@indicator("days", (0, 3650), "down", Side.SERVICE, ("办证天数", "Days to a licence"))
def licence_wait(day: Day) -> float:
    """Days vendors waited for the licences granted today, mean; no value where none was.

    zh: 当日发出的许可证,从中签到发证平均等了几天。
    """
    return day.share(day.total("licence_days"), day.total("licences"))


@indicator("share", (0, 1), "", Side.ORDER, ("会员占比", "Members' share"))
def members_share(day: Day) -> float:
    """Share of vendor-hours traded by members of the street's vendors' association.

    zh: 本街摊贩自治组织会员的出摊时数占全部出摊时数的比例。
    """
    return day.share(day.total("members"), day.total("traders"))


@indicator("per 1,000 and day", (0, 1000), "down", Side.ORDER, ("会员违规", "Members' breaches"))
def breaches(day: Day) -> float:
    """Untidy days of members that their association noticed and answered, per 1,000 and day.

    zh: 每千名居民每天,会员不整洁而被自治组织发现并处理的次数。
    Source: graduated sanctions; Ostrom 1990, Governing the Commons
    """
    return day.total("breaches") / day.thousands
