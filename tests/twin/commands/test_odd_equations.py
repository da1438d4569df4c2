"""Equations of the ODD page against the rules: each as it is printed, worked out, beside the code.

An equation that is not on the page as written here, or whose rule gives another number, fails:
whoever changes a rule changes the page with it.
"""

import math

import numpy as np
import pytest

from agents import encounters, hours, livelihood, offices, prospects, residents, vendors
from agents.table import new_rows
from tests.agents.plain import parameters, plain, thing
from tests.agents.stall_street import ground, vendor
from twin.commands.odd import prose
from twin.mechanisms import cases, columns, fronts, kinds, mishaps, progress, street, work, zones

P = parameters()
PAGE = prose("en")
ROUNDS = range(5)


def on_page(*lines):
    """Tell that the lines stand on the page, whatever the blanks between words."""
    flat = " ".join(PAGE.split())
    return all(" ".join(line.split()) in flat for line in lines)


def some(declared, seed, **values):
    """Give a row whose numbers are drawn between 0 and 1, but for those that are given."""
    row, draw = new_rows(declared, 1)[0], np.random.default_rng(seed)
    for column in declared:
        if column.dtype == "f8" and not column.shape:
            row[column.name] = draw.uniform(0.05, 0.95)
    for name, value in values.items():
        row[name] = value
    return row


def product(*parts):
    return math.prod(1.0 - weight * cause for weight, cause in parts)


@pytest.mark.parametrize("seed", ROUNDS)
def test_disorder_and_life(seed):
    c = some(columns.CELL, seed)
    c.supply[:] = (0, 2, 1, 0, 0)
    plain(street.judge_cell)(c, P)
    assert on_page(
        "disorder (street) = 1 - (1-.75 crowding)(1-.75 waste)(1-.25 parked)(1-.6 damage)"
        "(1-.8 hazard)(1-.2 noise)(1-.4 fault)(1-.6 occupied)",
        "disorder (home)   = 1 - (1-.3 crowding)(1-.5 waste)(1-.2 parked)(1-.4 damage)"
        "(1-.8 hazard)(1-.6 noise)(1-.3 fault)(1-.3 occupied)",
        "life = sqrt( people / (people + lively_half × space) "
        "× min(1, 0.4 shop + 0.12 × trades present) )",
    )
    causes = (c.crowding, c.waste_share, c.parked, c.damage, c.hazard, c.noise, c.fault, c.occupied)
    met = zip((0.75, 0.75, 0.25, 0.6, 0.8, 0.2, 0.4, 0.6), causes, strict=True)
    home = zip((0.3, 0.5, 0.2, 0.4, 0.8, 0.6, 0.3, 0.3), causes, strict=True)
    assert c.disorder == pytest.approx(1 - product(*met))
    assert c.disorder_home == pytest.approx(1 - product(*home))
    people = c.footfall / (c.footfall + P.lively_half * c.space)
    assert c.vitality == pytest.approx(math.sqrt(people * min(1, 0.4 * c.shop + 0.12 * 2)))


@pytest.mark.parametrize("seed", ROUNDS)
def test_crowding(seed):
    c, load = some(columns.CELL, seed, footfall=300.0), 2.5
    plain(street.crowd)(c, thing(load=load, illegal=1.0, traders=4.0), True, P)
    assert on_page(
        "space = walking space × (1 - parking_room × parked) × (1 - damage_room × damage)",
        "q = (walker_room × people + stall_room × (stalls' room + fronts' room)) / space; "
        "crowding = q² / (1 + q²)",
        "fronts' room = front_stalls × attraction × fronts, 8 h to 21 h",
        "in the way = crowding × stall_room × room of stalls off pitches / (q × space)",
    )
    space = c.space * (1 - P.parking_room * c.parked) * (1 - P.damage_room * c.damage)
    room = load + P.front_stalls * c.attraction * c.fronts
    q = (P.walker_room * c.footfall + P.stall_room * room) / space
    assert c.crowding == pytest.approx(q * q / (1 + q * q))
    assert c.in_the_way == pytest.approx(c.crowding * P.stall_room * load / 4.0 / (q * space))


