"""Compare: the panes and their wiring, the transport bar they share, what differs between them."""

from collections.abc import Callable, Mapping
from typing import Any

import solara

from twin.frame import LAYERS
from twin.lockstep import FEWEST, MOST
from twin.replications import DAYS
from twin.session import Hour
from twin.ui import offer
from twin.ui.compare.cockpit import NOBODY, Compared
from twin.ui.compare.differences import DifferencesPanel
from twin.ui.compare.figures import title_of
from twin.ui.compare.panels import CompareBar, PaneHead
from twin.ui.compare.panes import LETTERS, Panes
from twin.ui.compare.stay import use_row
from twin.ui.compare.visit import CompareVisit, LeftRow
from twin.ui.data.space import is_own
from twin.ui.head import NO_TOOLS, Head, Tools, copy_action
from twin.ui.map import Map
from twin.ui.navigation import COMPARE, EXPLORE, address_of
from twin.ui.panels import Levers, Transport
from twin.ui.seat import DAY, Shown
from twin.ui.text import clock_words, say, say_all


@solara.component
def Compare(asked: Panes) -> None:
    """The page of a visitor who came with these panes, once their cities are there."""
    found = use_row(asked)
    if found is not None:
        Cities(found)
        return
    solara.v.Html(
        tag="p",
        class_="tw-wait tw-quiet",
        attributes={"role": "status"},
        children=[say(asked.language, "compare_replaying")],
    )


@solara.component
def Cities(found: LeftRow) -> None:
    """The cities of a visitor, fresh or left a moment ago."""
    shown = solara.use_reactive(found.shown)
    visit = solara.use_memo(lambda: CompareVisit(found.row, shown), [])
    owner = solara.use_memo(solara.get_session_id, [])
    solara.use_effect(lambda: lambda: visit.leave(owner), [])
    broken, set_broken = solara.use_state(None)
    visit.stream.failed = set_broken
    if broken is not None:
        raise broken  # the cities stopped: the page apologises
    now: Compared = shown.value
    with solara.v.Html(tag="div", class_="tw-compare"):
        Head(COMPARE, now.panes, visit.district, visit.cockpit.speak, use_copying(now.panes))
        Bar(visit, now.panes)
        count = len(now.panes.keys)
        with solara.v.Html(
            tag="main", class_=f"tw-panes tw-panes-{count}", attributes={"id": "tw-map"}
        ):
            for place, key in enumerate(now.panes.keys):
                Pane(visit, now, place).key(f"pane-{key}")
        if now.editing != NOBODY:
            PaneLevers(visit, now)
        DifferencesPanel(visit, now.panes)
        Transport(
            words=offer.drive_words(now.panes.language),
            drive=drive_facts(now),
            event_act=visit.cockpit.act,
        )


def use_copying(panes: Panes) -> Tools:
    """Give the button that copies the link to the panes, as a hook."""
    handed, set_handed = solara.use_state(None)

    def copy(_: str) -> None:
        number = handed["number"] + 1 if handed else 1
        said = say(panes.language, "panes_copied")
        set_handed({"number": number, "address": address_of(COMPARE, panes), "said": said})

    # nobody else could open a link to a district of one's own
    own = is_own(panes.choices[0].district)
    return NO_TOOLS if own else Tools((copy_action(panes.language),), copy, handed)


def drive_facts(now: Compared) -> dict[str, Any]:
    """Give the state of the transport bar; its horizon is that of the replications."""
    finish = say(now.panes.language, "horizon_at", n=DAYS)
    state = offer.drive_state(Shown(now.panes.choices[0], now.playing, now.speed))
    return {**state, "finish": finish}


@solara.component
def Bar(visit: CompareVisit, panes: Panes) -> None:
    """What the page is, the layer of all maps, a pane more."""
    language = panes.language
    layers = [
        {"name": layer.name, "label": layer.label[language], "text": layer.text[language]}
        for layer in LAYERS
    ]
    CompareBar(
        words={
            **say_all(language, "compare_title", "layers_label", "pane_add"),
            "compare_hint": hint(visit, panes),
        },
        bar={
            "layers": layers,
            "layer": panes.choices[0].layer,
            "room": len(panes.keys) < MOST,
        },
        event_show=visit.cockpit.show,
        event_arrange=visit.cockpit.arrange,
    )


