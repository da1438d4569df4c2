"""What every street counts: from the files where they say it, else assumed and marked so.

May import numpy, ``agents.knob``, ``twin.districts``, ``twin.errors`` and ``twin.importer``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from agents.knob import Words
from twin.districts.folder import HOURS
from twin.districts.generator import tastes
from twin.districts.shares import Floats, Whole, largest_remainder
from twin.errors import InputError
from twin.importer.matching import Roster, match
from twin.importer.options import ImportOptions
from twin.importer.shapes import Layer
from twin.importer.sorting import Material

#: Workers per resident, floating share and spread of tastes where no file says them (assumed: the
#: first is Dongcheng's, the second the order of magnitude of Beijing and Shanghai).
WORKERS_PER_RESIDENT, FLOATING_SHARE, TASTE_SPREAD = 0.77, 0.35, 0.5
MOST_PEOPLE = 50_000_000
#: What stands for the kind of a population that nobody counted.
ASSUMED_KIND = "assumed density"


@dataclass
class Findings:
    """What an import has found so far: warnings, assumptions, and what fitted nothing."""

    warnings: list[Words] = field(default_factory=list)
    assumptions: list[Words] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    rescaled: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)

    def warn(self, zh: str, en: str) -> None:
        """Keep a warning in both languages."""
        self.warnings.append(Words(zh, en))

    def assume(self, columns: str, zh: str, en: str) -> None:
        """Keep an assumption in both languages, with the columns it fills (separated by spaces)."""
        self.assumed += [column for column in columns.split() if column not in self.assumed]
        self.assumptions.append(Words(zh, en))


@dataclass(frozen=True)
class People:
    """Residents per street (n,), of what kind and of which year (None: of none)."""

    residents: Whole
    kind: str
    year: int | None


@dataclass(frozen=True)
class Figures:
    """All that ``streets.csv`` says of people, one entry per street."""

    people: People
    workers: Whole
    floating_share: Floats
    order_taste: Floats
    day_night_ratio: Floats | None
    hours: Floats | None


class Columns:
    """The columns of all sheets about streets, matched once."""

    def __init__(self, material: Material, roster: Roster, findings: Findings) -> None:
        """Match every sheet; what fits no street is kept as a finding."""
        self.roster = roster
        self.counted: dict[str, Floats] = {}  # what points of a grid add up to, by role
        self.sheets: list[tuple[Layer, tuple[int, ...]]] = [(material.streets, roster.rows)]
        for layer in material.figures:
            matched = match(layer, roster)
            findings.unmatched += matched.unmatched
            self.sheets.append((layer, matched.rows))

    def holder(self, role: str) -> tuple[Layer, tuple[int, ...]] | None:
        """Give the sheet that has a column, else the file of the streets if that has it.

        Raises InputError where two sheets have it.
        """
        found = [sheet for sheet in self.sheets[1:] if sheet[0].has(role)]
        found = found or [sheet for sheet in self.sheets[:1] if sheet[0].has(role)]
        if len(found) > 1:
            files = " / ".join(layer.file for layer, _ in found)
            allowed = Words(
                "只在一个文件里；请从另一个删去该列", "in one file only: delete it in the other"
            )
            raise InputError("two answers", files, role, allowed)
        return found[0] if found else None

    def numbers(self, role: str, low: float, high: float) -> Floats | None:
        """Give a column by street, (n,), None where no file has it; InputError for a gap in it."""
        found = self.holder(role)
        if found is None:
            return self.counted.get(role)
        layer, rows = found
        for place, row in enumerate(rows):
            if row < 0:
                raise InputError("street without rows", layer.file, *self._missing(place))
        return np.array([layer.number(row, role, low, high) for row in rows])

    def _missing(self, place: int) -> tuple[str, Words]:
        code, zh, _ = self.roster.streets[place]
        return f"{code} {zh}", Words(
            "每个街道一行；简称或旧名请写进 --aliases 文件（列：written, street）",
            "a row for every street; put short or old names into a file --aliases (columns "
            "written, street)",
        )

    def word(self, role: str) -> str:
        """Give the one text of a column, empty where there is none; InputError for several."""
        found = self.holder(role)
        if found is None:
            return ""
        layer, rows = found
        texts = sorted({layer.texts(role)[row] for row in rows if row >= 0} - {""})
        if len(texts) > 1:
            allowed = Words("全区同一口径、同一年份", "one for the whole district")
            raise InputError(
                "two answers", f"{layer.file}, column {role}", " / ".join(texts), allowed
            )
        return texts[0] if texts else ""


def read_figures(
    material: Material, columns: Columns, areas: Floats, options: ImportOptions, findings: Findings
) -> Figures:
    """Give every street's figures; what no file says is assumed and kept as a finding."""
    people = _people(columns, areas, options, findings)
    return Figures(
        people=people,
        workers=_workers(columns, people.residents, findings),
        floating_share=_floating(columns, len(areas), findings),
        order_taste=_tastes(columns, len(areas), findings),
        day_night_ratio=columns.numbers("day_night_ratio", 1.0, 20.0),
        hours=_hours(material.hours, columns.roster, findings),
    )


