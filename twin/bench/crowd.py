"""What a room full of visitors does to a server: everyone comes, some play, levers turn, all go."""

import asyncio
import itertools
import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from twin.bench.served import Served
from twin.bench.visitor import Line, Visitor, Watcher
from twin.errors import RunFailed
from twin.levers import LEVERS

#: Visitors who come through the door at the same moment.
DOOR = 4
#: Seconds between two turns of a lever by anybody, and to let things settle before measuring.
TURN_EVERY, SETTLE = 0.4, 3.0
#: The lever that is turned, and what nobody else has turned it to.
LEVER = next(lever for lever in LEVERS if lever.name == "stop_minutes")


@dataclass(frozen=True)
class Size:
    """How many come and what they do; ``seconds`` is how long it is looked at."""

    visitors: int = 30
    players: int = 10
    watchers: int = 60
    rounds: int = 3
    seconds: float = 20.0
    district: str = "dongcheng"
    #: Seconds after which the server forgets a visitor whose connection is gone.
    cull: int = 5

    @property
    def page(self) -> str:
        """The page everyone opens."""
        return f"/run?district={self.district}&lang=en"


async def enter(visitors: Sequence[Visitor | Watcher]) -> None:
    """Let visitors come in, a few at a time."""
    door = asyncio.Semaphore(DOOR)

    async def come(visitor: Visitor | Watcher) -> None:
        async with door:
            await visitor.enter()

    await asyncio.gather(*map(come, visitors))


async def each(visitors: Sequence[Any], act: Callable[[Any], Awaitable[Any]]) -> list[Any]:
    """Let every visitor do something at once, and give what came of it."""
    return list(await asyncio.gather(*map(act, visitors)))


def rates(visitors: Sequence[Line], start: float, end: float) -> list[float]:
    """Give the frames a second each visitor got between two moments."""
    return [
        sum(start <= when < end for when, _ in visitor.frames) / (end - start)
        for visitor in visitors
    ]


def hours_a_frame(visitors: Sequence[Line], start: float, end: float) -> float:
    """Give the simulated hours between two frames, the mean over visitors."""
    seen = [[tick for when, tick in v.frames if start <= when < end] for v in visitors]
    steps = sum(len(ticks) - 1 for ticks in seen if ticks)
    hours = sum(ticks[-1] - ticks[0] for ticks in seen if ticks)
    return hours / steps if steps else 0.0


def own_value(place: int) -> float:
    """Give what the visitor at a place turns the lever to: above its default, each another.

    >>> len({own_value(place) for place in range(40)})
    40
    """
    steps = round((LEVER.high - LEVER.default) / LEVER.step)
    return LEVER.default + LEVER.step * (1 + place % steps)


async def turn_about(visitors: Sequence[Visitor], seconds: float) -> list[float]:
    """Let visitors turn their lever, one after the other, for a while; give the seconds each took.

    Each turns away from its own value and back, so that all end at their own.
    """
    took: list[float] = []
    end = time.monotonic() + seconds
    for place in itertools.cycle(range(len(visitors))):
        for away in (1, 0):
            took.append(await visitors[place].turn(LEVER.name, own_value(place + away)))
            await asyncio.sleep(TURN_EVERY)
        if time.monotonic() > end:
            break
    return took


async def lead(leader: Visitor, watchers: Sequence[Watcher], seconds: float) -> list[float]:
    """Let a leader turn levers for a while; give the seconds until every watcher had seen each."""
    took: list[float] = []
    end = time.monotonic() + seconds
    for value in itertools.cycle(own_value(place) for place in range(1, 30)):
        start = time.monotonic()
        await leader.turn(LEVER.name, value)
        await asyncio.gather(*(one.sees(f"{value:g} {LEVER.unit}") for one in watchers))
        took.append(time.monotonic() - start)
        if time.monotonic() > end:
            break
        await asyncio.sleep(3 * TURN_EVERY)
    return took


async def look_alone(visitors: Sequence[Visitor]) -> dict[str, Any]:
    """Tell whether each visitor has what it did and nothing of the others; press Stop first.

    ``strange`` counts visitors whose page or link holds a lever value that is not theirs; one
    who played is run again from its link alone, and ``replayed`` tells whether the digest is equal.
    """
    shown = await each(visitors, Visitor.share)
    strange = sum(
        visitor.levers()[LEVER.name] != own_value(place) or not is_own(dialog["address"], place)
        for place, (visitor, dialog) in enumerate(zip(visitors, shown, strict=True))
    )
    first = shown[0]
    replayed = await asyncio.to_thread(replay, first["command"]) == first["digest"]
    return {"visitors": len(visitors), "strange": strange, "replayed": replayed}


def is_own(link: str, place: int) -> bool:
    """Tell whether a link holds what the visitor at a place did, and nothing else."""
    done = re.findall(r"~([a-z_]+)~([\d.]+)", link)
    values = {f"{own_value(place + away):g}" for away in (0, 1)}
    return bool(done) and all(name == LEVER.name and value in values for name, value in done)


def replay(command: str) -> str:
    """Run the command of a link in a process of its own and give the digest.

    Raises RunFailed with the command where it does not end well.
    """
    words = [sys.executable, "-m", "twin", *shlex.split(command)[1:], "--json"]
    run = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - this very Python; the page's own command
    if run.returncode:
        raise RunFailed("the link of a visitor cannot be run", command)
    return str(json.loads(run.stdout)["digest"])


async def leave(served: Served, visitors: Sequence[Line]) -> None:
    """Let all drop their connection, and wait until the server has forgotten them.

    Raises RunFailed where it does not.
    """
    await each(visitors, lambda one: one.hang_up())
    for _ in range(240):
        if await asyncio.to_thread(served.kernels) == 0:
            return
        await asyncio.sleep(0.5)
    raise RunFailed("the server keeps visitors who left two minutes ago", "twin bench room")