def hint(visit: CompareVisit, panes: Panes) -> str:
    """Say what the panes have in common, and from which hour on."""
    if panes.before is None:
        return say(panes.language, "compare_hint")
    day, hour = divmod(visit.row.start, DAY)
    clock = clock_words(panes.language, Hour(visit.row.start, day, hour), visit.opening_day)
    when = f"{clock['date']} {clock['hour']}"
    return say(panes.language, "compare_branched", when=when)


@solara.component
def Pane(visit: CompareVisit, now: Compared, place: int) -> None:
    """One city: its head, its map with its numbers; frames out, wishes in."""
    panes = now.panes
    key, choice, language = panes.keys[place], panes.choices[place], panes.language
    with solara.v.Html(tag="section", class_=f"tw-pane tw-pane-{LETTERS[place]}"):
        keys = ("pane_reference", "pane_adjust", "pane_adjusted", "pane_swap", "pane_explore")
        PaneHead(
            words=say_all(language, *keys, "pane_remove"),
            pane=pane_facts(now, place, visit.standing),
            policies=offer.lever_offer(language)["policies"],
            event_arrange=visit.cockpit.arrange,
        )
        element = Map(visit.district, language, choice.layer, "compare")

    def hear(_: Any, content: dict[str, Any], __: Any) -> None:
        hear_pane(visit, content)

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)
        visit.sends[key] = widget.send
        widget.on_msg(hear)

        def part() -> None:
            visit.sends.pop(key, None)
            widget.on_msg(hear, remove=True)

        return part

    solara.use_effect(connect, [])


def pane_facts(now: Compared, place: int, standing: Mapping[str, float]) -> dict[str, Any]:
    """Give what the head of a pane shows; ``standing`` are the levers where the panes begin."""
    panes = now.panes
    choice, language, letter = panes.choices[place], panes.language, LETTERS[place].upper()
    return {
        "key": panes.keys[place],
        "letter": letter,
        "label": say(language, "pane", pane=letter),
        "policy_label": say(language, "pane_policy", pane=letter),
        "policy": choice.policy,
        "title": title_of(choice, language),
        "first": place == 0,
        "editing": now.editing == panes.keys[place],
        "removable": len(panes.keys) > FEWEST,
        "explore": EXPLORE.path + panes.alone(panes.keys[place], standing),
    }


def hear_pane(visit: CompareVisit, content: dict[str, Any]) -> None:
    """Do what the map of a pane asks for: it is ready, it has a frame, a cell, a key."""
    kind = content.get("kind")
    if kind == "ack":
        visit.stream.acknowledge(int(content["number"]))
    elif kind == "ready":
        visit.stream.restart()
    elif kind == "layer":
        visit.cockpit.show(content["name"])
    elif kind == "cell":
        visit.cockpit.look(int(content["cell"]))
    elif kind == "act" and content["name"] not in ("back", "branch"):
        # a row of cities goes forward only, and is a branch already
        visit.cockpit.act(content)


@solara.component
def PaneLevers(visit: CompareVisit, now: Compared) -> None:
    """The levers of the pane that is being adjusted."""
    key, language = now.editing, now.panes.language

    def turn(lever: dict[str, Any]) -> None:
        visit.cockpit.arrange({"name": "turn", "key": key, "value": lever})

    def act(order: dict[str, Any]) -> None:
        if order["name"] == "adopt":
            visit.cockpit.arrange({**order, "key": key})
        else:
            visit.cockpit.act(order)

    letter = LETTERS[now.panes.keys.index(key)]
    # as many choices as there are changes to undo: the panel only asks whether there are any
    choice = now.panes.of(key)
    past, future = ((choice,) * len(changes) for changes in (now.past, now.future))
    with solara.v.Html(tag="div", class_=f"tw-pane-levers tw-pane-{letter}"):
        Levers(
            words=offer.lever_words(language),
            offer=offer.lever_offer(language),
            standing=offer.lever_standing(Shown(choice, past=past, future=future)),
            event_turn=turn,
            event_act=act,
        )
