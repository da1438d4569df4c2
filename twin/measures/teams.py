"""Indicators of the teams: how busy, with what, at what cost."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator


def hours_by_department(day: Day, name: str) -> NDArray[np.float64]:
    """Give the hours of some use so far, by the trade of the teams."""
    return np.bincount(day.teams.department, day.teams[name], 5).astype(np.float64)


@indicator("share", (0, 1), "", Side.COST, ("队伍负荷", "Team load"))
def utilisation(day: Day) -> float:
    """Share of duty hours so far on cases or the departments' own work, all teams.

    zh: 当班时间中用于办案和部门日常工作的比例,全部队伍。
    """
    busy = day.teams.case_hours.sum() + day.teams.routine_hours.sum()
    return day.share(float(busy), float(day.teams.duty_hours.sum()))


@indicator("share", (0, 1), "down", Side.COST, ("最忙部门负荷", "Busiest department"))
def utilisation_peak(day: Day) -> float:
    """That share for the teams of the busiest trade; above 0.8 queues decide everything.

    zh: 最忙一类队伍的负荷;超过 0.8 时排队决定一切。
    """
    busy = hours_by_department(day, "case_hours") + hours_by_department(day, "routine_hours")
    duty = hours_by_department(day, "duty_hours")
    return float((busy / np.maximum(duty, 1e-9)).max())


@indicator("share", (0, 1), "down", Side.COST, ("路途占比", "Travel share"))
def travel_share(day: Day) -> float:
    """Share of case hours so far spent on the way.

    zh: 办案时间中花在路上的比例。
    """
    return day.share(float(day.teams.travel_hours.sum()), float(day.teams.case_hours.sum()))


@indicator("share", (0, 1), "", Side.COST, ("巡查占比", "Patrol share"))
def patrol_share(day: Day) -> float:
    """Share of urban-management duty hours so far on patrol.

    zh: 城管队伍当班时间中用于巡查的比例。
    """
    own = day.teams.department == 0
    hours = float(day.teams.patrol_hours[own].sum())
    return day.share(hours, float(day.teams.duty_hours[own].sum()))


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
