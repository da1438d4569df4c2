"""From a link to a city: run at once, or before a visitor's eyes."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from twin.district import load_district
from twin.model import CityTwin
from twin.opening import HOUR, burned_in, opening_moment, set_up
from twin.session import Session, Tape, Trail
from twin.session.tape import Entry
from twin.session.tape import replay as run_log
from twin.share.link import Link, read_link


@cache
def opening_tick(district: str) -> int:
    """Give the hour of the opening, counted from the start of the run, burn-in included."""
    return 24 * load_district(district).burn_in + HOUR


def shifted(log: Any, by: int) -> list[Entry]:
    """Give the entries of a log some hours later (or earlier)."""
    return [replace(entry, tick=entry.tick + by) for entry in log]


def link_of(session: Session, story: str = "") -> Link:
    """Give the link to where a session stands. Call it on the session's thread, between hours."""
    district = session.model.district.name
    first = session.tape.frames[0].tick
    return Link(district, story, tuple(shifted(session.log, -first)), session.now - first)


def opened(link: Link) -> CityTwin:
    """Give a city at its opening, the story of a link set up."""
    city = burned_in(link.district)
    if link.story:
        set_up(city, link.story)
    return city


def city_of(link: Link, heed: Callable[[], None] = lambda: None) -> CityTwin:
    """Give the city of a link, run to its hour; what ``heed`` raises before an hour ends it."""
    city = opened(link)
    first = opening_tick(link.district)
    run_log(city, shifted(link.log, first), first + link.at, heed)
    return city


def replay(link: str) -> CityTwin:
    """Give the city a link of the page stands for: an address, or its query alone.

    Raises InputError for what is no link.

    >>> import twin
    >>> twin.replay("v=1&district=classroom&at=2&log=0~whistle~1").levers()["whistle"]
    1.0
    """
    return city_of(read_link(link))


def session_of(link: Link) -> Session:
    """Give a session that runs to the hour of a link, doing on the way what was done."""
    city = opened(link)
    tape = Tape(city, opening_moment(link.district))
    trail = Trail(city)
    first = opening_tick(link.district)
    tape.log += shifted(link.log, first)
    tape.catch_up(city)
    session = Session(city, past=(tape, trail))
    session.run_to(first + link.at)
    return session