def _people(columns: Columns, areas: Floats, options: ImportOptions, findings: Findings) -> People:
    """Give the residents: the files', rescaled to a total; a total by area; or a density."""
    given = columns.numbers("residents", 0, MOST_PEOPLE)
    if given is None and options.population is None:
        findings.assume(
            "population",
            f"没有给出人口：按每平方公里 {options.density:,.0f} 人乘以面积假设（--density）。",
            f"No population is given: {options.density:,.0f} persons per km2 of area are assumed "
            "(--density).",
        )
        residents = np.maximum(np.rint(areas * options.density), 1).astype(np.int64)
        return People(residents, ASSUMED_KIND, None)
    kind, year = _kind(columns, options)
    if given is None:
        findings.assume(
            "population",
            "只知全区总人口：按面积分给各街道（假设）。",
            "Only the district's total population is known: shared out by area (assumed).",
        )
    elif not given.sum() > 0:
        found = columns.holder("residents")
        where = f"{found[0].file}, column {found[0].roles['residents']}" if found else ""
        raise InputError("no population", where, 0, Words("至少一人", "at least one person"))
    total = options.population or round(float(given.sum() if given is not None else 0))
    if given is not None and total != round(float(given.sum())):
        findings.rescaled.append("population")
    weights = given if given is not None else areas
    return People(largest_remainder(total, weights), kind, year)


def _kind(columns: Columns, options: ImportOptions) -> tuple[str, int]:
    """Give kind and year of the population; raises InputError where either is not declared."""
    kind = options.population_kind or columns.word("population_kind")
    year = str(options.population_year or columns.word("population_year"))
    if not kind:
        allowed = Words(
            "人口口径：户籍、常住或普查，彼此可差三分之一，如 --population-kind 常住",
            "what is counted: registered, resident or census differ by a third; for example "
            "--population-kind resident",
        )
        raise InputError("population of unknown kind", "--population-kind", None, allowed)
    if not year.isdigit() or not 1900 <= int(year) <= 2200:
        allowed = Words(
            "人口数的年份，如 --population-year 2020", "its year: --population-year 2020"
        )
        raise InputError("population of unknown year", "--population-year", year or None, allowed)
    return kind, int(year)


def _workers(columns: Columns, residents: Whole, findings: Findings) -> Whole:
    given = columns.numbers("workers", 0, MOST_PEOPLE)
    if given is not None:
        return np.rint(given).astype(np.int64)
    findings.assume(
        "workers",
        f"没有就业人数：按每名居民 {WORKERS_PER_RESIDENT} 人假设（北京东城区的平均数）。",
        f"No workers are given: {WORKERS_PER_RESIDENT} per resident are assumed (the mean of "
        "Dongcheng, Beijing).",
    )
    total = round(float(residents.sum()) * WORKERS_PER_RESIDENT)
    return largest_remainder(total, residents.astype(float))


def _floating(columns: Columns, n: int, findings: Findings) -> Floats:
    given = columns.numbers("floating_share", 0, 1)
    if given is not None:
        return given
    findings.assume(
        "floating_share",
        f"没有流动人口占比：各街道均假设为 {FLOATING_SHARE}。",
        f"No floating share is given: {FLOATING_SHARE} is assumed for every street.",
    )
    return np.full(n, FLOATING_SHARE)


def _tastes(columns: Columns, n: int, findings: Findings) -> Floats:
    given = columns.numbers("order_taste", 0, 1)
    if given is not None:
        return given
    findings.assume(
        "order_taste",
        f"各街道对秩序的偏好是抽取的，对数几率的标准差为 {TASTE_SPREAD}（假设）。",
        f"Streets' tastes for order are drawn, with a standard deviation of {TASTE_SPREAD} on the "
        "logit scale (assumed).",
    )
    return tastes(1, n, TASTE_SPREAD).round(4)


def _hours(layers: Sequence[Layer], roster: Roster, findings: Findings) -> Floats | None:
    """Give presence by hour (n, 24), None where no file has it; InputError for a street without."""
    if not layers:
        return None
    if len(layers) > 1:
        raise InputError("two answers", " / ".join(layer.file for layer in layers), "h00 ... h23")
    [layer] = layers
    matched = match(layer, roster)
    findings.unmatched += matched.unmatched
    for place in matched.lacking:
        code, zh, _ = roster.streets[place]
        raise InputError("street without rows", layer.file, f"{code} {zh}", "24 hours for each")
    return np.array([[layer.number(row, hour, 0, 1e9) for hour in HOURS] for row in matched.rows])
