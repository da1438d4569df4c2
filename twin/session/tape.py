"""What was done to a city and where it stood, so that any hour can be gone back to exactly.

Going back restores the last keyframe before that hour and runs on from there, doing what the log
says at its hours. Acting in the past begins another future: what the log held beyond is dropped.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from twin.session.packing import SMALL, Packed, is_free, size_of
from twin.session.turns import TURNS
from twin.shocks import Episode, Placed, join

#: Bytes of keyframes one city may keep; when they are full, every second one goes.
MOST_BYTES = 100_000_000
#: Bytes that all cities of a process share evenly, and what each may keep in any case.
BYTES_OF_ALL, LEAST_BYTES = 200_000_000, 6_000_000
#: Hours between keyframes to begin with, of a city whose state is small, and of any other.
OFTEN, SELDOM = 24, 72


@dataclass(frozen=True)
class Change:
    """A lever turned by hand: at which hour, which lever, to what value."""

    tick: int
    lever: str
    value: float

    def do(self, model: Any) -> None:
        """Turn it."""
        model.set_lever(self.lever, self.value)


@dataclass(frozen=True)
class Strike:
    """A shock set off by hand: at which hour it was ordered, and where it is placed."""

    tick: int
    placed: Placed

    def do(self, model: Any) -> None:
        """Place it among the shocks of the city."""
        model.shocks = join(model.shocks, self.placed)


Entry = Change | Strike


@dataclass(frozen=True)
class Keyframe:
    """All state of a city at a tick, ``done`` entries of the log behind it."""

    tick: int
    state: Packed
    shocks: tuple[Episode, ...]
    done: int


def replay(
    model: Any, log: Sequence[Entry], until: int, heed: Callable[[], None] = lambda: None
) -> None:
    """Run a city to a tick, doing each entry of a log at its hour.

    From the same opening the same log gives the same digest. ``heed`` is called before each hour:
    what it raises ends the run.
    """
    ahead = list(log)
    while True:
        now = int(model.world.now.tick)
        while ahead and ahead[0].tick <= now:
            ahead.pop(0).do(model)
        if now >= until:
            return
        heed()
        model.step()


#: The tapes of all cities that are alive.
_TAPES: "WeakSet[Tape]" = WeakSet()


def most_bytes() -> int:
    """Give the bytes of keyframes a city may keep now: less where there are many cities."""
    return min(MOST_BYTES, max(LEAST_BYTES, BYTES_OF_ALL // max(1, len(_TAPES))))


class Tape:
    """The log of one city and its keyframes: ``log[:done]`` has been done at the present hour."""

    def __init__(self, model: Any, opening: Any) -> None:
        """Begin at the hour at which a model stands; ``opening`` is its state there."""
        self.log: list[Entry] = []
        self.done = 0
        self.every = OFTEN if size_of(opening) <= SMALL else SELDOM
        self.head = int(model.world.now.tick)
        self.opening = opening
        self.frames = [self._frame(model, opening)]
        _TAPES.add(self)

    def write(self, model: Any, entry: Entry) -> bool:
        """Do something new and log it; tell whether a future was dropped for it."""
        entry.do(model)
        other = self.head > entry.tick
        del self.log[self.done :]
        self.log.append(entry)
        self.done += 1
        self.head = entry.tick
        self.frames = self.frames[: self._before(entry.tick) + 1]
        return other

    def go_on(self, model: Any) -> None:
        """Run one hour when it is this city's turn, then do what the log says of that hour."""
        with TURNS:
            model.step()
        now = int(model.world.now.tick)
        self.head = max(self.head, now)
        if now % self.every == 0 and now > self.frames[-1].tick and is_free():
            self._keep(self._frame(model, model.snapshot()))
        self.catch_up(model)

    def wind(self, model: Any, tick: int) -> None:
        """Put a city to where it stood at a tick between the opening and the head."""
        frame = self.frames[self._before(tick)]
        model.restore(frame.state.moment())
        model.shocks, self.done = frame.shocks, frame.done
        self.catch_up(model)
        while int(model.world.now.tick) < tick:
            self.go_on(model)

    def turned(self) -> dict[str, float]:
        """Give the levers that the log has turned by now, at their last value."""
        return {e.lever: e.value for e in self.log[: self.done] if isinstance(e, Change)}

    def catch_up(self, model: Any) -> None:
        """Do what the log says of the hours up to the present one and is not done yet."""
        now = int(model.world.now.tick)
        while self.done < len(self.log) and self.log[self.done].tick <= now:
            self.log[self.done].do(model)
            self.done += 1

    def _before(self, tick: int) -> int:
        """Give the place of the last keyframe at or before a tick."""
        return max(0, bisect_right(self.frames, tick, key=lambda frame: frame.tick) - 1)

    def _frame(self, model: Any, moment: Any) -> Keyframe:
        state = Packed(moment, self.opening)
        return Keyframe(int(model.world.now.tick), state, model.shocks, self.done)

    def _keep(self, frame: Keyframe) -> None:
        self.frames.append(frame)
        while len(self.frames) > 2 and sum(one.state.size for one in self.frames) > most_bytes():
            self.every *= 2
            first = self.frames[0]
            self.frames = [f for f in self.frames if f is first or f.tick % self.every == 0]
