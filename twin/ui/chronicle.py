"""What happened to a city, for its timeline: levers, shocks, campaigns, the dates of a story."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from agents.knob import Lever
from twin.own import all_levers
from twin.session import Change, Session, Strike, Trail
from twin.shockfile import load_shock
from twin.shocks import notices
from twin.ui.offer import value_words
from twin.ui.text import say

DAY = 24
KNOWN: dict[str, Lever] = {lever.name: lever for lever in all_levers()}
#: An indicator that is 1 on the days of a campaign.
CAMPAIGN = "campaign_running"


class Event(NamedTuple):
    """Something that happened at an hour: its kind gives the mark, its text what it was."""

    tick: int
    kind: str
    text: str


def chronicle(session: Session, language: str) -> list[dict[str, Any]]:
    """Give what happened, or is announced, from the opening on: in order, with day and hour."""
    first = session.tape.frames[0].tick
    found = [
        *_done(session, first, language),
        *_announced(session.model, language),
        *_planned(session.model, language),
        *_campaigns(session.trail, language),
    ]
    start = first - first % DAY
    return [
        {**event._asdict(), "when": when(event.tick - start, language)}
        for event in sorted(set(found))
        if event.tick >= first
    ]


def when(hours: int, language: str) -> str:
    """Say when something is, in hours from the first midnight: day 1 is the day of the opening."""
    return say(language, "when", day=hours // DAY + 1, hour=hours % DAY)


def _done(session: Session, first: int, language: str) -> Iterator[Event]:
    """Give what was done by hand; several levers at an hour are one event."""
    turned: dict[int, dict[str, float]] = {}
    for entry in session.tape.log:
        if isinstance(entry, Strike):
            title = load_shock(entry.placed.name).title[language]
            yield Event(entry.tick, "shock", say(language, "event_strike", title=title))
        elif isinstance(entry, Change) and entry.tick > first:
            turned.setdefault(entry.tick, {})[entry.lever] = entry.value
    for tick, levers in turned.items():
        yield Event(tick, "lever", levers_words(levers, language))


def levers_words(levers: dict[str, float], language: str) -> str:
    """Say what levers were turned to: the first two by name, of more how many."""
    told = [
        f"{KNOWN[name].label[language]} → {value_words(KNOWN[name], value, language)}"
        for name, value in levers.items()
    ]
    if len(told) > 2:
        return say(language, "event_levers", n=len(told))
    return say(language, "comma").join(told)


def _announced(model: Any, language: str) -> Iterator[Event]:
    """Give what is announced of the shocks: warning, landfall or start, all clear."""
    for hour, title, text in notices(model.shocks):
        told = say(language, "event_notice", title=title[language], text=text[language])
        yield Event(DAY * model.programme.burn_in + hour, "shock", told)


def _planned(model: Any, language: str) -> Iterator[Event]:
    """Give the first day of the dated changes of a story, and the first day after."""
    for entry in model.programme.entries:
        words = levers_words(dict(entry.levers), language)
        ends = None if entry.until is None else entry.until + 1
        for day, key in ((entry.first, "event_from"), (ends, "event_until")):
            if day is not None:
                tick = DAY * (model.programme.burn_in + day - 1)
                yield Event(tick, "lever", say(language, key, what=words))


def _campaigns(trail: Trail, language: str) -> Iterator[Event]:
    """Give the days on which a campaign began or ended, as the indicator of campaigns tells."""
    before = False
    for hour, values in zip(list(trail.hours), list(trail.values), strict=False):
        now = values.get(CAMPAIGN, 0.0) > 0.0
        if now != before:
            key = "event_campaign" if now else "event_campaign_over"
            yield Event(hour.tick - hour.tick % DAY - DAY, "campaign", say(language, key))
        before = now
