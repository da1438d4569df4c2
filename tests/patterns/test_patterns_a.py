"""P03 to P26 of the street: what their statistics say of worlds made by hand, and a real run."""

import math

import pytest

from twin.validate.pattern import Plan
from twin.validate.patterns import PATTERNS
from twin.validate.patterns.p24 import COLLECTORS
from twin.validate.watch import watch

NAMED = {pattern.name: pattern for pattern in PATTERNS}


def flat(value, days=120):
    return [float(value)] * days


def verdicts(name, found):
    """Give which criteria one seed's numbers meet."""
    pattern = NAMED[name]
    values = pattern.statistics(found)
    met = {}
    for criterion in pattern.criteria:
        value = values[criterion.statistic]
        low = -math.inf if criterion.low is None else criterion.low
        high = math.inf if criterion.high is None else criterion.high
        met[criterion.statistic] = low < value < high
    return met


def campaign(days):
    control = {"traders_1": flat(100), "belief_half_life": 8.0}
    return {"control": control, "campaign": {**control, "traders_1": days}}


REBOUND = [*flat(40, 7), *flat(50, 23), *(min(100.0, 55.0 + 2.0 * d) for d in range(90))]
NO_REBOUND = flat(100)
NEVER_BACK = flat(40)


def rotation(order, traders):
    row = {f"traders_{k}": flat(traders) for k in range(4)}
    row |= {f"disorder_{k}": flat(1.0 - order) for k in range(4)}
    return {**row, "order": flat(order), "met": flat(5), "patrol_hours": flat(70)}


def stops(back):
    row = {"illegal": flat(100), "patrol_hours": flat(70)}
    return {f"m{m}": {**row, "returned": share} for m, share in back.items()}


def ringed(treated, near, far):
    names = ("treated", "near", "far", "beyond")
    values = dict(zip(names, (treated, near, far, 100), strict=True))
    traders = {f"traders_{k}": flat(values[name]) for k, name in enumerate(names)}
    return {**traders, **{f"met_{k}": flat(10) for k in range(4)}}


def moved(low, high):
    control = ringed(100, 100, 100)
    return {
        "control_low": control,
        "treated_low": ringed(*low),
        "control_high": control,
        "treated_high": ringed(*high),
    }


def responses(patrol, fine, large):
    found = {}
    for name, power in (("patrol", patrol), ("fine", fine), ("large", large)):
        for side, times in (("below", 0.9), ("above", 1.1)):
            found[f"{name}_{side}"] = {"illegal": flat(100 * times**power), "met": flat(10)}
    return found


def treated_so(legitimacy, conflicts, illegal, lost):
    row = {"legitimacy": flat(0.5), "conflicts": flat(0), "illegal": flat(100), "met": flat(10)}
    harsh = {"legitimacy": flat(legitimacy), "conflicts": flat(conflicts), "met": flat(10)}
    mixed = {**row, "duty_lost": lost, "duty_gained": 0.015}
    return {"fair": row, "harsh": {**harsh, "illegal": flat(illegal)}, "mixed": mixed}


def sited(shares, off_pitch, best):
    people = [0.3, 0.5, 0.7, 0.9, 1.1]
    row = {"footfall": people, "offered": [1000.0] * 5, "used": [1000.0 * s for s in shares]}
    none = {"order": 0.7, "vitality": 0.4, "vendors_trading": 3.0}
    return {
        "none": none,
        "s0.6": {**row, **none, "off_pitch": off_pitch},
        "s1": {**row, **best, "off_pitch": 0.1},
    }


def committees(both, open_entry):
    row = {"traders": flat(100), "order": 0.7, "public_cost": 100.0, "members_share": 0.5}
    untidy = {"state": 40, "both": both, "open": open_entry}
    return {name: {**row, "tidy": flat(100 - value)} for name, value in untidy.items()}


def rhythm(peak, evening, noise):
    usual = [max(0.0, 10.0 - abs(hour - peak)) for hour in range(24)]
    twice = [v * (evening if 18 <= hour <= 20 else 1.0) for hour, v in enumerate(usual)]
    calls = [1.0 if hour == noise else 0.0 for hour in range(24)]
    return {"usual": {"stalls": usual, "noise": calls}, "twice": {"stalls": twice, "noise": calls}}


