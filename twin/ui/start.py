"""Start: the baseline city already runs; the doors to the other pages, policies and stories."""

from dataclasses import replace

import solara

from twin.ui.choice import Choice
from twin.ui.cockpit import Shown
from twin.ui.explore import MapPanel
from twin.ui.head import Head
from twin.ui.navigation import START
from twin.ui.visit import Visit, fetch, open_city

PAGE = "start"


@solara.component
def Start(choice: Choice) -> None:
    """The page of a visitor who has chosen nothing yet."""
    usual = replace(Choice(), language=choice.language, district=choice.district)
    left = solara.use_memo(lambda: fetch(solara.get_session_id(), usual, PAGE), [])
    shown = solara.use_reactive(left.shown if left else Shown(usual))
    visit = solara.use_memo(
        lambda: Visit(left.session if left else open_city(usual), shown, PAGE), []
    )
    owner = solara.use_memo(solara.get_session_id, [])
    solara.use_effect(lambda: lambda: visit.leave(owner), [])
    language = shown.value.choice.language
    with solara.v.Html(tag="div", class_="tw-start"):
        Head(START, replace(choice, language=language), visit.district, visit.cockpit.speak)
        MapPanel(visit, language, shown.value.choice.layer)
