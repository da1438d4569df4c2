"""From the options of ``twin run`` to a scenario and a seed; refuses before anything is loaded."""

from dataclasses import replace
from typing import Any

from twin.commands.options import Given
from twin.errors import InputError, UsageError, nearest
from twin.levers import LEVER_NAMES, LEVERS
from twin.parameters import PARAMETERS
from twin.scenario import Scenario, find_scenario
from twin.settings import as_number, check_settings, check_whole
from twin.shocks import parse_placed
from twin.timetable import parse_entry

SEED_HIGH = 2**63 - 1
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
    base = find_scenario(given.arguments[0]) if given.arguments else Scenario()
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


def settings_of(pairs: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Give levers and parameters from ``KEY=VALUE`` texts; raises InputError for the first slip."""
    names = {"lever": {k.name for k in LEVERS}, "parameter": {k.name for k in PARAMETERS}}
    levers: dict[str, float] = {}
    parameters: dict[str, float] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise UsageError("missing value", "--set", pair, "KEY=VALUE, as in authority=0.6")
        value = {key: as_number(text)}
        if key in names["lever"]:
            levers.update(check_settings(value, LEVERS, "lever", "--set "))
        elif key in names["parameter"]:
            parameters.update(check_settings(value, PARAMETERS, "parameter", "--set "))
        else:
            near = nearest(key, names["lever"]) or nearest(key, names["parameter"])
            allowed = f"{', '.join(LEVER_NAMES)}, or a parameter (see: twin parameters)"
            raise InputError("unknown lever", "--set", key, allowed, near)
    return levers, parameters
