"""Own behaviours at work: between two hours, those who follow one decide its column anew.

Everybody is looked at as the last hour left it, then all is written: no agent and no behaviour
comes before another. Who follows is a fixed draw for each agent, so a higher share only adds
followers. May import ``agents``, ``twin.own``, ``twin.mechanisms`` and ``twin.world``.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np
from numba.core.errors import NumbaError
from numpy.typing import NDArray

from agents.compiled import kernel
from agents.knob import Words
from agents.streams import decision, philox, to_unit
from agents.table import plain
from agents.vendors import OUT_OF_BUSINESS
from twin.errors import InputError
from twin.forms import filled
from twin.mechanisms.powers import set_lever
from twin.own import WHO, Column, OwnRule, columns_of, own_rules
from twin.world import World

NUMBERS = Words(
    "只用数字和判断：一个名字始终是数字，不用文字、列表、None",
    "numbers and conditions only: a name is always a number, never a text, a list or None",
)
EVERYWHERE = Words("自定行为只能全区一起用", "a behaviour of your own holds in the whole district")
WITHIN = Words("{low:g} 到 {high:g}", "{low:g} to {high:g}")
ABOVE = Words("大于 {name}（{low:g}）、不超过 {high:g}", "above {name} ({low:g}), {high:g} at most")

#: Gives the value of a column for agents seen as records, each with its own luck.
Decide = Callable[[Any, NDArray[np.float64], NDArray[np.float64]], None]


class Decided(NamedTuple):
    """What a behaviour comes to in an hour: a column, the rows that follow it, their new values."""

    rule: OwnRule
    table: str
    rows: NDArray[np.intp]
    values: NDArray[np.float64]


def put_lever(
    world: World,
    name: str,
    value: float,
    street: int | None = None,
    cells: NDArray[Any] | None = None,
) -> None:
    """Set a lever, or how many follow an own behaviour; it acts from the next hour on.

    Raises InputError where an own behaviour is to hold in some places only.
    """
    if name not in own_rules():
        set_lever(world, name, value, street, cells)
        return
    if street is not None or cells is not None:
        raise InputError("own behaviour in some places only", name, allowed=EVERYWHERE)
    world.own.pop(name, None)
    if value:
        world.own[name] = float(value)


def act(world: World) -> None:
    """Let those who follow own behaviours decide what they decide at this hour.

    Raises InputError where a value is none or out of bounds.
    """
    follow(world, [(own_rules()[name], world.own[name]) for name in sorted(world.own)])


def follow(world: World, shares: Sequence[tuple[OwnRule, float]]) -> list[Decided]:
    """Let shares of agents follow behaviours, as far as these are due at this hour.

    All are worked out before anything is written; gives what they came to. Raises InputError where
    one cannot be followed.
    """
    due = [(rule, share) for rule, share in shares if world.now.hour in rule.hours]
    every = [decided(world, rule, share) for rule, share in due]
    for found in every:
        column = columns_of(found.rule.who)[found.rule.sets].column
        plain(world.rows(found.table))[column][found.rows] = found.values
    return every


def decided(world: World, rule: OwnRule, share: float) -> Decided:
    """Give what a behaviour comes to this hour for a share of its agents; nothing is written.

    Raises InputError where it cannot be compiled, breaks, or gives a value that is none or out of
    bounds.
    """
    table = WHO[rule.who].table
    rows = _followers(world, rule, share)
    values = _asked(world, rule, rows) if len(rows) else np.zeros(0)
    column = columns_of(rule.who)[rule.sets]
    _check(world, rule, column, rows, values)
    return Decided(rule, table, rows, np.rint(values) if column.whole else values)


def prepare(world: World, rule: OwnRule) -> None:
    """Compile a behaviour for what it is shown; nobody is asked, whatever the hour.

    Raises InputError where it cannot be compiled.
    """
    _asked(world, rule, np.empty(0, np.intp))


def _asked(world: World, rule: OwnRule, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give the value each of these agents gives at this hour, in bounds or not."""
    values = np.zeros(len(rows))
    luck = _luck(world, WHO[rule.who].table, rows, decision(rule.name), int(world.now.tick))
    try:
        compiled(rule)(seen(world, rule, rows), luck, values)
    except NumbaError as error:
        raise _not_compiled(rule, error) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        allowed = Words("每种情形都算得出一个数", "a number in every case")
        raise InputError("own behaviour broke", rule.name, str(error), allowed) from error
    return values


