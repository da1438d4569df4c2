"""What a folder holds, in plain values: finished, missing, failed, and how to see it again.

May import the store: neither the model nor pandas.
"""

import shlex
from collections.abc import Mapping
from typing import Any

from twin.errors import TwinError
from twin.sweep.store import Store


class NotDeterministic(TwinError):
    """One run was made twice with different results: something beside its input decides them."""


def status(store: Store) -> dict[str, Any]:
    """Give what is finished and what is missing.

    Where a rule ends points early, ``missing`` counts runs that may be needed; in a sweep that is
    complete none is.
    """
    manifest, planned = store.manifest(), set(store.planned())
    failed = [told(store, line) for key, line in store.known.failed.items() if key in planned]
    done = len(planned & store.known.done.keys())
    missing = len(planned) - done - len(failed)
    return {
        "name": manifest["name"],
        "state": manifest["state"],
        "planned": len(planned),
        "done": done,
        "failed": len(failed),
        "missing": 0 if manifest["state"] == "complete" else missing,
        "alarms": list(store.known.alarms),
        "failures": sorted(failed, key=_place),
    }


def failures(store: Store) -> list[dict[str, Any]]:
    """Give each run that failed and has not succeeded since, by point and seed."""
    planned = set(store.planned())
    found = [told(store, line) for key, line in store.known.failed.items() if key in planned]
    return sorted(found, key=_place)


def _place(failure: Mapping[str, Any]) -> tuple[int, int]:
    return failure["point"], failure["seed"]


def told(store: Store, line: Mapping[str, Any]) -> dict[str, Any]:
    """Give a failure as plain values, with the command that shows it again."""
    names = ("key", "status", "point", "seed", "attempts", "error", "traceback", "command")
    return {name: line[name] for name in names} | {"replay": replay(store, line["key"])}


def replay(store: Store, key: str) -> str:
    """Give the command that makes one run of this folder again, in one process."""
    return shlex.join(["twin", "sweep", "rerun", str(store.folder), key])


def check_alarms(store: Store) -> None:
    """Raise NotDeterministic where one run has two results."""
    if store.known.alarms:
        first, number = store.known.alarms[0], len(store.known.alarms)
        raise NotDeterministic(
            f"determinism alarm: {number} runs have two different results, the first of them "
            f"{first}; make it again with: {replay(store, first)} / 确定性警报：{number} "
            f"次运行各有两个不同的结果，第一个是 {first}"
        )
