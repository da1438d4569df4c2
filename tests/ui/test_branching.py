"""Branch here: two futures of one city begin with the same past, to the byte."""

import threading
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

import pytest

from tests.ui.test_cockpit import Cell
from tests.waiting import rest
from twin import replications
from twin.calendar import set_clock
from twin.opening import SEED
from twin.replications import Future, jobs_of, run_job
from twin.session import Change
from twin.share import LONGEST, Link, city_of, is_link, read_link, session_of
from twin.share.opened import opened
from twin.ui.branching import part
from twin.ui.choice import Choice
from twin.ui.compare.figures import results_of
from twin.ui.compare.panes import Panes, read_panes
from twin.ui.compare.stay import open_behind
from twin.ui.compare.visit import open_row
from twin.ui.navigation import COMPARE, stop_at
from twin.ui.seat import Shown, standing_choice
from twin.ui.visit import Visit

PAST = Link("classroom", log=(Change(0, "whistle", 1.0), Change(7, "authority", 0.65)), at=31)
STORY = replace(PAST, story="double-typhoon")


@cache
def branched(link):
    """Branch a city as the page does: give its digest and the address of its futures."""
    session = session_of(link)
    rest(session)
    start = Choice(language="en", district="classroom", story=link.story)
    choice = standing_choice(start, session.tape.turned())
    visit = Visit(session, Cell(Shown(choice)))
    told, done = [], threading.Event()
    part(visit, lambda address: (told.append(address), done.set()))
    assert done.wait(60), session.error
    digest = session.model.digest()
    session.close()
    return digest, told[0]


def panes_at(address):
    parts = urlsplit(address)
    assert stop_at(parts.path, parts.query) is COMPARE
    return read_panes(parts.query, "zh")


@pytest.mark.parametrize("link", [PAST, STORY], ids=["levers", "story"])
def test_both_panes_begin_as_the_city_stood_and_stay_equal(link):
    digest, address = branched(link)
    panes = panes_at(address)
    assert panes.address() == address[len(COMPARE.path) :]
    row = open_row(panes)
    rest(row)
    assert [side.model.digest() for side in row.sides] == [digest] * 2
    row.step(48)
    rest(row)
    alone = city_of(replace(link, at=link.at + 48))
    assert [side.model.digest() for side in row.sides] == [alone.digest()] * 2
    a, b = (side.trail.values for side in row.sides)
    assert len(a) > 2 and a == b, "no difference at all"
    row.close()


def test_a_lever_turned_in_b_leaves_a_and_starts_again_at_the_branch():
    panes = panes_at(branched(PAST)[1]).turn(2, {"style": 0.9})
    row = open_row(panes)
    row.step(24)
    rest(row)
    standing = row.moment.levers()
    alone = [city_of(read_link(panes.alone(key, standing))) for key in panes.keys]
    for city in alone:
        city.run_for(24)
    assert [side.model.digest() for side in row.sides] == [city.digest() for city in alone]
    assert alone[0].digest() != alone[1].digest()
    row.reset()
    rest(row)
    assert row.now == row.start == alone[0].world.now.tick - 24
    row.close()


def test_a_pane_alone_turns_what_it_changed_and_nothing_twice():
    pilot = Link("dongcheng", "whistle-dongcheng", at=24 * 31 + 2)
    city = opened(Link(pilot.district, pilot.story))
    set_clock(city.world.now, 24 * (city.programme.burn_in + 30))
    city.programme.apply(city.world)  # the pilot begins on day 31
    standing = city.snapshot().levers()
    assert 0 < standing["whistle"] < 1, "two streets of seventeen may whistle"
    here = standing_choice(Choice(district="dongcheng", story=pilot.story), standing)
    panes = Panes((here, here.turn({"style": 0.9})), (1, 2), pilot)
    logs = [read_link(panes.alone(key, standing)).log for key in panes.keys]
    assert logs == [(), (Change(pilot.at, "style", 0.9),)]
    back = panes.adopt(1, "baseline").alone(1, standing)
    assert read_link(back).log == (Change(pilot.at, "whistle", 0.0),)


def test_the_past_stays_with_the_panes_whatever_is_done_to_them():
    panes = panes_at(branched(PAST)[1])
    changed = panes.add().swap(3).adopt(1, "campaign").all_with(language="en")
    assert changed.before == PAST
    assert read_panes(changed.address(), "zh").before == PAST
    assert changed.remove(1).remove(2).before == PAST
    assert is_link(panes.address()) and read_link(panes.address()) == PAST
    assert read_panes("?district=classroom&v=1&at=5", "zh").before is None, "no panes, no branch"


def test_replications_begin_at_the_branch_with_one_past(tmp_path, monkeypatch):
    monkeypatch.setattr(replications, "yield_to_others", lambda: None)
    panes = panes_at(branched(PAST)[1])
    futures = [Future("classroom", c.levers, 3, PAST.query()) for c in panes.choices]
    jobs = jobs_of(futures, 3, tmp_path)
    found = {
        (place, job.number): run_job(job, lambda day, days: None)
        for place, row in enumerate(jobs)
        for job in row
    }
    city = city_of(PAST)
    city.run_for(24 - int(city.world.now.hour), days=2)
    assert found[0, SEED]["order"] == [float(day[0]) for day in city.history[-3:]]
    assert found[0, 1] != found[0, 2], "from there on the luck is another"
    assert futures[0].address() != replace(futures[0], before="").address()
    result = results_of(found, 2)[0]
    assert result.reference == result.other and len(result.other) == 3


def test_what_does_not_fit_into_an_address_is_told():
    turns = tuple(Change(hour, "whistle", float(hour % 2)) for hour in range(1, 160))
    assert branched(replace(PAST, log=turns, at=160))[1] == ""
    assert len(branched(PAST)[1]) < LONGEST


def test_a_city_that_is_no_longer_wanted_is_run_no_further():
    told = []
    far = replace(PAST, at=24 * 3000)
    panes = replace(read_panes("?district=classroom", "zh"), before=far)
    before = set(threading.enumerate())
    stop = open_behind(panes, told.append)
    (worker,) = set(threading.enumerate()) - before
    stop()
    worker.join(60)
    assert not worker.is_alive() and told == []
