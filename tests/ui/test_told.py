"""State that another thread tells: drawn once each, never faster than the page renders."""

import threading
import time

import pytest
import solara

from twin.ui import told
from twin.ui.told import use_told


@pytest.fixture
def page():
    """Give a function that draws a page with this state: what it drew, and what tells it."""
    opened = []

    def page(first, draw=lambda state: None, **how):
        drawn, tells = [], []

        def listen(tell):
            tells.append(tell)
            return tells.clear

        @solara.component
        def drawing():
            drawn.append(use_told(first, listen, **how))
            draw(drawn[-1])

        _, rc = solara.render(drawing(), handle_error=False)
        opened.append(rc)
        return drawn, tells

    yield page
    for rc in opened:
        rc.close()


def telling(tell, *news):
    """Begin to tell things from another thread: give it and the answers."""
    answers = []
    thread = threading.Thread(target=lambda: answers.extend(map(tell, news)), daemon=True)
    thread.start()
    return thread, answers


def test_what_is_told_twice_is_drawn_once_and_nobody_waits_for_it(page, monkeypatch):
    monkeypatch.setattr(told, "PATIENCE", 30.0)
    drawn, [tell] = page({"hour": 1})
    begun = time.monotonic()
    thread, answers = telling(tell, *({"hour": hour} for hour in (1, 2, 2, 2, 3)))
    thread.join(60)
    assert drawn == [{"hour": 1}, {"hour": 2}, {"hour": 3}]
    assert answers == [True] * 5
    assert time.monotonic() - begun < told.PATIENCE, "a render that never comes was waited for"


@pytest.mark.parametrize("drops", [True, False])
def test_what_comes_while_the_page_is_drawn_is_left_out_only_where_it_may_be(
    page, monkeypatch, drops
):
    monkeypatch.setattr(told, "PATIENCE", 0.05)
    busy, free = threading.Event(), threading.Event()

    def draw(state):
        if state == 1:
            busy.set()
            assert free.wait(30)

    drawn, [tell] = page(0, draw, drops=drops)
    first, _ = telling(tell, 1)
    assert busy.wait(30)
    second, answers = telling(tell, 2)
    if drops:
        second.join(30)
        assert answers == [False]
    free.set()
    first.join(30)
    second.join(30)
    assert answers == [not drops]
    assert drawn[-1] == (1 if drops else 2)
