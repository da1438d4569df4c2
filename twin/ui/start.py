"""Start: the baseline city already runs; the doors to the other pages, policies and stories."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from twin.opening import DISTRICT, POLICY
from twin.policy import load_policy, policy_names
from twin.session import SPEEDS, Picture
from twin.ui.choice import Choice
from twin.ui.head import Head
from twin.ui.headline import top_sentence
from twin.ui.live import MapPanel, Numbers, use_values
from twin.ui.navigation import EXPLORE, START, STOPS, address_of
from twin.ui.panels import Cards, Hero
from twin.ui.stay import use_visit
from twin.ui.story import stories
from twin.ui.text import say, say_all
from twin.ui.visit import Visit

#: The city of the start page plays slowly, and rests after this many hours.
PACE, REST = SPEEDS.index(6.0), 24 * 28
#: Doors, by the name of their page; one that does not exist has no door.
DOORS = ("compare", "room", "run", "learn")


@solara.component
def Start(choice: Choice) -> None:
    """The page of a visitor who has chosen nothing yet; a choice brought along is kept."""
    usual = replace(Choice(), language=choice.language, district=choice.district)
    visit = use_visit(usual, START.label)
    shown = visit.shown.value.choice
    kept = replace(choice, language=shown.language)
    router = solara.use_router()
    solara.use_memo(lambda: begin(visit), [])
    with solara.v.Html(tag="div", class_="tw-start"):
        Head(START, kept, visit.district, visit.cockpit.speak)
        with solara.v.Html(tag="main"):
            with solara.v.Html(tag="div", class_="tw-hero"):
                Welcome(visit, kept)
                MapPanel(visit, shown.language, shown.layer, tag="div")
            Cards(
                words=say_all(shown.language, *CARD_WORDS),
                policies=policy_cards(kept),
                stories=story_cards(kept),
                event_go=router.push,
            )


CARD_WORDS = (
    "policies", "policies_text", "stories", "stories_text", "leaves_out", "card_run",
    "card_compare", "card_story",
)  # fmt: skip


@solara.component
def Welcome(visit: Visit, choice: Choice) -> None:
    """What this is, how the city stands in one sentence and four numbers, and the doors."""
    router = solara.use_router()
    values, _ = use_values(visit)
    language, shown = choice.language, visit.shown.value
    words = say_all(language, "welcome", "welcome_text", "doors", "play", "pause")
    with solara.v.Html(tag="div", class_="tw-welcome"):
        Hero(
            words=words,
            sentence=top_sentence(values, visit.district.title[language], language),
            doors=doors(choice),
            playing=shown.playing,
            event_act=lambda order: welcome_act(visit, router.push, order),
        )
        Numbers(visit, language, charts=False)


def welcome_act(visit: Visit, go: Callable[[str], None], order: dict[str, Any]) -> None:
    """Open a door (``go``), or play and pause; raises KeyError for anything else."""
    if order["name"] == "go":
        go(str(order["value"]))
    else:
        visit.cockpit.act(order)


def begin(visit: Visit) -> None:
    """Let the city play from when the map is there, unless the visitor wants no motion."""
    cockpit = visit.cockpit

    def ready(still: bool) -> None:
        if not still and not visit.shown.value.playing:
            cockpit.pace(PACE)
            cockpit.toggle()

    def rest(picture: Picture) -> None:
        if visit.shown.value.playing and picture.hour.tick >= cockpit.opening + REST:
            cockpit.halt()

    visit.ready = ready
    visit.pump.tells.append(rest)


def doors(choice: Choice) -> list[dict[str, str]]:
    """Give the doors to the pages that exist: what one does there, and its address."""
    stops = {stop.name: stop for stop in STOPS}
    return [
        {
            "title": say(choice.language, f"door_{name}"),
            "text": say(choice.language, f"door_{name}_text"),
            "address": address_of(stops[name], choice),
        }
        for name in DOORS
        if name in stops
    ]


def policy_cards(choice: Choice) -> list[dict[str, str]]:
    """Give the shipped policies as cards: words and where to go with each."""
    compare = next((stop for stop in STOPS if stop.name == "compare"), None)
    cards = []
    for name in policy_names():
        policy, own = load_policy(name), replace(choice.adopt(name), story="")
        cards.append(
            {
                "name": name,
                "title": policy.title[choice.language],
                "about": first_sentence(policy.about[choice.language]),
                "leaves_out": policy.leaves_out[choice.language],
                "run": address_of(EXPLORE, own),
                "compare": address_of(compare, own) if compare and name != POLICY else "",
            }
        )
    return cards


def story_cards(choice: Choice) -> list[dict[str, str]]:
    """Give the shipped stories as cards; each opens the city it tells of."""
    cards = []
    for name, told in stories().items():
        own = choice.adopt(told.scenario.policy).turn(told.scenario.levers)
        district = choice.district if choice.district != DISTRICT else told.scenario.district
        cards.append(
            {
                "name": name,
                "title": told.title[choice.language],
                "about": told.about[choice.language],
                "run": address_of(EXPLORE, replace(own, story=name, district=district)),
            }
        )
    return cards


def first_sentence(text: str) -> str:
    """Give the first sentence of a text in either language.

    >>> first_sentence("Teams stay. Powers move.")
    'Teams stay.'
    """
    ends = [text.find(mark) + 1 for mark in ("。", ". ") if mark in text]
    return text[: min(ends)] if ends else text
