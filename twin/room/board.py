"""What a room's board shows, as numbers: trails, means, who gains and who loses beside ``"0"``.

Every difference is a team's minus the course in which nobody turned a lever: the same city, the
same days, the same shocks, the same luck. One course each: luck is shared, not averaged out.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.knob import Words
from twin.compare.paired import BETTER, WORSE
from twin.indicators import INDICATORS
from twin.report.groups import CONCERNED, GROUPS
from twin.room.course import Results
from twin.room.setup import AS_IT_WAS

DECLARED = {indicator.name: indicator for indicator in INDICATORS}
#: A difference below this share of the reference is no difference worth telling.
LEAST = 0.01
#: How a difference reads that is neither better nor worse for anybody.
SAME = "same"


@dataclass(frozen=True)
class Stake:
    """Who has a stake in a number: whose it is, its better direction, its unit and scale."""

    name: str
    title: Words
    better: str
    unit: str


def stakes() -> tuple[Stake, ...]:
    """Give everybody who may gain or lose: groups of residents, then those behind indicators."""
    groups = [
        Stake(f"group:{name}", title, "up", "index")
        for name, title in GROUPS.items()
        if name not in ("local", "floating")  # told by their own indicators below
    ]
    others = [
        Stake(name, title, DECLARED[name].better, DECLARED[name].unit) for name, title in CONCERNED
    ]
    return (*groups, *others)


@dataclass(frozen=True)
class Change:
    """What became of a stake in a round: without a lever turned, with a team's, how it reads."""

    stake: Stake
    reference: float
    value: float
    reading: str

    @property
    def difference(self) -> float:
        """The team's value minus the reference's."""
        return self.value - self.reference


def mean(values: Sequence[float | None]) -> float:
    """Give the mean of the values there are, NaN where there is none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else math.nan


def number_of(result: Mapping[str, Mapping[str, object]], name: str) -> float:
    """Give the mean of an indicator over a round, or of a group's satisfaction."""
    if name.startswith("group:"):
        value = result["groups"].get(name.removeprefix("group:"))
        return float(value) if isinstance(value, int | float) else math.nan
    values = result["days"].get(name)
    return mean(values) if isinstance(values, list) else math.nan


def changes(results: Results, team: str) -> Iterator[Change]:
    """Give what became of every stake in a round of a team; left out where it has no number."""
    for stake in stakes():
        before, after = (number_of(results[one], stake.name) for one in (AS_IT_WAS, team))
        if math.isfinite(before) and math.isfinite(after):
            yield Change(stake, before, after, reading(stake, before, after))


def gains(results: Results, letters: Sequence[str]) -> list[tuple[Stake, list[Change | None]]]:
    """Give who gains and who loses: for each stake its change in each team, None for no number.

    Left out is a stake that has a number in no team.
    """
    teams = [{one.stake.name: one for one in changes(results, team)} for team in letters]
    rows = [(stake, [found.get(stake.name) for found in teams]) for stake in stakes()]
    return [(stake, row) for stake, row in rows if any(row)]


def score(results: Results, team: str, name: str) -> tuple[str, str]:
    """Write the mean of a score over a round, of 100, and what it is above nobody's levers."""
    value, before = (100.0 * mean(results[one]["days"][name]) for one in (team, AS_IT_WAS))
    return f"{value:.1f}", tenths(value - before)


def reading(stake: Stake, before: float, after: float) -> str:
    """Tell whether a difference is better or worse, by the better direction of its indicator."""
    difference = after - before
    if stake.better not in ("up", "down") or abs(difference) <= LEAST * max(abs(before), 1e-9):
        return SAME
    return BETTER if (difference > 0) == (stake.better == "up") else WORSE


def trail(rounds: Sequence[Results], team: str) -> list[tuple[float, float]]:
    """Give where a team's city was at the end of each day: order and vitality, of 100."""
    points = []
    for results in rounds:
        days = results[team]["days"]
        for order, vitality in zip(days["order"], days["vitality"], strict=True):
            if order is not None and vitality is not None:
                points.append((100.0 * order, 100.0 * vitality))
    return points


def tenths(value: float) -> str:
    """Write a difference with its sign and one decimal; 0 where that would be none.

    >>> tenths(-0.96), tenths(-0.04)
    ('−1.0', '0')
    """
    text = f"{abs(value):,.1f}"
    return "0" if text == "0.0" else f"{'+' if value > 0 else '−'}{text}"


def difference_text(change: Change) -> str:
    """Write what became of a stake, scores and shares of 100; with digits enough to be seen."""
    size = (100.0 if change.stake.unit in ("index", "share") else 1.0) * change.difference
    if change.reading == SAME or abs(size) >= 1.0:
        return tenths(size)
    return f"{size:+.{2 if abs(size) >= 0.1 else 3}f}".replace("-", "−")
