"""The trial of a behaviour: everybody follows it for a week, in a process of its own.

A file that has not been tried may take for ever or end its process; neither must reach the user.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pebble import ProcessExpired

from agents.knob import Words
from twin.accounts import Broken, Start, each_broken
from twin.behaviour import follow, prepare
from twin.errors import InputError
from twin.forms import filled
from twin.model import CityTwin
from twin.own import WHO, OwnRule, columns_of, read_rule
from twin.trial.verdicts import (
    DAYS,
    DISTRICT,
    SEED,
    Verdict,
    account_verdicts,
    same_verdict,
)
from twin.workers import start_pool

#: Seconds a trial may take: a good one takes a tenth of that.
LIMIT = 60.0
#: A behaviour may take as long as the hour of the city it acts in, and no longer.
SLOWEST = 1.0
SLOW = Words(
    "速度：一次决定用时是城市一小时的 {ratio:.0%}，太慢（至多 {most:.0%}）",
    "Speed: deciding takes {ratio:.0%} of an hour of the city: too slow ({most:.0%} at most)",
)
FAST = Words(
    "速度：一次决定用时是城市一小时的 {ratio:.0%}",
    "Speed: deciding takes {ratio:.0%} of an hour of the city",
)
ENDLESS = Words(
    "速度：{limit:g} 秒还没跑完一周，太慢；看看循环的次数",
    "Speed: a week was not over after {limit:g} s, which is too slow; look at its loops",
)
ENDED = Words("试跑的进程中途退出了", "the process of the trial came to an end")
ACTS = Words(
    "作用：{n} 个{who}里有 {changed} 个在一周内改了主意",
    "Effect: of {n} {who}, {changed} changed their mind within the week",
)
IDLE = Words(
    "作用：一周里没有一个{who}改主意，看看条件和钟点",
    "Effect: none of {who} changed their mind within the week; look at conditions and hours",
)


@dataclass
class Week:
    """A week of a city in which everybody follows a behaviour, and what was noticed."""

    digest: str = ""
    broken: list[Broken] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    seconds_rule: float = 0.0
    seconds_city: float = 0.0


def try_behaviour(file: Path, limit: float = LIMIT) -> list[Verdict]:
    """Give the verdicts on a behaviour; raises InputError for its first mistake."""
    rule = read_rule(file)
    pool: Any = start_pool(1)  # its types come and go with its version
    try:
        verdicts: list[Verdict] = pool.schedule(try_here, args=(rule,), timeout=limit).result()
    except TimeoutError:
        return [Verdict("speed", False, filled(ENDLESS, limit=limit))]
    except ProcessExpired as error:
        raise InputError("own behaviour broke", rule.name, str(error), ENDED) from error
    finally:
        pool.stop()
        pool.join()
    return verdicts


def try_here(rule: OwnRule) -> list[Verdict]:
    """Give the verdicts on a behaviour, tried in this process; raises InputError where it fails."""
    first, again = live_a_week(rule), live_a_week(rule)
    return [
        *account_verdicts(first.broken),
        same_verdict(first.digest == again.digest),
        _speed(rule, first, again),
        _effect(rule, first),
    ]


def live_a_week(rule: OwnRule) -> Week:
    """Live a week in which everybody follows; raises InputError where the behaviour fails."""
    city = CityTwin(DISTRICT, rng=SEED)
    start, week = Start(city.world), Week()
    prepare(city.world, rule)  # so that this is not timed
    for _ in range(24 * DAYS):
        hour = int(city.world.now.hour)
        if hour in rule.hours:
            _note(week, city, rule)
        begun = time.perf_counter()
        city.step()
        week.seconds_city += time.perf_counter() - begun
        if hour in rule.hours or hour == 23:
            week.broken += each_broken(city.world, start)
    week.digest = city.digest()
    return week


def _note(week: Week, city: CityTwin, rule: OwnRule) -> None:
    """Let everybody decide, and note how long it took, who was asked and who changed."""
    column = columns_of(rule.who)[rule.sets].column
    agents = city.world.rows(WHO[rule.who].table)
    before = agents[column].copy()
    begun = time.perf_counter()
    [found] = follow(city.world, [(rule, 1.0)])
    week.seconds_rule += time.perf_counter() - begun
    week.asked |= set(agents.unique_id[found.rows].tolist())
    week.changed |= set(agents.unique_id[agents[column] != before].tolist())


def _speed(rule: OwnRule, *weeks: Week) -> Verdict:
    """Compare an average decision with an average hour; the quicker of two weeks counts."""
    hours, times = 24 * DAYS, [(week.seconds_rule, week.seconds_city) for week in weeks]
    acts = DAYS * len(rule.hours)
    ratio = min((own / acts) / (city / hours) for own, city in times)
    form = FAST if ratio <= SLOWEST else SLOW
    return Verdict("speed", ratio <= SLOWEST, filled(form, ratio=ratio, most=SLOWEST))


def _effect(rule: OwnRule, week: Week) -> Verdict:
    asked, changed = len(week.asked), len(week.changed)
    form = ACTS if changed else IDLE
    told = filled(form, n=asked, who=WHO[rule.who].label, changed=changed)
    return Verdict("effect", True, told)
