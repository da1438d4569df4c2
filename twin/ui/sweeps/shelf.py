"""The finished sweeps a server shows: those in one folder, named by their own folders.

An address names a sweep, never a path: names are looked up in what lies in the folder that the
server was started with, so nothing outside of it can be opened.
"""

import os
from pathlib import Path

from twin.sweep.store import EXPERIMENT

#: Names the folder of results; ``twin serve --results`` sets it.
VARIABLE = "TWIN_RESULTS"


def sweeps_in(folder: str | Path | None) -> dict[str, Path]:
    """Give the sweeps of a folder by name, in alphabetical order; itself, if it is one.

    A link that leads out of the folder is left out.
    """
    if not folder or not Path(folder).is_dir():
        return {}
    home = Path(folder).resolve()
    if (home / EXPERIMENT).is_file():
        return {home.name: home}
    inside = sorted(one.resolve() for one in home.iterdir() if (one / EXPERIMENT).is_file())
    return {one.name: one for one in inside if one.parent == home}


def shelf() -> dict[str, Path]:
    """Give the sweeps of this server."""
    return sweeps_in(os.environ.get(VARIABLE))