BETTER = {"order": 0.72, "vitality": 0.42, "vendors_trading": 3.2}
WORSE = {"order": 0.6, "vitality": 0.3, "vendors_trading": 3.0}
AS_EXPECTED = {
    "P03": campaign(REBOUND),
    "P04": {"block": rotation(0.70, 100), "rotation": rotation(0.72, 90)},
    "P06": stops({2: 0.8, 12: 0.3, 30: 0.2, 60: 0.18}),
    "P07": moved((60, 110, 105), (40, 98, 100)),
    "P21": responses(-0.3, -0.1, -0.04),
    "P22": treated_so(0.4, 2.0, 103, 0.03),
    "P23": sited([0.02, 0.1, 0.35, 0.7, 0.9], 0.6, BETTER),
    "P24": committees(30, 40),
    "P26": rhythm(19, 1.2, 22),
}
WITHOUT = {
    "P03": (campaign(NO_REBOUND), {"week_1", "half_lives", "residual"}),
    "P04": ({"block": rotation(0.72, 90), "rotation": rotation(0.70, 90)}, {"disorder"}),
    "P06": (stops({2: 0.8, 12: 0.8, 30: 0.7, 60: 0.4}), {"against_drive_by", "flattening"}),
    "P07": (
        moved((60, 95, 90), (60, 120, 110)),
        {"near_low", "far_low", "near_high", "far_high"},
    ),
    "P21": (responses(0.1, -0.1, -0.3), {"certainty", "lead", "shrinking"}),
    "P22": (
        treated_so(0.6, -1.0, 70, 0.015),
        {"legitimacy", "conflicts", "unlicensed", "undone"},
    ),
    "P23": (
        sited([0.9, 0.2, 0.8, 0.1, 0.2], 0.05, WORSE),
        {"slope", "along", "back", "disorder_each", "vitality"},
    ),
    "P24": (committees(41, 30), {"both", "open"}),
    "P26": (rhythm(9, 0.8, 3), {"peak", "climb", "evening", "noise_peak"}),
}


@pytest.mark.parametrize("name", AS_EXPECTED)
def test_a_world_with_the_effect_meets_every_criterion(name):
    met = verdicts(name, AS_EXPECTED[name])
    assert all(met.values()), met


@pytest.mark.parametrize("name", WITHOUT)
def test_a_world_without_it_fails(name):
    found, failing = WITHOUT[name]
    met = verdicts(name, found)
    assert {criterion for criterion, fine in met.items() if not fine} == failing


def test_a_campaign_whose_stalls_never_come_back_fails_on_the_way_back():
    values = NAMED["P03"].statistics(campaign(NEVER_BACK))
    assert values["half_lives"] == 90 / 8.0
    assert not verdicts("P03", campaign(NEVER_BACK))["half_lives"]


def test_a_campaign_that_works_more_and_more_fails_on_growth():
    days = [*flat(45, 7), *flat(5, 23), *REBOUND[30:]]
    assert verdicts("P03", campaign(days)) == {
        "week_1": True,
        "half_lives": True,
        "growth": False,
        "residual": True,
    }


def test_stalls_that_stay_into_the_night_do_not_fall():
    found = rhythm(23, 1.2, 22)
    met = verdicts("P26", found)
    assert not met["fall"]
    assert not met["peak"]


@pytest.mark.parametrize(("hour", "meets"), [(17, False), (18, True), (20, True), (21, False)])
def test_the_peak_lies_in_the_hours_from_18_to_21(hour, meets):
    assert verdicts("P26", rhythm(hour, 1.2, 21))["peak"] is meets
    assert verdicts("P26", rhythm(19, 1.2, 21))["noise_peak"]


def test_the_state_spends_on_collectors_just_what_the_association_costs():
    plan = Plan(seed=1, days=3, burn_in=1, district="classroom")
    arms, probe = NAMED["P24"].arms(plan), NAMED["P24"].probe
    cost = {name: watch(arms[name], 1, [probe()])[0]["public_cost"] for name in ("state", "both")}
    assert COLLECTORS > 0.0
    assert cost["state"] == pytest.approx(cost["both"], rel=1e-9)


#: Days that an experiment needs to be told at all.
DAYS = {"P03": 38, "P04": 8}


@pytest.mark.parametrize("name", AS_EXPECTED)
def test_every_arm_and_probe_of_a_real_run_works(name):
    pattern = NAMED[name]
    plan = Plan(seed=2, days=DAYS.get(name, 2), burn_in=2, district="classroom")
    found = {arm: watch(run, 2, [pattern.probe()])[0] for arm, run in pattern.arms(plan).items()}
    values = pattern.statistics(found)
    assert {criterion.statistic for criterion in pattern.criteria} <= set(values)
    assert all(isinstance(value, float) for value in values.values())
    if name not in ("P21", "P22"):  # their long run is too short to differ here
        assert any(value not in (0.0, 1.0) and math.isfinite(value) for value in values.values())


@pytest.mark.parametrize("name", AS_EXPECTED)
def test_arms_are_the_same_every_time_and_few_in_quick_mode(name):
    full = Plan(seed=5, days=120, district="classroom")
    quick = Plan(seed=5, days=120, district="classroom", quick=True)
    arms = NAMED[name].arms
    assert arms(full) == arms(full)
    assert set(arms(quick)) <= set(arms(full))
    assert len(arms(quick)) <= 6
