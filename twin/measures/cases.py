"""Indicators of cases: how many, from whom, how long they take, how they end."""

import numpy as np

from twin.measures.day import Day, Side, indicator
from twin.mechanisms.columns import LAPSED, RESOLVED


@indicator("per 1,000 and day", (0, 1000), "", Side.SERVICE, ("立案量", "Cases opened"))
def cases_opened(day: Day) -> float:
    """Cases opened per 1,000 residents and day, all sources.

    zh: 每千名居民每天的立案数,含各种来源。
    Source: Beijing 2020: 0.56 dispatched per 1,000 residents and day (row 43)
    """
    return float(day.totals("opened").sum()) / day.thousands


@indicator("share", (0, 1), "", Side.SERVICE, ("主动发现率", "Proactive share"))
def proactive_share(day: Day) -> float:
    """Share of cases found by patrols and collectors before a resident reported.

    zh: 由巡查和采集员先于居民投诉发现的案件比例。
    """
    opened = day.totals("opened")
    return day.share(float(opened[1:].sum()), float(opened.sum()))


@indicator("share", (0, 1), "down", Side.SERVICE, ("重复率", "Repeat share"))
def repeat_share(day: Day) -> float:
    """Share of cases of the same kind and cell as one that ended within 30 days.

    zh: 同一网格同类问题 30 日内再次立案的比例。
    """
    return day.share(day.total("opened_again"), float(day.totals("opened").sum()))


def hours_to_close(day: Day, joint_only: bool = False) -> np.ndarray:
    """Give the hours from noticing to closing of the cases verified in the last 30 days.

    Cases that lapsed unhandled are left out: their time is the limit, not a duration.
    """
    closed = day.closed[day.closed.outcome != LAPSED]
    if joint_only:
        closed = closed[closed.joint]
    hours: np.ndarray = closed.verified - closed.collected
    return hours


@indicator("h", (0, 8760), "down", Side.SERVICE, ("办结时间中位数", "Case time, median"))
def case_hours(day: Day) -> float:
    """Median hours from noticing a case to closing it, cases ended in the last 30 days.

    zh: 从发现到结案的小时数,中位数,近 30 日结案的案件。
    """
    hours = hours_to_close(day)
    return float(np.median(hours)) if len(hours) else float("nan")


@indicator("h", (0, 8760), "down", Side.SERVICE, ("办结时间九成位", "Case time, 90 %"))
def case_hours_p90(day: Day) -> float:
    """Hours within which nine of ten cases that ended in the last 30 days were closed.

    zh: 近 30 日结案的案件中,九成在多少小时内办结。
    """
    hours = hours_to_close(day)
    return float(np.quantile(hours, 0.9)) if len(hours) else float("nan")


@indicator("h", (0, 8760), "down", Side.SERVICE, ("联办时间中位数", "Joint case time"))
def joint_hours(day: Day) -> float:
    """Median hours to close a case that needs several departments.

    zh: 需要几个部门一起办的案件,办结小时数的中位数。
    """
    hours = hours_to_close(day, joint_only=True)
    return float(np.median(hours)) if len(hours) else float("nan")


@indicator("share", (0, 1), "up", Side.SERVICE, ("解决率", "Resolved share"))
def resolution_rate(day: Day) -> float:
    """Share of cases ended in the last 30 days whose cause was gone at verification.

    zh: 近 30 日结案的案件中,核查时问题确已消除的比例。
    """
    closed = day.closed
    return day.share(float((closed.outcome == RESOLVED).sum()), float(len(closed)))


@indicator("per 1,000", (0, 10000), "down", Side.SERVICE, ("积压", "Backlog"))
def backlog(day: Day) -> float:
    """Open cases at midnight per 1,000 residents.

    zh: 午夜时每千名居民的未结案件数。
    """
    return float(len(day.open_cases())) / day.thousands


@indicator("share", (0, 1), "down", Side.SERVICE, ("派错率", "Misrouted share"))
def misrouted_share(day: Day) -> float:
    """Cases sent to the wrong desk first, as a share of cases opened.

    zh: 首次派错部门的案件占立案数的比例。
    """
    return day.share(day.total("misrouted"), float(day.totals("opened").sum()))
