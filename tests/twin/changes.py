"""Which columns differ between two snapshots of a world."""

import numpy as np


def changed_columns(one, other, tables=None):
    """Give "table.column" for every column in which two snapshots differ (NaN equals NaN)."""
    changed = set()
    for name in tables or one.tables:
        rows, others = one.tables[name], other.tables[name]
        if len(rows) != len(others):
            changed.add(f"{name} (rows)")
            continue
        for column in rows.dtype.names:
            if not np.array_equal(
                rows[column], others[column], equal_nan=rows[column].dtype.kind == "f"
            ):
                changed.add(f"{name}.{column}")
    return changed
