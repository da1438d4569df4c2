"""The habits of the day: when people go out, work, wake, and what they then want to buy.

Hourly shapes are assumed, after the hourly presence of Dongcheng and the rhythm of 200 vendors in
Guangzhou (numbers rise from 08 h to 18-21 h); about 2.5 outings a day. Four rhythms: those free by
day; workers, who shop before and after work; riders, who are on the street when others eat; the
elderly, who are early.
"""

from typing import Any

import numpy as np

from agents.table import new_rows
from agents.view import HABITS

OUT_FREE = (
    0, 0, 0, 0, 0, 0.02, 0.10, 0.16, 0.18, 0.20, 0.18, 0.16,
    0.14, 0.12, 0.14, 0.17, 0.19, 0.22, 0.24, 0.22, 0.15, 0.08, 0.03, 0.01,
)  # fmt: skip
OUT_WORKER = (
    0, 0, 0, 0, 0, 0.01, 0.08, 0.20, 0.15, 0.03, 0.03, 0.10,
    0.25, 0.10, 0.03, 0.03, 0.04, 0.15, 0.30, 0.28, 0.20, 0.10, 0.04, 0.01,
)  # fmt: skip
OUT_RIDER = (
    0, 0, 0, 0, 0, 0.00, 0.02, 0.05, 0.05, 0.04, 0.08, 0.22,
    0.22, 0.10, 0.06, 0.06, 0.10, 0.22, 0.25, 0.25, 0.22, 0.14, 0.10, 0.06,
)  # fmt: skip
OUT_ELDERLY = (
    0, 0, 0, 0, 0, 0.06, 0.18, 0.24, 0.26, 0.25, 0.20, 0.12,
    0.06, 0.06, 0.14, 0.20, 0.22, 0.20, 0.15, 0.09, 0.04, 0.01, 0.00, 0.00,
)  # fmt: skip
#: What is wanted: breakfast, produce, cooked food, goods, night food; by part of the day.
MIXES = {
    range(5, 10): (0.55, 0.30, 0.05, 0.10, 0.00),
    range(10, 14): (0.00, 0.30, 0.45, 0.25, 0.00),
    range(14, 17): (0.00, 0.25, 0.30, 0.45, 0.00),
    range(17, 20): (0.00, 0.10, 0.40, 0.25, 0.25),
    range(20, 24): (0.00, 0.00, 0.15, 0.25, 0.60),
}


def daily_habits() -> Any:
    """Give the 24 rows of habits that residents read."""
    habits = new_rows(HABITS, 24)
    habits.out[:] = np.transpose((OUT_FREE, OUT_WORKER, OUT_RIDER, OUT_ELDERLY))
    hours = np.arange(24)
    habits.at_work = (hours >= 9) & (hours < 18)
    habits.awake = hours >= 6
    habits.mix[:] = (0.2, 0.2, 0.2, 0.2, 0.2)
    for part, mix in MIXES.items():
        for hour in part:
            habits.mix[hour] = mix
    habits.flags.writeable = False
    return habits
