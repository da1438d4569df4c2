"""Cities take turns: never more at once than allowed, first come first served."""

import threading

import pytest

from tests.waiting import rest, until
from twin import lockstep
from twin.lockstep import Lockstep, Plan
from twin.opening import burned_in, opening_moment
from twin.session import Session, tape
from twin.session.turns import Turns


def test_never_more_at_once_than_allowed():
    turns, inside, most = Turns(2), [], []

    def work(name):
        for _ in range(50):
            with turns:
                inside.append(name)
                most.append(len(inside))
                inside.remove(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 300 and max(most) <= 2


def test_who_waits_longest_goes_next():
    turns, order = Turns(1), []

    def work(name):
        with turns:
            order.append(name)

    with turns:
        for name in range(5):
            threading.Thread(target=work, args=(name,)).start()
            assert until(lambda place=name: len(turns._waiting) > place)
    assert until(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_city_that_breaks_gives_its_turn_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns:
            raise ZeroDivisionError
    with turns:
        pass


class Counted(Turns):
    """Turns for one at a time that count how often it was somebody's."""

    taken = 0

    def __enter__(self):
        super().__enter__()
        self.taken += 1


@pytest.fixture
def turns(monkeypatch):
    counted = Counted(1)
    monkeypatch.setattr(tape, "TURNS", counted)
    monkeypatch.setattr(lockstep, "TURNS", counted)
    return counted


def test_every_hour_is_a_turn_also_on_the_way_back(turns):
    session = Session(burned_in("classroom"))
    start = session.now
    session.step(5)
    rest(session)
    assert turns.taken == 5
    session.wind(start + 3)
    assert rest(session).hour.tick == start + 3
    assert turns.taken == 8
    session.close()


def test_every_hour_of_every_city_of_a_row_is_a_turn(turns):
    levers = burned_in("classroom").levers()
    plans = [Plan(1, levers), Plan(2, levers)]
    row = Lockstep(lambda: burned_in("classroom"), opening_moment("classroom"), plans)
    row.step(4)
    rest(row)
    assert turns.taken == 8
    row.close()
