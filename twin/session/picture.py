"""What the page draws: a picture of one hour of a city, and the outlet it is taken from."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from twin.frame import LAYER_NAMES, LAYERS, pack


class Hour(NamedTuple):
    """The clock of a picture: hours and days since the start of the run, hour of the day."""

    tick: int
    day: int
    hour: int


def hour_of(now: Any) -> Hour:
    """Give the hour a clock shows."""
    return Hour(*(int(getattr(now, name)) for name in Hour._fields))


@dataclass(frozen=True)
class Gaze:
    """What a visitor looks at: a layer of the map, and a cell (-1 none) for its card."""

    layer: str = LAYER_NAMES[0]
    cell: int = -1


@dataclass(frozen=True)
class Standing:
    """How far a session has come when a picture is made.

    ``orders``: how many orders it has carried out; ``head``: the furthest tick that can be gone
    back to; ``turned``: the levers that the log has turned by then.
    """

    orders: int = 0
    head: int = 0
    turned: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """What the page draws: a packed frame, its hour, and the indicators of the last whole day.

    ``card`` holds every layer's value at the cell looked at, by name.
    """

    number: int
    hour: Hour
    frame: bytes
    values: Mapping[str, float]
    gaze: Gaze
    card: Mapping[str, float]
    standing: Standing


def card_of(rows: Any, cell: int) -> dict[str, float]:
    """Give every layer's value at a cell, by name; nothing where there is no such cell."""
    if not 0 <= cell < len(rows):
        return {}
    return {layer.name: float(layer.values(rows[cell : cell + 1])[0]) for layer in LAYERS}


def take(
    world: Any, number: int, values: Mapping[str, float], gaze: Gaze, how: Standing
) -> Picture:
    """Take a picture of a world as it stands."""
    frame = pack(world, gaze.layer, number)
    card = card_of(world.rows("cells"), gaze.cell)
    return Picture(number, hour_of(world.now), frame, values, gaze, card, how)


class Outlet:
    """Holds the newest picture; older ones nobody took are gone."""

    def __init__(self, bell: threading.Condition) -> None:
        """Share the bell of the desk, so that closing wakes those who wait here too."""
        self.picture: Picture | None = None
        self.wanted = True
        self._bell = bell

    def put(self, picture: Picture) -> None:
        """Replace the newest picture."""
        with self._bell:
            self.picture, self.wanted = picture, False
            self._bell.notify_all()

    def newest(self, after: int, timeout: float) -> Picture | None:
        """Wait up to ``timeout`` seconds for a picture numbered above ``after``; None if none.

        Taking a picture asks for the next one.
        """
        with self._bell:
            self._bell.wait_for(lambda: self._newer(after), timeout)
            if not self._newer(after):
                return None
            self.wanted = True
            return self.picture

    def _newer(self, after: int) -> bool:
        return self.picture is not None and self.picture.number > after
