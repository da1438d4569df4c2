"""Patterns of governance: each tells a world with the effect from one without, and every arm runs.

Numbers here are made by hand; the runs at the end are of a small town and judge nothing.
"""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from twin.district import load_district
from twin.paths import scenarios_home
from twin.validate.humps import two_humps
from twin.validate.optimum import best_share, with_tastes
from twin.validate.path import along_path
from twin.validate.pattern import Plan
from twin.validate.patterns import p02, p09, p10, p11, p12, p14, p15, p16, p19, p25, p27
from twin.validate.probes_cases import Incidents, ReportsByCell
from twin.validate.watch import watch

FILES = (p02, p09, p10, p11, p12, p14, p15, p16, p19, p25, p27)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
DAYS = np.arange(360)


def times(*humps, count=200):
    """Give hours in humps of (middle, spread on the log scale), as a probe notes them."""
    quantiles = [NormalDist().inv_cdf((k + 0.5) / count) for k in range(count)]
    hours = [
        round(middle * math.exp(spread * z)) + 1 for middle, spread in humps for z in quantiles
    ]
    values, counts = np.unique(np.array(hours, float), return_counts=True)
    return {"hours": values.tolist(), "counts": counts.tolist()}


def joint(hours):
    return {"joint_hours": [hours], "joint_counts": [5.0]}


def path(name, top):
    """Give welfare along the path with its optimum at a share."""
    return {f"{name}@{share:g}": {"welfare": 0.2 - (share - top) ** 2} for share in SHARES}


def course(size, period, first=1.0):
    """Give a course of order that swings, ``first`` times as far in its first half."""
    grown = np.where(DAYS < 180, first, 1.0)
    order = 0.7 + size * grown * np.sin(2.0 * np.pi * DAYS / period)
    return {"order": order.tolist(), "intensity": [0.4, 0.6, 0.4] * 120}


def swings(review_15, review_30, review_60, continuous, alone=0.001):
    return {
        "review-15": course(review_15, 60),
        "review-30": course(review_30, 60),
        "review-60": course(review_60, 90),
        "continuous": course(continuous, 60),
        "alone": course(alone, 60),
    }


def optima(default=0.5, alike=0.3, apart=0.6, none=0.6, free=0.4):
    return {
        **path("default", default), **path("tastes-alike", alike), **path("tastes-apart", apart),
        **path("spill-none", none), **path("spill-free", free),
    }  # fmt: skip


def causes(alike, none, pooled, honest):
    return {
        **path("default", 0.5), **path("tastes-alike", alike), **path("spill-none", none),
        **path("pooled", pooled), **path("no-capture", honest),
    }  # fmt: skip


def storm(at_noon, cleared_at):
    """Give a storm of 20 blockages, and of 8 more: cleared by noon, and eight tenths at an hour."""
    hours = np.arange(300)
    made = np.where(hours < 95, 20.0, 28.0)
    cleared = np.where(hours < 4, 0.0, np.where(hours < cleared_at, 20.0 * at_noon, 20.0))
    return {"made": made.tolist(), "cleared": np.where(hours < 110, cleared, 28.0).tolist()}


def whistle(off, on):
    states = (("off", off), ("on", on))
    return {f"{few}-{state}": joint(h) for few in p12.AUTHORITY for state, h in states}


def work(opened, order):
    return {"cases_opened": [opened] * 60, "order": [order] * 60}


def calls(resolution, content, reports, order):
    return {
        "resolution_rate": resolution, "content_rate": content, "reports": reports,
        "order": order, "satisfaction": 0.3,
    }  # fmt: skip


def causes_treated(repeats, more, scattered, order=0.75):
    """Give worlds of 10 repeats and 20 reports a day under reaction."""
    rows = {
        "react": (10.0, 20.0, 0.75),
        "treat": (repeats, 18.0, order),
        "treat-more": (more, 17.0, 0.76),
        "scattered-react": (1.0, 5.0, 0.9),
        "scattered-treat": (scattered, 5.0, 0.9),
    }
    return {
        arm: {"repeats_a_day": r, "reports_a_day": all_, "order": o, "public_cost": 500.0}
        for arm, (r, all_, o) in rows.items()
    }


def group_days(local, floating):
    return {
        "days_local": local, "days_floating": floating, "hours_local": 1.0, "hours_floating": 1.0,
        "rate_local": 3.0, "rate_floating": 1.0,
    }  # fmt: skip


