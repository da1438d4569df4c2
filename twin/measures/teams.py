"""Indicators of the teams: how busy, with what, how far they travel."""

import numpy as np
from numpy.typing import NDArray

from agents.teams import EMERGENCY, MARKET, POLICE, SANITATION, URBAN_MANAGEMENT
from twin.measures.day import Day, Side, indicator


def busy_hours(day: Day) -> NDArray[np.float64]:
    """Give the day's hours on cases and own work, by the trade of the teams."""
    return day.totals("case_hours") + day.totals("routine_hours")


@indicator("share", (0, 1), "", Side.COST, ("队伍负荷", "Team load"))
def utilisation(day: Day) -> float:
    """Share of the day's duty hours on cases or the departments' own work, all teams.

    zh: 当班时间中用于办案和部门日常工作的比例,全部队伍。
    """
    busy, duty = busy_hours(day).sum(), day.totals("duty_hours").sum()
    return day.share(min(float(busy), float(duty)), float(duty))


def loads(day: Day) -> NDArray[np.float64]:
    """Give that share by trade, NaN for a trade without duty; rounding cannot lift it above 1."""
    duty = day.totals("duty_hours")
    shares = busy_hours(day) / np.where(duty > 0.0, duty, np.nan)
    return np.minimum(1.0, shares)


def load_of(day: Day, trade: int) -> float:
    """Give the share of duty hours on cases or own work of the teams of one trade."""
    return float(loads(day)[trade])


@indicator("share", (0, 1), "", Side.COST, ("城管负荷", "Load, urban management"))
def load_urban(day: Day) -> float:
    """Share of duty hours on cases or own work, urban-management teams.

    zh: 城管队伍当班时间中用于办案和日常工作的比例。
    """
    return load_of(day, URBAN_MANAGEMENT)


@indicator("share", (0, 1), "", Side.COST, ("市场监管负荷", "Load, market regulation"))
def load_market(day: Day) -> float:
    """Share of duty hours on cases or own work, market-regulation teams.

    zh: 市场监管队伍当班时间中用于办案和日常工作的比例。
    """
    return load_of(day, MARKET)


@indicator("share", (0, 1), "", Side.COST, ("应急负荷", "Load, emergency"))
def load_emergency(day: Day) -> float:
    """Share of duty hours on cases or own work, emergency teams.

    zh: 应急队伍当班时间中用于办案和日常工作的比例。
    """
    return load_of(day, EMERGENCY)


@indicator("share", (0, 1), "", Side.COST, ("环卫负荷", "Load, sanitation"))
def load_sanitation(day: Day) -> float:
    """Share of duty hours on cases or own work, sanitation teams on call.

    zh: 环卫队伍当班时间中用于办案和日常工作的比例。
    """
    return load_of(day, SANITATION)


@indicator("share", (0, 1), "", Side.COST, ("公安负荷", "Load, police"))
def load_police(day: Day) -> float:
    """Share of duty hours on cases or own work, police teams.

    zh: 公安警力当班时间中用于办案和日常工作的比例。
    """
    return load_of(day, POLICE)


@indicator("share", (0, 1), "down", Side.COST, ("最忙部门负荷", "Busiest department"))
def utilisation_peak(day: Day) -> float:
    """That share for the teams of the busiest trade; above 0.8 queues decide everything.

    zh: 最忙一类队伍的负荷;超过 0.8 时排队决定一切。
    """
    return float(np.nanmax(loads(day), initial=0.0))


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
    """Own work waiting at desks and in the streets, in days of what arrives; mean over departments.

    zh: 部门日常工作的积压(案头和各街现场),折算为几天的到件量,各部门平均。
    """
    return float(day.world.rows("offices").neglect[-1].mean())


@indicator("km per 1,000 and day", (0, 10000), "down", Side.COST, ("出勤里程", "Kilometres"))
def kilometres(day: Day) -> float:
    """Way teams made, on foot or driving, per 1,000 residents and day.

    zh: 每千名居民每天,队伍步行或驾车的里程。
    """
    return day.total("kilometres") / day.thousands


@indicator("kg per 1,000 and day", (0, 10000), "down", Side.COST, ("出勤碳排放", "CO2 of patrols"))
def co2(day: Day) -> float:
    """Carbon dioxide of the teams' ways, per 1,000 residents and day, by the fleet in force.

    kilometres x factor: none on foot, ``co2_electric`` or ``co2_car`` kg/km; where zones differ,
    their mean over residents.

    zh: 每千名居民每天,队伍出勤的二氧化碳排放:步行为零,电动车和汽车按每公里因子计。
    Source: factors in scenarios/parameters.csv
    """
    zones, p = day.world.rows("zones"), day.world.p
    factor = np.where(zones.fleet < 1.5, p.co2_electric, p.co2_car)
    factor = np.where(zones.fleet < 0.5, 0.0, factor)
    mean = day.share(float((factor * zones.persons).sum()), float(zones.persons.sum()))
    return kilometres.measure(day) * mean


@indicator("share", (0, 1), "", Side.ORDER, ("整治中", "Campaign running"))
def campaign_running(day: Day) -> float:
    """One on days of a campaign, else zero: the mean is the share of days.

    zh: 整治行动期间为 1,否则为 0;平均值即整治天数占比。
    """
    return float(day.world.rows("city").push[0])
