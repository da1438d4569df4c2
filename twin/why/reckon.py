"""What a vendor and a team reckon with, worked out by the rules the model itself runs.

The kernels go through the same options, with the same luck, as ``choose_day`` of vendors and
``choose_stop`` of teams, and note every term on the way. They change nothing of the world: vendors
are looked at in a copy of their table.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.compiled import kernel, rule
from agents.encounters import share_acted_on
from agents.hours import share_of_custom, share_of_hours
from agents.prospects import (
    distance_between,
    expected_custom,
    expected_penalty,
    on_own_pitch,
    perceived_risk,
    pitch_hours,
    place_worth,
    share_lost,
)
from agents.streams import draw4, gumbel
from agents.teams import PATROL, STOPS, heat_of
from agents.vendors import CONDUCT, NOISE, OPTION, option_place, wide_option
from twin.mechanisms.columns import TO_DO
from twin.mechanisms.dispatch import eligible, may_be_taken
from twin.mechanisms.pitches import vacant_pitches
from twin.sight import open_hour
from twin.world import World

#: Options of the daily choice, in the order of ``agents.vendors.OPTIONS``.
N_OPTIONS = 8
#: What is noted of an option (yuan a day, but for place, custom, risk and legal):
#: worth = takings - costs - fear - duty - lost, fear = risk x penalty, value = worth + mood;
#: strict is the share of vendors seen off a pitch there that are acted on.
NOTED = np.dtype(
    [
        ("place", "i8"),
        ("legal", "?"),
        *(
            (name, "f8")
            for name in (
                "custom", "takings", "costs", "risk", "penalty", "fear", "duty", "lost", "worth",
                "mood", "value", "strict",
            )
        ),
    ],
    align=True,
)  # fmt: skip
#: Looks a team can take for one stop at most.
MOST_LOOKS = 64


class Weighing(NamedTuple):
    """A vendor's day as it is weighed: a row for each option, and what staying away is worth.

    Options that do not exist have the place -1. ``away`` is the worth of staying away,
    ``away_value`` with the mood of the day.
    """

    options: Any
    away: float
    away_value: float

    def best(self) -> int:
        """Give the option with the highest value, or -1 where staying away has."""
        there = self.options.place >= 0
        if not there.any():
            return -1
        best = int(np.argmax(np.where(there, self.options.value, -np.inf)))
        return best if self.options.value[best] > self.away_value else -1


@rule
def weigh_place(vendor_at: Any, seen: Any, out: Any, p: Any) -> None:
    """Note the terms of the worth of a day at a place for a vendor: ``out`` has place and legal."""
    me, i = vendor_at
    vendor = me[i]
    place, legal = out.place, out.legal
    zone = seen.zones[seen.cells.zone[place]]
    settled = place == vendor.last_place and vendor.clientele > 0.0
    regulars = vendor.clientele if settled else 0.0
    custom = expected_custom(seen, place, vendor.trade, p, 1.0 if settled else 0.0)
    out.custom = custom * share_of_custom(vendor, p)
    gross = p.margin * out.custom * (1.0 - p.clientele_weight * (1.0 - regulars))
    share = pitch_hours(vendor, zone) / float(vendor.closes - vendor.opens) if legal else 1.0
    out.takings = share * gross
    out.costs = share * share_of_hours(vendor) * p.daily_cost
    out.costs += p.set_up_cost * distance_between(seen, place, vendor.home)
    out.costs += p.relocation_cost * distance_between(seen, place, vendor.turf)
    out.worth = place_worth(vendor, seen, place, legal, p)
    out.strict = share_acted_on(seen, place, p)
    if legal:
        out.costs += zone.pitch_fee
        return
    out.risk = perceived_risk(vendor, seen, place, p)
    out.penalty = expected_penalty(zone, gross, p)
    out.fear = out.risk * out.penalty
    out.duty = p.felt_duty * vendor.legitimacy
    out.lost = share_lost(vendor, seen, place, p) * gross


@kernel
def weigh_day(me: Any, i: int, seen: Any, out: Any, moment: Any) -> tuple[float, float]:
    """Note all options of a vendor's day, as ``agents.vendors.choose_day`` goes through them.

    Gives the worth of staying away, without and with the day's mood.
    """
    now, p = moment
    vendor = me[i]
    friend = vendor.friends[int(draw4(now, CONDUCT, vendor.unique_id)[1] * 5.0)]
    away = p.outside_share * vendor.wage
    mood = p.choice_noise * gumbel(draw4(now, NOISE, vendor.unique_id, 2)[0])
    for k in range(8):
        u = draw4(now, OPTION, vendor.unique_id, k)
        if k == 1:
            place = me.last_place[friend]
        elif k == 4:
            place = wide_option(vendor, seen, u, draw4(now, OPTION, vendor.unique_id, 8), p)
        else:
            place = option_place(vendor, seen, k, u, p)
        out[k].place = place
        if place < 0:
            continue
        out[k].legal = k == 7 or on_own_pitch(vendor, place)
        weigh_place((me, i), seen, out[k], p)
        noise = draw4(now, NOISE, vendor.unique_id, k // 4)
        out[k].mood = p.choice_noise * gumbel(noise[k % 4])
        out[k].value = out[k].worth + out[k].mood
    return away, away + mood


@kernel
def look_around(team: Any, seen: Any, places: Any, heats: Any, moment: Any) -> int:
    """Note the cells a team compares for its first stop of this hour; give how many.

    The same looks as ``agents.teams.choose_stop`` takes for its stop 0.
    """
    now, p = moment
    looks = min(int(p.looks + p.looks_known * team.knowledge), len(places))
    for look in range(looks):
        u = draw4(now, STOPS, team.unique_id, look)
        places[look], heats[look] = heat_of(team, seen, u, p)
    return looks


@kernel
def count_open(city: Any, t: int, counts: Any, now: Any, p: Any) -> None:
    """Count parts of cases waiting in a team's street, and those of them it may take.

    ``counts``: parts waiting in its area, of these it may take, parts it may take anywhere.
    """
    team = city.teams[t]
    for k in range(city.city[0].n_open):
        case = city.cases[city.queue[k]]
        if not may_be_taken(case, now):
            continue
        for d in range(5):
            if case.parts[d] != TO_DO:
                continue
            may = eligible(city, team, (case, d), now.tick - case.ready, p)
            here = case.street == team.area
            counts[0] += 1 if here else 0
            counts[1] += 1 if here and may else 0
            counts[2] += 1 if may else 0


def weighing(world: World, row: int) -> Weighing:
    """Give how a vendor weighs its day, with what it knows at this hour.

    Before its opening hour this is the choice to come, if nothing changes until then. After it
    the vendor is put back to where it stood before it chose: what it has since learned of the
    law, and the regulars it gave up by moving, are those of now.
    """
    hour = open_hour(world).tables
    me = world.rows("vendors").copy()
    opens = int(me.opens[row])
    chosen = world.now.hour > opens
    if chosen:
        earlier = (me.opens >= opens) | (np.arange(len(me)) == row)
        me.last_place[earlier] = me.told_place[earlier]
    clock = world.clock.copy()
    clock.tick = 24 * int(world.now.day) + opens
    clock.hour = opens
    seen = hour.vendor._replace(vacant=vacant_pitches(world))
    out = np.zeros(N_OPTIONS, NOTED).view(np.recarray)
    away, away_value = weigh_day(me, row, seen, out, (clock[0], hour.parameters[0]))
    return Weighing(out, float(away), float(away_value))


def looks_of(world: World, row: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give the cells a team would compare for its next stop, and their heat, hottest first.

    Empty for a team that is not on patrol.
    """
    hour = open_hour(world).tables
    team = hour.city.teams[row]
    places, heats = np.full(MOST_LOOKS, -1, np.int64), np.zeros(MOST_LOOKS)
    if int(team.state) != PATROL:
        return places[:0], heats[:0]
    n = look_around(team, hour.team, places, heats, (hour.clock[0], hour.parameters[0]))
    order = np.argsort(-heats[:n], kind="stable")
    return places[:n][order], heats[:n][order]


def waiting_for(world: World, row: int) -> tuple[int, int, int]:
    """Count for a team: parts waiting in its street, of these it may take, it may take anywhere."""
    hour = open_hour(world).tables
    counts = np.zeros(3, np.int64)
    count_open(hour.city, row, counts, hour.clock[0], hour.parameters[0])
    return int(counts[0]), int(counts[1]), int(counts[2])
