"""The demands on the page, measured in a real browser by ``tests/bench/page.py``.

That module has one function ``measure(progress) -> dict`` with the numbers of ``DEMANDS``; it
raises NotReady where there is no browser.
"""

from agents.knob import Words
from twin.bench import checkout
from twin.bench.rows import Row
from twin.bench.stalls import Tell

#: Name -> label, unit, least, most.
DEMANDS: dict[str, tuple[Words, str, float | None, float | None]] = {
    "start_map_s": (Words("打开首页到出现地图", "Start to first map"), "s", None, 3.0),
    "first_map_s": (Words("打开推演到出现地图", "Explore to first map"), "s", None, 3.0),
    "start_map_phone_s": (
        Words("手机上打开首页到出现地图", "Start to first map, phone"),
        "s",
        None,
        3.0,
    ),
    "first_map_phone_s": (
        Words("手机上打开推演到出现地图", "Explore to first map, phone"),
        "s",
        None,
        3.0,
    ),
    "frames_per_s": (
        Words("播放时每秒绘制帧数", "frames painted while playing"),
        "/s",
        20.0,
        None,
    ),
    "stop_ms": (Words("按下停止到停下", "Stop to standstill"), "ms", None, 300.0),
    "lever_ms": (Words("拖动杠杆到回应", "lever to answer"), "ms", None, 300.0),
    "paused_cpu_percent": (
        Words("暂停时服务器 CPU", "server CPU while paused"),
        "% of a core",
        None,
        5.0,
    ),
}


def measure(progress: Tell) -> dict[str, float]:
    """Give the numbers of ``DEMANDS``; raise NotReady outside a checkout or without a browser."""
    told: dict[str, float] = checkout.module("page").measure(progress)
    return told


def rows(result: dict[str, float]) -> list[Row]:
    """Give the lines of the report."""
    return [
        Row("page", name, label, result[name], unit, least, most)
        for name, (label, unit, least, most) in DEMANDS.items()
    ]
