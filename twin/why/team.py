"""The story card of a team: what it is told to look for, what it compares, what it may act on."""

from typing import Any

from agents.knob import Words
from agents.teams import NO_TASK, OFF_DUTY, PATROL, TRAVELLING, URBAN_MANAGEMENT, WORKING
from twin.mechanisms.kinds import KIND_WORDS
from twin.organisation import DEPARTMENTS
from twin.why.card import Card, Choice, Choices, Door, fill
from twin.why.case import team_name
from twin.why.place import place_words
from twin.why.reckon import looks_of, waiting_for
from twin.world import World

POSTED = Words(
    "{department}的队伍，下沉在{street}，{shift}当班。",
    "A team of {department}, posted to {street}, on duty {shift}.",
)
POOL = Words(
    "{department}机动队，没有派驻街道，{shift}当班，今天在{street}。",
    "A team of the pool of {department}, posted to no street, on duty {shift}; today in {street}.",
)
SHIFT = Words("{starts}–{ends} 点", "{starts}:00–{ends}:00")
STATES = {
    OFF_DUTY: Words("现在下班了。", "It is off duty now."),
    PATROL: Words("现在在{place}，手上没有案件。", "It is at {place} with no case in hand."),
    TRAVELLING: Words("正赶往{place}。", "It is on its way to {place}."),
    WORKING: Words("正在{place}处置。", "It is at work at {place}."),
}
TASK = Words(
    "手上是案件 {number}（{kind}），还要 {hours} 小时，其中路上 {way} 小时。",
    "It has case {number} ({kind}) in hand: {hours} h to go, {way} h of them on the way.",
)
KNOWS = Words(
    "这一片它熟到 {known} 分（满分 100），每找一个停点看 {looks} 处；{recall}% 靠投诉和以往的印象，"
    "其余看眼前。",
    "It knows its beat to {known} of 100 and compares {looks} places for a stop: {recall} % of "
    "looks recall complaints and vendors met before, the others fall on what is in sight.",
)
POWER = Words(
    "眼下它这条街有 {here} 份活儿等人办，它有权接 {may} 份；全区它能接的有 {anywhere} 份。",
    "In its street {here} pieces of work wait for a team, and it may take {may} of them; "
    "in the whole district it may take {anywhere}.",
)
SEES_ONLY = Words(
    "看得见，接不了：不归它这一行管，街道也没有统一指挥各条线的权。",
    "It can see what it may not touch: not its trade, and the street does not command all trades.",
)
HOURS = Words(
    "到现在上岗 {duty} 小时：办案 {case}（其中路上 {travel}），巡查 {patrol}，"
    "本部门的活 {routine}；走了 {km} 公里。",
    "So far {duty} h on duty: {case} on cases ({travel} of them travel), {patrol} on patrol, "
    "{routine} on its department's own work; {km} km made.",
)
LOOKS = Words("下一个停点在比较", "What it compares for the next stop")
HEAT = (Words("热度", "heat"),)
LOOK_NOTE = Words(
    "热度 = 投诉的分量 + 以往碰到摊贩的印象，或眼前的无证摊数；取最热的一处。",
    "Heat = weight of complaints + memory of vendors met, or the stalls without licence in sight; "
    "it takes the hottest.",
)
#: Lines of the table at most.
MOST_SHOWN = 6


def team_card(world: World, row: int, opening_day: int = 0) -> Card:
    """Tell about the team in a row of its table."""
    team = world.rows("teams")[row]
    told = [_who(world, team), _now(world, team)]
    doors = []
    task = int(team.task)
    if task != NO_TASK:
        kind = KIND_WORDS[int(world.rows("cases").kind[task])]
        hours = {"hours": f"{float(team.left):.1f}", "way": f"{float(team.way):.1f}"}
        told.append(fill(TASK, number=task, kind=kind, **hours))
        doors.append(Door("case", task, kind))
    if int(team.state) != OFF_DUTY:
        told += _power(world, row)
    told.append(_hours(team))
    choices = None
    if int(team.department) == URBAN_MANAGEMENT and int(team.state) == PATROL:
        told.append(_knows(world, team))
        choices = _looks(world, row)
    street = int(team.area)
    doors.append(Door("street", street, world.district.streets[street].name))
    name = team_name(world, row)
    return Card("team", row, name, tuple(told), int(team.cell), choices, doors=tuple(doors))


def _who(world: World, team: Any) -> Words:
    shift = fill(SHIFT, starts=int(team.starts), ends=int(team.ends))
    street = world.district.streets[int(team.area)].name
    who = POSTED if int(team.street) >= 0 else POOL
    return fill(who, department=DEPARTMENTS[int(team.department)], street=street, shift=shift)


def _now(world: World, team: Any) -> Words:
    state = int(team.state)
    if state == OFF_DUTY or int(team.cell) < 0:
        return STATES[OFF_DUTY]
    return fill(STATES[state], place=place_words(world, int(team.cell)))


def _knows(world: World, team: Any) -> Words:
    looks = int(world.p.looks + world.p.looks_known * float(team.knowledge))
    recall = 100.0 * float(world.rows("offices").hot_spots[int(team.area)])
    known = 100.0 * float(team.knowledge)
    return fill(KNOWS, known=f"{known:.0f}", looks=looks, recall=f"{recall:.0f}")


def _power(world: World, row: int) -> list[Words]:
    here, may, anywhere = waiting_for(world, row)
    told = [fill(POWER, here=here, may=may, anywhere=anywhere)]
    return [*told, SEES_ONLY] if here > 0 and may == 0 else told


def _hours(team: Any) -> Words:
    return fill(
        HOURS,
        duty=f"{float(team.duty_hours):.0f}",
        case=f"{float(team.case_hours):.0f}",
        travel=f"{float(team.travel_hours):.0f}",
        patrol=f"{float(team.patrol_hours):.0f}",
        routine=f"{float(team.routine_hours):.0f}",
        km=f"{float(team.kilometres):.0f}",
    )


def _looks(world: World, row: int) -> Choices | None:
    places, heats = looks_of(world, row)
    found: dict[int, float] = {}
    for place, heat in zip(places.tolist(), heats.tolist(), strict=True):
        found.setdefault(place, heat)
    shown = list(found.items())[:MOST_SHOWN]
    if not shown:
        return None
    rows = tuple(
        Choice(place_words(world, place), (heat,), k == 0 and heat > 0.0)
        for k, (place, heat) in enumerate(shown)
    )
    return Choices(LOOKS, HEAT, rows, LOOK_NOTE)
