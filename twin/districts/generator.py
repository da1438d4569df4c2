"""Draws a district from a few numbers: for classrooms, for tests, for questions about layout.

Nothing here is a place on earth; every figure is assumed, and the levels are those of an inner
city (scenarios/districts/dongcheng). May import ``agents``, numpy and ``twin``'s ground floor.
"""

import math
from dataclasses import dataclass, fields
from statistics import NormalDist

import numpy as np

from agents.knob import Words
from twin.districts.build import build
from twin.districts.draft import FACILITIES, Draft, Landmark, StreetTable
from twin.districts.place import CELL_METRES, District, LandUse, Source
from twin.districts.shapes import Seeds, filled_rectangle
from twin.districts.shares import Floats, StreetMap, Whole, largest_remainder, ranks, uniforms
from twin.errors import InputError
from twin.settings import check_number, check_whole

#: Facilities per 10,000 residents, and metro stations per km2: the totals of Dongcheng.
PER_10_000 = {
    "markets": 1.2,
    "shops": 5.6,
    "schools": 2.7,
    "clinics": 0.95,
    "elder_care": 0.96,
    "culture_centres": 1.0,
    "outdoor_sites": 1.6,
}
METRO_PER_KM2 = 0.76
#: Workers per resident, and peak over night presence: quietest and busiest street of Dongcheng.
WORKERS_PER_RESIDENT = (0.45, 1.46)
DAY_NIGHT_RATIO = (1.08, 2.42)
#: Share of a street that is its park.
PARK_SHARE = 0.05
#: Presence by hour of Dongcheng as a share of the daily mean (HAR: 678 cells of 250 m, one day).
DAY_SHAPE = (
    *(0.84, 0.83, 0.82, 0.82, 0.82, 0.84, 0.86, 0.92, 0.99, 1.06, 1.11, 1.14),
    *(1.16, 1.18, 1.19, 1.19, 1.17, 1.13, 1.10, 1.06, 1.02, 0.97, 0.92, 0.88),
)
NUMERALS_ZH = "一二三四五六七八九十"

TITLE = Words("示意城区", "Generated district")
SOURCE = Source(
    "GEN",
    "Drawn by the generator of this project from the options of the district",
    "twin.districts.generator",
    "",
    "Apache-2.0",
)
ASSUMPTIONS = (
    Words(
        "这是生成的城区，并非真实地点：街道、人口、设施、用地与各项份额都是假设。",
        "This district is generated and is no real place: streets, people, facilities, land use "
        "and all shares are assumed.",
    ),
)


