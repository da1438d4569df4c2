"""Which cells experiments treat, when, and what their probes note of them."""

import numpy as np
import pytest

from twin.district import load_district
from twin.model import CityTwin
from twin.validate import effects
from twin.validate.patterns import p04
from twin.validate.probes_cells import DailySums, HourlyMeans, Together, ZoneDays, hour_of
from twin.validate.probes_vendors import AfterStops, PitchUse
from twin.validate.targets import (
    FAR_RING,
    NEAR_RING,
    TREATED,
    expected_stalls,
    places,
    quarters,
    rings,
    treated_cells,
)
from twin.validate.watch import watch

DISTRICTS = ("classroom", "validation")


@pytest.mark.parametrize("name", DISTRICTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_fifth_of_the_cells_is_treated_and_holds_a_part_of_the_stalls(name, seed):
    district = load_district(name)
    cells = treated_cells(district, seed)
    assert 0.1 <= len(cells) / district.n_cells <= 0.2
    assert 0.2 <= expected_stalls(district)[cells].sum() <= 0.4


def test_treated_cells_follow_the_seed_alone():
    district = load_district("validation")
    assert np.array_equal(treated_cells(district, 3), treated_cells(district, 3))
    assert not np.array_equal(treated_cells(district, 3), treated_cells(district, 4))


def test_rings_lie_at_250_and_500_metres():
    district = load_district("validation")
    middle = int(district.lookup[15, 20])
    zone = rings(district, np.array([middle]))
    away = np.hypot(district.x - district.x[middle], district.y - district.y[middle])
    assert zone[middle] == TREATED
    assert set(zone[(away > 0) & (away <= 2.5)]) == {NEAR_RING}
    assert set(zone[(away > 2.5) & (away <= 5.0)]) == {FAR_RING}
    assert places(district, np.array([middle])) == [(20, 15)]


def test_quarters_share_out_every_cell_once():
    district = load_district("validation")
    hands = quarters(district, 7)
    assert np.array_equal(np.sort(np.concatenate(hands)), np.arange(district.n_cells))
    shares = [expected_stalls(district)[cells].sum() for cells in hands]
    assert min(shares) > 0.05


@pytest.mark.parametrize("seed", range(10))
def test_rotation_and_blocks_give_every_target_the_same_days(seed):
    spells, blocks = p04.spells(120, seed), p04.blocks(120, seed)
    for turns in (spells, blocks):
        days = [0] * p04.TARGETS
        for k, first, last in turns:
            days[k] += last - first + 1
        assert days == [30] * p04.TARGETS
        assert [first for _, first, _ in turns[1:]] == [last + 1 for _, _, last in turns[:-1]]
    assert {last - first + 1 for _, first, last in spells} == {2, 3}
    assert len(blocks) == p04.TARGETS


def test_effects_by_hand():
    assert effects.window([1, 2, 3, 4], 2, 3) == 2.5
    assert effects.late([0, 0, 0, 0, 3, 5]) == 4.0
    assert effects.elasticity(0.9**-2, 1.1**-2, 0.1) == pytest.approx(-2.0)
    assert effects.slope([0, 1, 2], [1, 3, 5], [1, 1, 1]) == pytest.approx(2.0)
    assert effects.correlation([0, 1, 2], [5, 3, 1], [1, 2, 1]) == pytest.approx(-1.0)
    assert np.isnan(effects.elasticity(0.0, 1.0, 0.1))
    assert np.isnan(effects.ratio(1.0, 0.0))


@pytest.mark.parametrize(("xs", "ys"), [([0, 1, 2], [3, 3, 3]), ([3, 3, 3], [0, 1, 2]), ([], [])])
def test_what_does_not_vary_has_no_correlation(xs, ys):
    assert np.isnan(effects.correlation(xs, ys, [1] * len(xs)))


def test_probes_by_zone_hour_and_book_count_the_same_stalls():
    scenario = p04.arms(p04.Plan(seed=1, days=8, burn_in=1, district="classroom"))["block"]
    probe = Together(
        ZoneDays(4, p04.target, ("traders",)),
        HourlyMeans(stalls=("traders", None)),
        DailySums("traders"),
    )
    found = watch(scenario, 1, [probe])[0]
    by_zone = sum(sum(found[f"traders_{k}"]) for k in range(4))
    assert len(found["traders"]) == 8
    assert by_zone == pytest.approx(sum(found["traders"]))
    assert 8 * sum(found["stalls"]) == pytest.approx(by_zone)
    assert by_zone > 0.0


def test_a_probe_sees_the_hour_that_was_run():
    model = CityTwin("classroom", rng=1)
    model.step()
    assert hour_of(model) == 0
    model.run_for(23)
    assert hour_of(model) == 23


def test_after_stops_and_pitch_use_count_what_happens():
    model = CityTwin("classroom", rng=1, levers={"pitches": 2.0, "licence_days": 0.0})
    stops, pitches = AfterStops(), PitchUse()
    for day in range(1, 6):
        for _ in range(24):
            model.step()
            stops.hour(model, day)
            pitches.hour(model, day)
        pitches.day(model, day)
    seen, used = stops.numbers(model), pitches.numbers(model)
    assert seen["stops"] > 0
    assert 0.0 <= seen["returned"] <= 1.0
    assert sum(used["offered"]) == 5 * model.world.rows("cells").pitches.sum()
    assert 0 < sum(used["used"]) <= sum(used["offered"])
    assert len(used["footfall"]) == len(used["used"])
