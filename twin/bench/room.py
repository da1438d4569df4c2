"""A room full of visitors, measured: real websocket clients against a ``twin serve`` on loopback.

Thirty visitors with a city each, ten of whom play and all of whom turn levers; sixty who watch one
shared run; and three rounds of filling and emptying. The clients run in this process, on the same
cores as the server.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from agents.knob import Words
from twin.bench import crowd
from twin.bench.crowd import Size
from twin.bench.rows import Row
from twin.bench.served import Served, served
from twin.bench.stalls import Tell
from twin.bench.visitor import Line, Visitor, Watcher

#: A name, what is done, and the size of the room for it.
Step = tuple[str, Callable[[Served, Size], Coroutine[Any, Any, dict[str, Any]]], Size]
#: Name -> label, unit, least, most.
LINES: dict[str, tuple[Words, str, float | None, float | None]] = {
    "frames_min": (Words("每秒帧数,最少的一位", "frames a second, least of all"), "/s", 5.0, None),
    "frames_median": (Words("每秒帧数,中位", "frames a second, median"), "/s", None, None),
    "hours_a_frame": (Words("每帧模拟小时", "simulated hours a frame"), "h", None, None),
    "lever_median_s": (Words("改杠杆到看见,中位", "lever to answer, median"), "s", None, None),
    "lever_p95_s": (Words("改杠杆到看见,95%", "lever to answer, 95 %"), "s", None, 1.0),
    "open_s": (Words("全部进场", "until all are in"), "s", None, None),
    "idle_mb": (Words("每位不播放者内存", "memory of one who does not play"), "MB", None, 60.0),
    "player_mb": (Words("每位播放者内存", "memory of one who plays"), "MB", None, 60.0),
    "watcher_mb": (Words("每位旁观者内存", "memory of one who watches"), "MB", None, 60.0),
    "total_mb": (Words("服务器内存", "memory of the server"), "MB", None, None),
    "server_cores": (Words("服务器占用核数", "cores taken by the server"), "", None, None),
    "client_cores": (Words("客户端占用核数", "cores taken by the clients"), "", None, None),
    "strange": (Words("看到别人设置的人数", "visitors who see what others did"), "", None, 0.0),
    "replayed": (Words("链接重跑,指纹一致", "link replays to the same digest"), "", 1.0, None),
    "growth_mb": (Words("空场内存的增长", "growth of the empty server"), "MB", None, 60.0),
}


#: Other sizes of a room, of which a third play: what ``full`` looks at besides.
OTHERS = (10, 60)


def measure(progress: Tell, full: bool = False, size: Size | None = None) -> dict[str, Any]:
    """Give a part each for those who play, those who watch, and rounds of coming and going.

    ``full`` looks also at a smaller and a larger room. Raises NotReady where psutil is missing,
    RunFailed where the server does not come up or leaves a visitor waiting.
    """
    asked = size or Size()
    steps = [("play", play, asked), ("watch", watch, asked), ("rounds", rounds, asked)]
    others = [replace(asked, visitors=n, players=n // 3) for n in OTHERS if full]
    steps += [(f"play{other.visitors}", play, other) for other in others]
    with served("--cull", f"{asked.cull}s") as running:
        return {"size": vars(asked), **asyncio.run(_all(running, steps, progress))}


async def _all(served: Served, steps: Sequence[Step], progress: Tell) -> dict[str, Any]:
    result = {}
    for done, (name, step, size) in enumerate(steps, 1):
        result[name] = await step(served, size)
        progress(done, len(steps))
    return result


async def play(served: Served, size: Size) -> dict[str, Any]:
    """Fill a room, let some play and all turn levers; tell frames, waits, memory, cross-talk."""
    everyone = [Visitor(served.address, size.page) for _ in range(size.visitors)]
    await everyone[0].enter()
    first = served.memory()
    began = time.monotonic()
    await crowd.enter(everyone[1:])
    opened, seated = time.monotonic() - began, served.memory()
    for place, visitor in enumerate(everyone):
        await visitor.turn(crowd.LEVER.name, crowd.own_value(place))
    players = everyone[: size.players]
    await crowd.each(players, Visitor.toggle)
    looked = await look(served, players, crowd.turn_about(everyone, size.seconds))
    playing = served.memory()
    await crowd.each(players, Visitor.toggle)
    alone = await crowd.look_alone(everyone)
    await crowd.leave(served, everyone, size.cull)
    idle = (seated - first) / max(1, len(everyone) - 1)
    return {
        **looked,
        "open_s": opened,
        "idle_mb": idle,
        "player_mb": idle + max(0.0, playing - seated) / max(1, len(players)),
        "total_mb": playing,
        "alone": alone,
    }


async def look(
    served: Served, players: Sequence[Line], turns: Awaitable[list[float]]
) -> dict[str, Any]:
    """Look at a room as long as levers are turned: frames of some, seconds of turns, CPU."""
    await asyncio.sleep(crowd.SETTLE)
    start, cpu, own = time.monotonic(), served.cpu(), time.process_time()
    took = await turns
    end = time.monotonic()
    found = crowd.rates(players, start, end)
    return {
        "frames_min": min(found),
        "frames_median": median(found),
        "hours_a_frame": crowd.hours_a_frame(players, start, end),
        "turns": len(took),
        "lever_median_s": median(took),
        "lever_p95_s": percentile(took, 0.95),
        "server_cores": (served.cpu() - cpu) / (end - start),
        "client_cores": (time.process_time() - own) / (end - start),
    }


async def watch(served: Served, size: Size) -> dict[str, Any]:
    """Let a crowd watch one run whose leader turns levers; tell frames, waits and memory."""
    leader = Visitor(served.address, size.page)
    await leader.enter()
    address = await leader.let_watch()
    watchers = [Watcher(served.address, address) for _ in range(size.watchers)]
    await watchers[0].enter()
    first, began = served.memory(), time.monotonic()
    await crowd.enter(watchers[1:])
    opened = time.monotonic() - began
    await leader.turn(crowd.LEVER.name, crowd.own_value(0))
    await leader.toggle()
    looked = await look(served, watchers, crowd.lead(leader, watchers, size.seconds))
    mean_mb = (served.memory() - first) / max(1, len(watchers) - 1)
    ended = await ends(leader, watchers)
    await crowd.leave(served, [leader, *watchers], size.cull)
    return {**looked, "open_s": opened, "watcher_mb": mean_mb, "ended": ended}


async def ends(leader: Visitor, watchers: list[Watcher]) -> int:
    """Let the leader stop sharing; give how many watchers were told."""
    await leader.stop_watch()
    await crowd.each(watchers, Watcher.wait_for_end)
    return len(watchers)


async def rounds(served: Served, size: Size) -> dict[str, Any]:
    """Fill and empty the room some times; give the memory when it was full and when empty."""
    filled, emptied = [], []
    for _ in range(size.rounds):
        everyone = [Visitor(served.address, size.page) for _ in range(size.visitors)]
        await crowd.enter(everyone)
        players = everyone[: size.players]
        await crowd.each(players, Visitor.toggle)
        await asyncio.sleep(crowd.SETTLE)
        filled.append(served.memory())
        await crowd.leave(served, everyone, size.cull)
        emptied.append(served.memory())
    return {"filled_mb": filled, "emptied_mb": emptied, "growth_mb": emptied[-1] - emptied[0]}


def percentile(values: list[float], share: float) -> float:
    """Give the smallest value that this share of all does not exceed.

    >>> percentile([3.0, 1.0, 2.0], 0.95)
    3.0
    """
    return sorted(values)[math.ceil(share * len(values)) - 1]


def rows(result: dict[str, Any]) -> list[Row]:
    """Give the lines of the report."""
    size, play, watch = result["size"], result["play"], result["watch"]
    n, m, k = size["visitors"], size["players"], size["watchers"]
    room = Words(f"{n} 人在场、{m} 人播放", f"{n} visitors, {m} playing")
    crowd = Words(f"{k} 人旁观", f"{k} watching")
    rounds = Words(f"来去 {size['rounds']} 轮", f"{size['rounds']} rounds of coming and going")
    alone = {**play["alone"], "replayed": float(play["alone"]["replayed"])}
    others = [(n, result[f"play{n}"]) for n in OTHERS if f"play{n}" in result]
    return [
        *_rows("play", room, {**play, **alone}),
        *_rows("watch", crowd, watch),
        *_rows("rounds", rounds, result["rounds"]),
        *(row for other in others for row in _other_rows(*other)),
    ]


def _other_rows(visitors: int, found: dict[str, Any]) -> list[Row]:
    """Give the lines of a room of another size, of which nothing is demanded."""
    zh, en = (
        f"{visitors} 人在场、{visitors // 3} 人播放",
        f"{visitors} visitors, {visitors // 3} playing",
    )
    rows = _rows(f"play{visitors}", Words(zh, en), found)
    return [replace(row, at_least=None, at_most=None) for row in rows]


def _rows(part: str, who: Words, found: dict[str, Any]) -> list[Row]:
    return [
        Row(
            "room",
            f"{part}.{name}",
            Words(f"{who.zh}:{label.zh}", f"{who.en}: {label.en}"),
            float(found[name]),
            unit,
            least,
            most,
        )
        for name, (label, unit, least, most) in LINES.items()
        if name in found
    ]
