"""People by hour: presence counted in the real place against footfall simulated on its streets.

What is compared is the shape of the day, each side as a share of its own daily mean: counted are
all people present, indoors too, simulated are people on the street. And it is no test of the twin
as a whole: the hours of *visitors* are an input, taken from the very presence of each street
(``twin/districts/people.py``), and the habits of residents (``twin/habits.py``) were assumed with
that presence in view. What the model adds is who goes out, where to, and what keeps them at home.
May import ``twin.run`` and what lies below.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twin.district import District, load_district
from twin.districts.sheet import read_sheet
from twin.errors import InputError, check_known
from twin.model import HOURS_A_DAY, CityTwin
from twin.paths import scenarios_home
from twin.run import new_model
from twin.scenario import Scenario

Floats = NDArray[np.float64]
#: Headings under which a sheet may hold its 24 hours.
HEADINGS = (
    [f"h{hour:02d}" for hour in range(HOURS_A_DAY)],
    [f"{hour:02d}:00" for hour in range(HOURS_A_DAY)],
)


@dataclass(frozen=True)
class Match:
    """How alike two days are: correlation over 24 hours, root mean square difference, peaks.

    ``rmse`` is in shares of the daily mean; None where a day has no shape. A peak is the hour with
    most people, 0-23.
    """

    correlation: float | None
    rmse: float | None
    peak_counted: int
    peak_simulated: int


@dataclass(frozen=True, eq=False)
class Footfall:
    """People on the streets, mean over the measured days: (streets, 24) each."""

    codes: tuple[str, ...]
    residents: Floats
    visitors: Floats

    @property
    def everyone(self) -> Floats:
        """Residents and visitors together, (streets, 24)."""
        total: Floats = self.residents + self.visitors
        return total


def shape(people: Floats) -> Floats:
    """Give 24 hours as shares of their mean; NaN where nobody is there.

    >>> shape(np.array([1.0, 3.0])).tolist()
    [0.5, 1.5]
    """
    mean = float(np.mean(people))
    shares: Floats = np.asarray(people, np.float64) / mean if mean > 0.0 else np.full(24, np.nan)
    return shares


def match(counted: Floats, simulated: Floats) -> Match:
    """Compare two days of 24 hours by their shapes."""
    a, b = shape(counted), shape(simulated)
    varies = a.std() > 0.0 and b.std() > 0.0
    difference = float(np.sqrt(np.mean((a - b) ** 2)))
    return Match(
        correlation=float(np.corrcoef(a, b)[0, 1]) if varies else None,
        rmse=difference if np.isfinite(difference) else None,
        peak_counted=int(np.argmax(counted)),
        peak_simulated=int(np.argmax(simulated)),
    )


def read_presence(file: Path, codes: tuple[str, ...]) -> Floats:
    """Read people present by street and hour, (streets, 24): code and h00-h23, or 00:00-23:00.

    Raises InputError where the file cannot be read, a column or a street is missing.
    """
    sheet = read_sheet(file, ("code",))
    hours = next((names for names in HEADINGS if sheet.has(names[0])), HEADINGS[0])
    found = np.stack([sheet.numbers(hour) for hour in hours], axis=1)
    rows = dict(zip(sheet.texts("code"), found, strict=True))
    for code in rows:
        check_known(code, codes, "unknown street", f"{sheet.file}, column code")
    for code in codes:
        if code not in rows:
            raise InputError("street without rows", f"{sheet.file}, column code", code)
    return np.stack([rows[code] for code in codes])


def presence_file(district: str) -> Path:
    """Give the sheet of counted presence of a district; raises InputError where it has none."""
    shipped = scenarios_home() / "districts" / district / "hourly.csv"
    file = shipped if shipped.is_file() else Path(district) / "hourly.csv"
    if not file.is_file():
        allowed = "a district with counted presence (hourly.csv), or --presence FILE"
        raise InputError("missing file", "--district", district, allowed)
    return file


def simulate(
    scenario: Scenario, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> Footfall:
    """Run a scenario and give the people on its streets by hour.

    Taken within each measured hour from what residents left behind in the cells; visitors are the
    rest of the footfall.
    """
    place = load_district(scenario.district)
    burn_in = place.burn_in if scenario.burn_in is None else scenario.burn_in
    model = new_model(replace(scenario, burn_in=burn_in), seed)
    sums = np.zeros((2, len(place.streets), HOURS_A_DAY))
    for day in range(burn_in + scenario.days):
        for hour in range(HOURS_A_DAY):
            model.step()
            if day >= burn_in:
                sums[:, :, hour] += _people(model, place)
        if progress is not None:
            progress(day + 1, burn_in + scenario.days)
    codes = tuple(street.code for street in place.streets)
    return Footfall(codes, *(sums / scenario.days))


def _people(model: CityTwin, place: District) -> Floats:
    """Give residents and visitors on the streets in the hour that has just run, (2, streets)."""
    out, total = model.world.traces.rows.footfall, model.world.rows("cells").footfall
    return np.stack(
        [np.bincount(place.street, part, len(place.streets)) for part in (out, total - out)]
    )
