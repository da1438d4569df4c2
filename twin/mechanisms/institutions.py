"""What institutions hear and do from day to day: streets listen, the city loses patience."""

from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.residents import N_KINDS
from agents.teams import MARKET
from twin.mechanisms.cases import street_may_close
from twin.mechanisms.own_work import fall_due


@rule
def listen_street(office: Any, heard: tuple[float, float, float], lived: float, p: Any) -> None:
    """Let a street hear its day: reports, unmet wants, illness (all per 1,000 residents).

    Until it has ``lived`` long enough, what is usual is the mean of the days so far.
    """
    reports, unmet, ill = heard
    thousands = max(office.persons / 1000.0, 1e-9)
    hearing = max(p.hearing_pace, 1.0 / lived)
    usual = max(p.usual_pace, 1.0 / lived)
    office.order_reports += hearing * (reports / thousands - office.order_reports)
    office.order_usual += usual * (reports / thousands - office.order_usual)
    office.life_reports += hearing * (unmet / thousands - office.life_reports)
    office.life_usual += usual * (unmet / thousands - office.life_usual)
    office.food_trust -= p.trust_loss * office.food_trust * min(1.0 / p.trust_loss, ill / thousands)
    office.food_trust += p.trust_recovery * (1.0 - office.food_trust)


@rule
def practise(office: Any, p: Any) -> None:
    """Let a street get used to the kinds handed down to it, and out of those taken back.

    Source: competence lost with delegation comes back within 90-365 days (row 37, 接不住).
    """
    for kind in range(N_KINDS):
        held = 1.0 if street_may_close(kind, 0.5, office.authority) else 0.0
        office.practice[kind] += p.practice_pace * (held - office.practice[kind])


@rule
def add_up(city: Any, heard: Any) -> None:
    """Add up the day of every street and of the district, and wipe it.

    ``heard`` (offices, 3) takes reports, unmet wants and illness; the last row is the district.
    """
    last = city.streets.shape[0] - 1
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        heard[cell.street, 0] += cell.day_reports
        heard[cell.street, 1] += cell.day_unmet
        heard[cell.street, 2] += cell.day_illness
        cell.day_reports = 0.0
        cell.day_unmet = 0.0
        cell.day_illness = 0.0
    for s in range(last):
        for k in range(3):
            heard[last, k] += heard[s, k]


@kernel
def listen(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Add up the day of every street, let street and city hear it, and own work fall due."""
    last = city.streets.shape[0] - 1
    heard = np.zeros((last + 1, 3))
    add_up(city, heard)
    for s in range(last + 1):
        office = city.streets[s]
        listen_street(office, (heard[s, 0], heard[s, 1], heard[s, 2]), now.day + 1.0, p)
        office.food_risk = 1.0 + p.neglect_food * office.neglect[MARKET]
        office.effort -= p.effort_fading * office.effort
        practise(office, p)
    fall_due(city, p)
    attend(city, heard[last, 0] / max(city.streets.persons[last] / 1000.0, 1e-9), now, p)


@rule
def attend(city: Any, reports: float, now: Any, p: Any) -> None:
    """Let the city's attention follow reports with a lag, and launch a campaign (运动式执法).

    A campaign starts when attention exceeds the lever ``campaign_threshold`` x the usual and some
    street has the lever ``campaign`` above 0; it lasts ``campaign_days``, and as long at least
    passes before the next.
    """
    record = city.city[0]
    lived = now.day + 1.0
    record.attention += (reports - record.attention) / min(p.attention_lag, lived)
    record.usual += (reports - record.usual) / min(90.0, lived)
    whole = city.streets[city.streets.shape[0] - 1]
    wanted = 0.0
    for s in range(city.streets.shape[0]):
        wanted = max(wanted, city.streets.campaign[s])
    running = now.day < record.campaign_until
    rested = now.day >= record.campaign_until + whole.campaign_days
    if wanted > 0.0 and rested and record.attention > whole.campaign_threshold * record.usual:
        record.campaign_until = now.day + whole.campaign_days
        record.campaigns += 1.0
        running = True
    record.push = 1.0 if running else 0.0
