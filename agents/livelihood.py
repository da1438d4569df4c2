"""How vendors live from day to day: learning from enforcement, income, leaving and entering.

Beliefs rise at once and fall slowly; only being dealt with, or seeing others dealt with, teaches
(a patrol that passes by does not, but more teams than usual alarm: ``agents/prospects.py``).
Acquaintances tell what they believed yesterday.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.hours import learn_hours, plan_hours
from agents.streams import decision, draw4
from agents.vendors import ADVISED, IDLE, OUT_OF_BUSINESS, UNTOUCHED

#: What is told of the income of somebody who does not trade.
NOT_TRADING = -1e9
#: Share of regular customers from which a place is a vendor's turf.
TURF = 0.8

TURNOVER = decision("vendor.turnover")


@rule
def toward(value: float, target: float, up: float, down: float) -> float:
    """Move a value towards a target with one pace upwards and another downwards."""
    pace = up if target > value else down
    return value + pace * (target - value)


@rule
def learn_risk(vendor: Any, me: Any, p: Any) -> None:
    """Learn the risk of a trading day from own fate, what was seen, and acquaintances.

    x = 1 if dealt with, else 1 - exp(-k seen); r moves to x fast up, slowly down; then to each
    friend's belief of yesterday.
    """
    met = vendor.fate >= ADVISED
    lesson = 1.0 if met else 1.0 - math.exp(-p.witness_weight * vendor.seen)
    vendor.risk = toward(vendor.risk, lesson, p.risk_up, p.risk_down)
    for k in range(5):
        told = me.told[vendor.friends[k]]
        vendor.risk = toward(vendor.risk, told, p.gossip_up / 5.0, p.gossip_down / 5.0)


@rule
def book_day(vendor: Any, p: Any) -> None:
    """Book a trading day: running income, regular customers; a place with most of them is turf."""
    vendor.income += p.income_learning * (vendor.day_profit - vendor.day_loss - vendor.income)
    vendor.clientele += p.clientele_growth * (1.0 - vendor.clientele)
    if vendor.clientele > TURF:
        vendor.turf = vendor.last_place


@rule
def leaving_chance(vendor: Any, p: Any) -> float:
    """Give the daily chance of giving up: realised income against what is paid elsewhere."""
    margin = vendor.income - p.outside_share * vendor.wage + p.exit_patience
    return p.exit_pace / (1.0 + math.exp(margin / 8.0))


@rule
def entering_chance(vendor: Any, me: Any, p: Any) -> float:
    """Give the daily chance of starting: what friends say they earn against pay elsewhere."""
    heard = 0.0
    count = 0.0
    for k in range(5):
        income = me.told_income[vendor.friends[k]]
        if income > NOT_TRADING:
            heard += income
            count += 1.0
    outside = p.outside_share * vendor.wage
    income = heard / count if count > 0.0 else outside
    return p.entry_pace / (1.0 + math.exp(-(income - outside - p.entry_cost) / 30.0))


@rule
def give_back(vendor: Any) -> None:
    """Give a pitch back, and whatever licence there is or was to come."""
    vendor.pitch = -1
    vendor.licensed = False
    vendor.permit_day = -1


@rule
def leave(vendor: Any) -> None:
    """Give up trading, and the pitch with it."""
    vendor.state = OUT_OF_BUSINESS
    vendor.cell = -1
    vendor.on_pitch = False
    vendor.association = -1
    give_back(vendor)


@rule
def enter(vendor: Any, me: Any, u: float, p: Any) -> None:
    """Start trading where an acquaintance trades, hoping for what is paid elsewhere."""
    vendor.state = IDLE
    vendor.last_place = me.told_place[vendor.friends[int(u * 5.0)]]
    vendor.turf = vendor.last_place
    vendor.income = p.outside_share * vendor.wage
    vendor.clientele = 0.0
    vendor.idle_days = 0


@rule
def mind_pitch(vendor: Any, p: Any) -> None:
    """Count the days a pitch lay idle or a licence was waited for; give back what lies idle."""
    used = vendor.day_profit != 0.0 and vendor.last_place == vendor.pitch
    vendor.idle_days = 0 if used and vendor.licensed else vendor.idle_days + 1
    if vendor.licensed and vendor.idle_days > p.pitch_patience:
        give_back(vendor)


@rule
def live_day(vendor: Any, me: Any, p: Any) -> None:
    """End the day of a vendor in business: learn, book, and forget the day's marks."""
    traded = vendor.day_profit != 0.0 or vendor.fate != UNTOUCHED
    if traded:
        learn_risk(vendor, me, p)
        book_day(vendor, p)
    else:
        vendor.risk = toward(vendor.risk, p.risk_prior, p.risk_down, p.risk_down)
        vendor.clientele -= p.clientele_growth * vendor.clientele
    vendor.legitimacy += p.duty_drift * (p.duty_anchor - vendor.legitimacy)
    mind_pitch(vendor, p)
    learn_hours(vendor, p)
    vendor.day_profit = 0.0
    vendor.day_loss = 0.0
    vendor.seen = 0.0
    vendor.fate = UNTOUCHED


@kernel
def close_day(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the night of all vendors: learning, leaving, entering, and passing beliefs on."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive:
            continue
        u = draw4(now, TURNOVER, vendor.unique_id)
        if vendor.state == OUT_OF_BUSINESS:
            vendor.risk = toward(vendor.risk, p.risk_prior, p.risk_down, p.risk_down)
            vendor.starts = u[0] < entering_chance(vendor, me, p)
        else:
            live_day(vendor, me, p)
            plan_hours(vendor, u[2], p)
            if u[0] < leaving_chance(vendor, p):
                marks.left[vendor.home] += 1.0
                leave(vendor)


@rule
def tell(vendor: Any) -> None:
    """Make today's belief, income and place known to acquaintances, for tomorrow."""
    vendor.told = vendor.risk
    vendor.told_place = vendor.last_place
    trades = vendor.state != OUT_OF_BUSINESS
    vendor.told_income = vendor.income if trades else NOT_TRADING


@kernel
def open_doors(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let those who decided to start do so, once all have decided; then pass on the news."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if vendor.alive and vendor.starts:
            u = draw4(now, TURNOVER, vendor.unique_id)
            enter(vendor, me, u[1], p)
            vendor.starts = False
            marks.entered[vendor.home] += 1.0
    for i in range(me.shape[0]):
        tell(me[i])
