"""From the statistics of the seeds to a verdict: the whole interval on one side, or undecided.

May import ``twin.compare.paired``, ``agents.knob``, ``twin.forms`` and ``twin.validate.pattern``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from agents.knob import Words
from twin.compare.paired import mean_interval, median_interval
from twin.forms import filled
from twin.validate.pattern import Criterion

PASS, UNDECIDED, FAIL = "pass", "undecided", "fail"
#: From best to worst: the verdict of a pattern is the worst of its criteria.
VERDICTS = (PASS, UNDECIDED, FAIL)

NO_SEED = Words("没有一个种子跑完", "no seed was run to the end")
NOT_MEASURABLE = Words(
    "{seeds} 个种子中有 {gone} 个测不出来", "not measurable in {gone} of {seeds} seeds"
)
TOO_FEW = Words("种子少于三个，给不出区间", "fewer than three seeds give no interval")
BY_MEAN = Words(
    "种子少于五个：平均值及学生 t 区间", "fewer than five seeds: mean and Student's t interval"
)


@dataclass(frozen=True)
class Finding:
    """What the seeds say of one criterion.

    ``estimate`` is the median over ``seeds`` and ``low`` to ``high`` its 90 % interval; under five
    seeds the mean and Student's t interval (``by`` says which: ``"median"`` or ``"mean"``). None
    stands where there is no number. ``reason`` says what a verdict alone does not.
    """

    criterion: Criterion
    verdict: str
    seeds: int
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    by: str = "median"
    reason: Words | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        expected = self.criterion
        return {
            "statistic": expected.statistic,
            "expected": {"low": expected.low, "high": expected.high},
            "proposed": expected.proposed,
            "text": vars(expected.text),
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "by": self.by,
            "seeds": self.seeds,
            "verdict": self.verdict,
            "reason": None if self.reason is None else vars(self.reason),
        }


def judge(criterion: Criterion, values: Sequence[float], why: str = "") -> Finding:
    """Judge one criterion by the values of its statistic, one a seed; NaN where there was none.

    A value that cannot be measured in any one seed fails, with the reason (``why``, if known).

    >>> rises = Criterion("rise", Words("上升", "it rises"), low=0.0)
    >>> judge(rises, [0.2, 0.3, 0.1, 0.2, 0.4]).verdict, judge(rises, [0.2, -0.1, 0.3]).verdict
    ('pass', 'undecided')
    """
    seeds = len(values)
    gone = sum(not math.isfinite(value) for value in values)
    if not seeds:
        return Finding(criterion, UNDECIDED, 0, reason=NO_SEED)
    if gone:
        told = filled(NOT_MEASURABLE, seeds=seeds, gone=gone)
        reason = Words(f"{told.zh}（{why}）", f"{told.en} ({why})") if why else told
        return Finding(criterion, FAIL, seeds, reason=reason)
    array = np.array(values, np.float64)
    low, high = median_interval(array)
    if low is not None:
        verdict = _verdict(criterion, low, high)
        return Finding(criterion, verdict, seeds, float(np.median(array)), low, high)
    low, high = mean_interval(array)
    mean = float(array.mean())
    if low is None:
        return Finding(criterion, UNDECIDED, seeds, mean, by="mean", reason=TOO_FEW)
    return Finding(
        criterion, _verdict(criterion, low, high), seeds, mean, low, high, "mean", BY_MEAN
    )


def worst(verdicts: Sequence[str]) -> str:
    """Give the worst of some verdicts.

    >>> worst(["pass", "fail", "undecided"])
    'fail'
    """
    return max(verdicts, key=VERDICTS.index)


def within(criterion: Criterion, value: float) -> bool:
    """Tell whether a value lies inside the band; a bound itself is not inside.

    So an effect of exactly nothing is no rise and no fall.
    """
    above = criterion.low is None or value > criterion.low
    return above and (criterion.high is None or value < criterion.high)


def sign_holds(criterion: Criterion, value: float) -> bool:
    """Tell whether a value has the sign that is expected, its size aside.

    One bound at 0 or beyond on its own side asks for a sign; any other band has none, and the
    value has to lie within it.

    >>> large = Criterion("fall", Words("下降四成", "falls by 40 %"), low=0.4)
    >>> sign_holds(large, 0.1), sign_holds(large, -0.1)
    (True, False)
    """
    if criterion.high is None and criterion.low is not None and criterion.low >= 0.0:
        return value > 0.0
    if criterion.low is None and criterion.high is not None and criterion.high <= 0.0:
        return value < 0.0
    return within(criterion, value)


def _verdict(criterion: Criterion, low: float | None, high: float | None) -> str:
    assert low is not None and high is not None  # noqa: S101 - both or neither are given
    if within(criterion, low) and within(criterion, high):
        return PASS
    beyond = criterion.high is not None and low >= criterion.high
    below = criterion.low is not None and high <= criterion.low
    return FAIL if beyond or below else UNDECIDED
