"""Indicators of waiting: how long cases take, and where the hours go."""

import numpy as np
from numpy.typing import NDArray

from twin.measures.day import Day, Side, indicator
from twin.mechanisms.columns import LAPSED


def hours_to_close(day: Day, joint_only: bool = False) -> NDArray[np.float64]:
    """Give the hours from noticing to closing of the cases verified in the last 30 days.

    Cases that lapsed unhandled are left out: their time is the limit, not a duration.
    """
    counted = day.of_ended("outcome") != LAPSED
    if joint_only:
        counted &= day.of_ended("joint")
    hours: NDArray[np.float64] = (day.of_ended("verified") - day.of_ended("collected"))[counted]
    return hours


def middle(hours: NDArray[np.float64], part: float = 0.5) -> float:
    """Give a quantile, NaN of nothing."""
    return float(np.quantile(hours, part)) if len(hours) else float("nan")


@indicator("h", (0, 8760), "down", Side.SERVICE, ("办结时间中位数", "Case time, median"))
def case_hours(day: Day) -> float:
    """Median hours from noticing a case to closing it, cases ended in the last 30 days.

    zh: 从发现到结案的小时数,中位数,近 30 日结案的案件。
    """
    return middle(hours_to_close(day))


@indicator("h", (0, 8760), "down", Side.SERVICE, ("办结时间九成位", "Case time, 90 %"))
def case_hours_p90(day: Day) -> float:
    """Hours within which nine of ten cases that ended in the last 30 days were closed.

    zh: 近 30 日结案的案件中,九成在多少小时内办结。
    """
    return middle(hours_to_close(day), 0.9)


@indicator("h", (0, 8760), "down", Side.SERVICE, ("联办时间中位数", "Joint case time"))
def joint_hours(day: Day) -> float:
    """Median hours to close a case that needs several departments.

    zh: 需要几个部门一起办的案件,办结小时数的中位数。
    """
    return middle(hours_to_close(day, joint_only=True))


def mean_spent(day: Day, name: str) -> float:
    """Give the mean of a column of hours over the cases ended in the last 30 days."""
    hours = day.of_ended(name)
    return float(hours.mean()) if len(hours) else float("nan")


@indicator("h", (0, 8760), "down", Side.SERVICE, ("案头时间", "Hours on desks"))
def desk_hours(day: Day) -> float:
    """Hours a case lay on desks, on its way from office to office; mean, ended in the last 30 days.

    zh: 每件案件在各级案头流转的小时数,近 30 日结案的平均。
    Source: a referral chain takes 24-240 h (row 33)
    """
    return mean_spent(day, "desk_spent")


@indicator("h", (0, 8760), "down", Side.SERVICE, ("排队时间", "Hours in the queue"))
def queue_hours(day: Day) -> float:
    """Hours a case waited for a team; mean over the cases ended in the last 30 days.

    zh: 每件案件等待队伍的小时数,近 30 日结案的平均。
    """
    return mean_spent(day, "queue_spent")


@indicator("team-h", (0, 8760), "", Side.SERVICE, ("处置工时", "Hours of work"))
def work_hours(day: Day) -> float:
    """Hours teams worked on a case, the way included; mean, ended in the last 30 days.

    zh: 每件案件队伍处置所用的工时,含路途,近 30 日结案的平均。
    """
    return mean_spent(day, "work_spent")
