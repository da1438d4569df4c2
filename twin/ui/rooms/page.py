"""A room on the page: the door, and behind it what each viewer gets to see of a room."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from twin.district import load_district
from twin.errors import InputError
from twin.opening import DISTRICT
from twin.room import Phase, Room, read_setup
from twin.settings import as_number
from twin.ui.head import Head
from twin.ui.invite import invite
from twin.ui.navigation import ROOM
from twin.ui.rooms import facts, panels
from twin.ui.rooms.asked import STAGE, RoomAsked, code_of
from twin.ui.rooms.boards import board_facts, past_facts
from twin.ui.rooms.guest import Guest
from twin.ui.rooms.house import hall
from twin.ui.rooms.redraw import use_room
from twin.ui.text import say, say_all

DOOR_WORDS = (
    "room_title", "room_text", "room_enter", "room_code", "room_code_hint", "room_go",
    "room_open", "room_open_button", "room_district", "room_rounds", "room_days", "room_teams",
    "room_budget", "room_seed", "room_chosen",
)  # fmt: skip
JOIN_WORDS = (
    "room_join", "room_name", "room_name_hint", "room_team", "room_role", "room_go",
)  # fmt: skip
PHONE_WORDS = (
    "room_budget_meter", "room_over", "room_budget_hint", "room_free", "room_price", "evidence",
    "room_hypothesis", "room_hypothesis_hint", "room_send", "room_send_again", "room_sent",
    "room_sent_other", "room_take_over", "room_not_sent", "room_locked_text", "room_ours",
    "room_as_before", "room_look_up", "room_vote_for", "room_vote_hint", "room_team", "room_role",
    "room_team_named", "room_change", "room_keep_place", "lever_reset", "lever_default",
    *(f"{kind}_{k}" for kind in ("level", "amount") for k in range(5)),
)  # fmt: skip
DESK_WORDS = (
    "room_steps", "room_ballot", "room_step_close", "room_close_sure", "room_cards",
    "room_cards_hint", "room_dealt", "room_remove", "room_nobody", "room_proposals",
    "room_team_sent", "room_team_waits", "room_read", "room_notes", "room_note_hint",
    "room_note_add", "room_links", "room_stage", "room_desk_link", "room_copy", "room_copied",
    "room_only_here", "room_qr", "room_deal",
)  # fmt: skip
STAGE_WORDS = (
    "room_qr", "room_only_here", "room_nobody", "room_team_sent",
)  # fmt: skip
BOARD_WORDS = (
    "room_maps", "room_plane", "room_plane_hint", "room_axis_order", "room_axis_vitality",
    "room_who", "room_who_hint", "room_who_column", "room_proposals", "room_unchanged",
    "room_expected", "room_came", "room_views", "room_view_results", "room_view_proposals",
)  # fmt: skip
PAST_WORDS = (
    "room_debrief", "room_expected", "room_came", "room_notes", "room_files", "room_unchanged",
    "room_export", "room_report_zh", "room_report_en",
)  # fmt: skip


@solara.component
def Rooms(came: RoomAsked) -> None:
    """The page of a visitor at the door, or in the room whose code the address names."""
    asked, set_asked = solara.use_state(came)
    code = code_of(solara.use_router().path or "")

    def speak(language: str) -> None:
        set_asked(asked.speak(language))

    if code:
        InRoom(asked, code, speak).key(code)
    else:
        AtDoor(asked, speak)


@solara.component
def AtDoor(asked: RoomAsked, speak: Callable[[str], None]) -> None:
    """Join by code, or open a room."""
    router, language = solara.use_router(), asked.language
    error, set_error = solara.use_state(None)

    def attempt(act: Callable[[], str]) -> None:
        try:
            router.push(act())
        except InputError as refusal:
            set_error(refusal)

    def find(code: Any) -> str:
        found = hall().find(str(code)[:20])
        return f"{ROOM.path}/{found.state.code}{asked.address()}"

    def open_room(given: Any) -> str:
        code, key = hall().open_room(read_setup(numbered(given)))
        return f"{ROOM.path}/{code}{asked.address()}&key={key}"

    with solara.v.Html(tag="div", class_="tw-room"):
        Head(ROOM, asked, load_district(DISTRICT), speak)
        panels.Door(
            words=say_all(language, *DOOR_WORDS),
            form=facts.form_facts(language),
            refused=refusal_facts(error, language),
            event_find=lambda code: attempt(lambda: find(code)),
            event_open=lambda given: attempt(lambda: open_room(given)),
        )


def numbered(given: Any) -> dict[str, Any]:
    """Give the fields of a form with numbers as numbers; what is none is refused later."""
    whole = ("rounds", "days", "teams", "seed")
    values = dict(given) if isinstance(given, dict) else {}
    for name in (*whole, "budget"):
        if name in values:
            values[name] = as_number(str(values[name]))
    return values


def refusal_facts(error: InputError | None, language: str) -> dict[str, str]:
    """Give why something was refused, or nothing."""
    return {"text": error.sentence(language) if error else ""}


@dataclass(frozen=True)
class View:
    """A page before a room: who looks, its origin and root path, its language; which render."""

    guest: Guest
    origin: tuple[str, str]
    language: str
    turn: int


@solara.component
def InRoom(asked: RoomAsked, code: str, speak: Callable[[str], None]) -> None:
    """What a viewer sees of a room: the projector, the facilitator's board, a phone, a form."""
    room: Room = solara.use_memo(lambda: hall().find(code), [])
    guest: Guest = solara.use_memo(lambda: Guest(hall(), room, asked.key), [])
    origin, set_origin = solara.use_state(("", ""))
    turn, again = use_room(room)
    view = View(guest, origin, asked.language, turn)

    def greet(kept: Any) -> None:
        guest.greet(kept)
        set_origin((str(kept.get("origin"))[:200], str(kept.get("root", ""))[:200]))
        again()

    def order(given: Any) -> None:
        guest.order(given)
        again()

    language = asked.language
    staged = asked.view == STAGE
    with solara.v.Html(tag="div", class_=f"tw-room tw-room-{'stage' if staged else 'in'}"):
        if not staged:
            stop = replace(ROOM, name=f"{ROOM.name}/{code}")
            Head(stop, asked, load_district(room.state.setup.district), speak)
        panels.Keys(held=keys_facts(guest, language), event_greet=greet)
        with solara.v.Html(tag="main", class_="tw-room-body", attributes={"id": "tw-map"}):
            if staged:
                Projector(view)
            elif not guest.greeted:
                waits = [say(language, "room_wait")]
                solara.v.Html(tag="p", class_="tw-wait tw-quiet", children=waits)
            else:
                Greeted(view, order)


