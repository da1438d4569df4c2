"""The books: sums over the district, so that every yuan, bag and case can be accounted for.

Streets keep the same sums for their day; the diary holds the hours.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.residents import NOISE
from agents.table import Column, record_type
from twin.mechanisms.columns import BOOK, BOOK_FROM_TRACES, TRACE
from twin.mechanisms.diary import (
    HOURS_KEPT,
    add_streets,
    as_numbers,
    judge_streets,
)


def hour_sums(world: Any) -> Any:
    """Give one record with the sums of all traces, and add those of each street to its day."""
    traces, streets = world.traces.rows, world.rows("street_book")
    numbers = as_numbers(traces)
    hour = np.zeros((len(streets) // 2, numbers.shape[1]))
    add_streets(numbers, world.rows("cells"), hour)
    as_numbers(streets)[: len(hour), : hour.shape[1]] += hour
    return hour.sum(axis=0).view(traces.dtype)[0]


def keep_books(world: Any) -> None:
    """Add the hour's traces to the books, settle who holds the money, and write the diary."""
    sums = hour_sums(world)
    enter(world, sums)
    settle(world.rows("city")[0], sums)
    note_hour(world, sums)


def places(columns: Sequence[Column], names: Sequence[str]) -> NDArray[np.int64]:
    """Give where some entries stand in rows of numbers (:func:`as_numbers`), part by part."""
    fields: Any = record_type(columns).fields
    starts = [(fields[name][1] // 8, fields[name][0].itemsize // 8) for name in names]
    return np.concatenate([np.arange(first, first + parts) for first, parts in starts])


#: What the books take from the traces as it is, in both.
ENTERED = (*BOOK_FROM_TRACES, "sold")
IN_TRACES, IN_BOOK = places(TRACE, ENTERED), places(BOOK, ENTERED)


def enter(world: Any, sums: Any) -> None:
    """Add an hour's sums to the books of the district."""
    book = world.rows("book")
    as_numbers(book)[0, IN_BOOK] += np.asarray(sums).reshape(1).view(np.float64)[IN_TRACES]
    book["sold_residents"][0] += float(sums["bought"].sum())
    book["wants"][0] += float(sums["wants"].sum())
    if world.now.hour >= 20:
        book["night_sold"][0] += float(sums["sold"].sum())
        book["night_traders"][0] += sums["traders"]


def settle(record: Any, sums: Any) -> None:
    """Note who holds the money after an hour.

    Residents and visitors pay vendors; vendors pay for goods (outside) and fees and fines (city);
    goods held are bought anew (outside); members pay fines to their association's chest. Vendors'
    wealth + city + chest + outside stays what it was.
    """
    record.money_outside += sums["costs"] + sums["goods_lost"] - sums["takings"]
    record.money_city += sums["fees"] + sums["fines_paid"]
    record.money_chest += sums["dues"]


def note_hour(world: Any, sums: Any) -> None:
    """Write the hour into the ring of hours, and what it showed into the days of the streets."""
    cells, book = world.rows("cells"), world.rows("book")[0]
    if world.now.hour >= 6:
        share = judge_streets(cells, world.rows("street_book"))
    else:
        share = float(np.mean(cells.damage > 0.0))
    world.rows("hours")[int(world.now.tick) % HOURS_KEPT] = (
        sums["traders"],
        float(sums["sold"].sum()),
        float(cells.footfall.sum()),
        float(sums["reports"].sum()),
        sums["reports"][NOISE],
        float(cells.disorder @ cells.care),
        share,
        book.damage_made,
        book.damage_cleared,
    )
