"""The tick as printable data: what happens within an hour, in order (``twin explain tick``).

To add a phase, write its function and put it in ``SCHEDULE`` where it belongs. Phases with
``every="day"`` run once, in the last hour of the day.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agents import departments, hours, offices, view
from agents.knob import Words
from twin.calendar import moment, set_clock
from twin.mechanisms import books, phases, pitches, planning
from twin.mechanisms.hour import Hour
from twin.sight import open_hour, run_phase, shown
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
    if world.now.hour == 0 and world.now.day > 0 and moment(world.now.tick).day == 1:
        start_month(world)
    run_phase(world, phases.put_in_force)


def start_month(world: World) -> None:
    """Rank the streets, and let them decide how many pitches they would mark out themselves."""
    rows = world.rows("offices")
    offices.rank_streets(rows)
    offices.review_pitches(rows, world.rows("city"), world.traces.rows, world.p, world.now)


def open_stalls(world: World) -> None:
    """Let vendors whose window opens choose their day; let pitches; then all set up."""
    if world.now.hour in hours.SETTING_UP:
        hour, vacant = open_hour(world).tables, pitches.vacant_pitches(world)
        phases.choose_day(hour._replace(vendor=hour.vendor._replace(vacant=vacant)))
        pitches.settle_claims(world)
    run_phase(world, phases.set_up)


def handle(world: World) -> None:
    """Give cases to teams, and let teams work."""
    if run_phase(world, phases.begin_work):
        planning.optimise(world)
        run_phase(world, phases.finish_work)


def end_business(world: World) -> None:
    """Let vendors learn, leave, enter, and weigh membership; grant licences, review pitches."""
    run_phase(world, phases.end_business)
    pitches.grant_licences(world)
    pitches.review_pitches(world)
    pitches.count_pitches(world)


def govern(world: World) -> None:
    """Let places be remembered, streets listen, the city lose patience, departments plan."""
    run_phase(world, phases.end_day)
    rows, p, now = world.rows("offices"), world.p, world.now
    if now.weekday == 6:
        planning.prevent(world)
        asked = shown(world, "residents", view.OFFICE_SEES_RESIDENT)
        offices.survey(rows, asked, world.rows("cells"), p, now)
    seen = shown(world, "offices", view.DEPARTMENT_SEES_STREET)
    departments.plan_day(world.rows("departments"), seen, world.traces.rows, p, now)


def keep_books(world: World) -> None:
    """Add the hour's traces to the books, settle who holds the money, and write the diary."""
    books.note_hour(world, run_phase(world, phases.keep_books))


def compiled(phase: Callable[[Hour], None]) -> Callable[[World], None]:
    """Let a phase be run on a world that is compiled throughout."""
    return lambda world: run_phase(world, phase)


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
        compiled(phases.go_out),
    ),
    Phase(
        "street",
        Words("人流聚集,拥堵、垃圾、噪声、隐患随之而来", "Crowds, waste, noise and hazards gather"),
        ("cells", "zones", "offices", "weather"),
        ("cells", "city", "book"),
        compiled(phases.fill_street),
    ),
    Phase(
        "life",
        Words("居民购物、感受、投诉,摊贩收钱", "Residents buy, feel and report; vendors earn"),
        ("residents", "vendors", "cells", "zones", "offices", "weather"),
        ("residents", "vendors"),
        compiled(phases.live),
    ),
    Phase(
        "patrol",
        Words("队伍上岗巡查,网格员走街串户", "Teams patrol their beats, wardens go their rounds"),
        ("teams", "cells", "cases", "zones", "offices", "weather", "city"),
        ("teams", "cells", "cases", "departments", "city", "book"),
        compiled(phases.patrol),
    ),
    Phase(
        "encounters",
        Words("队伍遇到无证摊贩:劝离、处罚或放过", "Teams meet unlicensed vendors"),
        ("vendors", "cells", "zones", "offices"),
        ("vendors",),
        compiled(phases.meet),
    ),
    Phase(
        "cases",
        Words("发现和投诉立案、移交、核查、结案", "Reports and sightings become cases and move on"),
        ("cases", "cells", "zones", "offices", "city"),
        ("cases", "cells", "offices", "departments", "city", "book"),
        compiled(phases.sense),
    ),
    Phase(
        "work",
        Words("派单、赶路、处理", "Cases are given to teams, which travel and work"),
        ("teams", "cases", "cells", "zones", "offices", "departments", "weather", "city"),
        ("teams", "cases", "cells", "offices", "departments", "city", "book"),
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
        compiled(phases.reflect),
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
        keep_books,
    ),
)


def run_hour(world: World) -> None:
    """Run one tick: every phase of the hour, and those of the day in its last hour."""
    last_hour = world.now.hour == 23
    for phase in SCHEDULE:
        if phase.every == "hour" or last_hour:
            phase.run(world)
    set_clock(world.now, int(world.now.tick) + 1)
