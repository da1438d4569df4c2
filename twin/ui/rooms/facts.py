"""What the panels of a room show, in the language of the page: only what its viewer may see."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from twin.district import load_district
from twin.levers import GROUPS, LEVERS
from twin.measures.welfare import POST_HOURS
from twin.report.parts import turned_levers
from twin.room import ROLES, Person, Phase, Proposal, Room, Setup, State, extra_price
from twin.room.setup import MOST_DAYS, MOST_LEVERS, MOST_ROUNDS, TEAMS, officer_hour
from twin.shockfile import load_shock, shock_names
from twin.ui.offer import lever_offer, value_words
from twin.ui.rooms.guest import Guest
from twin.ui.rooms.house import places
from twin.ui.text import say

DECLARED = {lever.name: lever for lever in LEVERS}
#: What comes next, by phase: the order of the one big button.
NEXT = {
    Phase.LOBBY: "begin", Phase.OPEN: "lock", Phase.LOCKED: "run", Phase.RAN: "reveal",
    Phase.REVEALED: "begin", Phase.VOTING: "count",
}  # fmt: skip


def yuan(value: float) -> str:
    """Write an amount of money: whole yuan, a true minus."""
    text = f"{value:.0f}"
    return "0" if text == "-0" else text.replace("-", "−")


def phase_facts(room: Room, language: str) -> dict[str, Any]:
    """Give what everybody sees of where a room stands."""
    state = room.state
    setup = state.setup
    number = max(1, state.number)
    where = {"number": number, "rounds": setup.rounds, "days": setup.days}
    done, todo = room.progress
    share = round(100 * done / todo) if todo else 0
    return {
        "code": state.code,
        "phase": str(state.phase),
        "title": say(language, f"phase_{state.phase}", number=number),
        "where": say(language, "room_of" if state.number else "room_before", **where),
        "district": district_title(setup.district, language),
        "number": state.number,
        "share": share,
        "running": say(language, "room_running", share=share),
        "shocks": [shock_facts(one.name, language) for one in state.round.shocks]
        if state.phase not in (Phase.LOBBY, Phase.DEBRIEF)
        else [],
        "teams": [team_facts(state, team, language) for team in setup.letters],
    }


@cache
def district_title(name: str, language: str) -> str:
    """Give the title of a shipped district."""
    return load_district(name).title[language]


@cache
def shock_facts(name: str, language: str) -> dict[str, str]:
    """Give a shock card."""
    shock = load_shock(name)
    return {"name": name, "title": shock.title[language], "about": shock.about[language]}


def team_facts(state: State, team: str, language: str) -> dict[str, Any]:
    """Give a team as everybody sees it: its people, and whether it has sent a proposal."""
    return {
        "letter": team,
        "name": say(language, "room_team_named", letter=team),
        "people": [
            {"number": one.number, "name": one.name, "role": ROLES[one.role][language]}
            for one in state.members(team)
        ],
        "sent": team in state.round.proposals,
    }


def form_facts(language: str) -> dict[str, Any]:
    """Give what the form of a new room offers."""
    usual = Setup()
    return {
        "districts": [{"name": name, "title": title} for name, title in places(language)],
        "usual": usual.to_dict(),
        "most": {"rounds": MOST_ROUNDS, "days": MOST_DAYS, "teams": len(TEAMS)},
        "most_levers": MOST_LEVERS,
        "levers_label": say(language, "room_levers", most=MOST_LEVERS),
        "groups": [
            {
                "title": title[language],
                "levers": [
                    {"name": lever.name, "label": lever.label[language]}
                    for lever in LEVERS
                    if lever.group == group
                ],
            }
            for group, title in GROUPS.items()
        ],
    }


@cache
def open_levers(levers: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    """Give the levers open to teams, each with its price: yuan for a step of one."""
    offered = {
        one["name"]: one for group in lever_offer(language)["groups"] for one in group["levers"]
    }
    return [{**offered[name], "price": slope(name)} for name in levers]


def slope(name: str) -> float:
    """Give what one unit of a lever costs, in yuan per 1,000 residents and day."""
    lever = DECLARED[name]
    return lever.staff * POST_HOURS * officer_hour() + lever.money


def own_facts(state: State, person: Person, language: str) -> dict[str, Any]:
    """Give what a participant sees of themselves and their own team, and of no other."""
    made = state.round.proposals.get(person.team)
    vote = state.round.votes.get(person.number, "")
    return {
        "name": person.name,
        "team": person.team,
        "role": person.role,
        "role_label": ROLES[person.role][language],
        "roles": roles(language),
        "budget": state.setup.budget,
        "language": language,
        "levers": open_levers(state.setup.levers, language),
        "standing": dict(state.standing(person.team, state.number)),
        "proposal": proposal_facts(state, made, language) if made else None,
        "by_me": made is not None and made.by == person.number,
        "vote": vote,
        "voted": say(language, "room_voted", letter=vote) if vote else "",
        "choices": [team for team in state.setup.letters if team != person.team],
    }


def roles(language: str) -> list[dict[str, str]]:
    """Give the roles to choose from."""
    return [{"name": name, "label": words[language]} for name, words in ROLES.items()]


def proposal_facts(state: State, made: Proposal, language: str) -> dict[str, Any]:
    """Give a proposal: who sent it, its levers in words, its price, what is expected of it."""
    by = state.people.get(made.by)
    return {
        "by": by.name if by else "",
        "hypothesis": made.hypothesis,
        "levers": dict(made.levers),
        **lever_words_of(made.levers, language),
    }


def lever_words_of(levers: Mapping[str, float], language: str) -> dict[str, Any]:
    """Give levers in words, those that differ from the baseline, and what they cost above it."""
    chips = [
        f"{lever.label[language]} {value_words(lever, value, language)}"
        for lever, value in turned_levers(levers)
    ]
    price = say(language, "room_spent", price=yuan(extra_price(levers)))
    return {"chips": chips, "price": price}


def desk_facts(guest: Guest, language: str) -> dict[str, Any]:
    """Give what the facilitator alone sees: the next step, cards to deal, proposals, notes."""
    state = guest.room.state
    step = NEXT.get(state.phase, "")
    if step == "begin" and state.last:
        step = "close" if state.phase == Phase.REVEALED else ""
    votes = state.phase == Phase.REVEALED and state.setup.teams > 1 and not state.round.counted
    dealt = {one.name for one in state.round.shocks}
    over = state.phase in (Phase.DEBRIEF, Phase.RUNNING)
    return {
        "step": step,
        "step_label": say(language, f"room_step_{step}", number=state.number + 1) if step else "",
        "ballot": votes,
        "close": not over and step != "close",
        "deals": state.phase in (Phase.OPEN, Phase.LOCKED),
        "cards": [
            {**shock_facts(name, language), "dealt": name in dealt} for name in shock_names()
        ],
        "proposals": [
            {"letter": team, **proposal_facts(state, made, language)}
            for team, made in sorted(state.round.proposals.items())
        ],
        "notes": list(state.notes),
        "people_label": say(language, "room_people", n=len(state.people)),
        "key": guest.key,
        "trouble": say(language, "room_failed") if guest.room.trouble else "",
    }
