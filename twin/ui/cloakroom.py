"""Keeps the city of a visitor who left for a moment: a reload, a dropped network, a closed lid.

Solara gives a reloaded page a new component tree. What the visitor held is left here when the old
tree goes, and handed back to the first page of the same browser that asks for the same address;
after a while it is closed for good.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from twin.session import Player

T = TypeVar("T")

#: Seconds a city is kept (``twin serve --cull`` says), and how many at most; the oldest goes first.
KEEP, MOST = float(os.environ.get("TWIN_KEEP", "600")), 20


@dataclass(frozen=True)
class _Coat(Generic[T]):
    thing: T
    close: Callable[[], None]
    timer: threading.Timer


class Cloakroom(Generic[T]):
    """Things by a key that only their owner knows; each is closed when nobody fetches it."""

    def __init__(self, keep: float = KEEP, most: int = MOST) -> None:
        """Keep each thing for ``keep`` seconds, ``most`` things at once."""
        self.keep, self.most = keep, most
        self._coats: OrderedDict[tuple[str, str], _Coat[T]] = OrderedDict()
        self._lock = threading.Lock()

    def leave(self, key: tuple[str, str], thing: T, close: Callable[[], None]) -> None:
        """Take a thing; ``close`` is called when its time is up or room is needed."""
        timer = threading.Timer(self.keep, self._expire, [key, thing])
        timer.daemon = True
        with self._lock:
            gone = [self._coats.pop(key)] if key in self._coats else []
            self._coats[key] = _Coat(thing, close, timer)
            while len(self._coats) > self.most:
                gone.append(self._coats.popitem(last=False)[1])
        timer.start()
        for coat in gone:
            coat.timer.cancel()
            coat.close()

    def fetch(self, key: tuple[str, str]) -> T | None:
        """Give back what was left under a key, once; None if nothing is there (any more)."""
        with self._lock:
            coat = self._coats.pop(key, None)
        if coat is None:
            return None
        coat.timer.cancel()
        return coat.thing

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._coats)

    def _expire(self, key: tuple[str, str], thing: T) -> None:
        with self._lock:
            coat = self._coats.get(key)
            if coat is None or coat.thing is not thing:
                return
            del self._coats[key]
        coat.close()


def leave_paused(room: Cloakroom[T], key: tuple[str, str], thing: T, player: Player[Any]) -> None:
    """Stop what plays and leave a thing that holds it; close it at once where it broke."""
    player.pause()
    if player.error is not None:
        player.close()
    else:
        room.leave(key, thing, player.close)
