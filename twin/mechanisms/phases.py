"""The phases of an hour as compiled code: which rules run, in which order, on which tables.

One call a phase: handing the tables to compiled code costs more than most rules (decision 0011).
``twin/schedule.py`` says what each phase is for, what it reads and writes.
"""

from typing import Any

from agents import (
    association,
    encounters,
    hours,
    livelihood,
    offices,
    outings,
    residents,
    stalls,
    teams,
    troubles,
    vendors,
    view,
)
from agents.compiled import kernel
from twin.mechanisms import (
    books,
    dispatch,
    fronts,
    institutions,
    memory,
    progress,
    resilience,
    sensing,
    street,
    wardens,
    zones,
)


@kernel
def put_in_force(hour: Any) -> None:
    """Wipe the traces of the last hour, and put levers and campaigns in force."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    hour.books.traces[:] = 0.0
    offices.govern(city.streets, city.city, marks, p, now)
    zones.put_in_force(city, marks, p, now)


@kernel
def choose_day(hour: Any) -> None:
    """Let vendors whose window opens choose their day, and ask for pitches."""
    p, now = hour.parameters[0], hour.clock[0]
    vendors.open_day(hour.city.vendors, hour.vendor, hour.marks, p, now)


@kernel
def set_up(hour: Any) -> None:
    """Let vendors start their day and set up; members watch each other."""
    rows, seen, marks = hour.city.vendors, hour.vendor, hour.marks
    p, now = hour.parameters[0], hour.clock[0]
    if now.hour in hours.SETTING_UP:
        vendors.start_day(rows, seen, marks, p, now)
    stalls.set_up(rows, seen, marks, p, now)
    association.keep_watch(rows, seen, marks, p, now)


@kernel
def go_out(hour: Any) -> None:
    """Let residents go out and want things."""
    p, now, r = hour.parameters[0], hour.clock[0], hour.resident
    seen = view.ResidentSees(r.cells, r.streets, r.habits[now.hour], r.zones, r.weather[0])
    outings.go_out(hour.city.residents, seen, hour.marks, p, now)


@kernel
def fill_street(hour: Any) -> None:
    """Let visitors come, crowds and waste gather, mishaps happen; judge every cell."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    street.trade_hour(city, marks, p, now)
    street.judge_hour(city, marks, p, now)


@kernel
def live(hour: Any) -> None:
    """Let residents buy, feel and report, and bear troubles at home; share sales among vendors."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    r = hour.resident
    seen = view.ResidentSees(r.cells, r.streets, r.habits[now.hour], r.zones, r.weather[0])
    residents.live_hour(city.residents, seen, marks, p, now)
    troubles.spend_evening(city.residents, seen, marks, p, now)
    street.close_sales(city, marks, p, now)
    stalls.earn(city.vendors, hour.vendor, marks, p, now)


@kernel
def patrol(hour: Any) -> None:
    """Let teams report for duty and walk their beats; wardens go their rounds."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    resilience.call_up(city, marks, p, now)
    teams.report_for_duty(city.teams, hour.team, marks, p, now)
    teams.patrol(city.teams, hour.team, marks, p, now)
    dispatch.act_on_visits(city, marks, p, now)
    wardens.go_round(city, marks, p, now)


@kernel
def meet(hour: Any) -> None:
    """Let teams and unlicensed vendors meet; others in the cell see it."""
    rows, seen, marks = hour.city.vendors, hour.vendor, hour.marks
    p, now = hour.parameters[0], hour.clock[0]
    encounters.meet(rows, seen, marks, p, now)
    encounters.witness(rows, seen, marks, p, now)


@kernel
def sense(hour: Any) -> None:
    """Turn reports and sightings into cases, and move open cases an hour on."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    sensing.sense(city, marks, p, now)
    progress.advance(city, marks, p, now)


@kernel
def begin_work(hour: Any) -> bool:
    """Begin the teams' hour; tell whether some zone's cases are to be given out by optimising.

    Where none is, the hour is finished at once.
    """
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    dispatch.begin_hour(city, marks, p, now)
    if dispatch.optimises(city):
        return True
    dispatch.finish_hour(city, marks, p, now)
    return False


@kernel
def finish_work(hour: Any) -> None:
    """Finish the teams' hour, after optimising."""
    dispatch.finish_hour(hour.city, hour.marks, hour.parameters[0], hour.clock[0])


@kernel
def end_business(hour: Any) -> None:
    """Let vendors learn, leave, enter, and weigh membership."""
    rows, seen, marks = hour.city.vendors, hour.vendor, hour.marks
    p, now = hour.parameters[0], hour.clock[0]
    association.remember_members(rows, seen, hour.city.cells, p, now)
    livelihood.close_day(rows, seen, marks, p, now)
    livelihood.open_doors(rows, seen, marks, p, now)
    association.weigh_membership(rows, seen, marks, p, now)


@kernel
def reflect(hour: Any) -> None:
    """Let residents judge services and their satisfaction."""
    p, now, r = hour.parameters[0], hour.clock[0], hour.resident
    seen = view.ResidentSees(r.cells, r.streets, r.habits[now.hour], r.zones, r.weather[0])
    residents.reflect(hour.city.residents, seen, hour.marks, p, now)


@kernel
def end_day(hour: Any) -> None:
    """Let places be remembered; let streets listen, and the city lose patience."""
    city, marks, p, now = hour.city, hour.marks, hour.parameters[0], hour.clock[0]
    memory.end_day(city, marks, p, now)
    fronts.put_out(city, marks, p, now)
    institutions.listen(city, marks, p, now)


@kernel
def keep_books(hour: Any) -> float:
    """Add up the hour, and enter it into the books; give the share of cells that are blocked."""
    city, kept, now = hour.city, hour.books, hour.clock[0]
    books.add_up(city.cells, kept)
    books.enter(city.book[0], kept, now)
    books.settle(city.city[0], kept.sum_rows[0])
    return books.judge_streets(city.cells, kept.street_rows, now)
