"""Several cities by one clock: never at different hours, and apart only by their levers."""

import pytest

from tests.waiting import rest
from twin.lockstep import Lockstep, Plan
from twin.opening import burned_in, opening_moment
from twin.policy import load_policy
from twin.session import Gaze

BASELINE, WHISTLE = (load_policy(name).vector() for name in ("baseline", "whistle"))


def found():
    return burned_in("classroom")


@pytest.fixture
def row():
    """Give two cities at their opening, the second with the whistle."""
    row = Lockstep(found, opening_moment("classroom"), [Plan(1, BASELINE), Plan(2, WHISTLE)])
    yield row
    row.close()
    assert row.error is None


def picture(row, after=0):
    shown = row.outlet.newest(after, 60)
    assert shown is not None, row.error
    return shown


def digests(row):
    return {side.plan.key: side.model.digest() for side in row.sides}


def test_every_picture_shows_all_cities_at_one_hour(row):
    row.desk.pace(float("inf"))
    row.step(60)
    hours, last = [], 0
    while not hours or hours[-1] < opening_moment("classroom").world.tick + 60:
        shown = picture(row, last)
        last = shown.number
        assert {p.hour for p in shown.pictures.values()} == {shown.hour}
        assert {p.number for p in shown.pictures.values()} == {shown.number}
        hours.append(shown.hour.tick)
    assert hours == sorted(hours)


def test_each_city_goes_where_it_would_go_alone(row):
    row.step(48)
    rest(row)
    for key, levers in ((1, BASELINE), (2, WHISTLE)):
        alone = found()
        for name, value in levers.items():
            if value != alone.levers()[name]:
                alone.set_lever(name, value)
        alone.run_for(48)
        assert digests(row)[key] == alone.digest()
    assert digests(row)[1] != digests(row)[2]


def test_equal_policies_have_equal_futures(row):
    row.arrange([Plan(1, WHISTLE), Plan(2, WHISTLE), Plan(3, WHISTLE)])
    row.step(72)
    rest(row)
    assert len(set(digests(row).values())) == 1
    first, *others = (side.trail.values for side in row.sides)
    assert all(other == first for other in others)


def test_another_order_keeps_the_run(row):
    row.step(30)
    before = rest(row).hour
    was = digests(row)
    row.arrange([Plan(2, WHISTLE), Plan(1, BASELINE)])
    shown = rest(row)
    assert shown.hour == before
    assert digests(row) == was
    assert list(shown.pictures) == [2, 1]


@pytest.mark.parametrize(
    "plans",
    [
        [Plan(1, BASELINE), Plan(2, BASELINE)],
        [Plan(1, BASELINE), Plan(2, WHISTLE), Plan(3, WHISTLE)],
    ],
    ids=["other levers", "a city more"],
)
def test_another_future_begins_again_for_all(row, plans):
    row.step(30)
    rest(row)
    row.arrange(plans)
    assert rest(row).hour.tick == opening_moment("classroom").world.tick
    assert len({side.model.world.now.tick for side in row.sides}) == 1
    assert [len(side.trail.values) - side.trail.past for side in row.sides] == [1] * len(plans)


def test_a_city_less_keeps_the_run(row):
    row.arrange([Plan(1, BASELINE), Plan(2, WHISTLE), Plan(3, WHISTLE)])
    row.step(5)
    before = rest(row).hour
    row.arrange([Plan(1, BASELINE), Plan(3, WHISTLE)])
    assert rest(row).hour == before


def test_all_show_the_same_layer_and_cell(row):
    row.look(Gaze("footfall", 3))
    shown = rest(row)
    assert {p.gaze for p in shown.pictures.values()} == {Gaze("footfall", 3)}
    assert all(p.card for p in shown.pictures.values())


def test_reset_goes_back_with_the_same_levers(row):
    start = rest(row)
    was = digests(row)
    row.step(30)
    rest(row)
    row.reset()
    assert rest(row).hour == start.hour
    assert digests(row) == was
