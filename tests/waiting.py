"""Waiting in tests, never without an end: for a fact, a process, a city to have done its jobs."""

import os
import threading
import time

#: Seconds a city is given to answer; the first one of a process may have to burn in.
PATIENCE = 90.0


def until(fact, seconds=120.0):
    """Wait until something holds; give whether it did."""
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.01)
    return fact()


def is_running(pid):
    """Tell whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def settle(city):
    """Wait until a session or a row has done the jobs left so far, and give the last picture.

    An hour that is owed, or under way, may come after it: see :func:`rest`.
    """
    done = threading.Event()
    city.desk.leave(done.set)
    assert done.wait(PATIENCE), city.error
    return city.outlet.picture


def rest(city):
    """Wait until a session or a row stands still, its last hour behind it; give the picture."""
    settle(city)
    assert until(city.desk.at_rest, PATIENCE), city.error or "it does not come to rest"
    picture = settle(city)
    assert city.error is None
    return picture
