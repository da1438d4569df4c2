"""The indicators: what is measured each day, with unit, range and the better direction.

To add one, decorate a function in the file of its side under ``twin/measures`` and name it here.
"""

import numpy as np
from numpy.typing import NDArray

from twin.measures import cases, people, street, teams, vendors
from twin.measures.day import Day, Indicator, Side
from twin.mechanisms.columns import TEAM_HOURS
from twin.world import World

__all__ = ["INDICATORS", "INDICATOR_NAMES", "Day", "Indicator", "Side", "measure_day"]

INDICATORS: tuple[Indicator, ...] = (
    street.order,
    street.vitality,
    street.balance,
    people.satisfaction,
    people.satisfaction_local,
    people.satisfaction_floating,
    people.satisfaction_gap,
    people.disorder_exposure,
    street.wants_met,
    street.variety,
    street.night_share,
    street.crowding,
    street.waste,
    street.food_trust,
    people.hotline_trust,
    people.reports,
    people.reports_gini,
    vendors.vendors_trading,
    vendors.vendors_in_business,
    vendors.licensed_share,
    vendors.tidy_share,
    vendors.vendor_income,
    vendors.trade_volume,
    vendors.entries,
    vendors.exits,
    vendors.encounters,
    vendors.harsh_share,
    vendors.displacement,
    vendors.legitimacy,
    vendors.perceived_risk,
    cases.cases_opened,
    cases.proactive_share,
    cases.repeat_share,
    cases.case_hours,
    cases.case_hours_p90,
    cases.joint_hours,
    cases.resolution_rate,
    cases.backlog,
    cases.misrouted_share,
    teams.utilisation,
    teams.utilisation_peak,
    teams.travel_share,
    teams.patrol_share,
    teams.routine_backlog,
    teams.whistles,
    teams.campaign_running,
)
INDICATOR_NAMES: tuple[str, ...] = tuple(i.name for i in INDICATORS)


def measure_day(world: World) -> NDArray[np.float64]:
    """Measure the day that just ended and turn the page of the books; NaN for no value."""
    book, teams = world.rows("book"), world.rows("teams")
    for use in TEAM_HOURS:
        name = f"{use}_hours"
        book[name][0] = np.bincount(teams.department, teams[name], 5)
    day = Day(world)
    values = np.array([i.measure(day) for i in INDICATORS], np.float64)
    book[1] = book[0]
    return values