def felt(x):
    return P.stock_value * (1 - math.exp(-x / P.stock_value))


@pytest.mark.parametrize("seed", ROUNDS)
def test_penalty(seed):
    z, gross = some(columns.ZONE, seed, stop_minutes=5.0 + 5.0 * seed), 150.0
    assert on_page(
        "penalty = (1 - slip) × met; met = (1 - harshness × let_off) × (hours × gross "
        "+ harshness × (fine' + goods') + trouble)",
        "hours = (1 - harshness) × moved_along × min(1, away / 8) + harshness × day_lost × 0.5",
        "fine' = (1 - seizure_share) / (1 + fine / fine_collectable) × felt(fine), "
        "goods' = seizure_share × felt(seizure_value)",
        "felt(x) = stock_value × (1 - exp(-x / stock_value))",
        "away = hours_lost × g; kept off = residual_hours × g",
        "g = (1 - exp(-stop_minutes / stop_scale)) / (1 - exp(-8 / stop_scale))",
        "slip = flee_chance + (1 - flee_chance) × scheduled × schedule_known",
    )
    scale = P.stop_scale
    away = P.hours_lost * (1 - math.exp(-z.stop_minutes / scale)) / (1 - math.exp(-8 / scale))
    slip = P.flee_chance + (1 - P.flee_chance) * z.scheduled * P.schedule_known
    h = z.harshness
    lost = (1 - h) * P.moved_along * min(1, away / 8) + h * P.day_lost * 0.5
    fined = (1 - P.seizure_share) / (1 + P.fine / P.fine_collectable) * felt(P.fine)
    goods = P.seizure_share * felt(P.seizure_value)
    met = (1 - h * P.let_off) * (lost * gross + h * (fined + goods) + P.trouble)
    assert plain(prospects.expected_penalty)(z, gross, P) == pytest.approx((1 - slip) * met)
    kept_off = away / P.hours_lost * P.residual_hours
    assert plain(prospects.hours_kept_off)(z.stop_minutes, P) == pytest.approx(kept_off)


@pytest.mark.parametrize("seed", ROUNDS)
def test_shop_fronts(seed):
    z, world = some(columns.ZONE, seed), thing(cells=new_rows(columns.CELL, 1))
    c = world.cells[0]
    c.fronts, c.shop_full, c.zone, world.zones = 0.2 * seed, 0.6, 0, [z]
    before = float(c.fronts)
    plain(fronts.put_out)(world, None, P, None)
    assert on_page(
        "fronts += front_pace × (exp(-cost / front_gain) - fronts); "
        "shop = full × (1 - front_sales × (1 - fronts))",
        "cost = front_rounds × patrol_share / patrol_most × strictness × (1 - capture) × met",
    )
    met = prospects.penalty_met(z, 0.0, P)
    visits = P.front_rounds * z.patrol_share / P.patrol_most
    cost = visits * z.strictness * (1 - z.capture) * met
    out = before + P.front_pace * (math.exp(-cost / P.front_gain) - before)
    assert c.fronts == pytest.approx(out)
    assert c.shop == pytest.approx(0.6 * (1 - P.front_sales * (1 - out)))


@pytest.mark.parametrize("seed", ROUNDS)
def test_scattering(seed):
    _, zones, seen = ground()
    zones[0] = some(columns.ZONE, seed, stop_minutes=4.0 + 4.0 * seed, neighbours=0.0, clearing=0.0)
    who = vendor(cell=5, trade=3)
    assert on_page(
        "P(scatter) = lookout / (1 + exp(-(strictness here × (1 - capture) × met - w × gross) "
        "/ choice_noise))",
        "w = min(1, kept off / own hours)",
    )
    gross = P.margin * 40.0
    z = zones[0]
    loss = z.strictness * (1 - z.capture) * prospects.penalty_met(z, gross, P)
    w = min(1, prospects.hours_kept_off(z.stop_minutes, P) / 11)
    chance = 1 / (1 + math.exp(-(loss - w * gross) / P.choice_noise))
    assert encounters.scatter_chance(who, seen, P) == pytest.approx(chance)


