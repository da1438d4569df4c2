"""The indicators: what is measured each day, with unit, range and the better direction.

To add one, decorate a function in the file of its side under ``twin/measures`` and name it here.
"""

import numpy as np
from numpy.typing import NDArray

from agents.table import plain
from twin.measures import cases, people, resilience, street, teams, truth, vendors, waiting, welfare
from twin.measures.day import Day, Indicator, Side
from twin.mechanisms.columns import TEAM_HOURS
from twin.mechanisms.diary import DAYS_KEPT
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
    people.exposure_local,
    people.exposure_floating,
    people.need_local,
    people.need_floating,
    people.hidden_troubles,
    people.hidden_local,
    people.hidden_floating,
    people.outing_value,
    people.access,
    people.access_gini,
    street.wants_met,
    street.variety,
    street.night_share,
    street.evening_share,
    street.crowding,
    street.waste,
    street.sorted_share,
    street.food_trust,
    people.hotline_trust,
    vendors.vendors_trading,
    vendors.vendors_peak,
    vendors.vendors_peak_hour,
    vendors.vendors_in_business,
    vendors.vendors_licensed,
    vendors.licensed_share,
    vendors.licence_wait,
    vendors.tidy_share,
    vendors.members_share,
    vendors.breaches,
    vendors.vendor_income,
    vendors.income_licensed,
    vendors.income_unlicensed,
    vendors.vendor_surplus,
    vendors.trade_volume,
    vendors.entries,
    vendors.exits,
    vendors.encounters,
    vendors.harsh_share,
    vendors.conflicts,
    vendors.displacement,
    vendors.legitimacy,
    vendors.perceived_risk,
    truth.problems_arisen,
    truth.problems_noticed,
    truth.reports,
    people.reports_gini,
    people.reports_half,
    truth.reporting_local,
    truth.reporting_floating,
    truth.reporting_ratio,
    cases.cases_opened,
    cases.from_residents,
    cases.from_patrols,
    cases.from_collectors,
    cases.from_wardens,
    cases.from_sensors,
    cases.from_prediction,
    cases.proactive_share,
    cases.street_trade_share,
    cases.repeat_share,
    cases.misrouted_share,
    cases.duplicate_share,
    cases.settled,
    cases.backlog,
    cases.whistles,
    truth.response_rate,
    truth.on_time_share,
    truth.resolution_rate,
    truth.resolution_true,
    truth.content_rate,
    waiting.case_hours,
    waiting.case_hours_p90,
    waiting.joint_hours,
    waiting.desk_hours,
    waiting.queue_hours,
    waiting.work_hours,
    teams.utilisation,
    teams.utilisation_peak,
    teams.load_urban,
    teams.load_market,
    teams.load_emergency,
    teams.load_sanitation,
    teams.load_police,
    teams.travel_share,
    teams.patrol_share,
    teams.routine_backlog,
    teams.kilometres,
    teams.co2,
    teams.campaign_running,
    welfare.staff_posts,
    welfare.public_cost,
    welfare.cost_per_case,
    resilience.damage_waiting,
    resilience.service_lost,
    resilience.swing_days,
    resilience.swing_size,
    resilience.swing_share,
    welfare.welfare_vendors,
    welfare.welfare_cost,
    welfare.welfare,
)
INDICATOR_NAMES: tuple[str, ...] = tuple(i.name for i in INDICATORS)


def measure_day(world: World) -> NDArray[np.float64]:
    """Measure the day that just ended and turn the page of the books; NaN for no value."""
    count_teams(world)
    day = Day(world)
    write_diary(day)
    values = np.array([i.measure(day) for i in INDICATORS], np.float64)
    turn_page(day)
    return values


def count_teams(world: World) -> None:
    """Bring the hours and ways of teams into the books, by trade.

    A crew that left takes its hours with it: a sum so far never falls below yesterday's.
    """
    book, rows = plain(world.rows("book")), plain(world.rows("teams"))
    for use in TEAM_HOURS:
        name = f"{use}_hours"
        book[name][0] = np.maximum(book[name][1], np.bincount(rows["department"], rows[name], 5))
    book["kilometres"][0] = max(float(book["kilometres"][1]), float(rows["kilometres"].sum()))


def write_diary(day: Day) -> None:
    """Write the day into the diary, from which means of a month and swings are taken."""
    row = plain(day.world.rows("diary"))[day.number % DAYS_KEPT]
    row["ended"] = day.totals("ended")
    row["paper_closed"] = day.total("paper_closed")
    row["reports_made"] = day.people["reports_today"].sum(axis=(0, 1))
    row["problem_hours"] = day.people["hours_today"].sum(axis=(0, 1))
    row["cost"] = welfare.public_cost.measure(day)
    row["order"] = street.order.measure(day)


def turn_page(day: Day) -> None:
    """Close the books of the day: what they hold now belongs to yesterday."""
    world = day.world
    book, streets = plain(world.rows("book")), plain(world.rows("street_book"))
    book[1] = book[0]
    half = len(streets) // 2
    streets[half:] = streets[:half]
    streets[:half] = np.zeros(1, streets.dtype)
    plain(world.rows("people_days"))[:] = day.people.reshape(-1)