@dataclass(frozen=True)
class GeneratorOptions:
    """What the generator is told.

    ``streets`` street offices of equal area on ``width`` x ``height`` cells of 100 m;
    ``population`` persons, or 0 to take ``density`` persons per km2; ``density_ratio`` the
    residents per km2 of the busiest over the quietest street (1-20; 20 seen in one district, SLQ);
    ``heterogeneity`` the standard deviation between streets of the logit of the taste for order
    (0.5: tastes of about 0.38 to 0.62); ``floating_share`` the share of residents without local
    registration; ``irregularity`` how far streets' centres lie off a lattice, in street sizes (0
    gives rectangles); ``scale`` persons per resident agent; ``burn_in`` days before measuring.
    """

    name: str = "generated"
    streets: int = 6
    width: int = 40
    height: int = 30
    population: int = 0
    density: float = 5000.0
    density_ratio: float = 5.0
    heterogeneity: float = 0.5
    floating_share: float = 0.35
    irregularity: float = 0.0
    seed: int = 1
    scale: float = 10.0
    burn_in: int = 30
    title: Words = TITLE

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn: InputError with the option and its bounds."""
        for name in BOUNDS:
            check_option(name, getattr(self, name))
        most = self.width * self.height // LEAST_CELLS
        if self.streets > most:
            allowed = f"at most {most}: a street needs {LEAST_CELLS} cells"
            raise InputError("value out of range", "streets", self.streets, allowed)


#: Least cells of a street, and the bounds of every option.
LEAST_CELLS = 16
BOUNDS = {
    "streets": (1, 64),
    "width": (4, 400),
    "height": (4, 400),
    "population": (0, 20_000_000),
    "density": (1, 100_000),
    "density_ratio": (1, 20),
    "heterogeneity": (0, 3),
    "floating_share": (0, 0.95),
    "irregularity": (0, 0.3),
    "seed": (0, 2**53),
    "scale": (0.1, 10_000),
    "burn_in": (0, 3653),
}
WHOLE = ("streets", "width", "height", "population", "seed", "burn_in")
OPTION_NAMES = tuple(field.name for field in fields(GeneratorOptions))


def check_option(name: str, value: object, where: str = "") -> float:
    """Give a number inside the bounds of its option, else raise InputError at ``where``."""
    low, high = BOUNDS[name]
    if name in WHOLE:
        return float(check_whole(value, int(low), int(high), where or name))
    return check_number(value, low, high, where or name)


def generate(options: GeneratorOptions | None = None) -> District:
    """Draw a district; the same options always give the same one."""
    return build(draw(options or GeneratorOptions()))


def draw(options: GeneratorOptions) -> Draft:
    """Draw the draft of a district, which may still be told more of its sources."""
    streets = _street_map(options)
    return Draft(
        name=options.name,
        title=options.title,
        kind="generated",
        seed=options.seed,
        scale=options.scale,
        burn_in=options.burn_in,
        table=_street_table(options, streets),
        streets=streets,
        landmarks=_parks(options, streets),
        sources=(SOURCE,),
        assumptions=ASSUMPTIONS,
    )


def _street_map(options: GeneratorOptions) -> StreetMap:
    """Lay streets of equal area on a lattice whose rows hold as equal numbers as possible."""
    n, shape = options.streets, (options.height, options.width)
    n_rows = max(1, min(n, round(math.sqrt(n * options.height / options.width))))
    per_row = largest_remainder(n, np.ones(n_rows))
    tall, wide = shape[0] * per_row / n, shape[1] / per_row
    row = np.repeat(np.arange(n_rows), per_row)
    place = np.concatenate([np.arange(count) for count in per_row])
    south = (np.cumsum(tall) - tall / 2)[row]
    east = (place + 0.5) * wide[row]
    jitter = 2 * uniforms(options.seed, "district.lattice", np.arange(2 * n)) - 1
    east = east + options.irregularity * jitter[:n] * wide[row]
    south = south + options.irregularity * jitter[n:] * tall[row]
    quota = largest_remainder(shape[0] * shape[1], np.ones(n)).astype(float)
    seeds = Seeds(east, south, np.sqrt(wide[row] / tall[row]), quota)
    return filled_rectangle(seeds, options.width, options.height)


def _street_table(options: GeneratorOptions, streets: StreetMap) -> StreetTable:
    n = options.streets
    cells = np.bincount(streets.ravel(), minlength=n)
    area = cells.astype(np.float64) * (CELL_METRES / 1000) ** 2
    people = options.population or round(options.density * float(area.sum()))
    spread = np.geomspace(1, options.density_ratio, n) if n > 1 else np.ones(1)
    density = spread[ranks(options.seed, "district.density", n)]
    population = largest_remainder(people, density * area)
    busy = ranks(options.seed, "district.busy", n) / max(n - 1, 1)
    per_resident = WORKERS_PER_RESIDENT[0] + np.ptp(WORKERS_PER_RESIDENT) * busy
    ratio = DAY_NIGHT_RATIO[0] * (DAY_NIGHT_RATIO[1] / DAY_NIGHT_RATIO[0]) ** (busy**2)
    return StreetTable(
        codes=tuple(f"{options.name}-{i + 1:02d}" for i in range(n)),
        names=tuple(Words(f"第{_numeral(i + 1)}街道", f"Street {i + 1}") for i in range(n)),
        population=population,
        workers=np.rint(population * per_resident).astype(np.int64),
        area_km2=area,
        presence=np.maximum(population, 1)[:, None] * typical_days(ratio),
        facilities=_facilities(options, population, area),
        floating_share=np.full(n, options.floating_share),
        order_taste=tastes(options.seed, n, options.heterogeneity),
        population_kind="generated",
        population_year=0,
        marks=("assumed: all figures",),
    )


def typical_days(ratio: Floats) -> Floats:
    """Give presence by hour over the night's, (n_streets, 24), for the peaks in ``ratio``."""
    shape = np.asarray(DAY_SHAPE)
    rise = (shape - shape.min()) / (shape.max() - shape.min())
    by_hour: Floats = 1 + (ratio[:, None] - 1) * rise
    return by_hour


def tastes(seed: int, n: int, heterogeneity: float) -> Floats:
    """Give the streets' mean tastes for order (n,), 0..1, around 0.5.

    Normal scores of n equal ranks, standardised, so that few streets already have the stated
    spread on the logit scale; which street gets which is drawn. A single street has 0.5.
    """
    if n < 2:
        return np.full(n, 0.5)
    scores = np.array([NormalDist().inv_cdf((i + 0.5) / n) for i in range(n)])
    scores /= scores.std()
    own: Floats = scores[ranks(seed, "district.taste", n)]
    return 1 / (1 + np.exp(-heterogeneity * own))


def _facilities(options: GeneratorOptions, population: Whole, area: Floats) -> dict[str, Whole]:
    """Share out each kind's total by residents, metro stations by area, unevened by a draw."""
    counts = {}
    for kind in FACILITIES:
        luck = 0.5 + uniforms(options.seed, f"district.count.{kind}", np.arange(len(area)))
        if kind == "metro_stations":
            total, weight = METRO_PER_KM2 * float(area.sum()), area * luck
        else:
            total, weight = PER_10_000[kind] * float(population.sum()) / 10_000, population * luck
        counts[kind] = largest_remainder(round(total), weight)
    return counts


def _parks(options: GeneratorOptions, streets: StreetMap) -> tuple[Landmark, ...]:
    """Give every street one park on a drawn cell of its own."""
    parks = []
    for street in range(options.streets):
        rows, columns = np.nonzero(streets == street)
        draw = float(uniforms(options.seed, "district.park", street))
        at = int(draw * len(rows))
        size = PARK_SHARE * len(rows)
        east, south = float(columns[at]) + 0.5, float(rows[at]) + 0.5
        parks.append(Landmark(street, LandUse.PARK, east, south, size, 0.3))
    return tuple(parks)


def _numeral(number: int) -> str:
    """Write 1..99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS_ZH[tens - 1]) + "十" if tens else ""
    return head + (NUMERALS_ZH[ones - 1] if ones else "")
