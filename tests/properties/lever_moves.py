"""What every lever moves, and which way: the table that ``test_levers_act.py`` goes through.

A move turns one lever from ``low`` to ``high`` in a city that has lived for ``warm`` hours under
``setup``, and measures it ``hours`` later. Where no measure is given it is the mean of the column
that the lever's declaration names.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from agents.residents import HOME_REPAIR
from tests.properties.measures import (
    ahead,
    apart,
    at_desks,
    book,
    by_source,
    called_within,
    caused,
    complaints_at_stops,
    complaints_here_and_there,
    end_of_january,
    floating,
    gap_at_borders,
    held_by_streets,
    hours_of_way,
    late_on_pitches,
    lent_at_borders,
    mean,
    members,
    one_strict_street,
    out_of_reach,
    posted,
    pull_of_pitches,
    strictness_met,
    total,
    unmet_at_pitches,
    waiting_for_licence,
)
from tests.strategies import BUSY
from twin.mechanisms.columns import FROM_COLLECTOR, FROM_SENSOR, FROM_WARDEN
from twin.parameters import PARAMETERS

UP, DOWN = 1, -1
DAY = 24
#: Many vendors, and mishaps so frequent that a day shows them.
WORLD = {**BUSY, "trouble_rate": 0.003, "parking_rate": 0.01, "hazard_rate": 0.001}
#: More teams than one of a trade and shift, so that there is a choice between them.
CREWS = {
    **WORLD, "teams_urban": 4.0, "teams_market": 2.0, "teams_emergency": 2.0,
    "teams_sanitation": 3.0, "teams_police": 2.0,
}  # fmt: skip
#: Roads are taken over often, which needs several departments.
JOINT = {**WORLD, "works_rate": 0.01}
#: A city that listens to yesterday only: campaigns begin within days.
NERVOUS = {**WORLD, "attention_lag": 1.0}
PATROL_MOST = {knob.name: knob.default for knob in PARAMETERS}["patrol_most"]
TYPHOON = [{"name": "typhoon", "day": 3, "strength": 2.0}]


class Move(NamedTuple):
    """A lever, two settings, the way ``measure`` goes, and the city in which it does.

    ``absent`` is what is measured where there is no such mechanism: at the lever's off value.
    """

    lever: str
    low: float
    high: float
    way: int
    measure: Callable[[Any], float] | None = None
    hours: int = DAY
    warm: int = 3 * DAY
    setup: Mapping[str, float] = {}
    parameters: Mapping[str, float] = WORLD
    prepare: Callable[[Any], None] | None = None
    shocks: bool = False
    absent: float | None = None


CAMPAIGN = {"campaign": 1.0, "campaign_threshold": 1.0, "campaign_days": 60.0}
CLUB = {"cogovernance": 1.0}
MANY = {"pitches": 3.0, "licence_days": 0.0, "pitch_fee": 0.0, "siting": 1.0, "outreach": 1.0}

MOVES = {
    "a stricter district": Move("intensity", 0.0, 1.0, UP, hours=1, absent=0.0),
    "and more is met": Move("intensity", 0.0, 1.0, UP, book("met"), parameters=CREWS),
    "more hours on the beat": Move("patrol", 1.0, 2.0, UP, hours=1, absent=PATROL_MOST * 0.4),
    "fewer but longer stops": Move("stop_minutes", 8.0, 60.0, DOWN),
    "back to old places": Move(
        "hot_spots", 0.0, 1.0, UP, complaints_at_stops, hours=11, setup={"intensity": 1.0},
        parameters=CREWS, prepare=complaints_here_and_there,
    ),
    "known rounds are fled": Move(
        "scheduled", 0.0, 1.0, UP, setup={"intensity": 1.0}, hours=3 * DAY
    ),
    "collectors file": Move("collectors", 0.0, 4.0, UP, by_source(FROM_COLLECTOR)),
    "harsher endings": Move("style", 0.0, 1.0, UP, hours=1, absent=0.0),
    "and more are punished": Move(
        "style", 0.0, 1.0, UP, book("fined"), setup={"intensity": 1.0}, parameters=CREWS
    ),
    "lenient without a pitch": Move(
        "clearing", 0.0, 1.0, DOWN, strictness_met, 1, setup={"pitches": 0.0}, absent=0.4
    ),
    "strict beside a free pitch": Move(
        "clearing", 0.0, 1.0, UP, strictness_met, 1, setup={"pitches": 3.0}, absent=0.4
    ),
    "campaigns act harder": Move(
        "campaign", 0.0, 1.0, UP, hours=3 * DAY, setup={**CAMPAIGN, "campaign": 0.0}, absent=0.4,
        parameters=NERVOUS, warm=0,
    ),
    "campaigns that wait": Move(
        "campaign_threshold", 1.0, 2.0, DOWN, hours=3 * DAY, setup=CAMPAIGN, warm=0,
        parameters=NERVOUS,
    ),
    "campaigns that last": Move(
        "campaign_days", 3.0, 60.0, UP, hours=3 * DAY, setup=CAMPAIGN, warm=0, parameters=NERVOUS
    ),
    "streets hold matters": Move("authority", 0.0, 1.0, UP, held_by_streets, warm=0, absent=0.0),
    "teams are posted": Move("staffing", 0.0, 1.0, UP, posted, hours=1, absent=0.0),
    "posted teams know their beat": Move("staffing", 0.0, 1.0, UP, mean("teams", "knowledge")),
    "requests move ahead": Move(
        "suggestion", 0.0, 1.0, DOWN, ahead, setup={"authority": 0.0}, warm=0, absent=0.0
    ),
    "streets hold campaigns back": Move(
        "consent", 0.0, 1.0, DOWN, hours=1, setup=CAMPAIGN, parameters=NERVOUS
    ),
    "assessed departments respond": Move("assessment", 0.0, 1.0, UP, absent=0.5),
    "pitches where wants go unserved": Move(
        "participation", 0.0, 1.0, UP, unmet_at_pitches, hours=1, setup={"siting": 0.0}
    ),
    "streets command all trades": Move("management", 0.0, 1.0, UP, warm=0, absent=0.0),
    "streets go their own way": Move(
        "discretion", 0.0, 1.0, UP, apart, hours=DAY + 1, warm=6 * DAY, absent=0.0,
        setup={"assessment": 1.0},
    ),
    "the same on both sides": Move(
        "neighbours", 0.0, 1.0, DOWN, gap_at_borders, hours=1, prepare=one_strict_street
    ),
    "strictness is lent over borders": Move(
        "neighbours", 0.0, 1.0, UP, lent_at_borders, hours=1, prepare=one_strict_street, absent=0.0
    ),
    "streets alone for longer": Move("overflow", 1.0, 168.0, UP),
    "the ranked try harder": Move(
        "ranking", 0.0, 4.0, UP, hours=14, warm=0, prepare=end_of_january, absent=0.0
    ),
    "joint cases are whistled for": Move(
        "whistle", 0.0, 1.0, UP, setup={"authority": 0.0}, absent=0.0, warm=0, parameters=JOINT
    ),
    "whistles with more time": Move(
        "whistle_deadline", 0.25, 8.0, UP, called_within, warm=0, absent=0.25,
        setup={"authority": 0.0, "whistle": 1.0}, parameters=JOINT,
    ),
    "one handler": Move("onething", 0.0, 1.0, UP, absent=0.0, warm=0, parameters=JOINT),
    "the hotline's rules": Move("hotline", 0.0, 1.0, UP, absent=0.0),
    "and requests are filed": Move(
        "hotline", 0.0, 1.0, UP, book("requests"), absent=0.0, warm=0,
        parameters={**WORLD, "ask_rate": 0.05},
    ),
    "work on causes": Move(
        "proactive", 0.0, 1.0, UP, caused, hours=2 * DAY, warm=6 * DAY, absent=0.0,
        parameters={**WORLD, "recurrent": 1.0, "topics": 20.0},
    ),
    "shorter desks": Move(
        "platform", 0.0, 1.0, DOWN, at_desks, setup={"authority": 0.0}, hours=12
    ),
    "sensors file": Move("sensors", 0.0, 1.0, UP, by_source(FROM_SENSOR), absent=0.0),
    "and hazards are shorter": Move(
        "sensors", 0.0, 1.0, DOWN, mean("cells", "hazard"), 2 * DAY,
        setup={"authority": 1.0, "collectors": 0.0},
    ),
    "the nearest team goes": Move("dispatch", 0.0, 1.0, DOWN, hours_of_way, 2 * DAY, 0, {}, CREWS),
    "the gravest first": Move(
        "dispatch", 1.0, 2.0, DOWN, ahead, 2 * DAY, warm=0, setup={"authority": 0.0}
    ),
    "all assigned together": Move("dispatch", 0.0, 3.0, DOWN, hours_of_way, 2 * DAY, 0, {}, CREWS),
    "licences that take long": Move(
        "licence_days", 0.0, 60.0, UP, waiting_for_licence, 3 * DAY,
        setup={**MANY, "licence_days": 0.0}, absent=0.0, warm=0,
    ),
    "services reach the floating": Move(
        "outreach", 0.0, 1.0, UP, floating("reached"), hours=2 * DAY
    ),
    "wardens hand on": Move("wardens", 0.0, 3.0, UP, by_source(FROM_WARDEN), absent=0.0, warm=0),
    "wardens hear of troubles at home": Move(
        "wardens", 0.0, 3.0, UP, book("noticed", HOME_REPAIR), 3 * DAY
    ),
    "wardens move cars": Move("wardens", 0.0, 3.0, DOWN, mean("cells", "parked"), 2 * DAY + 16),
    "wardens who settle": Move("settle", 0.0, 1.0, UP, setup={"wardens": 3.0}, warm=0, absent=0.0),
    "wardens who settle hand on less": Move(
        "settle", 0.0, 1.0, DOWN, by_source(FROM_WARDEN), setup={"wardens": 3.0}, warm=0
    ),
    "pitches are marked out": Move(
        "pitches", 0.0, 3.0, UP, total("cells", "pitches"), hours=1, absent=0.0
    ),
    "pitches where people pass": Move("siting", 0.0, 1.0, UP, pull_of_pitches, hours=1),
    "pitches cost a fee": Move(
        "pitch_fee", 0.0, 30.0, UP, hours=2 * DAY, setup=MANY, warm=6 * DAY, absent=0.0
    ),
    "pitches into the night": Move(
        "pitch_closes", 18.0, 24.0, UP, late_on_pitches, hours=21, setup=MANY, warm=6 * DAY,
        absent=0.0,
    ),
    "members join": Move("cogovernance", 0.0, 1.0, UP, members, hours=2 * DAY, absent=0.0),
    "outsiders are kept out": Move(
        "membership", 0.0, 1.0, UP, hours=2 * DAY, setup=CLUB, warm=5 * DAY, absent=0.0
    ),
    "breaches are answered": Move(
        "sanctions", 0.0, 1.0, UP, book("breaches"), 2 * DAY, setup=CLUB, warm=5 * DAY, absent=0.0,
        parameters={**WORLD, "peer_notice": 1.0, "tidy_bother": 60.0},
    ),
    "service points are placed": Move("amenities", 0.0, 3.0, UP, hours=1, absent=0.0),
    "service points serve wants": Move("amenities", 0.0, 3.0, UP, book("shopped"), 3 * DAY),
    "service points reach everybody": Move(
        "amenities", 0.0, 3.0, UP, mean("residents", "reached"), 3 * DAY
    ),
    "the worst served first": Move(
        "amenity_siting", 0.0, 1.0, DOWN, out_of_reach, hours=1, setup={"amenities": 3.0}
    ),
    "shops sweep their fronts": Move("coproduction", 0.0, 1.0, DOWN, hours=2 * DAY),
    "what is checked breaks less": Move(
        "inspection", 0.0, 1.0, DOWN, book("damage_made"), warm=0, hours=3 * DAY, shocks=True
    ),
    "teams are called up": Move(
        "surge", 0.0, 1.0, UP, warm=0, hours=2 * DAY + 10, shocks=True, absent=0.0
    ),
    "crews are kept": Move("recovery", 0.0, 3.0, UP, hours=1, absent=0.0),
    "crews clear damage": Move(
        "recovery", 0.0, 3.0, DOWN, book("damage_hours"), warm=0, hours=4 * DAY, shocks=True
    ),
    "sorted waste is less": Move("sorting", 0.0, 1.0, DOWN, hours=2 * DAY),
    "waste goes oftener": Move("collections", 1.0, 4.0, DOWN, hours=2 * DAY),
    "teams arrive sooner": Move("fleet", 0.0, 2.0, DOWN, hours_of_way, 2 * DAY, 0, {}, CREWS),
}  # fmt: skip
