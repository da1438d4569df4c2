"""Sweeps: one experiment, many runs, kept so that nothing finished is ever lost or run again.

>>> from twin.sweep import Experiment
>>> Experiment.__module__
'twin.sweep.experiment'

An :class:`Experiment` becomes run specs, these go over any executor, and each result is a line of
an append-only journal (docs/sweeps.md). What is named here is loaded when it is first used, so
that ``twin sweep status`` needs neither mesa nor numba nor pandas.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin.sweep.axes import Axis as Axis
    from twin.sweep.axes import Design as Design
    from twin.sweep.axes import Point as Point
    from twin.sweep.axes import Replications as Replications
    from twin.sweep.axes import Stop as Stop
    from twin.sweep.experiment import Experiment as Experiment
    from twin.sweep.results import Sweep as Sweep
    from twin.sweep.running import sweep as sweep
    from twin.sweep.spec import RunSpec as RunSpec

#: Public name -> the module that defines it.
HOMES = {
    "Axis": "axes",
    "Design": "axes",
    "Experiment": "experiment",
    "Point": "axes",
    "Replications": "axes",
    "RunSpec": "spec",
    "Stop": "axes",
    "Sweep": "results",
    "sweep": "running",
}
__all__ = [
    "Axis", "Design", "Experiment", "Point", "Replications", "RunSpec", "Stop", "Sweep", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for; raise AttributeError for any other."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = value
    return value
