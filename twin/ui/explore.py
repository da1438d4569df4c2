"""Explore: one visitor, one city. Levers on the left, the map in the middle, numbers right."""

from dataclasses import replace

import solara

from twin.ui import offer
from twin.ui.branching import can_branch, use_branching
from twin.ui.choice import Choice
from twin.ui.data.space import is_own
from twin.ui.head import NO_TOOLS, Head
from twin.ui.live import MapPanel, Numbers
from twin.ui.lookback import lookback
from twin.ui.navigation import EXPLORE, address_of
from twin.ui.panels import Levers, Summary, Tale, Transport
from twin.ui.share import Share, SharePanel, use_handed
from twin.ui.stay import use_visit
from twin.ui.story import tale
from twin.ui.text import say, say_all
from twin.ui.timeline import Timeline
from twin.ui.visit import Visit
from twin.ui.why import WhyPanel


@solara.component
def Explore(choice: Choice) -> None:
    """The page of a visitor who came with ``choice``."""
    visit = use_visit(choice, EXPLORE.name)
    now = visit.shown.value.choice
    with solara.v.Html(tag="div", class_="tw-page"):
        share = solara.use_memo(lambda: Share(visit), [])
        handed = use_handed(share)
        # nobody else could open a link to a district of one's own
        tools = NO_TOOLS if is_own(now.district) else share.tools(now.language, handed)
        Head(EXPLORE, now, visit.district, visit.cockpit.speak, tools)
        LeversPanel(visit)
        MapPanel(visit, now.language, now.layer)
        Side(visit, now.language)
        DrivePanel(visit, now.language)
        Review(visit, now.language)
        WhyPanel(visit.why, now.language)
        SharePanel(share, now.language)


@solara.component
def LeversPanel(visit: Visit) -> None:
    """The story that is told, if one is, and the levers."""
    router = solara.use_router()
    shown = visit.shown.value
    choice = shown.choice
    with solara.v.Html(tag="div", class_="tw-left"):
        if choice.story:
            Tale(
                words=say_all(choice.language, "story_notice", "story_try", "story_leave"),
                tale=tale(choice.story, choice.language),
                event_leave=lambda _: router.push(address_of(EXPLORE, replace(choice, story=""))),
            )
        Levers(
            words=offer.lever_words(choice.language),
            offer=offer.lever_offer(choice.language),
            standing=offer.lever_standing(shown),
            event_turn=visit.cockpit.turn,
            event_act=visit.cockpit.act,
        )


@solara.component
def Side(visit: Visit, language: str) -> None:
    """What is measured: four numbers, charts, then whatever else a page shows of this city."""
    with solara.v.Html(tag="aside", class_="tw-side"):
        Numbers(visit, language)


@solara.component
def DrivePanel(visit: Visit, language: str) -> None:
    """Time: the timeline and, below it, the transport bar."""
    too_long = use_branching(visit)
    note = say(language, "branch_too_long") if too_long else ""
    branching = {"branch": can_branch(visit), "note": note}
    with solara.v.Html(tag="div", class_="tw-drive-panel"):
        Timeline(visit, language)
        Transport(
            words=offer.drive_words(language),
            drive={**offer.drive_state(visit.shown.value), **branching},
            event_act=visit.cockpit.act,
        )


@solara.component
def Review(visit: Visit, language: str) -> None:
    """The look back at the horizon; worked out when it opens."""
    opened = visit.shown.value.summary
    keys = ("summary", "close", "indicator", "summary_before", "summary_after", "summary_change")
    empty = {"day": "", "rows": [], "words": []}
    review = solara.use_memo(
        lambda: lookback(visit.session, language) if opened else empty, [opened, language]
    )
    Summary(
        words=say_all(language, *keys, "summary_one"),
        review=review,
        shown=opened,
        event_act=visit.cockpit.act,
    )
