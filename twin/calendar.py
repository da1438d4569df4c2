"""The calendar of a run: every tick is an hour of a dated day in Beijing time."""

from datetime import date, datetime, timedelta
from typing import Any

#: First day of every run: a Monday, so that weeks line up.
FIRST_DAY = date(2024, 1, 1)

#: Public holidays as (month, day), the same each year. New Year, Labour Day, National Day; those
#: of the lunar calendar are left out.
HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))})


def moment(tick: int) -> datetime:
    """Give the date and hour at which a tick begins."""
    return datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(hours=int(tick))


def set_clock(now: Any, tick: int) -> None:
    """Set the clock record to a tick (hours since the start of the run)."""
    when = moment(tick)
    now.tick = tick
    now.day = tick // 24
    now.hour = when.hour
    now.weekday = when.weekday()
    now.month = when.month
    now.day_off = when.weekday() >= 5 or (when.month, when.day) in HOLIDAYS
    now.office_hours = not now.day_off and 9 <= when.hour < 17
