"""Indicators of resilience: storm damage, and how order swings; and what one shock did.

Functions of a series and a window say what a shock did: :func:`lost_service` and
:func:`hours_until_cleared`. The hours of the last year are in the table ``hours``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator
from twin.mechanisms.diary import DAYS_KEPT, HOURS_KEPT
from twin.world import World

#: Days that must be there before a swing of order is looked for; the first days of a run, in which
#: a district settles, are left out.
LEAST_DAYS, SETTLING_DAYS = 60, 30
CLEARED = 0.8


@indicator("per 1,000", (0, 10000), "down", Side.RESILIENCE, ("待清灾损", "Damage waiting"))
def damage_waiting(day: Day) -> float:
    """Places blocked by storm damage at midnight, per 1,000 residents.

    zh: 午夜时每千名居民尚待清理的风雨灾损。
    """
    return float(day.cells.damage.sum()) / day.thousands


@indicator("h", (0, 24), "down", Side.RESILIENCE, ("服务损失", "Service lost"))
def service_lost(day: Day) -> float:
    """Hours a place was blocked by storm damage today, mean over all places.

    Summed over the days of a shock it is the area of lost service.

    zh: 当日每个网格平均被灾损阻断的小时数;按天相加即为一场灾害的服务损失面积。
    Source: area under the curve of lost service; Bruneau et al. 2003, doi 10.1193/1.1623497
    """
    return lost_service(day.hours()["blocked"])


def lost_service(blocked: NDArray[np.float64]) -> float:
    """Give the area of lost service (h): the sum over hours of the share of cells blocked."""
    return float(np.asarray(blocked, np.float64).sum())


def hours_until_cleared(
    made: NDArray[np.float64], cleared: NDArray[np.float64], part: float = CLEARED
) -> float:
    """Give the hours from the first damage until a part of all damage of the window is cleared.

    ``made`` and ``cleared`` are sums so far at the end of each hour of a window, from zero. NaN
    where nothing was damaged, or the window ends before so much is cleared.
    """
    if not len(made) or made[-1] <= 0.0:
        return float("nan")
    first = int(np.argmax(made > 0.0))
    enough = np.flatnonzero(cleared >= part * made[-1] - 1e-9)
    return float(enough[0] - first) if len(enough) else float("nan")


class Recovery(NamedTuple):
    """What one shock did: places blocked, area of lost service (h), hours until 80 % cleared."""

    damage: float
    lost_service: float
    hours_to_clear: float


def recovery(world: World, first: int, until: int) -> Recovery:
    """Give what a shock did from one tick up to, not with, another (``twin/shocks.py`` windows).

    Only the last year is kept: hours before are not counted, nor are those still to come.
    """
    now, rows = int(world.now.tick), world.rows("hours")
    first = max(0, first, now - HOURS_KEPT + 1)
    hours = rows[np.arange(first, min(until, now)) % HOURS_KEPT]
    made, cleared = (
        hours[name].astype(float) - (float(rows[name][(first - 1) % HOURS_KEPT]) if first else 0.0)
        for name in ("damage_made", "damage_cleared")
    )
    return Recovery(
        float(made[-1]) if len(made) else 0.0,
        lost_service(hours["blocked"]),
        hours_until_cleared(made, cleared),
    )


class Swing(NamedTuple):
    """The strongest cycle of a series: its period (d), amplitude, and share of the variance."""

    days: float
    amplitude: float
    share: float


def swing(series: NDArray[np.float64]) -> Swing:
    """Give the strongest cycle of a daily series, NaN for fewer than 60 days.

    The straight trend and each weekday's mean are taken off (a week is habit, not policy). The
    peak of the periodogram is looked for among periods of 8 days up to half the series; amplitude
    = 2 |X| / n; share = power at the peak and beside it over all power. A flat series has none.
    """
    n = len(series)
    if n < LEAST_DAYS:
        return Swing(float("nan"), float("nan"), float("nan"))
    days = np.arange(n)
    habit = np.column_stack([days / n, days[:, None] % 7 == np.arange(7)])
    left = series - habit @ np.linalg.lstsq(habit, series, rcond=None)[0]
    wave = np.abs(np.fft.rfft(left))
    low, high = 2, n // 8
    peak = low + int(np.argmax(wave[low : high + 1]))
    power = wave**2
    share = power[peak - 1 : peak + 2].sum() / max(power.sum(), 1e-18)
    return Swing(n / peak, 2.0 * float(wave[peak]) / n, float(share))


def order_swing(day: Day) -> Swing:
    """Give the strongest cycle of the district's order since it settled, two years at most."""
    days = min(day.number + 1 - SETTLING_DAYS, DAYS_KEPT)
    return swing(day.past(max(0, days))["order"] if days > 0 else np.zeros(0))


@indicator("days", (8, 365), "", Side.RESILIENCE, ("秩序摆动周期", "Period of the swing"))
def swing_days(day: Day) -> float:
    """Period of the strongest cycle of order so far; from day 90 of a run, else no value.

    The first 30 days are left out, and so are cycles of a week and less.

    zh: 到目前为止秩序起落最明显的周期;开局 30 日不计,满 60 日后才有值,一周以内的起落不计。
    Source: Fuqin night market, Chengdu 2020-24
    """
    return order_swing(day).days


@indicator("index", (0, 1), "down", Side.RESILIENCE, ("秩序摆动幅度", "Size of the swing"))
def swing_size(day: Day) -> float:
    """Amplitude of that cycle: how far order swings to each side of its mean.

    zh: 这一周期中秩序偏离平均水平的幅度。
    """
    return order_swing(day).amplitude


@indicator("share", (0, 1), "", Side.RESILIENCE, ("摆动占比", "Share of the swing"))
def swing_share(day: Day) -> float:
    """Share of the ups and downs of order that this one cycle makes: near 1 it is a sustained one.

    zh: 秩序的起落中有多大比例来自这一周期;接近 1 说明是持续的循环。
    """
    return order_swing(day).share
