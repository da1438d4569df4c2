"""From the options of a command to scenarios and seeds; refuses before anything is loaded."""

from dataclasses import replace
from typing import Any

from twin.commands.options import Given, load
from twin.errors import InputError, UsageError, nearest
from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.scenario import MOST_SEEDS, SEED_HIGH, Scenario, find_scenario
from twin.settings import as_number, check_settings, check_whole
from twin.shocks import parse_placed
from twin.timetable import parse_entry

#: Field of a scenario -> the option that sets it.
OPTIONS = {
    "district": "--district",
    "policy": "--policy",
    "days": "--days",
    "burn_in": "--burn-in",
    "scale": "--scale",
}
NUMBERS = ("days", "burn_in", "scale")


def scenario_of(given: Given) -> Scenario:
    """Give the scenario that was asked for; raises InputError naming the option at fault."""
    return changed(find_scenario(given.arguments[0]) if given.arguments else Scenario(), given)


def changed(base: Scenario, given: Given) -> Scenario:
    """Give a scenario with what the options change; raises InputError naming the one at fault."""
    changes: dict[str, Any] = {}
    for name, option in OPTIONS.items():
        value = given.last(option)
        if value is not None:
            changes[name] = as_number(value) if name in NUMBERS else value
    levers, parameters = settings_of(given.every("--set"))
    schedule = [parse_entry(text) for text in given.every("--schedule")]
    shocks = [parse_placed(text) for text in given.every("--shock")]
    try:
        return replace(
            base,
            levers={**base.levers, **levers},
            parameters={**base.parameters, **parameters},
            schedule=(*base.schedule, *schedule),
            shocks=(*base.shocks, *shocks),
            **changes,
        )
    except InputError as error:
        where = OPTIONS.get(error.where, error.where)
        allowed = error.allowed
        raise InputError(error.what, where, error.got, allowed, error.nearest) from error


def seed_of(text: str | None) -> int:
    """Give the seed; raises InputError where it is not a whole number from 0."""
    return check_whole(as_number(text or "0"), 0, SEED_HIGH, "--seed")


def seeds_of(text: str | None) -> range:
    """Give the seeds of a text such as ``1:30``, both ends included (the default).

    Raises InputError where it is not two whole numbers from 0, the first not above the last.
    """
    first, colon, last = ("1:30" if text is None else text).partition(":")
    allowed = f"FIRST:LAST with 0 <= FIRST <= LAST, as in 1:30, {MOST_SEEDS} seeds at most"
    low, high = as_number(first), as_number(last)
    if not colon or not isinstance(low, int) or not isinstance(high, int):
        raise InputError("not a range of seeds", "--seeds", text, allowed)
    if not 0 <= low <= high <= SEED_HIGH or high - low >= MOST_SEEDS:
        raise InputError("value out of range", "--seeds", text, allowed)
    return range(low, high + 1)


def workers_asked(given: Given) -> int:
    """Give the number of processes; raises InputError where it cannot be used."""
    workers: int = load("twin.workers:check_workers")(_number(given, "--workers"), "--workers")
    return workers


def workers_or_cluster(given: Given) -> int | str:
    """Give the number of processes, or the address of a cluster as it was typed.

    Raises InputError for anything else; whether there is a cluster is not looked up.
    """
    text = given.last("--workers") or ""
    if text.startswith(load("twin.sweep.engines:DASK")):
        return text
    workers: int = load("twin.sweep.engines:engine_of")(
        _number(given, "--workers"), "--workers"
    ).workers
    return workers


def _number(given: Given, option: str) -> Any:
    text = given.last(option)
    return None if text is None else as_number(text)


def settings_of(pairs: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Give levers and parameters from ``KEY=VALUE`` texts; raises InputError for the first slip."""
    names = {"lever": {k.name for k in all_levers()}, "parameter": {k.name for k in PARAMETERS}}
    levers: dict[str, float] = {}
    parameters: dict[str, float] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise UsageError("missing value", "--set", pair, "KEY=VALUE, as in authority=0.6")
        value = {key: as_number(text)}
        if key in names["lever"]:
            levers.update(check_settings(value, all_levers(), "lever", "--set "))
        elif key in names["parameter"]:
            parameters.update(check_settings(value, PARAMETERS, "parameter", "--set "))
        else:
            near = nearest(key, names["lever"]) or nearest(key, names["parameter"])
            allowed = f"{', '.join(sorted(names['lever']))}, or a parameter (see: twin parameters)"
            raise InputError("unknown lever", "--set", key, allowed, near)
    return levers, parameters