@pytest.mark.parametrize("seed", ROUNDS)
def test_competence_of_a_street(seed):
    office = some(offices.COLUMNS, seed)
    office.practice[5] = 0.2 * seed
    town, case = thing(streets=thing(practice=office.practice[None])), thing(street=0, kind=5)
    case.holder, case.whistled = cases.STREET, False
    assert on_page("lack = `competence_loss` × simplicity/10 × (1 - practice of the street")
    lack = P.competence_loss * kinds.SIMPLICITY[5] / 10 * (1 - 0.2 * seed)
    assert plain(work.unused_to)(town, case, P) == pytest.approx(lack)


@pytest.mark.parametrize("seed", ROUNDS)
def test_meeting(seed):
    vendor = some(vendors.COLUMNS, seed, tidy=bool(seed % 2))
    mark, strict, minutes = thing(illegal=9.0, stops=1.5, known_stops=0.5), 0.6, 10.0
    assert on_page(
        "1 - (1 - a)^stops × (1 - a × t)^(stops by teams that know the beat)",
        "min(1, actions_per_stop × stop_minutes/8 / stalls off pitches); "
        "t = tidy_tolerance if tidy, else 1",
    )
    a = strict * min(1, P.actions_per_stop * minutes / 8 / 9)
    t = P.tidy_tolerance if vendor.tidy else 1.0
    expected = 1 - (1 - a) ** 1.5 * (1 - a * t) ** 0.5
    found = plain(encounters.meeting_chance)(vendor, mark, strict, minutes, P)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", ROUNDS)
def test_giving_up_and_the_hours(seed):
    v = some(vendors.COLUMNS, seed, income=20.0 * seed, wage=70.0, trade=2, early=2.0 * seed)
    assert on_page(
        "P(give up) = exit_pace / (1 + exp((income - outside_share × wage + exit_patience) / 8))",
        "P(whole day) = 1 / (1 + exp(-(early - hour_worth) / hours_noise))",
    )
    over = v.income - P.outside_share * v.wage + P.exit_patience
    leaving = P.exit_pace / (1 + math.exp(over / 8))
    assert plain(livelihood.leaving_chance)(v, P) == pytest.approx(leaving)
    whole = 1 / (1 + math.exp(-(v.early - P.hour_worth) / P.hours_noise))
    for u, opens in ((whole - 1e-6, hours.OPENS[2]), (whole + 1e-6, hours.EVENING)):
        plain(hours.plan_hours)(v, u, P)
        assert v.opens == opens


@pytest.mark.parametrize("seed", ROUNDS)
def test_satisfaction_and_complaints(seed):
    r = some(residents.COLUMNS, seed, weight=10_000.0, tolerance=0.1 * seed)
    assert on_page(
        "satisfaction = (o^w × v^(1-w))^(1 - service_weight) × c^service_weight",
        "o = 1 / (1 + exposure / disorder_scale), v = min(1, 1.3 outing), w = taste for order",
        "c = reached / (1 + need / 0.3) × (1 - sorting_bother × sorting × (1 - w))",
        "floor(report_rate × trust × max(0, taste × disorder - tolerance/4) × weight + u)",
    )
    o, v, w = 1 / (1 + r.exposure / P.disorder_scale), min(1, 1.3 * r.outing), r.taste
    c = r.reached / (1 + r.need / 0.3) * (1 - P.sorting_bother * 0.5 * (1 - w))
    s = P.service_weight
    content = (o**w * v ** (1 - w)) ** (1 - s) * c**s
    assert plain(residents.satisfaction_of)(r, 0.5, P) == pytest.approx(content)
    anger = max(0, r.taste * 0.8 - r.tolerance / 4)
    reports = math.floor(P.report_rate * r.trust * anger * r.weight + 0.5)
    assert plain(residents.complain)(r, None, 0.8, 0.5, P) == reports


