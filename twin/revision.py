"""The version of the rules: what is kept on disk is read again only under the same one.

May import the standard library, ``twin._names`` and ``twin.paths``.
"""

import hashlib
import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from twin._names import home
from twin.paths import scenarios_home

#: Folders and files that cannot change a city: a run needs none of them, or (refusals) for words.
APART = {
    "accounts", "adapters.py", "analysis", "atomic.py", "bench", "calibration", "calibration.toml",
    "casefiles", "commands", "compare", "drawing.py", "experiments", "findings", "frame.py",
    "importer", "instruments.toml", "lesson", "lessons", "odd", "refusals.py", "report", "schemas",
    "series", "session", "share", "sweep", "trial", "ui", "validate", "why",
}  # fmt: skip
#: Packages whose versions can change a number, or what a pickled city looks like.
PACKAGES = ("mesa", "numba", "numpy")
#: Packages whose versions are written beside results.
TOLD = ("mesa", "networkx", "numba", "numpy", "pandas", "scipy")


@cache
def revision() -> str:
    """Hash every source and scenario that can change a city: 16 hexadecimal digits.

    The versions of Python and of the packages that numbers pass through count too.
    """
    made_by = [f"{name} {version(name)}" for name in PACKAGES]
    digest = hashlib.blake2b(f"{sys.version_info[:2]} {made_by}".encode(), digest_size=8)
    twin = Path(__file__).resolve().parent
    for folder, kind in ((home(), "*.py"), (twin, "*.py"), (scenarios_home(), "*")):
        for file in sorted(folder.rglob(kind)):
            if file.is_file() and not set(file.relative_to(folder).parts) & APART:
                digest.update(file.read_bytes())
    return digest.hexdigest()


@cache
def commit() -> str | None:
    """Give the commit of the checkout, with ``-dirty`` if files differ; None where there is none.

    A twin that is installed into somebody else's checkout has none.
    """
    home = Path(__file__).resolve().parent.parent
    if not (home / ".git").exists():
        return None
    words = [
        "git",
        "-C",
        str(home),
        "describe",
        "--always",
        "--dirty",
        "--exclude=*",
        "--abbrev=12",
    ]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - own words only
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip() or None


def versions() -> dict[str, str]:
    """Give the versions that could change a number: Python, the machine, the packages below us."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **{name: installed(name) for name in TOLD},
    }


@cache
def installed(package: str) -> str:
    """Give the installed version of a package, or ``"absent"``."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
