"""Indicators of the teams: how busy, with what, at what cost."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


def busy_hours(day: Day) -> NDArray[np.float64]:
    """Give the day's hours on cases and own work, by the trade of the teams."""
    return day.totals("case_hours") + day.totals("routine_hours")


@indicator("share", (0, 1), "", Side.COST, ("队伍负荷", "Team load"))
def utilisation(day: Day) -> float:
    """Share of the day's duty hours on cases or the departments' own work, all teams.

    zh: 当班时间中用于办案和部门日常工作的比例,全部队伍。
    """
    return day.share(float(busy_hours(day).sum()), float(day.totals("duty_hours").sum()))


@indicator("share", (0, 1), "down", Side.COST, ("最忙部门负荷", "Busiest department"))
def utilisation_peak(day: Day) -> float:
    """That share for the teams of the busiest trade; above 0.8 queues decide everything.

    zh: 最忙一类队伍的负荷;超过 0.8 时排队决定一切。
    """
    duty = np.maximum(day.totals("duty_hours"), 1e-9)
    return float((busy_hours(day) / duty).max())


@indicator("share", (0, 1), "down", Side.COST, ("路途占比", "Travel share"))
def travel_share(day: Day) -> float:
    """Share of the day's case hours spent on the way.

    zh: 办案时间中花在路上的比例。
    """
    travel, cases = day.totals("travel_hours").sum(), day.totals("case_hours").sum()
    return day.share(float(travel), float(cases))


@indicator("share", (0, 1), "", Side.COST, ("巡查占比", "Patrol share"))
def patrol_share(day: Day) -> float:
    """Share of the day's urban-management duty hours on patrol.

    zh: 城管队伍当班时间中用于巡查的比例。
    """
    hours, duty = day.totals("patrol_hours")[0], day.totals("duty_hours")[0]
    return day.share(float(hours), float(duty))


@indicator("days", (0, 60), "down", Side.COST, ("日常工作积压", "Own work waiting"))
def routine_backlog(day: Day) -> float:
    """Own work waiting in the departments, in days of what arrives; mean over departments.

    zh: 部门日常工作的积压,折算为几天的到件量,各部门平均。
    """
    return float(day.world.rows("departments").neglect.mean())


@indicator("per day", (0, 10000), "", Side.COST, ("吹哨次数", "Whistles"))
def whistles(day: Day) -> float:
    """Whistles blown today in the district.

    zh: 当日全区吹哨次数。
    """
    return day.total("whistles")


@indicator("share", (0, 1), "", Side.ORDER, ("整治中", "Campaign running"))
def campaign_running(day: Day) -> float:
    """One on days of a campaign, else zero: the mean is the share of days.

    zh: 整治行动期间为 1,否则为 0;平均值即整治天数占比。
    """
    return float(day.world.rows("city").push[0])
