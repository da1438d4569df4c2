"""An open digital twin of a city district: order and vitality under street enforcement.

>>> import twin
>>> "CityTwin" in twin.__all__
True

``twin.CityTwin`` is the model, ``twin.run`` makes one run, ``twin.compare`` many under
several policies, ``twin.sweep`` those of a ``twin.Experiment``, ``twin.load_district`` reads a
place, ``twin.replay`` opens a link of the page.
What is named in ``__all__`` is a promise, and is loaded when it is first used, so that
``import twin`` stays light. A new public name is one line in ``EXPORTS``.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from twin import _names

_names.claim()

if TYPE_CHECKING:
    from twin.compare import compare as compare
    from twin.district import District as District
    from twin.district import load_district as load_district
    from twin.model import CityTwin as CityTwin
    from twin.run import run as run
    from twin.scenario import Scenario as Scenario
    from twin.share import replay as replay
    from twin.sweep import Experiment as Experiment
    from twin.sweep import Sweep as Sweep
    from twin.sweep import sweep as sweep

__version__ = "0.1.0"

#: Public name -> the module that defines it under the same name.
EXPORTS = {
    "CityTwin": "twin.model",
    "District": "twin.district",
    "Experiment": "twin.sweep",
    "Scenario": "twin.scenario",
    "Sweep": "twin.sweep",
    "compare": "twin.compare",
    "load_district": "twin.district",
    "replay": "twin.share",
    "run": "twin.run",
    "sweep": "twin.sweep",
}

__all__ = [
    "CityTwin", "District", "Experiment", "Scenario", "Sweep", "__version__", "compare",
    "load_district", "replay", "run", "sweep",
]  # fmt: skip


class _Package(ModuleType):
    """The package itself, whose public names cannot be hidden by a module of the same name.

    Python binds ``twin.run`` to the module when twin/run.py is imported; the function is what we
    promise. The module stays reachable as ``from twin.run import ...``.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in EXPORTS and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for; raise AttributeError for any other."""
    if name not in EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(EXPORTS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, those not loaded yet included."""
    return sorted({*globals(), *__all__})
