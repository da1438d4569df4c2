"""The trial of a policy: every mistake of its file, then a week under it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.accounts import Broken, Start, each_broken
from twin.district import district_names, load_district
from twin.errors import InputError, check_known
from twin.forms import filled
from twin.levers import policy_cost
from twin.model import CityTwin
from twin.own import all_levers
from twin.policy import KEYS, check_free, load_policy
from twin.programme import Programme
from twin.reading import Reading, read_toml
from twin.scenario import Scenario
from twin.settings import check_settings
from twin.timetable import read_entries, read_entry
from twin.trial.verdicts import (
    DAYS,
    DISTRICT,
    SEED,
    Verdict,
    account_verdicts,
    same_verdict,
)
from twin.units import cost_in

COST = Words("成本：{cost}（现状：{usual}）", "Cost: {cost} (as it is: {usual})")


def policy_mistakes(file: Path) -> list[InputError]:
    """Give every mistake of the file of a policy; empty where it can be used."""
    found = _caught(check_free, file)
    try:
        reading = read_toml(file)
    except InputError as mistake:
        return [*found, mistake]
    for key in reading.values:
        found += _caught(check_known, key, KEYS, "unknown key", reading.where(key))
    for key in ("title", "about", "leaves_out"):
        found += _caught(reading.words, key)
    found += _caught(reading.texts, "sources")
    return [*found, *_lever_mistakes(reading), *_dated_mistakes(reading)]


def _lever_mistakes(reading: Reading) -> Iterator[InputError]:
    found = _caught(reading.table, "levers")
    yield from found
    if found:
        return
    levers = reading.table("levers")
    where = f"{levers.where()}."
    for name, value in levers.values.items():
        yield from _caught(check_settings, {name: value}, all_levers(), "lever", where)


def _dated_mistakes(reading: Reading) -> Iterator[InputError]:
    entries, where = reading.values.get("schedule", []), reading.where("schedule")
    if not isinstance(entries, list):
        yield from _caught(read_entries, entries, where)
        return
    for place, entry in enumerate(entries, start=1):
        yield from _caught(read_entry, entry, f"{where}[{place}]")


def _caught(check: Callable[..., Any], *given: Any) -> list[InputError]:
    try:
        check(*given)
    except InputError as mistake:
        return [mistake]
    return []


def try_policy(file: Path) -> list[Verdict]:
    """Give the verdicts on a policy that can be used; raises InputError where it cannot."""
    district = _district(str(file))
    (digest, broken), (again, _) = (_live_a_week(str(file), district) for _ in range(2))
    return [*account_verdicts(broken), same_verdict(digest == again), _cost(file)]


def _district(policy: str) -> str:
    """Give the first district that has the streets and cells the policy names.

    The classroom comes first, the others by name. Raises InputError where none has, for what is
    wrong in the district a scenario is set in by default.
    """
    mistakes = {}
    for name in dict.fromkeys((DISTRICT, *district_names())):
        try:
            Programme(Scenario(district=name, policy=policy), load_district(name))
        except InputError as mistake:
            mistakes[name] = mistake
        else:
            return name
    raise mistakes[Scenario.district]


def _live_a_week(policy: str, district: str) -> tuple[str, list[Broken]]:
    """Live a week under a policy: the digest, and what did not hold at the end of a day."""
    city = CityTwin(district, policy, rng=SEED)
    start = Start(city.world)
    broken: list[Broken] = []
    for _ in range(DAYS):
        city.run_for(days=1)
        broken += each_broken(city.world, start)
    return city.digest(), broken


def _cost(file: Path) -> Verdict:
    told = filled(COST, cost=_cost_of(load_policy(file).levers), usual=_cost_of({}))
    return Verdict("cost", True, told)


def _cost_of(levers: Mapping[str, float]) -> Words:
    posts, yuan = policy_cost(levers)
    return Words(cost_in("zh", posts, yuan), cost_in("en", posts, yuan))
