"""GCJ-02 and BD-09 to WGS-84, and metres whose areas are right."""

import csv

import numpy as np
import pytest

from twin.districts.shapes import local_metres
from twin.errors import InputError
from twin.importer.datum import bd09_to_gcj02, from_wgs84, in_china, to_wgs84, wgs84_to_gcj02
from twin.importer.geometry import flat_metres, ring_area
from twin.importer.options import ImportOptions, check_crs

BEIJING = (np.array([116.404, 116.2]), np.array([39.915, 40.1]))


def apart(one, other):
    """Metres between two sets of places."""
    middle = (float(other[0].mean()), float(other[1].mean()))
    a, b = local_metres(*one, middle), local_metres(*other, middle)
    return np.hypot(a[0] - b[0], a[1] - b[1])


def test_gcj02_lies_some_550_metres_off_in_beijing():
    assert apart(wgs84_to_gcj02(*BEIJING), BEIJING) == pytest.approx([553, 553], abs=15)


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_there_and_back_is_where_it_was(crs):
    there = from_wgs84(*BEIJING, crs)
    assert apart(to_wgs84(*there, crs), BEIJING).max() < 1e-3


def test_bd09_of_a_known_place():
    """The worked example of coordtransform, a widely used library, to a metre."""
    east, north = bd09_to_gcj02(np.array([116.404]), np.array([39.915]))
    assert (east[0], north[0]) == pytest.approx((116.39762729, 39.90865674), abs=1e-5)


def test_nothing_shifts_outside_china():
    chicago = (np.array([-87.65]), np.array([41.9]))
    assert not in_china(*chicago).any()
    assert wgs84_to_gcj02(*chicago) == chicago


def test_the_pairs_of_both_datums_agree_within_a_decimetre(shared):
    with (shared / "data" / "crs_checks" / "gcj02_pairs_beijing.csv").open() as stream:
        rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(stream)]
    wgs, gcj = (
        tuple(np.array([row[f"{datum}_{axis}"] for row in rows]) for axis in ("lon", "lat"))
        for datum in ("wgs84", "gcj02")
    )
    assert len(rows) == 12
    assert apart(wgs84_to_gcj02(*wgs), gcj).max() < 0.1
    assert apart(to_wgs84(*gcj, "gcj02"), wgs).max() < 0.1


@pytest.mark.parametrize("latitude", [0.0, 31.2, 47.6])
def test_a_square_of_degrees_has_the_area_of_the_ellipsoid(latitude):
    """Against the closed formula of a zone's area on the WGS-84 ellipsoid."""
    low, high = latitude, latitude + 0.9
    ring = np.array([[x, y] for y in (low, high) for x in (10.0, 10.9)])[[0, 1, 3, 2]]
    dense = np.concatenate(
        [np.linspace(ring[i], ring[(i + 1) % 4], 200, endpoint=False) for i in range(4)]
    )
    metres = np.stack(flat_metres(dense[:, 0], dense[:, 1], (10.4, latitude + 0.5)), axis=1)
    axis, ecc2 = 6378137.0, 0.00669437999014
    ecc = ecc2**0.5

    def zone(degrees):
        sine = np.sin(np.radians(degrees))
        return sine / (1 - ecc2 * sine**2) + np.arctanh(ecc * sine) / ecc

    exact = axis**2 * (1 - ecc2) / 2 * (zone(high) - zone(low)) * np.radians(0.9)
    assert ring_area(metres) == pytest.approx(float(exact), rel=1e-6)


@pytest.mark.parametrize(
    ("text", "crs"), [("WGS84", "wgs84"), ("GCJ-02", "gcj02"), ("EPSG:4528", "epsg:4528")]
)
def test_a_datum_may_be_written_in_any_case(text, crs):
    assert check_crs(text) == crs


@pytest.mark.parametrize("text", ["", "epsg:", "epsg:x", "mercator"])
def test_an_unknown_datum_is_refused(text):
    with pytest.raises(InputError, match="unknown datum"):
        check_crs(text)


def test_one_file_may_have_a_datum_of_its_own():
    options = ImportOptions("wgs84", file_crs={"poi.csv": "gcj02"})
    assert (options.crs_of("poi.csv"), options.crs_of("town.geojson")) == ("gcj02", "wgs84")
