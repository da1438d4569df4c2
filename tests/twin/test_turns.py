"""Cities take turns: never more at once than allowed, first come first served."""

import threading

import pytest

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
            while len(turns._waiting) <= name:
                threading.Event().wait(0.001)
    while len(order) < 5:
        threading.Event().wait(0.001)
    assert order == [0, 1, 2, 3, 4]


def test_a_city_that_breaks_gives_its_turn_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns:
            raise ZeroDivisionError
    with turns:
        pass
