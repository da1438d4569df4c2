"""The modules of tests/bench, which lie in a checkout of the project and not in a wheel."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

from twin.errors import NotReady

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path("tests") / "bench"


def module(name: str) -> ModuleType:
    """Give ``tests/bench/NAME.py``, imported as ``tests.bench.NAME``.

    Raises NotReady where this is an installed wheel, which carries no tests.
    """
    if not (ROOT / FOLDER / f"{name}.py").is_file():
        raise NotReady(
            f"twin bench needs {FOLDER.as_posix()}/{name}.py, which an installed wheel does not "
            "carry: run it in a checkout of the project (git clone, then make bench)"
        )
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"tests.bench.{name}")
