"""Where the facilities of each street lie: assumed, and marked so.

Open data give counts of facilities per street, not their places. Here they are sited by rules
that a map of any Chinese inner city shows - stations and shops along the avenues that bound the
streets, markets and schools inside, one every few hundred metres - with a smooth grain drawn by
name, so that the same draft always gives the same map. May import numpy, scipy and
``twin.districts``.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from twin.districts.draft import Draft
from twin.districts.shares import Floats, StreetMap, Whole, uniforms

#: Cells between the nodes of the smooth grain: blocks of about 400 m.
GRAIN_CELLS = 4
#: Largest grid side the grain can number.
GRAIN_STRIDE = 4096
#: Farthest a facility is felt, in cells.
REACH_CELLS = 10


@dataclass(frozen=True)
class Siting:
    """How one kind of facility is sited and felt (all assumed).

    ``avenue`` is its liking for streets' borders, ``near`` for stations and markets; two of a
    kind keep ``apart`` cells; it pulls walkers with ``pull`` exp(-distance / ``length`` cells).
    Lengths: 250 m metro, 150 m market and school gate, 100 m shop (assumed).
    """

    avenue: float
    near: float
    apart: float
    pull: float
    length: float


#: In the order of siting: later kinds may seek the earlier ones.
SITING = {
    "metro_stations": Siting(avenue=1.0, near=0.0, apart=7.0, pull=1.0, length=2.5),
    "markets": Siting(avenue=-0.2, near=0.2, apart=4.0, pull=0.55, length=1.5),
    "shops": Siting(avenue=0.35, near=0.6, apart=1.2, pull=0.30, length=1.0),
    "schools": Siting(avenue=-0.4, near=-0.1, apart=4.0, pull=0.25, length=1.5),
    "clinics": Siting(avenue=0.2, near=0.1, apart=5.0, pull=0.15, length=1.0),
    "elder_care": Siting(avenue=-0.4, near=-0.2, apart=5.0, pull=0.05, length=1.0),
    "culture_centres": Siting(avenue=0.0, near=0.3, apart=3.0, pull=0.25, length=1.5),
    "outdoor_sites": Siting(avenue=-0.3, near=-0.3, apart=4.0, pull=0.15, length=1.0),
}


def grain(seed: int, name: str, shape: tuple[int, int]) -> Floats:
    """Give a smooth field in (0, 1) drawn under ``name``: nodes every GRAIN_CELLS, linear between.

    A cell's value depends on its place and the seed only, not on the size of the grid.
    """
    rows, columns = (side // GRAIN_CELLS + 2 for side in shape)
    nodes = uniforms(seed, name, np.arange(rows)[:, None] * GRAIN_STRIDE + np.arange(columns)[None])
    places = np.mgrid[: shape[0], : shape[1]] / GRAIN_CELLS
    field: Floats = ndimage.map_coordinates(nodes, places, order=1)
    return field


def avenues(streets: StreetMap) -> Floats:
    """Give nearness to an avenue, 0..1: 1 along a street's border, exp(-distance / 120 m) inside.

    Borders of street offices follow main roads.
    """
    padded = np.pad(streets, 1, constant_values=-1)
    core = padded[1:-1, 1:-1]
    same = np.logical_and.reduce(
        [core == padded[1 + dy : padded.shape[0] - 1 + dy, 1 + dx : padded.shape[1] - 1 + dx]
         for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0))]
    )  # fmt: skip
    near: Floats = np.exp(-ndimage.distance_transform_edt(same) / 1.2)
    return near


def felt(counts: Floats, length: float) -> Floats:
    """Give the sum over facilities of exp(-distance / length), both in cells."""
    radius = min(REACH_CELLS, int(np.ceil(4 * length)))
    dy, dx = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    total: Floats = ndimage.convolve(
        counts, np.exp(-np.hypot(dy, dx) / length), mode="constant", cval=0.0
    )
    return total


def site_facilities(draft: Draft, avenue: Floats) -> dict[str, Floats]:
    """Give the number of facilities of each kind per cell, (height, width).

    Those whose places are known lie there; the others are sited by rule.
    """
    placed: dict[str, Floats] = {}
    near = np.zeros(avenue.shape)
    for kind, siting in SITING.items():
        wish = grain(draft.seed, f"district.{kind}", avenue.shape)
        score = wish + siting.avenue * avenue + siting.near * np.tanh(near)
        known, counts = draft.placed.get(kind), draft.table.facilities[kind]
        placed[kind] = (
            known if known is not None else scatter(draft.streets, counts, score, siting.apart)
        )
        if kind in ("metro_stations", "markets"):
            near = near + felt(placed[kind], siting.length)
    return placed


def scatter(streets: StreetMap, counts: Whole, score: Floats, apart: float) -> Floats:
    """Put ``counts`` (n_streets,) facilities on the best cells of each street, kept apart.

    One after the other on the highest score; each lowers the score around it by
    2 exp(-(distance / apart)^2), over the borders of streets, too.
    """
    placed = np.zeros(score.shape)
    radius = int(np.ceil(2 * apart))
    dy, dx = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    dent = 2.0 * np.exp(-(dy**2 + dx**2) / apart**2)
    padded = np.pad(score, radius)
    inner = padded[radius:-radius, radius:-radius]
    for street, count in enumerate(counts):
        rows, columns = np.nonzero(streets == street)
        for _ in range(int(count)):
            best = int(inner[rows, columns].argmax())
            y, x = int(rows[best]), int(columns[best])
            placed[y, x] += 1
            padded[y : y + 2 * radius + 1, x : x + 2 * radius + 1] -= dent
    return placed