def _not_compiled(rule: OwnRule, error: NumbaError) -> InputError:
    """Say in which line a behaviour cannot be compiled."""
    lines = re.findall(rf'File "[^"]*{re.escape(Path(rule.file).name)}", line (\d+)', str(error))
    place = Path(rule.file).name + (f":{lines[-1]}" if lines else "")
    text = rule.source.splitlines()[int(lines[-1]) - 1].strip() if lines else None
    return InputError("cannot be compiled", place, text, NUMBERS)


def _followers(world: World, rule: OwnRule, share: float) -> NDArray[np.intp]:
    """Give the rows of those who are there and follow: their fixed draw is below the share."""
    table = WHO[rule.who].table
    agents = plain(world.rows(table))
    there = agents["alive"].copy()
    if rule.who == "vendor":
        there &= agents["state"] != OUT_OF_BUSINESS
    if rule.who == "office":
        there[-1] = False  # the last row is the district as a whole
    rows = np.flatnonzero(there)
    stream = decision(f"{rule.name}.follows")
    return rows[_luck(world, table, rows, stream, 0) < share]


def _luck(
    world: World, table: str, rows: NDArray[np.intp], stream: np.uint64, tick: int
) -> NDArray[np.float64]:
    out = np.empty(len(rows))
    agents = plain(world.rows(table))["unique_id"][rows].astype(np.uint64)
    keys = np.array([world.now.key_a, world.now.key_b, tick, stream], np.uint64)
    draw_each(out, agents, keys)
    return out


@kernel
def draw_each(out: NDArray[Any], agents: NDArray[Any], keys: NDArray[Any]) -> None:
    """Give each agent its uniform number in (0, 1): ``keys`` are the run's two, tick and stream."""
    for i in range(len(out)):
        word = philox(keys[0], keys[1], (agents[i], keys[2], keys[3], np.uint64(0)))[0]
        out[i] = to_unit(word)


def seen(world: World, rule: OwnRule, rows: NDArray[np.intp]) -> Any:
    """Give what a behaviour is shown: a record of float64 for each of these agents, and no more."""
    who, known = WHO[rule.who], columns_of(rule.who)
    agents, cells = plain(world.rows(who.table)), plain(world.rows("cells"))
    place = np.maximum(agents[who.place][rows], 0) if who.place else rows
    shown = np.zeros(len(rows), np.dtype([(name, "f8") for name in rule.sees] or [("none", "f8")]))
    for name in rule.sees:
        column = known[name]
        if column.table == "clock":
            shown[name] = world.clock[column.column][0]
        elif column.table == "self":
            shown[name] = agents[column.column][rows]
        elif column.table == "cells":
            shown[name] = cells[column.column][place]
        else:
            shown[name] = plain(world.rows("zones"))[column.column][cells["zone"][place]]
    return shown.view(np.recarray)


def _check(
    world: World,
    rule: OwnRule,
    column: Column,
    rows: NDArray[np.intp],
    values: NDArray[np.float64],
) -> None:
    """Refuse a value that is none, out of bounds, or not above what it must stay above."""
    low, high = column.bounds or (-math.inf, math.inf)
    fine = (values >= low) & (values <= high)  # NaN compares false
    lows = np.full(len(rows), low)
    if column.above:
        lows = plain(world.rows(WHO[rule.who].table))[column.above][rows].astype(np.float64)
        fine &= values >= lows + 1.0
    if not fine.all():
        first = int(np.flatnonzero(~fine)[0])
        form = ABOVE if column.above else WITHIN
        allowed = filled(form, name=column.above, low=lows[first], high=high)
        where = f"{rule.name}, {rule.sets}"
        raise InputError("value out of bounds", where, float(values[first]), allowed)


@cache
def compiled(rule: OwnRule) -> Decide:
    """Compile a behaviour into a loop over the agents it is shown.

    Raises what Numba raises where it cannot be compiled.
    """
    space: dict[str, Any] = {"__name__": rule.name}
    exec(compile(rule.source.removeprefix("\ufeff"), rule.file, "exec"), space)  # noqa: S102 - the user's own file, its syntax tree checked
    for name, function in _functions(space):
        space[name] = numba.njit(error_model="numpy")(function)
    decide = space["rule"]

    def loop(shown: Any, luck: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        for i in range(len(values)):
            values[i] = decide(shown[i], luck[i])

    made: Decide = numba.njit(error_model="numpy", nogil=True)(loop)
    return made


def _functions(space: dict[str, Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    return ((name, found) for name, found in list(space.items()) if callable(found))
