"""The books: sums over the district, so that every yuan, bag and case can be accounted for."""

from typing import Any

import numpy as np

from twin.mechanisms.columns import BOOK_FROM_TRACES


def hour_sums(traces: Any) -> Any:
    """Give one record with the sums of all traces: they are all float64, so one pass will do."""
    flat = traces.view(np.ndarray).view(np.float64).reshape(len(traces), -1)
    return flat.sum(axis=0).view(traces.dtype)[0]


def keep_books(world: Any) -> None:
    """Add the hour's traces to the books, and settle who holds the money.

    Residents and visitors pay vendors; vendors pay for goods (outside) and fees and fines (city);
    goods held are bought anew (outside); members pay fines to their association's chest. Vendors'
    wealth + city + chest + outside stays what it was.
    """
    book = world.rows("book")
    sums = hour_sums(world.traces.rows)
    for name in BOOK_FROM_TRACES:
        book[name][0] += sums[name]
    book["sold"][0] += sums["sold"]
    book["sold_residents"][0] += float(sums["bought"].sum())
    book["wants"][0] += float(sums["wants"].sum())
    if world.now.hour >= 20:
        book["night_sold"][0] += float(sums["sold"].sum())
        book["night_traders"][0] += sums["traders"]
    record = world.rows("city")[0]
    record.money_outside += sums["costs"] + sums["goods_lost"] - sums["takings"]
    record.money_city += sums["fees"] + sums["fines_paid"]
    record.money_chest += sums["dues"]