@pytest.mark.parametrize("seed", ROUNDS)
def test_mishaps(seed):
    c, n, s = some(columns.CELL, seed, persons=300.0), np.array([1.0, 0, 2.0, 0, 3.0]), 2.0
    c.cure[:] = 0.25
    assert on_page(
        "hazard = hazard_rate (1 + neglect_weight n_emergency) (1 - cure)",
        "fault = (fault_rate × residents × (1 + neglect_faults n_urban) + patch_fails [patched])",
        "road = (road_rate × s/(s + road_half) + works_rate × attraction × (1 + fronts)/2) "
        "(1 + neglect_faults n_urban + neglect_police n_police) (1 - cure)",
        "parking = parking_rate × (residents/100 + 2 attraction) × hour profile "
        "× (1 + neglect_police n_police) (1 - cure)",
    )
    hazard = P.hazard_rate * (1 + P.neglect_weight * 2) * 0.75
    fault = P.fault_rate * 300 * (1 + P.neglect_faults) + P.patch_fails * c.patched
    works = P.works_rate * c.attraction * (1 + c.fronts) / 2
    road = P.road_rate * s / (s + P.road_half) + works
    lax = 1 + P.neglect_faults + P.neglect_police * 3
    cars = P.parking_rate * (3 + 2 * c.attraction) * mishaps.PARKING_HOURS[9]
    found = (
        plain(mishaps.hazard_chance)(c, n, P),
        plain(mishaps.fault_chance)(c, n, P),
        plain(mishaps.road_chance)(c, n, s, P),
        plain(mishaps.parking_chance)(c, n, 9, P),
    )
    expected = (hazard, fault * 0.75, road * lax * 0.75, cars * (1 + P.neglect_police * 3) * 0.75)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", ROUNDS)
def test_levers_in_force_and_strictness(seed):
    z, push = some(columns.ZONE, seed, patrol=1.5), 0.2 * seed
    office = some((*offices.COLUMNS, *columns.LEVER_COLUMNS), seed + 10)
    whole = some(offices.COLUMNS, seed + 20)
    plain(zones.enforce)(z, office, push, P)
    assert on_page(
        "base = discretion × local_strictness + (1 - discretion) × intensity",
        "strictness = base + push (1 - base)",
        "harshness = style + push (1 - style)",
        "patrol_share = patrol_most × min(1, base × patrol × (1 + 2 push))",
        "capture = capture_most × discretion × (1 - assessment) × (1 - push)",
        "pull = assessment × asked + (1 - assessment) × heard",
        "strictness_pace × (clip(intensity + 0.5 tanh(pull), 0, 1) - local strictness)",
    )
    base = z.discretion * office.local_strictness + (1 - z.discretion) * z.intensity
    capture = P.capture_most * z.discretion * (1 - z.assessment) * (1 - push)
    share = P.patrol_most * min(1, base * z.patrol * (1 + 2 * push))
    assert (z.strictness, z.harshness, z.patrol_share, z.capture) == pytest.approx(
        (base + push * (1 - base), z.style + push * (1 - z.style), share, capture)
    )

    def ln(own, usual):
        return max(-2, min(2, math.log((own + 1e-6) / (usual + 1e-6))))

    asked = ln(office.order_loss, whole.order_loss) - ln(office.life_loss, whole.life_loss)
    heard = ln(office.order_reports, office.order_usual)
    heard -= ln(office.life_reports, office.life_usual)
    pull = office.assessment * asked + (1 - office.assessment) * heard
    target = max(0, min(1, office.intensity + 0.5 * math.tanh(pull)))
    local = office.local_strictness + P.strictness_pace * (target - office.local_strictness)
    plain(offices.set_strictness)(office, whole, P)
    assert office.local_strictness == pytest.approx(local)


def test_who_may_close_a_matter_and_who_is_content():
    assert on_page(
        "The street may close it if (simplicity + m) / 11 < `authority`",
        "content with chance `content_solved` × sqrt(min(1, tier / hours taken)) if solved",
    )
    assert plain(cases.street_may_close)(1, 0.1, 3.2 / 11)  # a facility: the fourth in order
    assert not plain(cases.street_may_close)(1, 0.3, 3.2 / 11)
    case, now = thing(deadline=24.0, collected=0.0), thing(tick=96.0)
    chance = P.content_solved * math.sqrt(24 / 96)
    assert plain(progress.call_back)(case, True, chance - 1e-6, now, P)
    assert not plain(progress.call_back)(case, True, chance + 1e-6, now, P)
