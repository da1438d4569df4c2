"""What is written down for measuring: hours, days, streets, groups of people.

Agents read none of it. Every table here is state of the world like any other: snapshots hold it.
"""

from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.table import Column, Table, plain
from twin.mechanisms.columns import CLOSED, TRACE

#: Rings: the hours of a year, the days of two.
HOURS_KEPT, DAYS_KEPT = 8760, 730
N_GROUPS = 5

#: One row per hour of the last year, the hour of tick t in row t modulo 8,760.
HOUR = (
    Column("traders", "f4", 0, "", "vendors trading"),
    Column("sold", "f4", 0, "", "sold by vendors"),
    Column("footfall", "f4", 0, "persons", "people on the street"),
    Column("reports", "f4", 0, "", "reports of residents"),
    Column("noise_reports", "f4", 0, "", "of them about noise"),
    Column("disorder", "f4", 0, "index", "disorder weighted by care"),
    Column("blocked", "f4", 0, "share", "share of cells blocked by storm damage"),
    Column("damage_made", "f4", 0, "", "blockages made so far"),
    Column("damage_cleared", "f4", 0, "", "blockages cleared so far"),
)

#: A street's day: first the rows of the day that runs, then those of the last whole day.
STREET_BOOK = (
    *TRACE,
    Column("disorder", "f8", 0, "", "disorder weighted by care, summed over hours 6-23"),
    Column("life", "f8", 0, "", "life on the street weighted by care, summed over hours 6-23"),
    Column("care", "f8", 0, "", "those weights, summed over the same hours"),
)

#: Sums over persons at the last midnight; the row of street s, group g, local or floating f is
#: (5 s + g) 2 + f.
PEOPLE = (
    Column("persons", "f8", 0, "persons", "residents"),
    Column("satisfaction", "f8", 0, "", "sum of it over persons"),
    Column("exposure", "f8", 0, "", "sum of it over persons"),
    Column("need", "f8", 0, "", "sum of it over persons"),
    Column("trust", "f8", 0, "", "sum of it over persons"),
    Column("outing", "f8", 0, "", "sum of it over persons"),
    Column("wants_served", "f8", 0, "", "sum of it over persons"),
    Column("reached", "f8", 0, "", "sum of it over persons"),
    Column("trouble", "f8", 0, "persons", "with a trouble at home nobody was told of"),
    Column("told", "f8", 0, "persons", "waiting for help with one"),
    Column("reports_made", "f8", 0, "", "reports so far"),
    Column("problem_hours", "f8", 0, "person-h", "with a problem at the door or home so far"),
    Column("reports_today", "f8", 0, "", "reports of the last whole day"),
    Column("hours_today", "f8", 0, "person-h", "with a problem on the last whole day"),
)

#: One row per day of the last two years, day d in row d modulo 730.
DIARY = (
    Column("order", "f8", 0, "index", "order"),
    Column("ended", "f8", 0, "", "cases ended by outcome", (4,)),
    Column("paper_closed", "f8", 0, "", "of them closed on paper, the cause still there"),
    Column("cost", "f8", 0, "yuan", "public cost per 1,000 residents"),
    Column("reports_made", "f8", 0, "", "reports of locals, of the floating", (2,)),
    Column("problem_hours", "f8", 0, "person-h", "problem-hours of locals, of the floating", (2,)),
)


def diary_tables(n_streets: int) -> list[Table]:
    """Give the tables that measuring fills, empty."""
    return [
        Table("hours", HOUR, HOURS_KEPT),
        Table("street_book", STREET_BOOK, 2 * n_streets),
        Table("people_days", PEOPLE, 2 * N_GROUPS * n_streets),
        Table("diary", DIARY, DAYS_KEPT),
    ]


def as_numbers(rows: Any) -> Any:
    """Give rows whose columns are all float64 as a plain array (rows, numbers), without a copy."""
    return plain(rows).view(np.float64).reshape(len(rows), -1)


@kernel
def add_people(residents: Any, street: Any, people: Any) -> None:
    """Sum up what persons feel and do, by street (of each cell), group, local or floating."""
    for k in range(people.shape[0]):
        wipe_sums(people[k])
    for i in range(residents.shape[0]):
        resident = residents[i]
        if resident.alive:
            group = N_GROUPS * street[resident.home] + resident.group
            add_person(people[2 * group + (1 if resident.floating else 0)], resident)


@rule
def wipe_sums(row: Any) -> None:
    """Begin a row of sums anew, and take off from today what was reported before."""
    row.persons = 0.0
    row.satisfaction = 0.0
    row.exposure = 0.0
    row.need = 0.0
    row.trust = 0.0
    row.outing = 0.0
    row.wants_served = 0.0
    row.reached = 0.0
    row.trouble = 0.0
    row.told = 0.0
    row.reports_today = -row.reports_made
    row.hours_today = -row.problem_hours
    row.reports_made = 0.0
    row.problem_hours = 0.0


@rule
def add_person(row: Any, resident: Any) -> None:
    """Add one resident row to the sums of its street and group."""
    weight = resident.weight
    row.persons += weight
    row.satisfaction += weight * resident.satisfaction
    row.exposure += weight * resident.exposure
    row.need += weight * resident.need
    row.trust += weight * resident.trust
    row.outing += weight * resident.outing
    row.wants_served += weight * resident.served
    row.reached += weight * resident.reached
    row.trouble += resident.trouble
    row.told += resident.told
    row.reports_made += resident.reports_made
    row.problem_hours += resident.problem_hours
    row.reports_today += resident.reports_made
    row.hours_today += resident.problem_hours


@kernel
def find_ended(cases: Any, used: int, since: float, oldest: float) -> Any:
    """Give the rows of the cases that ended since an hour, among those opened since ``oldest``."""
    found = np.empty(used, np.int64)
    n = 0
    row = used - 1
    while row >= 0 and cases.collected[row] >= oldest:
        if cases.stage[row] == CLOSED and cases.verified[row] >= since:
            found[n] = row
            n += 1
        row -= 1
    return found[:n]
