"""The case pipeline of a street or the district: what each step took, and with whom it lay."""

from collections.abc import Sequence

import numpy as np

from agents.knob import Words
from twin.mechanisms.columns import LAPSED
from twin.why.card import Step, fill
from twin.why.case import STEPS, case_steps
from twin.world import World

#: Days back in which a case has to have ended to count.
DAYS = 7
#: Cases looked at, the last ones to end.
MOST = 400
TITLE = Words(
    "近 {days} 天办结的 {n} 件案件：每一步平均等多久",
    "Of {n} cases that ended within {days} days: what each step took on average",
)
NOTE = Words("{hours} 小时，多半在{holder}", "{hours} h, mostly with {holder}")
AT_ONCE = Words("不用等", "at once")


def ended_cases(world: World, street: int | None = None) -> list[int]:
    """Give the numbers of the cases that ended lately, in a street or everywhere.

    Those that lapsed are left out: nobody took a step.
    """
    n = int(world.rows("city").n_cases[0])
    cases = world.rows("cases")[:n]
    late = cases.verified >= float(world.now.tick) - 24.0 * DAYS
    chosen = late & (cases.outcome > 0) & (cases.outcome != LAPSED)
    if street is not None:
        chosen &= cases.street == street
    numbers = np.flatnonzero(chosen)
    return [int(k) for k in numbers[np.argsort(cases.verified[numbers], kind="stable")]][-MOST:]


def pipeline(world: World, numbers: Sequence[int]) -> tuple[Words, tuple[Step, ...]]:
    """Give the title and the seven steps of some cases: mean hours waited, the usual holder.

    Hours of all steps add up to the mean life of a case. No steps where there is no case.
    """
    title = fill(TITLE, days=DAYS, n=len(numbers))
    if not numbers:
        return title, ()
    lives = [case_steps(world, number) for number in numbers]
    steps = []
    for place, (_, name) in enumerate(STEPS):
        own = [life[place] for life in lives]
        waited = float(np.mean([step.waited for step in own]))
        holders: dict[Words, float] = {}
        for step in own:
            holders[step.holder] = holders.get(step.holder, 0.0) + step.waited
        holder = max(holders.items(), key=lambda pair: pair[1])[0]
        note = fill(NOTE, hours=f"{waited:.1f}", holder=holder) if waited >= 0.05 else AT_ONCE
        steps.append(Step(name, None, waited, holder, note=note))
    return title, tuple(steps)
