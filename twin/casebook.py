"""The casebook of a run: one row for every case opened in the measured days, as a table.

``cases.csv.gz`` in the folder of a saved run holds it; the index ``case`` is the number of the case
in its run. Hours count from the start of the run, burn-in included, as in ``events.csv``; where
something has not happened the field is empty. What each column holds stands in ``MEANING``. May
import pandas, ``twin.mechanisms.columns`` and what lies below.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.departments import NAMES
from agents.knob import Words
from twin.errors import InputError
from twin.mechanisms.columns import DONE, RESOLVED
from twin.mechanisms.kinds import KINDS
from twin.paths import CASES

SOURCES = ("resident", "patrol", "collector", "warden", "sensor", "prediction")
OUTCOMES = ("open", "resolved", "unresolved", "lapsed")
HOLDERS = (*NAMES, "street")
FLAGS = (
    "joint", "lacked", "whistled", "commanded", "one_handler", "hotline", "misrouted", "cause",
    "again", "on_paper", "satisfied",
)  # fmt: skip
HOURS = ("collected", "dispatched", "handled", "verified", "deadline")
SPENT = ("desk_spent", "queue_spent", "work_spent")

#: Every column of the table and what it holds.
MEANING = {
    "kind": "waste to damage",
    "street_zh": "its street, in Chinese",
    "street_en": "its street, in English",
    "x": "column of its cell, from the west",
    "y": "row of its cell, from the north",
    "source": "who noticed it: resident, patrol, collector, warden, sensor, prediction",
    "outcome": "what the record says: open, resolved, unresolved, lapsed",
    "holder": "who held it last: a department, or the street office",
    "reports": "reports by residents that joined it",
    "reopened": "times it was sent back to work",
    "first_team": "number of the team that came first, 0 if none did",
    "joint": "1 if several departments are needed",
    "lacked": "1 if the street lacked the power to close it itself",
    "whistled": "1 if the street whistled",
    "commanded": "1 if the street commanded all trades on it as one",
    "one_handler": "1 if one handler did all parts",
    "hotline": "1 if the hotline's rules held: one hand-over, call-back",
    "misrouted": "1 if it went to the wrong desk first",
    "cause": "1 if it was work on a cause, before any complaint",
    "again": "1 if a case of the same kind and cell had ended within 30 days before",
    "on_paper": "1 if the record closed it while its cause was still there",
    "satisfied": "1 if the resident was content when called back",
    "collected": "hour at which it was noticed and filed",
    "dispatched": "hour at which it reached those who may act",
    "handled": "hour at which the work was done, the last time",
    "verified": "hour at which it was closed",
    "deadline": "hour by which its tier wants it closed",
    "desk_spent": "hours on desks",
    "queue_spent": "hours waiting for a team",
    "work_spent": "hours of teams, the way included",
    **{
        f"done_{name}": f"hour at which {name.replace('_', ' ')} had done its part"
        for name in NAMES
    },
}


def casebook(world: Any, first_hour: int) -> pd.DataFrame:
    """Give the cases of a world that were opened from an hour on, one row each."""
    cases = world.rows("cases")[: int(world.rows("city").n_cases[0])]
    return rows_of(world, np.flatnonzero(cases.collected >= first_hour))


def rows_of(world: Any, numbers: NDArray[np.intp]) -> pd.DataFrame:
    """Give the cases with these numbers as the casebook has them."""
    rows, district = world.rows("cases")[numbers], world.district
    names = [district.streets[s].name for s in rows.street.tolist()]
    columns: dict[str, Any] = {
        "kind": np.array(KINDS)[rows.kind],
        "street_zh": [name.zh for name in names],
        "street_en": [name.en for name in names],
        "x": district.x[rows.cell],
        "y": district.y[rows.cell],
        "source": np.array(SOURCES)[rows.source],
        "outcome": np.array(OUTCOMES)[rows.outcome],
        "holder": np.array(HOLDERS)[np.minimum(rows.holder, len(NAMES))],
        "reports": np.rint(rows.reports).astype(np.int64),
    }
    columns |= {name: rows[name].astype(np.int64) for name in ("reopened", "first_team", *FLAGS)}
    columns |= {name: hours(rows[name]) for name in HOURS}
    columns |= {name: np.round(rows[name], 3) for name in SPENT}
    done = np.where(rows.parts == DONE, rows.done_at, -1.0)
    columns |= {f"done_{name}": hours(done[:, d]) for d, name in enumerate(NAMES)}
    return pd.DataFrame(columns, index=pd.Index(numbers, name="case"))


def hours(values: Any) -> Any:
    """Give hours with NaN where there is none (-1)."""
    return np.where(values < 0.0, np.nan, values)


def write_cases(cases: pd.DataFrame, file: Path) -> None:
    """Write a casebook as gzipped CSV: the same cases give the same bytes."""
    packed = {"method": "gzip", "mtime": 0}
    cases.to_csv(file, lineterminator="\n", float_format="%.10g", compression=packed)


def read_cases(folder: str | Path) -> pd.DataFrame:
    """Read the casebook of a saved run; raises InputError where its folder holds none."""
    file = Path(folder) / CASES
    if not file.is_file():
        raise InputError("missing file", str(file), allowed="a folder of a saved run")
    return pd.read_csv(file, index_col="case")


#: Why a case is worth telling.
LONGEST = Words("拖得最久的联办件", "the joint case that took longest")
AT_ONCE = Words("街道自己当场办结", "settled at once by the street itself")
WHISTLED = Words("街道吹哨、部门报到", "the street whistled, departments reported")
ONE_HANDLER = Words("一家牵头办到底", "one handler saw it through")
LOST = Words("派错了部门", "sent to the wrong desk first")
PAPER = Words("账面办结，问题还在", "closed on paper, still there in truth")
REOPENED = Words("退回重办", "sent back to work")
LAPSED = Words("没人接，过期作废", "nobody took it: lapsed")
CAUSE = Words("未诉先办，治的是根子", "the cause treated before anybody complained")
CONTENT = Words("居民满意", "the resident was content")


def telling(cases: pd.DataFrame) -> list[tuple[Words, int]]:
    """Give the numbers of a few cases worth telling, each with the reason; none twice."""
    took = cases.verified - cases.collected
    own = (cases.lacked == 0) & (cases.cause == 0) & (cases.outcome == OUTCOMES[RESOLVED])
    wanted = (
        (LONGEST, -took[cases.joint == 1]),
        (LOST, -took[cases.misrouted == 1]),
        (PAPER, -took[cases.on_paper == 1]),
        (AT_ONCE, took[own & (cases.on_paper == 0)]),
        (WHISTLED, took[cases.whistled == 1]),
        (ONE_HANDLER, took[(cases.one_handler == 1) & (cases.whistled == 0)]),
        (REOPENED, -took[cases.reopened > 0]),
        (LAPSED, -took[cases.outcome == "lapsed"]),
        (CAUSE, took[cases.cause == 1]),
        (CONTENT, -cases.reports[(cases.satisfied == 1) & (cases.source == "resident")]),
    )
    found: dict[int, Words] = {}
    for why, order in wanted:
        left = order[~order.index.isin(list(found))].dropna().sort_values(kind="stable")
        if len(left):
            found[int(left.index[0])] = why
    return [(why, number) for number, why in found.items()]
