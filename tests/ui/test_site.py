"""What a visitor sees when something is refused or breaks: words and a number, no traceback."""

import re
import threading

import pytest
import solara
from solara.server import kernel, kernel_context

from twin.errors import InputError
from twin.ui import offer, site, stay, visit
from twin.ui.cloakroom import Cloakroom

INNER = "a rule broke at /home/somebody/secret.py"


@pytest.fixture
def visits(monkeypatch):
    """Give the visits that are opened during a test."""
    opened = []

    class Seen(visit.Visit):
        def __init__(self, *given):
            super().__init__(*given)
            opened.append(self)

    monkeypatch.setattr(stay, "Visit", Seen)
    monkeypatch.setattr(visit, "CLOAKROOM", Cloakroom())
    return opened


@pytest.fixture
def render(visits):
    """Give a function that renders the page for an address and gives the root of its widgets."""
    context = kernel_context.VirtualKernelContext(
        id="test", kernel=kernel.Kernel(), session_id="visitor"
    )
    rendered = []

    def render(search):
        page = solara.RoutingProvider(
            routes=site.routes, pathname=f"/run{search}", children=[site.Page()]
        )
        box, rc = solara.render(page, handle_error=False)
        rendered.append(rc)
        return box

    with context:
        yield render
        for rc in rendered:
            rc.close()
    assert not any(one.session.desk.playing for one in visits), "a city without a visitor runs"
    assert all(one.pump._closed for one in visits), "a stream without a page"
    for one in visits:
        one.session.close()


def find(widget, trait):
    """Give the first widget that has a trait, looking down from one; None if there is none."""
    if widget.has_trait(trait):
        return widget
    below = (find(child, trait) for child in getattr(widget, "children", ()) if child != str(child))
    return next((found for found in below if found is not None), None)


def wait_for(box, trait):
    """Wait until a widget with this trait is on the page."""
    for _ in range(500):
        if found := find(box, trait):
            return found
        threading.Event().wait(0.02)
    raise AssertionError(f"no widget with {trait!r}")


def test_the_page_opens_the_district_of_the_address(render):
    box = render("?district=classroom&policy=whistle&lang=en")
    assert find(box, "ground").words["language"] == "en"
    assert find(box, "standing").standing["policy"] == "whistle"
    assert find(box, "home") is None


def test_a_visitor_who_comes_back_finds_the_same_city(render, visits):
    first = render("?district=classroom&lang=en")
    visits[0].cockpit.adopt("whistle")
    visits[0].cockpit.toggle()
    visits[0].leave(solara.get_session_id())
    again = render("?lang=en&district=classroom&policy=whistle")
    assert visits[1].session is visits[0].session
    assert not visits[1].session.desk.playing and not visits[1].shown.value.playing
    assert find(again, "standing").standing["policy"] == "whistle"
    other = render("?lang=en&district=classroom&policy=whistle")
    assert visits[2].session is not visits[0].session
    assert first is not again is not other


def test_a_refused_address_is_explained(render):
    apology = find(render("?policy=whistel&lang=en"), "home")
    assert "nearest known name 'whistle'" in apology.text
    assert apology.home is True


def test_a_city_that_breaks_is_a_number_not_a_traceback(render, visits, caplog):
    def breaks():
        raise ValueError(INNER)

    box = render("?district=classroom&lang=en")
    visits[0].pump.restart()
    visits[0].session.desk.leave(breaks)
    apology = wait_for(box, "home")
    number = re.search(r"[0-9a-f]{8}", apology.text).group()
    assert INNER not in apology.text and apology.home is False
    assert number in caplog.text and INNER in caplog.text


def test_a_page_that_breaks_while_it_is_drawn_apologises_too(render, visits, monkeypatch):
    def breaks(choice):
        raise ValueError(INNER)

    box = render("?district=classroom&lang=en")
    monkeypatch.setattr(offer, "lever_standing", breaks)
    visits[0].cockpit.speak("zh")
    assert "tell whoever runs this server the number" in find(box, "home").text
    assert INNER not in find(box, "home").text


def test_an_error_is_written_down_under_the_number_that_is_shown(caplog):
    number = site.record(ValueError(INNER))
    assert re.fullmatch(r"[0-9a-f]{8}", number)
    assert number in caplog.text and INNER in caplog.text


def test_an_address_is_opened_or_refused():
    choice, refused = site.opening_choice("?policy=whistle", "en")
    assert choice.policy == "whistle" and refused is None
    choice, refused = site.opening_choice("?policy=whistel", "en")
    assert choice is None and isinstance(refused, InputError)
