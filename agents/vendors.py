"""Vendors: choose a place each day, trade, keep tidy or not, learn from enforcement.

Holds the columns of vendors and the rules of their daily choice. What they expect of a place is in
``agents/prospects.py``; what happens when a team meets them in ``agents/encounters.py``; learning,
entry and exit in ``agents/livelihood.py``; their associations in ``agents/association.py``.
"""

from typing import Any

from agents.compiled import inlined, kernel, rule
from agents.prospects import (
    better_near,
    cell_near,
    distance_between,
    expected_custom,
    expected_penalty,
    kept_out,
    knows_of_pitches,
    on_own_pitch,
    perceived_risk,
    place_worth,
)
from agents.rows import FACE_COLUMNS
from agents.streams import decision, draw4, gumbel
from agents.table import Column

TRADES = ("breakfast", "produce", "cooked", "goods", "night")
OUT_OF_BUSINESS, IDLE, TRADING = 0, 1, 2
#: How today went, for learning and for the story card.
UNTOUCHED, LET_OFF, FLED, ADVISED, FINED, SEIZED = range(6)
#: Where the eight options of the daily choice come from.
OPTIONS = ("last place", "friend", "near", "near", "wide", "busy", "home", "pitch")

COLUMNS = (
    *FACE_COLUMNS,
    Column("home", "i4", 0, "", "cell of its home"),
    Column("trade", "i1", 0, "", "breakfast, produce, cooked, goods, night"),
    Column("state", "i1", 0, "", "0 out of business, 1 idle today, 2 trading now"),
    Column("opens", "i1", 0, "h", "hour at which it sets up"),
    Column("closes", "i1", 0, "h", "hour at which it packs up"),
    Column("last_place", "i4", 0, "", "cell where it traded last"),
    Column("turf", "i4", 0, "", "cell where it last won most of its regulars (地盘)"),
    Column("pitch", "i4", -1, "", "cell of the pitch it holds or has won, -1 without"),
    Column("claim", "i4", -1, "", "cell of the vacant pitch it asked for today, -1 none"),
    Column("licensed", "?", 0, "", "whether it may trade on that pitch"),
    Column("on_pitch", "?", 0, "", "whether it stands on its pitch now"),
    Column("permit_day", "i4", -1, "d", "first day of its licence, -1 when not waiting for one"),
    Column("invited", "f8", 0, "", "fixed random number: who is invited and reached first"),
    Column("association", "i2", -1, "", "street whose vendors' association it is in, -1 none"),
    Column("breaches", "i1", 0, "", "breaches its association has noted this month"),
    Column("warned", "?", 0, "", "whether it was warned to be tidy on its next day"),
    Column("barred_until", "i4", -1, "d", "day until which its association bars it"),
    Column("tidy", "?", 0, "", "whether it keeps its stall tidy today"),
    Column("fate", "i1", 0, "", "worst that enforcement did to it today"),
    Column("back_at", "i1", -1, "h", "hour at which it may trade again after being moved along"),
    Column("option", "i1", 0, "", "which option it took today"),
    Column("wealth", "f8", 300, "yuan", "cash"),
    Column("wage", "f8", 80, "yuan/day", "what it could earn elsewhere"),
    Column("legitimacy", "f8", 0.5, "share", "felt duty to comply"),
    Column("risk", "f8", 0.05, "1/day", "own belief that a trading day meets enforcement"),
    Column("told", "f8", 0.05, "1/day", "belief it told its acquaintances yesterday"),
    Column("told_income", "f8", -1e9, "yuan/day", "income it told of yesterday"),
    Column("told_place", "i4", 0, "", "place it told of yesterday"),
    Column("starts", "?", 0, "", "whether it decided to start trading tomorrow"),
    Column("income", "f8", 40, "yuan/day", "running mean of what a trading day left"),
    Column("clientele", "f8", 0, "share", "share of regular customers it has won at its place"),
    Column("utility", "f8", 0, "yuan/day", "expected worth of today's choice"),
    Column("day_profit", "f8", 0, "yuan", "what today left so far"),
    Column("early_profit", "f8", 0, "yuan", "what today left before the evening"),
    Column("early", "f8", 5, "yuan/h", "what an hour before the evening usually leaves"),
    Column("day_loss", "f8", 0, "yuan", "what enforcement took today"),
    Column("seen", "f8", 0, "actions", "enforcement against others it saw today"),
    Column("removed_cell", "i4", -1, "", "where it was last removed"),
    Column("removed_day", "i4", -99, "d", "when it was last removed"),
    Column("idle_days", "i4", 0, "d", "days since it last used its pitch, or asked for it"),
    Column("friends", "i4", 0, "", "acquaintances (rows of this table)", (5,)),
)

OPTION = decision("vendor.options")
NOISE = decision("vendor.choice")
CONDUCT = decision("vendor.conduct")


@inlined
def wide_option(vendor: Any, seen: Any, u: Any, v: Any, p: Any) -> int:
    """Give the best of three far cells by expected custom (a look around, not a survey)."""
    best = cell_near(seen, vendor.last_place, 8, u[0], u[1])
    for k in range(2):
        place = cell_near(seen, vendor.last_place, 8, v[2 * k], v[2 * k + 1])
        if expected_custom(seen, place, vendor.trade, p) > expected_custom(
            seen, best, vendor.trade, p
        ):
            best = place
    return best