def keys_facts(guest: Guest, language: str) -> dict[str, Any]:
    """Give what a browser is to keep of a room, and the file it is to save."""
    state = guest.room.state
    return {
        "code": state.code, "key": guest.key, "token": guest.token, "file": guest.file,
        "language": language, "title": f"{say(language, 'room_title')} {state.code}",
    }  # fmt: skip


@solara.component
def Greeted(view: View, order: Callable[[Any], None]) -> None:
    """The room for a viewer whose browser has shown what it keeps."""
    guest, origin, language = view.guest, view.origin, view.language
    refused = refusal_facts(guest.refused, language)
    room = facts.phase_facts(guest.room, language)
    person = guest.person
    if guest.facilitates:
        panels.Desk(
            words=say_all(language, *DESK_WORDS),
            room={**room, **invitation(guest.room, origin, language)},
            desk=facts.desk_facts(guest, language),
            refused=refused,
            event_order=order,
        )
    elif person is not None:
        panels.Phone(
            words=say_all(language, *PHONE_WORDS),
            room=room,
            own=facts.own_facts(guest.room.state, person, language),
            refused=refused,
            event_order=order,
        )
    else:
        words = say_all(language, *JOIN_WORDS)
        words["room_join"] = say(language, "room_join", code=room["code"])
        panels.Join(
            words=words, room=room, roles=facts.roles(language), refused=refused, event_order=order
        )
        return
    Shown(view)
    if guest.room.state.phase == Phase.DEBRIEF:
        panels.Past(
            words=say_all(language, *PAST_WORDS),
            past=past_facts(guest.room, language),
            notes=list(guest.room.state.notes),
            event_order=order,
        )


@solara.component
def Shown(view: View) -> None:
    """The board, once a round has been revealed."""
    room, language = view.guest.room, view.language
    state = room.state
    board = solara.use_memo(
        lambda: board_facts(room, language),
        [state.shown, state.rounds[state.shown - 1].counted if state.shown else False, language],
    )
    if board["number"] or board.get("gone"):
        panels.Board(words=say_all(language, *BOARD_WORDS), board=board)


@solara.component
def Projector(view: View) -> None:
    """The projector view: where the room stands, then the board."""
    room, origin, language = view.guest.room, view.origin, view.language
    panels.Stage(
        words=say_all(language, *STAGE_WORDS),
        room=facts.phase_facts(room, language),
        invitation=invitation(room, origin, language),
    )
    if room.state.phase in (Phase.REVEALED, Phase.VOTING, Phase.DEBRIEF):
        Shown(view)


def invitation(room: Room, origin: tuple[str, str], language: str) -> dict[str, Any]:
    """Give the address to join at and its QR code; nothing before the browser has told its own."""
    if not origin[0]:
        return {"address": "", "qr": "", "reachable": True, "join_at": ""}
    invited = invite(*origin, f"{ROOM.path}/{room.state.code}")
    plain = invited["address"].partition("://")[2]
    return {**invited, "join_at": say(language, "room_join_at", address=plain)}
