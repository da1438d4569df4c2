"""The version of the rules: what is kept on disk is read again only under the same one.

May import the standard library, ``twin._names`` and ``twin.paths``.
"""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from twin._names import home
from twin.paths import scenarios_home

#: Folders of sources that cannot change a city.
APART = {"bench", "commands", "compare", "ui"}
#: Packages whose versions can change a number, or what a pickled city looks like.
PACKAGES = ("mesa", "numba", "numpy")


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
