"""The folder for what is made once and kept: compiled kernels, burned-in states.

May import the standard library only, so that ``twin doctor`` can look at it without Numba.
"""

import getpass
import os
import sys
import tempfile
from pathlib import Path


def cache_home() -> Path:
    """Give the folder for compiled kernels and burned-in states, made if it is missing.

    ``TWIN_CACHE_DIR`` names it; otherwise the user's cache folder, or the temporary folder where
    that cannot be written.
    """
    named = os.environ.get("TWIN_CACHE_DIR")
    base = Path(named) if named else _user_cache() / "city-street-twin"
    try:
        base.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Numba loads what lies here as code: the folder must be nobody else's.
        base = Path(tempfile.gettempdir()) / f"city-street-twin-{getpass.getuser()}"
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
    return base


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    return Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")))
