"""Puts pictures into words: the clock, the text for screen readers, the card of a cell, the trail.

Everything here is sent as plain values beside a frame; the browser writes them as text.
"""

from collections.abc import Callable
from typing import Any

from twin.frame import LAYERS, count_seen
from twin.session import Picture, Session, Trail
from twin.ui.text import clock_words, say

DAY = 24


def picture_words(
    picture: Picture, opening_day: int, language: str, key: str, **parts: object
) -> dict[str, Any]:
    """Give clock and text equivalent of a picture: the sentence ``key`` with what is seen in it.

    Days are counted from ``opening_day`` on: that is day 1.
    """
    clock = clock_words(language, picture.hour, opening_day)
    vendors, teams = count_seen(picture.frame)
    scores = {name: f"{100 * picture.values.get(name, 0):.0f}" for name in ("order", "vitality")}
    told = {"clock": f"{clock['date']} {clock['hour']}", "vendors": vendors, "teams": teams}
    return {
        "clock": {**clock, "at": picture.hour.hour},
        "text": say(language, key, **told, **scores, **parts),
    }


def other_layers(picture: Picture, language: str) -> list[list[Any]]:
    """Give name and value of every layer but the one that is shown, at the cell looked at."""
    others = [layer for layer in LAYERS if layer.name != picture.gaze.layer]
    return [[layer.label[language], picture.card[layer.name] * layer.times] for layer in others]


class Narrator:
    """Tells one visitor about one city, in the language ``language()`` gives."""

    def __init__(self, session: Session, language: Callable[[], str]) -> None:
        """Tell about a city from the day of its opening on: that is day 1."""
        self.session = session
        self.language = language
        self.opening_day = session.trail.hours[session.trail.past].day
        self._trail: Trail | None = None
        self._sent = 0
        self._at = -1

    def frame_words(self, picture: Picture) -> dict[str, Any]:
        """Give what goes with a frame: clock, text equivalent, card, whether the city runs."""
        language = self.language()
        title = self.session.model.world.district.title[language]
        return {
            **picture_words(picture, self.opening_day, language, "map_text", title=title),
            "playing": self.session.desk.playing,
            "card": self.card(picture),
        }

    def card(self, picture: Picture) -> dict[str, Any] | None:
        """Give what is known of the cell looked at, beyond what the frame itself holds."""
        if not picture.card:
            return None
        language, cell = self.language(), picture.gaze.cell
        district = self.session.model.world.district
        people = [
            [say(language, "living"), int(district.residents[cell])],
            [say(language, "jobs"), int(district.jobs[cell])],
        ]
        return {"cell": cell, "rows": other_layers(picture, language) + people}

    def new_points(self, now: int | None = None, fresh: bool = False) -> dict[str, Any] | None:
        """Give the days the charts have not seen, or all after a reset or for a new page.

        ``now`` is the hour shown. None where nothing has changed since the last call.
        """
        trail = self.session.trail
        if fresh or trail is not self._trail:
            self._trail, self._sent, fresh = trail, 0, True
        hours, values = trail.hours[self._sent :], trail.values[self._sent :]
        self._sent += len(hours)
        at = min(now or trail.hours[-1].tick, trail.hours[-1].tick)
        if not hours and at == self._at:
            return None
        self._at = at
        first = trail.hours[trail.past].tick
        other = trail.other if fresh else None
        return {
            "kind": "trail",
            "fresh": fresh,
            "past": trail.past,
            "at": (at - first) / DAY,
            **_course(hours, values, first),
            "other": _course(other.hours, other.values, first) if other else None,
            "marks": sorted({(entry.tick - first) / DAY for entry in self.session.tape.log}),
        }


def _course(hours: Any, values: Any, first: int) -> dict[str, Any]:
    """Give days from the opening, order and vitality as plain lists."""
    return {
        "days": [(hour.tick - first) / DAY for hour in hours],
        "order": [value.get("order") for value in values],
        "vitality": [value.get("vitality") for value in values],
    }
