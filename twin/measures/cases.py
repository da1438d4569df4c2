"""Indicators of cases: how many, from whom, about what, and what becomes of doubles."""

from twin.measures.day import Day, Side, indicator
from twin.mechanisms.columns import (
    FROM_COLLECTOR,
    FROM_PATROL,
    FROM_PREDICTION,
    FROM_RESIDENT,
    FROM_SENSOR,
    FROM_WARDEN,
)


@indicator("per 1,000 and day", (0, 1000), "", Side.SERVICE, ("立案量", "Cases opened"))
def cases_opened(day: Day) -> float:
    """Cases opened per 1,000 residents and day, all sources: what is on record.

    zh: 每千名居民每天的立案数,含各种来源。
    Source: Beijing 2020: 0.56 dispatched per 1,000 residents and day (row 43)
    """
    return float(day.totals("opened").sum()) / day.thousands


def share_from(day: Day, source: int) -> float:
    """Give the share of today's cases that came from a source."""
    opened = day.totals("opened")
    return day.share(float(opened[source]), float(opened.sum()))


@indicator("share", (0, 1), "", Side.SERVICE, ("居民投诉立案占比", "Cases from residents"))
def from_residents(day: Day) -> float:
    """Share of cases opened on a report of residents, or on an alarm of illness.

    zh: 因居民投诉(或食品致病报警)立案的比例。
    """
    return share_from(day, FROM_RESIDENT)


@indicator("share", (0, 1), "", Side.SERVICE, ("巡查立案占比", "Cases from patrols"))
def from_patrols(day: Day) -> float:
    """Share of cases opened by patrols.

    zh: 巡查队伍发现而立案的比例。
    """
    return share_from(day, FROM_PATROL)


@indicator("share", (0, 1), "", Side.SERVICE, ("采集员立案占比", "Cases from collectors"))
def from_collectors(day: Day) -> float:
    """Share of cases opened by city-management collectors.

    zh: 城管信息采集员上报而立案的比例。
    Source: collectors find 0.35-0.96 of cases (row 45)
    """
    return share_from(day, FROM_COLLECTOR)


@indicator("share", (0, 1), "", Side.SERVICE, ("网格员立案占比", "Cases from wardens"))
def from_wardens(day: Day) -> float:
    """Share of cases opened by grid wardens.

    zh: 网格员上报而立案的比例。
    """
    return share_from(day, FROM_WARDEN)


@indicator("share", (0, 1), "", Side.SERVICE, ("感知设备立案占比", "Cases from sensors"))
def from_sensors(day: Day) -> float:
    """Share of cases opened by sensors.

    zh: 感知设备自动上报而立案的比例。
    """
    return share_from(day, FROM_SENSOR)


@indicator("share", (0, 1), "", Side.SERVICE, ("预判立案占比", "Cases from prediction"))
def from_prediction(day: Day) -> float:
    """Share of cases opened to treat the cause of what recurs, before a complaint.

    zh: 为治理高频问题的病根、在投诉之前主动立案的比例(未诉先办)。
    """
    return share_from(day, FROM_PREDICTION)


@indicator("share", (0, 1), "", Side.SERVICE, ("主动发现率", "Proactive share"))
def proactive_share(day: Day) -> float:
    """Share of cases found by anybody else before a resident reported.

    zh: 在居民投诉之前由其他渠道先发现的案件比例。
    """
    opened = day.totals("opened")
    others = opened.sum() - opened[FROM_RESIDENT]
    return day.share(float(others), float(opened.sum()))


@indicator("share", (0, 1), "", Side.SERVICE, ("摊贩类案件占比", "About street trade"))
def street_trade_share(day: Day) -> float:
    """Share of cases filed under street trade: stalls in the way, and roads taken over by stalls.

    A blocked road counts where stalls stood when it was filed; shops and works block roads too.

    zh: 按街头经营立案的比例:摊贩挡路,以及立案时有摊贩在场的道路被占。
    Source: target 0.05, range 0.02-0.28 (row 44)
    """
    return day.share(day.total("opened_stalls"), float(day.totals("opened").sum()))


@indicator("share", (0, 1), "down", Side.SERVICE, ("重复率", "Repeat share"))
def repeat_share(day: Day) -> float:
    """Share of cases of the same kind and cell as one that ended within 30 days.

    zh: 同一网格同类问题 30 日内再次立案的比例。
    """
    return day.share(day.total("opened_again"), float(day.totals("opened").sum()))


@indicator("share", (0, 1), "down", Side.SERVICE, ("派错率", "Misrouted share"))
def misrouted_share(day: Day) -> float:
    """Cases sent to the wrong desk first, as a share of cases opened.

    zh: 首次派错部门的案件占立案数的比例。
    """
    return day.share(day.total("misrouted"), float(day.totals("opened").sum()))


@indicator("share", (0, 1), "down", Side.SERVICE, ("重复派单率", "Filed twice"))
def duplicate_share(day: Day) -> float:
    """Share of reports that were filed a second time though a case was open.

    zh: 已有在办案件却又重复登记的投诉比例。
    """
    return day.share(day.total("duplicates"), float(day.totals("reports").sum()))


@indicator("per 1,000 and day", (0, 1000), "", Side.SERVICE, ("网格化解", "Settled by wardens"))
def settled(day: Day) -> float:
    """Small matters wardens settled on the spot, without a case, per 1,000 residents and day.

    zh: 每千名居民每天由网格员当场化解、未立案的小事。
    """
    return day.total("settled") / day.thousands


@indicator("per 1,000", (0, 10000), "down", Side.SERVICE, ("积压", "Backlog"))
def backlog(day: Day) -> float:
    """Open cases at midnight per 1,000 residents.

    zh: 午夜时每千名居民的未结案件数。
    """
    return float(day.world.rows("city").n_open[0]) / day.thousands


@indicator("per day", (0, 10000), "", Side.COST, ("吹哨次数", "Whistles"))
def whistles(day: Day) -> float:
    """Whistles blown today in the district.

    zh: 当日全区吹哨次数。
    """
    return day.total("whistles")
