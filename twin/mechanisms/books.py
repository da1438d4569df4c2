"""The books: sums over the district, so that every yuan, bag and case can be accounted for."""

from typing import Any

from twin.mechanisms.columns import BOOK_FROM_TRACES


def keep_books(world: Any) -> None:
    """Add the hour's traces to the books, and settle who holds the money.

    Residents and visitors pay vendors; vendors pay for goods (outside) and fees and fines (city);
    goods held are bought anew (outside). Vendors' wealth + city + outside stays what it was.
    """
    traces = world.traces.rows
    book = world.rows("book")
    sums = {name: float(traces[name].sum()) for name in BOOK_FROM_TRACES}
    for name, value in sums.items():
        book[name][0] += value
    sold = traces["sold"].sum(axis=0)
    book["sold"][0] += sold
    book["sold_residents"][0] += float(traces["bought"].sum())
    book["wants"][0] += float(traces["wants"].sum())
    if world.now.hour >= 20:
        book["night_sold"][0] += float(sold.sum())
        book["night_traders"][0] += sums["traders"]
    record = world.rows("city")[0]
    record.money_outside += sums["costs"] + sums["goods_lost"] - sums["takings"]
    record.money_city += sums["fees"] + sums["fines_paid"]
