"""The tick as printable data: what happens within an hour, in order (``twin explain tick``).

To add a phase, write its function and put it in ``SCHEDULE`` where it belongs. Phases with
``every="day"`` run once, in the last hour of the day.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agents import (
    association,
    departments,
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
from agents.knob import Words
from twin.calendar import moment, set_clock
from twin.mechanisms import (
    books,
    dispatch,
    fronts,
    institutions,
    memory,
    pitches,
    planning,
    progress,
    resilience,
    sensing,
    street,
    wardens,
    zones,
)
from twin.sight import resident_sees, team_sees, vendor_sees
from twin.world import World


@dataclass(frozen=True)
class Phase:
    """One phase of the tick: a name, what it does in words, which tables it reads and writes.

    ``reads`` are the tables that decide what it does; sums it only adds to are among ``writes``
    alone. What agents leave behind within the hour (traces) goes from phase to phase unlisted.
    """

    name: str
    text: Words
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[World], None]
    every: str = "hour"


def start_hour(world: World) -> None:
    """Wipe the traces of the last hour, and put levers and campaigns in force."""
    world.wipe_traces()
    rows = world.rows("offices")
    if world.now.hour == 0 and world.now.day > 0 and moment(world.now.tick).day == 1:
        start_month(world)
    offices.govern(rows, world.rows("city"), world.traces.rows, world.p, world.now)
    zones.put_in_force(world.city(), world.traces.rows, world.p, world.now)


def start_month(world: World) -> None:
    """Rank the streets, and let them decide how many pitches they would mark out themselves."""
    rows = world.rows("offices")
    offices.rank_streets(rows)
    offices.review_pitches(rows, world.rows("city"), world.traces.rows, world.p, world.now)


def open_stalls(world: World) -> None:
    """Let vendors whose window opens choose their day; let pitches; then all set up."""
    rows, marks, p, now = world.rows("vendors"), world.traces.rows, world.p, world.now
    seen = vendor_sees(world, now.hour in hours.SETTING_UP)
    if now.hour in hours.SETTING_UP:
        vendors.open_day(rows, seen, marks, p, now)
        pitches.settle_claims(world)
        vendors.start_day(rows, seen, marks, p, now)
    stalls.set_up(rows, seen, marks, p, now)
    association.keep_watch(rows, seen, marks, p, now)


def go_out(world: World) -> None:
    """Let residents go out and want things."""
    seen = resident_sees(world)
    outings.go_out(world.rows("residents"), seen, world.traces.rows, world.p, world.now)


def fill_street(world: World) -> None:
    """Let visitors come, crowds and waste gather, mishaps happen; judge every cell."""
    city, marks = world.city(), world.traces.rows
    street.trade_hour(city, marks, world.p, world.now)
    street.judge_hour(city, marks, world.p, world.now)


def live(world: World) -> None:
    """Let residents buy, feel and report, and bear troubles at home; share sales among vendors."""
    marks, p, now = world.traces.rows, world.p, world.now
    rows, seen = world.rows("residents"), resident_sees(world)
    residents.live_hour(rows, seen, marks, p, now)
    troubles.spend_evening(rows, seen, marks, p, now)
    street.close_sales(world.city(), marks, p, now)
    stalls.earn(world.rows("vendors"), vendor_sees(world), marks, p, now)


def patrol(world: World) -> None:
    """Let teams report for duty and walk their beats; wardens go their rounds."""
    rows, seen = world.rows("teams"), team_sees(world)
    resilience.call_up(world.city(), world.traces.rows, world.p, world.now)
    teams.report_for_duty(rows, seen, world.traces.rows, world.p, world.now)
    teams.patrol(rows, seen, world.traces.rows, world.p, world.now)
    dispatch.act_on_visits(world.city(), world.traces.rows, world.p, world.now)
    wardens.go_round(world.city(), world.traces.rows, world.p, world.now)


def meet(world: World) -> None:
    """Let teams and unlicensed vendors meet; others in the cell see it."""
    rows, seen = world.rows("vendors"), vendor_sees(world)
    encounters.meet(rows, seen, world.traces.rows, world.p, world.now)
    encounters.witness(rows, seen, world.traces.rows, world.p, world.now)


def sense(world: World) -> None:
    """Turn reports and sightings into cases, and move open cases an hour on."""
    city = world.city()
    sensing.sense(city, world.traces.rows, world.p, world.now)
    progress.advance(city, world.traces.rows, world.p, world.now)


def handle(world: World) -> None:
    """Give cases to teams, and let teams work."""
    dispatch.begin_hour(world.city(), world.traces.rows, world.p, world.now)
    planning.optimise(world)
    dispatch.finish_hour(world.city(), world.traces.rows, world.p, world.now)


def end_business(world: World) -> None:
    """Let vendors learn, leave, enter, and weigh membership; grant licences, review pitches."""
    rows, seen, marks = world.rows("vendors"), vendor_sees(world), world.traces.rows
    p, now = world.p, world.now
    association.remember_members(rows, seen, world.rows("cells"), p, now)
    livelihood.close_day(rows, seen, marks, p, now)
    livelihood.open_doors(rows, seen, marks, p, now)
    association.weigh_membership(rows, seen, marks, p, now)
    pitches.grant_licences(world)
    pitches.review_pitches(world)
    pitches.count_pitches(world)


def reflect(world: World) -> None:
    """Let residents judge services and their satisfaction."""
    seen = resident_sees(world)
    residents.reflect(world.rows("residents"), seen, world.traces.rows, world.p, world.now)


def govern(world: World) -> None:
    """Let places be remembered, streets listen, the city lose patience, departments plan."""
    city, p, now = world.city(), world.p, world.now
    memory.end_day(city, world.traces.rows, p, now)
    fronts.put_out(city, world.traces.rows, p, now)
    institutions.listen(city, world.traces.rows, p, now)
    rows = world.rows("offices")
    if now.weekday == 6:
        planning.prevent(world)
        asked = world.seen("residents", view.OFFICE_SEES_RESIDENT)
        offices.survey(rows, asked, world.rows("cells"), p, now)
    seen = world.seen("offices", view.DEPARTMENT_SEES_STREET)
    departments.plan_day(world.rows("departments"), seen, world.traces.rows, p, now)


SCHEDULE: tuple[Phase, ...] = (
    Phase(
        "levers",
        Words("各项政策和整治行动生效", "Levers and campaigns come into force"),
        ("offices", "zones", "city"),
        ("offices", "zones"),
        start_hour,
    ),
    Phase(
        "stalls",
        Words(
            "到点的摊贩选地方、申请摊位、出摊",
            "Vendors whose window opens choose a place and set up",
        ),
        ("vendors", "cells", "zones", "offices"),
        ("vendors", "cells", "book"),
        open_stalls,
    ),
    Phase(
        "outings",
        Words("居民出门", "Residents go out"),
        ("residents", "cells", "weather"),
        ("residents",),
        go_out,
    ),
    Phase(
        "street",
        Words("人流聚集,拥堵、垃圾、噪声、隐患随之而来", "Crowds, waste, noise and hazards gather"),
        ("cells", "zones", "offices", "departments", "weather"),
        ("cells", "city", "book"),
        fill_street,
    ),
    Phase(
        "life",
        Words("居民购物、感受、投诉,摊贩收钱", "Residents buy, feel and report; vendors earn"),
        ("residents", "vendors", "cells", "zones", "offices", "weather"),
        ("residents", "vendors"),
        live,
    ),
    Phase(
        "patrol",
        Words("队伍上岗巡查,网格员走街串户", "Teams patrol their beats, wardens go their rounds"),
        ("teams", "cells", "cases", "zones", "offices", "weather", "city"),
        ("teams", "cells", "cases", "departments", "city", "book"),
        patrol,
    ),
    Phase(
        "encounters",
        Words("队伍遇到无证摊贩:劝离、处罚或放过", "Teams meet unlicensed vendors"),
        ("vendors", "cells", "zones", "offices"),
        ("vendors",),
        meet,
    ),
    Phase(
        "cases",
        Words("发现和投诉立案、移交、核查、结案", "Reports and sightings become cases and move on"),
        ("cases", "cells", "zones", "offices", "city"),
        ("cases", "cells", "offices", "departments", "city", "book"),
        sense,
    ),
    Phase(
        "work",
        Words("派单、赶路、处理", "Cases are given to teams, which travel and work"),
        ("teams", "cases", "cells", "zones", "offices", "departments", "weather", "city"),
        ("teams", "cases", "cells", "departments", "city", "book"),
        handle,
    ),
    Phase(
        "livelihood",
        Words(
            "摊贩总结一天:风险、收入、去留、入会;发证,调整疏导点",
            "Vendors learn, give up, start, join; licences are granted",
        ),
        ("vendors", "cells", "zones", "offices"),
        ("vendors", "cells", "book"),
        end_business,
        every="day",
    ),
    Phase(
        "satisfaction",
        Words("居民评价服务和街道", "Residents judge services and their street"),
        ("residents", "cells", "offices"),
        ("residents",),
        reflect,
        every="day",
    ),
    Phase(
        "institutions",
        Words(
            "街道听民意,市里看投诉,部门排工作", "Streets listen, the city attends, departments plan"
        ),
        ("cells", "offices", "residents", "departments", "cases", "zones", "city"),
        ("cells", "offices", "departments", "cases", "city", "book"),
        govern,
        every="day",
    ),
    Phase(
        "books",
        Words("记账", "The books are kept"),
        ("book", "cells"),
        ("book", "city", "hours", "street_book"),
        books.keep_books,
    ),
)


def run_hour(world: World) -> None:
    """Run one tick: every phase of the hour, and those of the day in its last hour."""
    last_hour = world.now.hour == 23
    for phase in SCHEDULE:
        if phase.every == "hour" or last_hour:
            phase.run(world)
    set_clock(world.now, int(world.now.tick) + 1)