@rule
def pitch_option(vendor: Any, seen: Any, u: float, p: Any) -> int:
    """Give the own pitch, or a vacant one to ask for; -1 while waiting or not knowing of any."""
    if vendor.pitch >= 0:
        return vendor.pitch if vendor.licensed else -1
    if len(seen.vacant) == 0 or not knows_of_pitches(vendor, seen, p):
        return -1
    return seen.vacant[int(u * len(seen.vacant))]


@inlined
def option_place(vendor: Any, seen: Any, k: int, u: Any, p: Any) -> int:
    """Give the cell of option ``k`` of the daily choice, or -1 where there is none."""
    if k == 0:
        return vendor.last_place
    if k == 2 or k == 3:
        return better_near(vendor, seen, vendor.last_place, u, p)
    if k == 5:
        return seen.busy[int(u[0] * u[0] * len(seen.busy))]
    if k == 6:
        return cell_near(seen, vendor.home, 3, u[0], u[1])
    return pitch_option(vendor, seen, u[0], p)


@inlined
def choose_day(vendor: Any, seen: Any, told_place: int, now: Any, p: Any) -> bool:
    """Choose today's place among eight options and staying away; tell whether it trades."""
    away = draw4(now, NOISE, vendor.unique_id, 2)
    best = p.outside_share * vendor.wage + p.choice_noise * gumbel(away[0])
    trades = False
    vendor.claim = -1
    for k in range(8):
        u = draw4(now, OPTION, vendor.unique_id, k)
        if k == 1:
            place = told_place
        elif k == 4:
            place = wide_option(vendor, seen, u, draw4(now, OPTION, vendor.unique_id, 8), p)
        else:
            place = option_place(vendor, seen, k, u, p)
        if place < 0:
            continue
        noise = draw4(now, NOISE, vendor.unique_id, k // 4)
        legal = k == 7 or on_own_pitch(vendor, place)
        worth = place_worth(vendor, seen, place, legal, p)
        value = worth + p.choice_noise * gumbel(noise[k % 4])
        if value > best:
            best, trades = value, True
            take_option(vendor, place, k, worth)
    return trades


@rule
def take_option(vendor: Any, place: int, k: int, worth: float) -> None:
    """Note the option that leads so far: its place, and a claim where it is a vacant pitch."""
    vendor.cell = place
    vendor.option = k
    vendor.utility = worth
    vendor.on_pitch = on_own_pitch(vendor, place)
    vendor.claim = place if k == 7 and vendor.pitch < 0 else -1


@rule
def keeps_tidy(vendor: Any, seen: Any, u: float, p: Any) -> bool:
    """Tell whether a vendor keeps tidy today.

    Duty, fear, the neighbours' habit (disorder is contagious), the association's rules as far as
    it has sanctions, and the pitch's, against the bother of it; a member that was warned is tidy.
    Source: second prototype study, equation A3.
    """
    if vendor.warned:
        return True
    cell = seen.cells[vendor.cell]
    zone = seen.zones[cell.zone]
    fear = perceived_risk(vendor, seen, vendor.cell, p) * expected_penalty(zone, p.tidy_stake, p)
    reasons = p.tidy_duty * vendor.legitimacy + p.tidy_threat * fear
    reasons += p.tidy_norm * (cell.tidy_memory - 0.5)
    if vendor.association == cell.street:
        reasons += p.tidy_association * zone.sanctions
    if vendor.on_pitch:
        reasons += p.tidy_pitch
    return reasons + p.tidy_noise * (gumbel(u) - 0.5772) > p.tidy_bother


@rule
def pack_up(vendor: Any) -> None:
    """Take a vendor off the street."""
    vendor.state = IDLE
    vendor.cell = -1
    vendor.on_pitch = False


@rule
def settle_place(vendor: Any, seen: Any, marks: Any, now: Any) -> None:
    """Keep or lose regular customers with today's place; note who is back near a removal."""
    if vendor.cell != vendor.last_place:
        vendor.clientele = 0.0
    vendor.last_place = vendor.cell
    away = now.day - vendor.removed_day
    if 1 <= away <= 2 and distance_between(seen, vendor.cell, vendor.removed_cell) <= 2.0:
        marks.returned[vendor.cell] += 1.0
        vendor.removed_day = -99


@kernel
def open_day(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let every vendor whose window opens this hour choose its day."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive or vendor.state == OUT_OF_BUSINESS or vendor.opens != now.hour:
            continue
        u = draw4(now, CONDUCT, vendor.unique_id)
        friend = vendor.friends[int(u[1] * 5.0)]
        vendor.fate = UNTOUCHED
        if choose_day(vendor, seen, me.last_place[friend], now, p):
            vendor.state = TRADING
        else:
            pack_up(vendor)


@kernel
def start_day(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let every vendor that opens now be let in, decide on tidiness and settle at its place."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive or vendor.state != TRADING or vendor.opens != now.hour:
            continue
        u = draw4(now, CONDUCT, vendor.unique_id)
        if u[2] < kept_out(vendor, seen, vendor.cell, p):
            marks.kept_out[vendor.cell] += 1.0
            pack_up(vendor)
            continue
        vendor.tidy = keeps_tidy(vendor, seen, u[0], p)
        vendor.warned = False
        settle_place(vendor, seen, marks, now)
