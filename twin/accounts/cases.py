"""Accounts of cases: each is in one place, does its steps in order, and has its own team."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from agents.residents import DAMAGE, NOISE, ROAD
from agents.teams import NO_TASK, OFF_DUTY
from twin.mechanisms import dispatch
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DOING,
    DONE,
    IN_WORK,
    LAPSED,
    N_SOURCES,
    NOT_NEEDED,
    OPEN,
    TO_DO,
    VERIFYING,
    WAITING,
)
from twin.mechanisms.kinds import NEEDS, shows_now

STEPS = (
    "collected", "filed", "dispatched", "handled", "reported_back", "verified", "evaluated",
)  # fmt: skip


#: Facts that must hold, each with whether it does.
Facts = Iterator[tuple[str, Any]]


def opened(world: Any) -> Any:
    """Give the cases opened so far."""
    return world.rows("cases")[: int(world.rows("city").n_cases[0])]


def queue(world: Any) -> Any:
    """Give the rows of the open cases, in the order of the queue."""
    return world.queue[: int(world.rows("city").n_open[0])]


def case_books(world: Any, start: Any) -> Facts:
    """Opened = open + ended by outcome, and every open case has one place in cell and queue."""
    cases, open_rows, book = opened(world), queue(world), world.rows("book")[0]
    yield "opened are counted by source", book.opened.sum() == len(cases)
    yield "and by kind", book.opened_kind.sum() == len(cases)
    yield "opened = open + ended", len(cases) == len(open_rows) + book.ended.sum()
    yield "nothing ends open", book.ended[OPEN] == 0
    by_source = np.bincount(cases.source, minlength=N_SOURCES)
    yield "sources", bool((by_source == book.opened).all())
    ended = np.bincount(cases.outcome[cases.stage == CLOSED], minlength=4)
    yield "outcomes", bool((ended == book.ended).all())
    yield (
        "the queue holds the open ones, once",
        np.sort(open_rows).tolist() == np.flatnonzero(cases.stage != CLOSED).tolist(),
    )
    yield "one stage of five", bool(((cases.stage >= DESK) & (cases.stage <= CLOSED)).all())
    yield "open = no outcome", bool(((cases.stage != CLOSED) == (cases.outcome == OPEN)).all())
    slots = world.rows("cells").open_case
    yield "a slot for every open case", int((slots >= 0).sum()) == len(open_rows)
    mine = slots[cases.cell[open_rows], cases.kind[open_rows]]
    yield "its own slot", bool((mine == open_rows).all())
    yield "the street of its cell", bool((cases.street == world.district.street[cases.cell]).all())
    joint = np.isin(cases.kind, (NOISE, ROAD)) & ~cases.cause
    yield "joint kinds", bool((cases.joint == joint).all())
    yield "paper closings are counted", int(cases.on_paper.sum()) == int(book.paper_closed)


def case_steps(world: Any, start: Any) -> Facts:
    """The seven steps of a closed case are in order; an open one was neither closed nor judged."""
    cases = opened(world)
    steps = np.stack([cases[name] for name in STEPS], axis=1)
    done = steps[(cases.stage == CLOSED) & (cases.outcome != LAPSED)]
    yield "all seven were done", bool((done >= 0.0).all())
    yield "in order", bool((np.diff(done, axis=1) >= 0.0).all())
    lapsed = steps[cases.outcome == LAPSED]
    yield "a lapsed case is closed after it was filed", bool((lapsed[:, 5] > lapsed[:, 1]).all())
    still = steps[cases.stage != CLOSED]
    yield "an open case is not closed", bool((still[:, 5:] == -1.0).all())
    yield "an open case was filed", bool((still[:, 1] >= still[:, 0]).all())
    first = steps[(cases.stage != CLOSED) & (cases.reopened == 0)]
    yield (
        "not handled before dispatched",
        bool(((first[:, 3] < 0.0) | (first[:, 3] >= first[:, 2])).all()),
    )
    yield "reopened at most once", bool((cases.reopened <= 1).all())
    yield "closed by now", bool((steps[:, 5] <= world.now.tick).all())


def case_hours(world: Any, start: Any) -> Facts:
    """Hours on desks and in the queue are part of the hours that have passed."""
    cases, last = opened(world), world.now.tick - 1
    until = np.where(cases.stage == CLOSED, cases.verified, last)
    passed = until - cases.collected
    spent = cases.desk_spent + cases.queue_spent
    yield "desks + queue <= passed", bool((spent <= passed + 1e-9).all())
    yield "no hour is negative", bool((cases.work_spent >= 0.0).all() and (spent >= 0.0).all())
    rows = world.rows("teams")
    rest = cases.work_spent.sum() - rows.case_hours.sum()
    known = -1e-6 < rest < (1e-6 if not rows.generation.any() else np.inf)  # of those still there
    yield "hours on cases = hours of teams", bool(known)
    someone = cases.work_spent > 0.0
    yield "work has a first team", bool((cases.first_team[someone] > 0).all())
    done = (cases.done_at >= 0.0) & (cases.parts == DONE)
    in_time = (cases.done_at >= cases.collected[:, None]) & (cases.done_at <= last)
    yield "parts were done since", bool(in_time[done].all())


def case_parts(world: Any, start: Any) -> Facts:
    """The parts of a case fit its stage."""
    cases = opened(world)
    parts, stage = cases.parts, cases.stage
    needed = NEEDS[cases.kind] > 0
    yield "parts are what the kind needs", bool(((parts != NOT_NEEDED) == needed).all())
    doing, to_do = (parts == DOING).any(axis=1), (parts == TO_DO).any(axis=1)
    yield "waiting: something to do, nobody at it", bool((to_do & ~doing)[stage == WAITING].all())
    at_desk = stage == DESK
    yield "at a desk: one part to do", bool(((parts == TO_DO).sum(axis=1) == 1)[at_desk].all())
    yield "at a desk nobody works", not doing[at_desk].any()
    yield "in work: somebody works", bool(doing[stage == IN_WORK].all())
    over = (stage == VERIFYING) | ((stage == CLOSED) & (cases.outcome != LAPSED))
    yield "afterwards all is done", bool(((parts == DONE) | ~needed)[over].all())
    blocked = (parts == BLOCKED).any(axis=1)
    yield "what is blocked waits for another part", bool((to_do | doing)[blocked].all())
    together = cases.whistled | cases.commanded | cases.one_handler | cases.cause
    at_street = cases.holder >= STREET
    yield (
        "what acts at once is not blocked",
        not blocked[together & (at_street | cases.cause)].any(),
    )
    yield (
        "one handler has one part",
        not (cases.one_handler & ((parts == TO_DO).sum(axis=1) > 1)).any(),
    )
    own = cases.holder[at_street] == STREET + cases.street[at_street]
    yield "held by its own street", bool(own.all())
    held = parts[np.arange(len(cases)), np.minimum(cases.holder, 4)]
    open_ = (cases.stage != CLOSED) & ~at_street & ~cases.cause
    yield "a department holds what it needs to do", bool((held != NOT_NEEDED)[open_].all())
    yield "whistled: joint, and the street's", bool((cases.joint & at_street)[cases.whistled].all())
    yield "who has the power does not whistle", bool(cases.lacked[cases.whistled].all())


def case_teams(world: Any, start: Any) -> Facts:
    """Every part in work has one team, and every task is a part in work."""
    cases, rows = opened(world), world.rows("teams")
    busy = rows[(rows.task != NO_TASK) & rows.alive]
    tasks = {(int(team.task), int(team.part)) for team in busy}
    parts = np.argwhere(cases.parts == DOING)
    yield "one team to a part", len(tasks) == len(busy)
    yield "tasks are the parts in work", tasks == {(int(c), int(d)) for c, d in parts}
    yield "who works on a case is there", bool((busy.cell == cases.cell[busy.task]).all())
    crews = busy[busy.crew]
    yield "crews clear storm damage only", bool((cases.kind[crews.task] == DAMAGE).all())


def case_idle(world: Any, start: Any) -> Facts:
    """At the end of an hour no team has time on its hands that a waiting case could use."""
    rows, hour, tick = world.rows("teams"), int(world.now.hour - 1) % 24, world.now.tick - 1
    free = rows[(rows.spare > 0.02) & (rows.task == NO_TASK) & (rows.state != OFF_DUTY)]
    waiting = [world.rows("cases")[row] for row in queue(world)]
    waiting = [case for case in waiting if case.stage in (WAITING, IN_WORK)]
    waiting = [case for case in waiting if case.ready <= tick]
    wanted = [
        (case, d)
        for case in waiting
        for d in range(5)
        if case.parts[d] == TO_DO and shows_now(case.kind, hour)
    ]
    city = world.city()
    missed = [
        (int(team.unique_id), int(case.kind))
        for team in free
        for case, d in wanted
        if dispatch.eligible(city, team, (case, d), tick - case.ready, world.p)
    ]
    yield f"nobody idles beside a case: {missed}", not missed


CASE_ACCOUNTS = (case_books, case_steps, case_hours, case_parts, case_teams, case_idle)
