"""What behaviours of a user's own may see, and what they may decide, for each kind of agent.

The list is ``scenarios/own/columns.csv``. A column with bounds may be decided: setting it between
two hours breaks no account. What is seen of a place is what such an agent sees of it anyway
(``agents/view.py``).
"""

import csv
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from agents.knob import Words
from twin.paths import scenarios_home


class Who(NamedTuple):
    """A kind of agent: its table, what it is called, and the column with the cell it looks at."""

    table: str
    label: Words
    place: str


WHO = {
    "vendor": Who("vendors", Words("摊主", "vendors"), "last_place"),
    "resident": Who("residents", Words("居民", "residents"), "home"),
    "team": Who("teams", Words("执法队", "teams"), "cell"),
    "office": Who("offices", Words("街道办", "street offices"), ""),
}
#: Columns of the clock that every behaviour may see.
CLOCK = {
    "hour": Words("钟点（0–23）", "hour of the day (0-23)"),
    "weekday": Words("星期（0 周一 … 6 周日）", "0 Monday to 6 Sunday"),
    "day_off": Words("是否周末或节假日（1 是）", "whether a weekend or holiday (1 yes)"),
}


class Column(NamedTuple):
    """A column that may be seen, and decided where it has bounds.

    ``table`` is ``self``, ``cells`` or ``zones`` (of the place it looks at) or ``clock``;
    ``column`` its name there. ``above`` names a column of the agent that it must stay above;
    ``whole`` marks whole numbers.
    """

    name: str
    table: str
    column: str
    meaning: Words
    bounds: tuple[float, float] | None = None
    above: str = ""
    whole: bool = False


@cache
def columns_of(who: str) -> Mapping[str, Column]:
    """Give the columns of a kind of agent by name: those it may decide first, the clock last."""
    with (scenarios_home() / "own" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        own = [_column(row) for row in csv.DictReader(lines) if row["who"] == who]
    clock = [Column(name, "clock", name, meaning) for name, meaning in CLOCK.items()]
    return {column.name: column for column in (*own, *clock)}


def _column(row: Mapping[str, str]) -> Column:
    return Column(
        name=row["name"],
        table=row["table"],
        column=row["column"],
        meaning=Words(row["zh"], row["en"]),
        bounds=(float(row["low"]), float(row["high"])) if row["low"] else None,
        above=row["above"],
        whole=row["whole"] == "1",
    )
