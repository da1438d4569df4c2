"""P26: the daily rhythm and its shift (一天的节律与错峰).

Levers have no hours: patrol x2 doubles both shifts (7-15 h and 15-23 h), the evening's too.
"""

from collections.abc import Mapping, Sequence

from agents.knob import Words
from agents.residents import NOISE
from twin.scenario import Scenario
from twin.validate.effects import correlation, ratio
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cells import HourlyMeans

MORNING, LAST = 8, 23
#: The hours from eight to eighteen, over which stalls are to become more; and the evening.
DAYTIME, EVENING = range(8, 19), range(18, 21)


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the usual patrol hours and twice as many."""
    hours = plan.levers.get("patrol", 1.0)
    return {
        "usual": plan.arm(),
        "twice": plan.arm(levers={"patrol": min(4.0, 2.0 * hours)}),
    }


def busiest(hours: Sequence[float]) -> float:
    """Give the middle of the hour with the most (18.5 for 18-19 h); NaN where all are empty."""
    return max(range(len(hours)), key=hours.__getitem__) + 0.5 if any(hours) else float("nan")


def share(hours: Sequence[float], chosen: Sequence[int]) -> float:
    """Give the share of the day that falls into some hours."""
    return ratio(sum(hours[h] for h in chosen), sum(hours))


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give the peak of stalls, how they come and go, the evening's gain, the peak of noise.

    ``climb``: correlation of stalls with the hour from 8 to 18 h; ``fall``: share of the evening's
    stalls gone at 23 h; ``evening``: share of stall-hours at 18-21 h, twice the patrol - the usual.
    """
    stalls, noise = found["usual"]["stalls"], found["usual"]["noise"]
    day = [stalls[h] for h in DAYTIME]
    late = sum(stalls[h] for h in EVENING) / len(EVENING)
    return {
        "peak": busiest(stalls),
        "climb": correlation([float(h) for h in DAYTIME], day, [1.0] * len(day)),
        "rise": ratio(late, stalls[MORNING]) - 1.0,
        "fall": 1.0 - ratio(stalls[LAST], late),
        "evening": share(found["twice"]["stalls"], EVENING) - share(stalls, EVENING),
        "noise_peak": busiest(noise),
        **{f"stalls_{hour:02d}": stalls[hour] for hour in range(MORNING, 24)},
    }


PATTERN = Pattern(
    name="P26",
    title=Words("一天的节律与错峰", "The daily rhythm and its shift"),
    question=Words(
        "一天里摊贩何时最多？巡查加倍后会不会挪到晚上？",
        "When in the day are most stalls out, and do they shift to the evening as patrol doubles?",
    ),
    source="Guangzhou, 200 vendors (mechanisms, HGZ); New York 311",
    arms=arms,
    probe=lambda: HourlyMeans(stalls=("traders", None), noise=("reports", NOISE)),
    statistics=statistics,
    criteria=(
        Criterion(
            "peak",
            Words("18 至 21 时摊贩最多", "most stalls at 18-21 h"),
            low=18.0,
            high=21.0,
        ),
        Criterion("climb", Words("8 时起逐渐增多", "stalls become more from 8 h on"), low=0.0),
        Criterion("fall", Words("此后减少", "and fewer after that"), low=0.0),
        Criterion(
            "evening",
            Words("巡查加倍后傍晚占比上升", "with patrol doubled the evening share grows"),
            low=0.0,
        ),
        Criterion(
            "noise_peak",
            Words("噪声投诉在 21 至 24 时最多", "noise complaints peak at 21-24 h"),
            low=21.0,
            high=24.0,
        ),
    ),
    days=90,
    quick_days=60,
    used="hours of trades, of the evening and of noise (docs/calibration.md)",
)
