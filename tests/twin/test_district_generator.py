"""The generator: what its options promise, over many options."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from twin.district import GeneratorOptions, LandUse, generate, load_district
from twin.errors import InputError

OPTIONS = st.builds(
    GeneratorOptions,
    streets=st.integers(1, 9),
    width=st.integers(12, 40),
    height=st.integers(12, 40),
    population=st.sampled_from([0, 1, 999, 40_000]),
    density=st.sampled_from([50.0, 5000.0, 30_000.0]),
    density_ratio=st.floats(1, 20),
    heterogeneity=st.floats(0, 2),
    floating_share=st.floats(0, 0.9),
    irregularity=st.floats(0, 0.3),
    seed=st.integers(0, 10_000),
)


@settings(max_examples=25, derandomize=True)
@given(OPTIONS)
def test_any_options_give_a_whole_district(options):
    district = generate(options)
    n = options.streets
    assert district.n_cells == options.width * options.height
    if options.population:
        assert district.population == options.population
    assert district.residents.sum() == sum(street.population for street in district.streets)
    assert district.jobs.sum() == sum(street.workers for street in district.streets)
    cells = np.bincount(district.street, minlength=n)
    assert np.abs(cells - district.n_cells / n).max() <= 2
    streets = district.street[district.lookup]
    assert all(ndimage.label(streets == i)[1] == 1 for i in range(n))
    assert np.isfinite(district.visitors).all() and np.isfinite(district.attraction).all()
    assert district.attraction.min() >= 0 and district.attraction.max() <= 1
    assert all(street.floating_share == options.floating_share for street in district.streets)


def test_validation_is_six_streets_in_three_columns():
    district = load_district("validation")
    assert (district.width, district.height, len(district.streets)) == (40, 30, 6)
    assert (district.population, district.scale, district.burn_in) == (60_000, 10.0, 30)
    pairs = {(a, b) for a, b, _ in district.adjacency}
    assert pairs == {(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)}


def test_the_classroom_is_small():
    district = load_district("classroom")
    assert (district.width, district.height, len(district.streets)) == (20, 16, 4)
    assert district.population / district.scale == 1200


@pytest.mark.parametrize("ratio", [1.0, 5.0, 20.0])
def test_the_density_ratio_is_met(ratio):
    district = generate(GeneratorOptions(population=600_000, density_ratio=ratio))
    density = np.array([street.population / street.area_km2 for street in district.streets])
    assert density.max() / density.min() == pytest.approx(ratio, rel=0.01)


def test_density_sets_the_population_where_none_is_given():
    district = generate(GeneratorOptions(density=8000.0, width=20, height=20, streets=4))
    assert district.population == 8000 * 4


def logit(taste):
    return np.log(taste / (1 - taste))


@pytest.mark.parametrize("heterogeneity", [0.0, 0.5, 1.5])
def test_tastes_differ_between_streets_as_told(heterogeneity):
    district = generate(GeneratorOptions(heterogeneity=heterogeneity))
    tastes = np.array([street.order_taste for street in district.streets])
    assert logit(tastes).std() == pytest.approx(heterogeneity, abs=1e-9)
    assert logit(tastes).mean() == pytest.approx(0, abs=1e-9)


def test_more_heterogeneity_does_not_reshuffle_anything_else():
    plain = generate(GeneratorOptions(heterogeneity=0.0))
    mixed = generate(GeneratorOptions(heterogeneity=1.0))
    assert plain.residents.tobytes() == mixed.residents.tobytes()
    assert plain.attraction.tobytes() == mixed.attraction.tobytes()


def test_another_seed_draws_another_place():
    one, two = generate(GeneratorOptions(seed=1)), generate(GeneratorOptions(seed=2))
    assert one.residents.tobytes() != two.residents.tobytes()
    assert one.attraction.tobytes() != two.attraction.tobytes()


def test_the_same_options_give_the_same_bytes():
    one, two = generate(GeneratorOptions(seed=5)), generate(GeneratorOptions(seed=5))
    assert one.residents.tobytes() == two.residents.tobytes()
    assert one.lookup.tobytes() == two.lookup.tobytes()


def test_every_street_has_its_park():
    district = generate(GeneratorOptions())
    parks = np.bincount(district.street[district.land_use == LandUse.PARK], minlength=6)
    assert (parks == 10).all()


def test_a_generated_district_says_that_it_is_none():
    district = generate(GeneratorOptions())
    assert district.kind == "generated"
    assert "no real place" in district.assumptions[0].en
    assert all(street.marks == ("assumed: all figures",) for street in district.streets)


def test_streets_are_named_in_both_languages():
    district = generate(GeneratorOptions(streets=21, width=40, height=40))
    names = [street.name for street in district.streets]
    assert [names[i].zh for i in (0, 9, 10, 20)] == [
        "第一街道",
        "第十街道",
        "第十一街道",
        "第二十一街道",
    ]
    assert names[20].en == "Street 21"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("streets", 0),
        ("streets", 2.5),
        ("density_ratio", 0.5),
        ("density_ratio", float("nan")),
        ("floating_share", 1.2),
        ("scale", 0),
        ("population", True),
    ],
)
def test_an_option_out_of_bounds_is_refused_by_name(name, value):
    with pytest.raises(InputError) as refused:
        GeneratorOptions(**{name: value})
    assert refused.value.where == name


def test_streets_need_room():
    with pytest.raises(InputError, match="at most 4"):
        GeneratorOptions(streets=5, width=8, height=8)
