"""Street offices: see their residents, hold powers, set their strictness, mind their score.

A street office (街道办) sees what its residents feel and report; what it may act on is another
matter. The last row of the table is the district as a whole, for teams without a street.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.rows import FACE_COLUMNS
from agents.table import Column

COLUMNS = (
    *FACE_COLUMNS,
    Column("street", "i2", 0, "", "its street"),
    Column("persons", "f8", 0, "persons", "residents of the street"),
    Column("strictness", "f8", 0.4, "share", "in force: mean over its zones"),
    Column("patrol_share", "f8", 0.2, "share", "in force: mean over its zones"),
    Column("agrees", "f8", 0, "", "whether its survey asks for more order than usual, 0 or 1"),
    Column("effort", "f8", 0, "share", "how hard it works on its score in the ranking"),
    Column("answered", "f8", 0.5, "share", "three rates: answered within the tier"),
    Column("resolved", "f8", 0.5, "share", "three rates: resolved"),
    Column("content", "f8", 0.5, "share", "three rates: residents content when called back"),
    Column("desks", "f8", 3, "", "hand-overs from here to each department", (5,)),
    Column("posted", "f8", 0, "teams", "posted to it, by trade", (5,)),
    Column("practice", "f8", 0, "share", "how used it is to handling each kind itself", (11,)),
    Column("own_work", "f8", 0, "h", "of departments, waiting on the spot, by trade", (5,)),
    Column("neglect", "f8", 0, "days", "own work waiting that it feels, by trade", (5,)),
    Column("own_pitches", "f8", 1, "ratio", "pitches it marks out itself against those asked for"),
    Column("local_strictness", "f8", 0.4, "share", "what the street itself would set"),
    Column("food_trust", "f8", 0.8, "share", "common good name of its street food"),
    Column("food_risk", "f8", 1, "ratio", "illness by untidy food where kitchens go unchecked"),
    Column("trust", "f8", 0.5, "share", "surveyed trust of its residents in the hotline"),
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

    Fills ``order_loss``, ``life_loss`` and ``trust`` of every office, as means over persons.
    """
    for s in range(me.shape[0]):
        me.order_loss[s] = 0.0
        me.life_loss[s] = 0.0
        me.trust[s] = 0.0
    for i in range(seen.shape[0]):
        person = seen[i]
        s = marks.street[person.home]
        order = 1.0 / (1.0 + person.exposure / p.disorder_scale)
        lively = min(1.0, 1.3 * person.outing)
        share = person.weight / max(1.0, me.persons[s])
        me.order_loss[s] += share * person.taste * (1.0 - order)
        me.life_loss[s] += share * (1.0 - person.taste) * (1.0 - lively)
        me.trust[s] += share * person.trust
    whole = me.shape[0] - 1
    for s in range(whole):
        share = me.persons[s] / max(1.0, me.persons[whole])
        me.order_loss[whole] += share * me.order_loss[s]
        me.life_loss[whole] += share * me.life_loss[s]
        me.trust[whole] += share * me.trust[s]


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
    office.agrees = 1.0 if pull > 0.0 else 0.0
    office.local_strictness += p.strictness_pace * (target - office.local_strictness)


@kernel
def govern(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the street offices' week: set the strictness they would choose themselves."""
    last = me.shape[0] - 1
    for s in range(last):
        if now.weekday == 0 and now.hour == 0:
            set_strictness(me[s], me[last], p)


@rule
def plan_pitches(office: Any, district: Any, p: Any) -> None:
    """Let one street decide how many pitches it would mark out, against what it is asked for.

    Ratio = exp(k (ln life loss - ln order loss, each against the district's)), within 0.5-2:
    streets that miss life want more. How far that counts is a matter of discretion
    (``twin/mechanisms/pitches.py``).
    """
    asked = relative(office.life_loss, district.life_loss) - relative(
        office.order_loss, district.order_loss
    )
    office.own_pitches = max(0.5, min(2.0, math.exp(p.pitch_leaning * asked)))


@kernel
def review_pitches(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the street offices' month: how many pitches they would mark out themselves."""
    last = me.shape[0] - 1
    for s in range(last):
        plan_pitches(me[s], me[last], p)


def rank_streets(rows: Any) -> None:
    """Rank streets on the sum of the three rates (三率), and set next month's effort by it.

    The lever ``ranking`` is the size of a peer group: streets in the order of their residents, that
    many at a time. The first of its group may rest (effort 0), the last has to try hardest (1).
    """
    streets = rows[:-1]
    size = np.round(streets.ranking).astype(np.int64)
    score = streets.answered + streets.resolved + streets.content
    place = np.empty(len(streets), np.int64)
    place[np.argsort(-streets.persons, kind="stable")] = np.arange(len(streets))
    for s in np.flatnonzero(size > 1):
        peers = np.flatnonzero(place // size[s] == place[s] // size[s])
        ahead = int((score[peers] > score[s]).sum())
        streets.effort[s] = ahead / max(1, len(peers) - 1)
