"""Make ``import agents`` mean this project's populations, wherever the twin is installed.

In a checkout ``agents/`` lies beside ``twin/``; a wheel carries it as ``twin/_agents``, because
``agents`` is also the import name of a popular SDK and two packages cannot share one folder (see
docs/decisions/0001-packaging.md). May import the standard library only.
"""

import importlib.util
import sys
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

NAME = "agents"

FOREIGN = (
    "the package 'agents' already imported from {found} is not the one of city-street-twin at "
    "{home}. Import twin before it, or use the two in separate environments or processes. / "
    "已从 {found} 导入的 agents 不是 city-street-twin 自带的 agents（位于 {home}）。"
    "请先导入 twin，或把两者放在不同的环境或进程中。"
)
MISSING = (
    "the package 'agents' of city-street-twin is missing at {home}: install city-street-twin "
    "again. / 在 {home} 找不到 city-street-twin 自带的 agents：请重新安装 city-street-twin。"
)


def home() -> Path:
    """Give the folder of our ``agents``: the one inside the wheel, else the one beside ``twin``."""
    here = Path(__file__).resolve().parent
    inside = here / "_agents"
    return inside if inside.is_dir() else here.parent / NAME


def claim() -> None:
    """Load our ``agents`` under its name, whatever else on the path is called so.

    Does nothing where ours is loaded already. Raises ImportError where another package has taken
    the name, or where our folder is missing; a load that fails gives the name free again.
    """
    ours = home()
    found = sys.modules.get(NAME)
    if found is None:
        _load(ours)
    elif _folder(found) != ours:
        raise ImportError(FOREIGN.format(found=_folder(found), home=ours), name=NAME)


def _folder(module: ModuleType) -> Path | str:
    file = getattr(module, "__file__", None)
    return Path(file).resolve().parent if file else "an unknown place"


def _load(ours: Path) -> None:
    source = ours / "__init__.py"
    spec = importlib.util.spec_from_file_location(
        NAME, source, submodule_search_locations=[str(ours)]
    )
    if not source.is_file() or spec is None or spec.loader is None:
        raise ImportError(MISSING.format(home=ours), name=NAME)
    module = importlib.util.module_from_spec(spec)
    with ExitStack() as undo:
        undo.callback(sys.modules.pop, NAME)
        sys.modules[NAME] = module
        spec.loader.exec_module(module)
        undo.pop_all()
