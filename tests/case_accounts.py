"""Accounts of cases: each is in one place, does its steps in order, and has its own team."""

import numpy as np

from agents.residents import NOISE, ROAD
from agents.teams import NO_TASK
from twin.mechanisms.cases import NEEDS, STREET
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DOING,
    DONE,
    IN_WORK,
    LAPSED,
    NOT_NEEDED,
    OPEN,
    TO_DO,
    VERIFYING,
    WAITING,
)

STEPS = (
    "collected", "filed", "dispatched", "handled", "reported_back", "verified", "evaluated",
)  # fmt: skip


def opened(world):
    """Give the cases opened so far."""
    return world.rows("cases")[: int(world.rows("city").n_cases[0])]


def queue(world):
    """Give the rows of the open cases, in the order of the queue."""
    return world.queue[: int(world.rows("city").n_open[0])]


def case_books(world, start):
    """Opened = open + ended by outcome, and every open case has one place in cell and queue."""
    cases, open_rows, book = opened(world), queue(world), world.rows("book")[0]
    yield "opened are counted by source", book.opened.sum() == len(cases)
    yield "opened = open + ended", len(cases) == len(open_rows) + book.ended.sum()
    yield "nothing ends open", book.ended[OPEN] == 0
    by_source = np.bincount(cases.source, minlength=3)
    yield "sources", bool((by_source == book.opened).all())
    ended = np.bincount(cases.outcome[cases.stage == CLOSED], minlength=4)
    yield "outcomes", bool((ended == book.ended).all())
    yield (
        "the queue holds the open ones",
        (np.sort(open_rows).tolist() == np.flatnonzero(cases.stage != CLOSED).tolist()),
    )
    yield "open = no outcome", bool(((cases.stage != CLOSED) == (cases.outcome == OPEN)).all())
    slots = world.rows("cells").open_case
    yield "a slot for every open case", int((slots >= 0).sum()) == len(open_rows)
    mine = slots[cases.cell[open_rows], cases.kind[open_rows]]
    yield "its own slot", bool((mine == open_rows).all())
    yield "the street of its cell", bool((cases.street == world.district.street[cases.cell]).all())
    yield "joint kinds", bool((cases.joint == np.isin(cases.kind, (NOISE, ROAD))).all())


def case_steps(world, start):
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


def case_parts(world, start):
    """The parts of a case fit its stage."""
    cases = opened(world)
    parts = cases.parts
    needed = NEEDS[cases.kind] > 0
    yield "parts are what the kind needs", bool(((parts != NOT_NEEDED) == needed).all())
    doing, to_do = (parts == DOING).any(axis=1), (parts == TO_DO).any(axis=1)
    stage = cases.stage
    yield "waiting: something to do, nobody at it", bool((to_do & ~doing)[stage == WAITING].all())
    yield (
        "at a desk: one part to do",
        bool(
            ((parts == TO_DO).sum(axis=1) == 1)[stage == DESK].all()
            and not doing[stage == DESK].any()
        ),
    )
    yield "in work: something to do or doing", bool((to_do | doing)[stage == IN_WORK].all())
    over = (stage == VERIFYING) | ((stage == CLOSED) & (cases.outcome != LAPSED))
    yield "afterwards all is done", bool(((parts == DONE) | ~needed)[over].all())
    at_street = cases.holder >= STREET
    yield "a street waits for no desk", bool((parts[at_street] != BLOCKED).all())
    yield (
        "held by its own street",
        bool((cases.holder[at_street] == STREET + cases.street[at_street]).all()),
    )
    yield "whistled: joint, and the street's", bool((cases.joint & at_street)[cases.whistled].all())


def case_teams(world, start):
    """Every part in work has one team, and every task is a part in work."""
    cases, rows = opened(world), world.rows("teams")
    busy = rows[rows.task != NO_TASK]
    tasks = {(int(team.task), int(team.part)) for team in busy}
    parts = np.argwhere(cases.parts == DOING)
    yield "one team to a part", len(tasks) == len(busy)
    yield "tasks are the parts in work", tasks == {(int(c), int(d)) for c, d in parts}


CASE_ACCOUNTS = (case_books, case_steps, case_parts, case_teams)
