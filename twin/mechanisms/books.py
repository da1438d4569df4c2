"""The books: sums over the district, so that every yuan, bag and case can be accounted for.

Streets keep the same sums for their day; the diary holds the hours.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.compiled import kernel, rule
from agents.residents import NOISE
from agents.table import Column, plain, record_type
from twin.mechanisms.columns import BOOK, BOOK_FROM_TRACES, TRACE
from twin.mechanisms.diary import HOURS_KEPT


def places(columns: Sequence[Column], names: Sequence[str]) -> NDArray[np.int64]:
    """Give where some entries stand in rows of numbers (``as_numbers``), part by part."""
    fields: Any = record_type(columns).fields
    starts = [(fields[name][1] // 8, fields[name][0].itemsize // 8) for name in names]
    return np.concatenate([np.arange(first, first + parts) for first, parts in starts])


#: What the books take from the traces as it is, in both.
ENTERED = (*BOOK_FROM_TRACES, "sold")
IN_TRACES, IN_BOOK = places(TRACE, ENTERED), places(BOOK, ENTERED)


@kernel
def add_up(cells: Any, kept: Any) -> None:
    """Add up what the hour left behind, street by street: for a street's day, and over all."""
    n = kept.traces.shape[1]
    hour = np.zeros((kept.streets.shape[0] // 2, n))
    for c in range(kept.traces.shape[0]):
        s = cells.street[c]
        for k in range(n):
            hour[s, k] += kept.traces[c, k]
    kept.sums[:] = 0.0
    for s in range(hour.shape[0]):
        for k in range(n):
            kept.streets[s, k] += hour[s, k]
            kept.sums[0, k] += hour[s, k]


@kernel
def enter(book: Any, kept: Any, now: Any) -> None:
    """Add an hour's sums to the books of the district."""
    sums = kept.sum_rows[0]
    for k in range(len(IN_BOOK)):
        kept.book[0, IN_BOOK[k]] += kept.sums[0, IN_TRACES[k]]
    book.sold_residents += over_trades(sums.bought)
    book.wants += over_trades(sums.wants)
    if now.hour >= 20:
        book.night_sold += over_trades(sums.sold)
        book.night_traders += sums.traders


@rule
def over_trades(values: Any) -> float:
    """Give the sum over the five trades."""
    total = 0.0
    for k in range(5):
        total += values[k]
    return total


@rule
def settle(record: Any, sums: Any) -> None:
    """Note who holds the money after an hour.

    Residents and visitors pay vendors; vendors pay for goods (outside) and fees and fines (city);
    goods held are bought anew (outside); members pay fines to their association's chest. Vendors'
    wealth + city + chest + outside stays what it was.
    """
    record.money_outside += sums.costs + sums.goods_lost - sums.takings
    record.money_city += sums.fees + sums.fines_paid
    record.money_chest += sums.dues


@kernel
def judge_streets(cells: Any, book: Any, now: Any) -> float:
    """Add order and life of every cell to its street by day; give the share of cells blocked."""
    blocked = 0.0
    for c in range(cells.shape[0]):
        cell = cells[c]
        blocked += 1.0 if cell.damage > 0.0 else 0.0
        if now.hour >= 6:
            street = book[cell.street]
            street.disorder += cell.care * cell.disorder
            street.life += cell.care * cell.vitality
            street.care += cell.care
    return blocked / cells.shape[0]


def note_hour(world: Any, blocked: float) -> None:
    """Write the hour into the ring of hours."""
    cells, book = plain(world.rows("cells")), plain(world.rows("book"))[0]
    sums = plain(world.sums.rows)[0]
    plain(world.rows("hours"))[int(world.now.tick) % HOURS_KEPT] = (
        sums["traders"],
        sums["sold"].sum(),
        cells["footfall"].sum(),
        sums["reports"].sum(),
        sums["reports"][NOISE],
        cells["disorder"] @ cells["care"],
        blocked,
        book["damage_made"],
        book["damage_cleared"],
    )
