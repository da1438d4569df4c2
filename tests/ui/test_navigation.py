"""Every page has an address; what a visitor chose goes along from page to page."""

import pytest

from twin.ui.choice import Choice, read_choice
from twin.ui.navigation import EXPLORE, START, STOPS, address_of, navigation, stop_at

CHOICES = [
    Choice(),
    Choice(language="en", district="classroom"),
    Choice().adopt("whistle").turn({"authority": 0.6}),
]


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.path)
@pytest.mark.parametrize("choice", CHOICES)
def test_an_address_leads_back_to_its_page_and_choice(stop, choice):
    path, _, query = address_of(stop, choice).partition("?")
    assert stop_at(path, query) is stop
    assert read_choice(query, "zh") == choice


@pytest.mark.parametrize(
    "search", ["policy=whistle", "?district=classroom", "authority=0.6&lang=en", "layer=footfall"]
)
def test_a_link_without_a_path_that_chooses_something_opens_explore(search):
    assert stop_at("/", search) is EXPLORE


@pytest.mark.parametrize("search", ["", "lang=en", "utm_source=mail"])
def test_the_bare_address_is_the_start_page(search):
    assert stop_at("/", search) is START


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.path)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_head_names_every_page_once_and_marks_the_one_shown(stop, language):
    links = navigation(stop, Choice(language=language))
    assert len({link["label"] for link in links}) == len(links) == len(STOPS)
    assert [link["current"] for link in links] == [one is stop for one in STOPS]


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.path)
def test_every_page_has_its_component(stop):
    assert callable(stop.load())
