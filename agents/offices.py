"""Street offices: see their residents, hold powers, set their strictness.

A street office (街道办) sees what its residents feel and report; what it may act on is another
matter. The last row of the table is the district as a whole, for teams without a street.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.rows import FACE_COLUMNS
from agents.table import Column

COLUMNS = (
    *FACE_COLUMNS,
    Column("street", "i2", 0, "", "its street"),
    Column("persons", "f8", 0, "persons", "residents of the street"),
    Column("authority", "f8", 0.2, "share", "lever: matters it may close itself"),
    Column("whistle", "f8", 0, "share", "lever: joint cases for which it whistles"),
    Column("discretion", "f8", 0, "share", "lever: how far it sets its own strictness"),
    Column("assessment", "f8", 0, "weight", "lever: how much its score counts for departments"),
    Column("intensity", "f8", 0.4, "share", "lever: enforcement asked for by the city"),
    Column("style", "f8", 0.3, "share", "lever: share of harsh outcomes asked for"),
    Column("campaign", "f8", 0, "strength", "lever: how hard a campaign of the city pushes here"),
    Column("pitches", "f8", 0.3, "per 1,000", "lever: licensed pitches per 1,000 residents"),
    Column("staffing", "f8", 0, "share", "lever: share of teams posted"),
    Column("pitch_fee", "f8", 15, "yuan/day", "fee of a licensed pitch"),
    Column("strictness", "f8", 0.4, "share", "in force: share of vendors seen that are acted on"),
    Column("harshness", "f8", 0.3, "share", "in force: share of encounters that end harshly"),
    Column("patrol_share", "f8", 0.2, "share", "in force: share of duty time on patrol"),
    Column("capture", "f8", 0, "share", "in force: encounters waived for familiar faces"),
    Column("local_strictness", "f8", 0.4, "share", "what the street itself would set"),
    Column("food_trust", "f8", 0.8, "share", "common good name of its street food"),
    Column("order_reports", "f8", 0, "1/day", "running count of reports of disorder"),
    Column("order_usual", "f8", 0, "1/day", "what is usual for that count here"),
    Column("life_reports", "f8", 0, "1/day", "running count of wants nobody met"),
    Column("life_usual", "f8", 0, "1/day", "what is usual for that count here"),
    Column("order_loss", "f8", 0, "index", "surveyed loss from disorder (weighted mean)"),
    Column("life_loss", "f8", 0, "index", "surveyed loss from missing life (weighted mean)"),
)


@kernel
def survey(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Ask residents (seen) for their losses: taste x (1 - order) and (1 - taste) x (1 - life).

    Fills ``order_loss`` and ``life_loss`` of every street office, as means over persons.
    """
    for s in range(me.shape[0]):
        me.order_loss[s] = 0.0
        me.life_loss[s] = 0.0
    for i in range(seen.shape[0]):
        person = seen[i]
        s = marks.street[person.home]
        order = 1.0 / (1.0 + person.exposure / p.disorder_scale)
        lively = min(1.0, 1.3 * person.outing)
        share = person.weight / max(1.0, me.persons[s])
        me.order_loss[s] += share * person.taste * (1.0 - order)
        me.life_loss[s] += share * (1.0 - person.taste) * (1.0 - lively)
    whole = me.shape[0] - 1
    for s in range(whole):
        share = me.persons[s] / max(1.0, me.persons[whole])
        me.order_loss[whole] += share * me.order_loss[s]
        me.life_loss[whole] += share * me.life_loss[s]


@rule
def relative(own: float, usual: float) -> float:
    """Give the logarithm of a quantity relative to what is usual, bounded to +-2."""
    ratio = math.log((own + 1e-6) / (usual + 1e-6))
    return max(-2.0, min(2.0, ratio))


@rule
def set_strictness(office: Any, district: Any, p: Any) -> None:
    """Let one street office lean towards what its residents want.

    Assessed streets go by the survey: the ratio of order loss to life loss against the
    district's. Unassessed ones go by who complains, against their own usual. Strictness =
    intensity + 0.5 tanh(pull). Source: second prototype study, section 6.
    """
    asked = relative(office.order_loss, district.order_loss) - relative(
        office.life_loss, district.life_loss
    )
    heard = relative(office.order_reports, office.order_usual) - relative(
        office.life_reports, office.life_usual
    )
    pull = office.assessment * asked + (1.0 - office.assessment) * heard
    target = max(0.0, min(1.0, office.intensity + 0.5 * math.tanh(pull)))
    office.local_strictness += p.strictness_pace * (target - office.local_strictness)


@rule
def enforce_levers(office: Any, p: Any, push: float) -> None:
    """Turn levers, local choice and a campaign's push (0-1) into what is in force.

    Without assessment, discretion lets familiar faces off (local capture).
    """
    own = office.discretion * office.local_strictness
    base = own + (1.0 - office.discretion) * office.intensity
    office.strictness = base + push * (1.0 - base)
    office.harshness = office.style + push * (1.0 - office.style)
    office.patrol_share = p.patrol_most * min(1.0, base * (1.0 + 2.0 * push))
    office.capture = p.capture_most * office.discretion * (1.0 - office.assessment) * (1.0 - push)


@kernel
def govern(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the street offices' day: once a week set strictness, daily put levers in force.

    ``seen`` is the city's record: its campaign in force pushes every street.
    """
    last = me.shape[0] - 1
    for s in range(me.shape[0]):
        office = me[s]
        if now.weekday == 0 and now.hour == 0 and s < last:
            set_strictness(office, me[last], p)
        enforce_levers(office, p, seen.push[0] * office.campaign)
