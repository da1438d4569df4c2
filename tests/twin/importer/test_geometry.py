"""Rings and cells: areas, crossings, spans, overlaps, holes, and the grid's bounds."""

import numpy as np
import pytest

from twin.errors import InputError
from twin.importer.geometry import first_crossing, ring_area, spans
from twin.importer.raster import check_extent, cropped, holes, overlaps, rasterise


def box(x, y, width, height):
    return np.array(
        [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]], float
    )


def inside_one_by_one(rings, x, y):
    """Even-odd test of one point, written plainly."""
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (ay <= y) != (by <= y) and ax + (y - ay) / (by - ay) * (bx - ax) <= x:
                odd = not odd
    return odd


def star(seed, points=40):
    """A wild ring that does not cross itself: its radius changes with the angle."""
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    radius = 6 + 5 * np.abs(np.sin(angle * 3 + seed)) * (1 + np.arange(points) % 2) / 2
    return np.stack([12 + radius * np.cos(angle), 12 + radius * np.sin(angle)], axis=1)


@pytest.mark.parametrize("seed", range(4))
def test_cells_are_those_whose_centres_lie_inside(seed):
    rings = [star(seed), box(11, 11, 2, 2)]  # a hole in the middle
    grid = rasterise([rings], (24, 24))
    plain = [[inside_one_by_one(rings, x + 0.5, y + 0.5) for x in range(24)] for y in range(24)]
    assert (grid >= 0).tolist() == plain


def test_streets_that_share_a_side_share_no_cell_and_leave_none():
    ring = star(1)
    halves = [np.vstack([ring[:21], [12, 12]]), np.vstack([ring[20:], ring[:1], [12, 12]])]
    grid = rasterise([[half] for half in halves], (24, 24))
    assert ((grid >= 0) == (rasterise([[ring]], (24, 24)) >= 0)).all()
    assert set(np.unique(grid)) == {-1, 0, 1}
    assert sum(overlaps([[half] for half in halves], 24).values()) < 1e-6


def test_a_cell_two_streets_claim_goes_to_the_first():
    grid = rasterise([[box(0, 0, 3, 2)], [box(2, 0, 3, 2)]], (2, 5))
    assert grid.tolist() == [[0, 0, 0, 1, 1]] * 2


def test_a_street_smaller_than_a_cell_still_has_one():
    grid = rasterise([[box(0, 0, 4, 4)], [box(1.6, 1.6, 0.3, 0.3)]], (4, 4))
    assert (grid == 1).sum() == 1 and grid[1, 1] == 1


def test_overlaps_are_measured_in_square_metres():
    found = overlaps([[box(0, 0, 5, 4)], [box(4.5, 0, 5, 4)], [box(9.5, 0, 1, 4)]], 4)
    assert found == {(0, 1): pytest.approx(0.5 * 4 * 10_000)}


def test_holes_of_the_whole_are_found_and_its_edge_is_none():
    grid = np.zeros((6, 6), np.int32)
    grid[2, 2] = grid[4, 4] = grid[4, 3] = grid[0, 5] = -1
    assert holes(grid) == [2, 1]


def test_cropping_keeps_the_place_of_the_corner():
    grid = np.full((5, 6), -1, np.int32)
    grid[2:4, 3:5] = 0
    cut, corner = cropped(grid)
    assert cut.shape == (2, 2) and corner == (3, 2)


BOW = np.array([[0, 0], [2, 2], [2, 0], [0, 2]], float)


def test_sides_that_cross_are_found_where_they_cross():
    assert first_crossing([BOW]) == pytest.approx((1.0, 1.0))


def test_a_hole_that_reaches_out_crosses():
    assert first_crossing([box(0, 0, 4, 4), box(3, 1, 2, 2)]) is not None


@pytest.mark.parametrize(
    "rings",
    [[box(0, 0, 1, 1)], [star(2)], [box(0, 0, 4, 4), box(0, 1, 2, 2)], [BOW[[0, 2, 1, 3]]]],
    ids=["box", "star", "touching hole", "untied bow"],
)
def test_sides_that_only_touch_do_not_cross(rings):
    assert first_crossing(rings) is None


def test_every_crossing_of_scattered_rings_is_seen():
    """Against all pairs of sides, one by one."""
    places = [(i * 37 % 23, i * 53 % 29) for i in range(60)]
    rings = [np.array(places[start : start + 5], float) for start in range(0, 60, 5)]
    seen = [first_crossing([ring]) is not None for ring in rings]
    assert seen == [crosses_plainly(ring) for ring in rings]
    assert set(seen) == {True, False}


def crosses_plainly(ring):
    def turn(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    sides = list(zip(ring, np.roll(ring, -1, axis=0), strict=True))
    return any(
        turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
        for i, (a, b) in enumerate(sides)
        for c, d in sides[i + 1 :]
    )


def test_areas_do_not_depend_on_the_way_round_or_the_start():
    ring = star(0)
    areas = [ring_area(ring), ring_area(ring[::-1]), ring_area(np.roll(ring, 7, axis=0))]
    assert areas == pytest.approx([areas[0]] * 3)
    assert ring_area(box(3, 4, 2, 5)) == pytest.approx(10.0)


def test_spans_give_every_row_between_top_and_bottom():
    row, start, end = spans([box(1, 0, 2, 3)])
    assert (row.tolist(), start.tolist(), end.tolist()) == ([0, 1, 2], [1.0] * 3, [3.0] * 3)


def test_a_grid_beyond_its_bounds_is_refused_before_it_is_made():
    assert check_extent(204_800.0, 200_000.0, "town") == (2048, 2000)
    with pytest.raises(InputError, match=r"grid too large: town: got '100000 x 1000 cells.*10 GB"):
        check_extent(10_000_000.0, 100_000.0, "town")
