"""P19: complaints pile up in few places."""

from collections.abc import Mapping

import numpy as np

from agents.knob import Words
from twin.measures.people import gini
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cases import ReportsByCell


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the district as it is."""
    return {"usual": plan.arm()}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give the share of all cells, the worst first, with half of the reports, and their Gini."""
    falling = np.sort(np.asarray(found["usual"]["by_cell"], np.float64))[::-1]
    so_far = np.cumsum(falling)
    if not len(falling) or so_far[-1] <= 0.0:
        return {"half": float("nan"), "gini": float("nan")}
    half = np.searchsorted(so_far, 0.5 * so_far[-1]) + 1
    return {"half": float(half) / len(falling), "gini": gini(falling)}


PATTERN = Pattern(
    name="P19",
    title=Words("投诉集中在少数地方", "Complaints are concentrated"),
    question=Words(
        "半年里的投诉，有一半来自多少个网格？",
        "How many places make half of the complaints of half a year?",
    ),
    source="Weisburd 2015, 10.1111/1745-9125.12070; studies of 311 calls",
    arms=arms,
    probe=ReportsByCell,
    statistics=statistics,
    criteria=(
        Criterion(
            "half",
            Words("一半投诉出自 2-8 % 的网格", "half of the complaints come from 2-8 % of cells"),
            low=0.02,
            high=0.08,
        ),
        Criterion(
            "gini",
            Words("基尼系数在 0.6 到 0.95 之间", "the Gini coefficient is 0.6-0.95"),
            low=0.6,
            high=0.95,
        ),
    ),
    days=180,
)