FAST_AND_SLOW, ONE_HUMP = times((3, 0.3), (90, 0.4)), times((40, 0.6))
EVEN, FEW_PLACES = [1.0] * 100, [30.0] * 4 + [20.0] * 2 + [0.2] * 94
#: Worlds with the effect, and worlds in each of which some of it is missing.
WITH = [
    (p02, swings(0.01, 0.02, 0.05, 0.004)),
    (p09, optima()),
    (p10, causes(0.3, 0.6, 0.7, 0.6)),
    (p11, {"few": FAST_AND_SLOW, "many": times((2, 0.3), (60, 0.4))}),
    (p12, whistle(100.0, 10.0)),
    (p14, {"usual": work(0.5, 0.75), "doubled": work(0.9, 0.76)}),
    (p15, {"few": calls(0.53, 0.6, 0.3, 0.7), "many": calls(0.9, 0.8, 0.5, 0.75)}),
    (p16, causes_treated(7.0, 6.4, 1.1)),
    (p19, {"usual": {"by_cell": FEW_PLACES}}),
    (p25, {"shanghai": storm(0.25, 30)}),
    (p27, {"reactive": group_days(5.0, 9.0), "proactive": group_days(4.0, 5.0)}),
]
WITHOUT = [
    (p02, "never swings", swings(0.001, 0.001, 0.001, 0.001)),
    (p02, "the same at any delay", swings(0.02, 0.02, 0.02, 0.001)),
    (p02, "swings under feedback too", swings(0.01, 0.02, 0.05, 0.03)),
    (p09, "the more the better", optima(1.0, 1.0, 1.0, 1.0, 1.0)),
    (p09, "tastes do not matter", optima(alike=0.6)),
    (p09, "spillover does not matter", optima(free=0.6)),
    (p10, "pooling does not matter", causes(0.3, 0.6, 0.5, 0.6)),
    (p10, "capture works the other way", causes(0.3, 0.6, 0.7, 0.4)),
    (p11, "as slow as before", {"few": FAST_AND_SLOW, "many": FAST_AND_SLOW}),
    (p11, "one hump", {"few": ONE_HUMP, "many": times((20, 0.6))}),
    (p12, "half as long", whistle(100.0, 50.0)),
    (p14, "nothing more is seen", {"usual": work(0.5, 0.75), "doubled": work(0.5, 0.75)}),
    (p14, "more disorder", {"usual": work(0.5, 0.75), "doubled": work(0.9, 0.70)}),
    (p15, "fewer calls", {"few": calls(0.53, 0.6, 0.5, 0.7), "many": calls(0.9, 0.8, 0.3, 0.75)}),
    (p15, "not raised", {"few": calls(0.8, 0.6, 0.3, 0.7), "many": calls(0.9, 0.65, 0.5, 0.75)}),
    (p16, "repeats stay", causes_treated(10.0, 10.0, 1.0)),
    (p16, "no saturation", causes_treated(7.0, -3.0, 1.0)),
    (p16, "works where nothing recurs", causes_treated(7.0, 6.4, 0.0)),
    (p19, "everywhere alike", {"usual": {"by_cell": EVEN}}),
    (p25, "nothing by noon", {"shanghai": storm(0.0, 30)}),
    (p25, "too late", {"shanghai": storm(0.25, 80)}),
    (p27, "all wait alike", {"reactive": group_days(5.0, 5.0), "proactive": group_days(4.0, 4.0)}),
    (p27, "turned round", {"reactive": group_days(5.0, 9.0), "proactive": group_days(9.0, 1.0)}),
]  # fmt: skip


def holds(pattern, found):
    values = pattern.statistics(found)
    return all(
        (c.low is None or values[c.statistic] > c.low)
        and (c.high is None or values[c.statistic] < c.high)
        for c in pattern.criteria
    )


@pytest.mark.parametrize(("file", "found"), WITH, ids=[file.PATTERN.name for file, _ in WITH])
def test_a_world_with_the_effect_passes(file, found):
    assert holds(file.PATTERN, found), file.PATTERN.statistics(found)


@pytest.mark.parametrize(
    ("file", "found"),
    [(file, found) for file, _, found in WITHOUT],
    ids=[f"{file.PATTERN.name} {what}" for file, what, _ in WITHOUT],
)
def test_a_world_without_it_fails(file, found):
    assert not holds(file.PATTERN, found), file.PATTERN.statistics(found)


def test_the_path_goes_straight_from_the_baseline_to_everything():
    assert along_path(0.0)["authority"] == 0.2
    assert set(along_path(1.0).values()) == {1.0}
    assert sum(along_path(0.0).values()) == 0.2
    assert along_path(0.25)["staffing"] == 0.25


def test_the_optimum_lies_at_the_vertex_or_at_an_end():
    found = path("default", 0.4)
    welfare = {float(arm.rpartition("@")[2]): row["welfare"] for arm, row in found.items()}
    assert best_share(welfare) == pytest.approx(0.4)
    assert best_share({0.0: 3.0, 0.5: 2.0, 1.0: 1.0}) == 0.0
    assert math.isnan(best_share({}))


