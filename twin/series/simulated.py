"""The cases of a run as a case table, by street or by cell.

What a simulated case means in the words of a real file: it is opened when it is filed and closed
when it is verified. One that lapses was never closed: it counts as open for as long as it was
watched. A repeat is a case of the same kind and cell as one that ended within 30 days. May import
``twin.record``, ``twin.casebook`` and what lies below.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pandas as pd

from agents.knob import Words
from twin.calendar import FIRST_DAY
from twin.casebook import read_cases
from twin.district import District, load_district
from twin.errors import InputError, check_known
from twin.record import Origin, Run, load_run
from twin.series.space import Pair, cell_code, cell_neighbours, street_neighbours
from twin.series.table import CaseTable

LEVELS = ("street", "cell")


def cases_of(run: Run, by: str = "street") -> CaseTable:
    """Give the cases of a run; ``by`` is ``"street"`` or ``"cell"``.

    Raises InputError where the run has lost its cases (one read back from a folder: see
    :func:`cases_of_folder`) or for another level.
    """
    if run.cases is None:
        raise InputError("missing file", "run.cases", allowed="a run that has its casebook")
    return _table(run.cases, run.origin, by)


def cases_of_folder(folder: str | Path, by: str = "street") -> CaseTable:
    """Give the cases of a saved run; raises InputError where the folder holds none."""
    return _table(read_cases(folder), load_run(folder).origin, by)


def district_of(folder: str | Path) -> District:
    """Give the district of a saved run; raises InputError where it is no longer there."""
    return load_district(load_run(folder).origin.scenario["district"])


def surroundings(district: District, by: str) -> tuple[list[Pair], Mapping[str, float]]:
    """Give the neighbours and the residents of a district's areas, for the statistics."""
    if check_known(by, LEVELS, "unknown level", "by") == "street":
        people = {street.code: float(street.population) for street in district.streets}
        return street_neighbours(district), people
    people = dict(zip(_cells(district), district.residents.astype(float).tolist(), strict=True))
    return cell_neighbours(district), people


def _cells(district: District) -> tuple[str, ...]:
    return tuple(map(cell_code, district.x.tolist(), district.y.tolist()))


def _table(book: pd.DataFrame, origin: Origin, by: str) -> CaseTable:
    check_known(by, LEVELS, "unknown level", "by")
    district = load_district(origin.scenario["district"])
    first = FIRST_DAY + timedelta(days=int(origin.scenario["burn_in"]))
    after = first + timedelta(days=int(origin.scenario["days"]))
    closed = _times(book["verified"]).where(book["outcome"] != "lapsed")
    cases = pd.DataFrame(
        {
            "opened": _times(book["collected"]),
            "closed": closed,
            "until": _times(book["verified"]).fillna(pd.Timestamp(after)),
            "kind": book["kind"].astype(str),
            "area": _areas(book, district, by),
            "source": book["source"].astype(str),
            "repeated": book["again"].astype(bool),
            "voided": False,
        }
    )
    codes = tuple(street.code for street in district.streets)
    return CaseTable(
        title=_title(origin, district),
        cases=cases,
        areas=codes if by == "street" else _cells(district),
        first=first,
        last=after - timedelta(days=1),
    )


def _times(hours: pd.Series) -> pd.Series:
    """Give hours since the start of the run as times; NaT where there is none."""
    return pd.Timestamp(FIRST_DAY) + pd.to_timedelta(hours.astype(float), unit="h")


def _areas(book: pd.DataFrame, district: District, by: str) -> list[str]:
    places = zip(book["x"].tolist(), book["y"].tolist(), strict=True)
    if by == "cell":
        return [cell_code(x, y) for x, y in places]
    codes = [street.code for street in district.streets]
    return [codes[district.street[district.lookup[y, x]]] for x, y in places]


def _title(origin: Origin, district: District) -> Words:
    seed, policy = origin.seed, origin.policy
    return Words(
        f"模拟：{district.title.zh}，{policy}，种子 {seed}",
        f"simulated: {district.title.en}, {policy}, seed {seed}",
    )
