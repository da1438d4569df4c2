"""When vendors trade: from the first hour of their trade, or only for the evening.

A vendor learns what the hours before the evening leave it, patrols included, and comes only for
the evening when they are not worth its time. So the rhythm of the street follows custom and
enforcement, within the hours in which each trade is asked for.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import rule

#: First and last hour of each trade (the last is not traded): breakfast, produce, cooked, goods,
#: night (Kunming: night market from 18:00, mechanisms KM).
OPENS = (6, 8, 11, 10, 18)
CLOSES = (10, 19, 22, 21, 24)
FIRST_HOURS, LAST_HOURS = np.array(OPENS), np.array(CLOSES)

#: The hour at which those come who leave the day alone; only trades open till evening may.
EVENING = 17
#: Hours at which vendors set up.
SETTING_UP = tuple(sorted({*OPENS, EVENING}))


@rule
def has_choice(trade: int) -> bool:
    """Tell whether a trade can be plied in the evening alone: cooked food and goods can."""
    return FIRST_HOURS[trade] < EVENING and LAST_HOURS[trade] > EVENING + 2


@rule
def learn_hours(vendor: Any, p: Any) -> None:
    """Learn what an hour before the evening leaves (yuan/h), whether spent trading or sent away.

    What is not tried is forgotten: the belief drifts to where trying is worth it.
    """
    if vendor.opens < EVENING:
        found = vendor.early_profit / float(EVENING - vendor.opens)
        vendor.early += p.hours_learning * (found - vendor.early)
    else:
        vendor.early += p.hours_forgetting * (p.hour_worth - vendor.early)


@rule
def plan_hours(vendor: Any, u: float, p: Any) -> None:
    """Plan tomorrow's opening hour: chance of the whole day = logistic in early worth.

    1 / (1 + exp(-(early - hour_worth) / hours_noise)).
    """
    if not has_choice(vendor.trade):
        return
    whole = 1.0 / (1.0 + math.exp(-(vendor.early - p.hour_worth) / p.hours_noise))
    vendor.opens = FIRST_HOURS[vendor.trade] if u < whole else EVENING


@rule
def share_of_custom(vendor: Any, p: Any) -> float:
    """Give the share of a day's custom that falls into the hours a vendor plans to trade."""
    return p.evening_custom if vendor.opens > FIRST_HOURS[vendor.trade] else 1.0


@rule
def share_of_hours(vendor: Any) -> float:
    """Give the share of its trade's hours that a vendor plans to trade."""
    whole = float(LAST_HOURS[vendor.trade] - FIRST_HOURS[vendor.trade])
    return float(vendor.closes - vendor.opens) / whole