def test_humps_are_found_where_there_are_two_and_only_there():
    two, one = FAST_AND_SLOW, ONE_HUMP
    assert two_humps(two["hours"], two["counts"]) > 4.0
    assert two_humps(one["hours"], one["counts"]) == 0.0
    assert math.isnan(two_humps([], []))
    assert math.isnan(p11.statistics({"few": two, "many": times()})["humps"]), "an arm has none"


def test_a_few_stragglers_are_no_hump():
    many = times((10, 0.4))
    hours, counts = [*many["hours"], 500.0], [*many["counts"], 8.0]
    assert two_humps(hours, counts) == 0.0


def test_tastes_of_the_validation_district_can_be_alike_or_apart_and_nothing_else_differs():
    plan = Plan(seed=1)
    usual = load_district("validation")
    places = (with_tastes(plan, f"tastes-{which}").district for which in ("alike", "apart"))
    alike, apart = map(load_district, places)
    spread = [float(np.std([s.order_taste for s in d.streets])) for d in (alike, usual, apart)]
    assert spread[0] == 0.0
    assert spread[0] < spread[1] < spread[2]
    for other in (alike, apart):
        assert (other.residents == usual.residents).all()
        assert (other.attraction == usual.attraction).all()
    assert with_tastes(Plan(seed=1, district="dongcheng"), "tastes-alike") is None


def test_what_proactive_work_costs_pays_for_about_one_team_in_forty_thousand_residents():
    teams = p16.team_for(Plan(seed=1))["teams_urban"] - Plan(seed=1).parameter("teams_urban")
    assert 0.15 < teams < 0.35


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Give the folder of the classroom district with its variants of taste."""
    folder = tmp_path_factory.mktemp("town")
    text = (scenarios_home() / "districts" / "classroom" / "meta.toml").read_text("utf-8")
    for place in (folder, folder / "tastes-alike", folder / "tastes-apart"):
        place.mkdir(exist_ok=True)
        spread = {"tastes-alike": 0.0, "tastes-apart": 1.0}.get(place.name, 0.5)
        (place / "meta.toml").write_text(f"{text}heterogeneity = {spread}\n", "utf-8")
    return folder


@pytest.mark.parametrize("file", FILES, ids=[file.PATTERN.name for file in FILES])
def test_every_arm_of_every_pattern_runs_and_gives_its_statistics(file, town):
    pattern = file.PATTERN
    days = {"P02": 16, "P25": 12}.get(pattern.name, 2)
    plan = Plan(seed=1, days=days, burn_in=1, quick=True, district=str(town))
    arms = pattern.arms(plan)
    found = {arm: watch(scenario, 1, [pattern.probe()])[0] for arm, scenario in arms.items()}
    assert len({scenario.address() for scenario in arms.values()}) == len(arms)
    values = pattern.statistics(found)
    assert {c.statistic for c in pattern.criteria} <= set(values)
    assert all(isinstance(value, float) for value in values.values())


def test_a_probe_changes_nothing_and_a_control_does(town):
    plan = Plan(seed=1, days=9, burn_in=2, district=str(town))
    arms = p02.arms(plan)
    alone, followed = (
        watch(arms[arm], 1, [p02.Enforcement(), Incidents(), ReportsByCell()])[0]
        for arm in ("alone", "continuous")
    )
    plain = watch(arms["alone"], 1, [p02.Enforcement()])[0]
    assert plain == alone
    assert set(alone["intensity"]) == {p02.START}
    assert len(set(followed["intensity"])) > 3
    again = watch(arms["continuous"], 1, [p02.Enforcement()])[0]
    assert again == followed


def test_a_review_moves_enforcement_by_a_step_and_only_on_its_days(town):
    plan = Plan(seed=1, days=46, burn_in=2, district=str(town))
    level = watch(p02.arms(plan)["review-15"], 1, [p02.Enforcement()])[0]["intensity"]
    moved = [day for day in range(1, len(level)) if level[day] != level[day - 1]]
    assert moved
    assert all(day % 15 == 0 for day in moved)
    assert all(abs(level[day] - level[day - 1]) == pytest.approx(p02.STEP) for day in moved)


def test_incidents_wait_for_the_case_that_covers_them(town):
    plan = Plan(seed=3, days=15, burn_in=2, district=str(town))
    found = watch(plan.arm(), 3, [Incidents()])[0]
    assert sum(found["counts"]) > 10
    assert found["hours"] == sorted(found["hours"])
    assert min(found["hours"]) >= 1.0
    assert sum(found["joint_counts"]) <= sum(found["counts"])


def test_reports_by_cell_leave_out_the_burn_in(town):
    plan = Plan(seed=1, days=4, burn_in=4, district=str(town))
    longer = replace(plan, days=8, burn_in=0)
    some, every = (sum(watch(p.arm(), 1, [ReportsByCell()])[0]["by_cell"]) for p in (plan, longer))
    assert 0.0 < some < every
