"""What a room is opened with: place, rounds, budget, the levers open to teams, seed; and a price.

The price of levers is one number, so that a meter can show it: yuan per 1,000 residents and day,
posts at an officer's pay. May import levers, districts and what lies below.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from agents.knob import Words
from twin.district import district_names
from twin.errors import InputError, check_known
from twin.levers import LEVER_NAMES, LEVERS, policy_cost
from twin.measures.welfare import POST_HOURS
from twin.opening import DISTRICT, SEED
from twin.parameters import PARAMETERS
from twin.scenario import SEED_HIGH
from twin.settings import Settings, check_number, check_settings, check_whole

#: Letters of the teams; as many as four colours can be told apart by everybody.
TEAMS = ("A", "B", "C", "D")
#: What nobody turned a lever in: the course that every team is set beside.
AS_IT_WAS = "0"
MOST_ROUNDS, MOST_DAYS, MOST_LEVERS = 8, 90, 12
BUDGET_HIGH = 1000.0
#: Open to teams unless the facilitator says otherwise: powers, people, rules, response.
USUAL = ("authority", "staffing", "intensity", "pitches", "whistle", "hotline", "cogovernance")


@dataclass(frozen=True)
class Setup:
    """How a room is played. Raises InputError for a value that cannot be used.

    ``rounds`` of ``days`` days each; ``budget`` is what a team may spend above the baseline, in
    yuan per 1,000 residents and day; ``levers`` are those open to ``teams`` teams; ``seed``
    decides the luck, which is the same for all.
    """

    district: str = DISTRICT
    rounds: int = 4
    days: int = 28
    budget: float = 60.0
    levers: tuple[str, ...] = USUAL
    teams: int = 3
    seed: int = SEED

    def __post_init__(self) -> None:
        """Check every value; levers are put in the order of their declarations."""
        check_known(self.district, district_names(), "unknown district", "district")
        check_whole(self.rounds, 1, MOST_ROUNDS, "rounds")
        check_whole(self.days, 1, MOST_DAYS, "days", "days")
        check_whole(self.teams, 1, len(TEAMS), "teams")
        check_whole(self.seed, 0, SEED_HIGH, "seed")
        object.__setattr__(self, "budget", check_number(self.budget, 0, BUDGET_HIGH, "budget"))
        for name in self.levers:
            check_known(name, LEVER_NAMES, "unknown lever", "levers")
        if not 1 <= len(set(self.levers)) <= MOST_LEVERS:
            allowed = Words(f"1 到 {MOST_LEVERS} 个杠杆", f"1 to {MOST_LEVERS} levers")
            raise InputError("value out of range", "levers", len(set(self.levers)), allowed)
        object.__setattr__(self, "levers", tuple(n for n in LEVER_NAMES if n in self.levers))

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the teams."""
        return TEAMS[: self.teams]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "levers": list(self.levers)
        }

    def check_levers(self, given: object) -> Settings:
        """Give lever values a team may have, or raise InputError with what stands against them."""
        if not isinstance(given, Mapping):
            raise InputError("not a table", "levers", given, "{ LEVER = VALUE }")
        for name in given:
            check_known(name, self.levers, "lever not open to teams")
        checked = check_settings(given, LEVERS, "lever")
        spent = extra_price(checked)
        if spent > self.budget + 1e-9:
            allowed = Words(f"{self.budget:g} 元", f"{self.budget:g} yuan")
            raise InputError("over budget", "", round(spent, 1), allowed)
        return checked


def read_setup(values: object) -> Setup:
    """Give the setup of plain data; raises InputError where it cannot be used."""
    names = [field.name for field in fields(Setup)]
    if not isinstance(values, Mapping):
        raise InputError("not a table", "setup", values, names)
    for key in values:
        check_known(key, names, "unknown key", f"setup.{key}")
    given = dict(values)
    if "levers" in given:
        if not isinstance(given["levers"], list | tuple):
            raise InputError("not a list of texts", "setup.levers", given["levers"], '["whistle"]')
        given["levers"] = tuple(given["levers"])
    return Setup(**given)


@cache
def officer_hour() -> float:
    """Give the pay of an officer's hour in yuan, at its default."""
    return float(next(knob.default for knob in PARAMETERS if knob.name == "officer_hour"))


def price(levers: Mapping[str, float]) -> float:
    """Give what levers cost in yuan per 1,000 residents and day, posts at their pay.

    (posts x hours of a post a day x an officer's hourly pay) + yuan, as the indicator
    ``public_cost`` counts them.
    """
    cost = policy_cost(levers)
    return cost.posts * POST_HOURS * officer_hour() + cost.yuan


def extra_price(levers: Mapping[str, float]) -> float:
    """Give what levers cost above the baseline; below zero they save.

    >>> extra_price({})
    0.0
    """
    return price(levers) - price({})
