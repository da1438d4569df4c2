"""Levers on patrols, pitches and associations in running cities: they act, and off is off."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

import twin
from tests.strategies import BUSY

OFF = {
    "patrol": 1.0, "stop_minutes": 8.0, "hot_spots": 0.5, "scheduled": 0.0, "clearing": 0.0,
    "neighbours": 0.0, "licence_days": 0.0, "onething": 0.0, "outreach": 0.0, "pitches": 1.0,
    "participation": 0.0, "cogovernance": 0.0, "membership": 0.0, "sanctions": 0.0,
}  # fmt: skip
ON = {
    "patrol": 1.5, "stop_minutes": 5.0, "hot_spots": 0.7, "scheduled": 0.5, "clearing": 0.5,
    "neighbours": 0.5, "licence_days": 1.0, "onething": 0.5, "outreach": 0.5, "pitches": 2.0,
    "participation": 0.5, "cogovernance": 0.9, "membership": 0.8, "sanctions": 0.3,
}  # fmt: skip
#: Parameters that belong to a lever alone, by lever, away from their defaults.
OWN = {
    "stop_minutes": {"stop_scale": 30.0},
    "scheduled": {"schedule_known": 0.1},
    "clearing": {"lenience": 0.9},
    "participation": {"request_wants": 150.0},
    "onething": {"one_window": 0.9},
    "cogovernance": {"member_help": 25.0, "member_duty": 1.5},
    "membership": {"space_limit": 0.6},
    "sanctions": {
        "tidy_association": 38.0, "peer_notice": 0.9, "member_fine": 90.0, "expel_after": 1.0,
        "bar_days": 100.0,
    },
}  # fmt: skip
DAYS = 16


@cache
def city(days=DAYS, parameters=(), **levers):
    """Give a small city after some days with these levers."""
    world = {**BUSY, **dict(parameters)}
    made = twin.CityTwin(district="classroom", parameters=world, levers={**OFF, **levers}, rng=5)
    made.run_for(days=days)
    return made


def book(**levers):
    return city(**levers).world.rows("book")[0]


def digest(parameters=(), **levers):
    return city(DAYS, tuple(parameters), **levers).world.digest()


@pytest.mark.parametrize("lever", OWN)
def test_a_lever_that_is_off_is_off_whatever_its_parameters(lever):
    assert digest(OWN[lever].items()) == digest()


@pytest.mark.parametrize("lever", ["membership", "sanctions"])
def test_an_association_without_boundary_or_sanctions_knows_nothing_of_theirs(lever):
    others = {name: ON[name] for name in ("cogovernance", "membership", "sanctions")}
    assert digest(OWN[lever].items(), **{**others, lever: 0.0}) == digest(**{**others, lever: 0.0})


@pytest.mark.parametrize("lever", [x for x in OWN if x not in {"onething", "participation"}])
def test_a_lever_that_is_on_is_on(lever):
    """Its parameters move the city now (waits and reviews take longer than these runs)."""
    assert digest(OWN[lever].items(), **ON) != digest(**ON)


def stops(book):
    return book.stops + book.known_stops


def test_patrol_raises_the_stops_and_longer_stops_lower_them():
    assert stops(book(patrol=2.0)) > 1.3 * stops(book())
    assert stops(book(stop_minutes=30.0)) < 0.6 * stops(book())


def test_known_rounds_are_slipped_away_from():
    assert book(scheduled=1.0).fled / book(scheduled=1.0).met > 0.1 + book().fled / book().met


def test_clearing_without_a_vacant_pitch_is_lenience():
    assert book(clearing=1.0, pitches=0.0).met < 0.8 * book(pitches=0.0).met


def test_associations_gather_members_watch_them_and_keep_outsiders_off():
    assert not book().members
    assert book(cogovernance=0.9).members > book(cogovernance=0.3).members > 0.0
    assert book(cogovernance=0.9).breaches == book(cogovernance=0.9).kept_out == 0.0
    assert book(cogovernance=0.9, sanctions=0.2).breaches > 0.0
    assert book(cogovernance=0.5, membership=1.0).kept_out > 0.0


def test_members_that_answer_breaches_keep_tidier():
    with_sanctions = book(cogovernance=0.9, sanctions=1.0)
    without = book(cogovernance=0.9)
    assert with_sanctions.tidy / with_sanctions.traders > without.tidy / without.traders + 0.03


def test_a_licence_that_takes_long_keeps_pitches_empty():
    slow, quick = (book(licence_days=days, outreach=1.0) for days in (20.0, 0.0))
    assert slow.on_pitch < quick.on_pitch
    assert slow.licence_days == 20.0 * slow.licences and quick.licence_days == 0.0


def test_outreach_finds_holders_for_more_pitches():
    assert book(outreach=1.0, pitches=3.0).licences > book(pitches=3.0).licences


def run(root, compiled):
    """Run a day by the command line with every lever on; give the digest."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    environment["NUMBA_DISABLE_JIT"] = "0" if compiled else "1"
    levers = [word for name, value in ON.items() for word in ("--set", f"{name}={value}")]
    words = ("--district", "classroom", "--scale", "100", "--burn-in", "0", "--days", "1", "--json")
    answer = subprocess.run(
        [sys.executable, "-m", "twin", "run", *words, *levers],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)["digest"]


def test_all_of_them_compiled_and_in_plain_python_is_the_same(root):
    assert run(root, compiled=True) == run(root, compiled=False)
