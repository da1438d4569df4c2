"""Where the shipped files lie, and a user's own; and where a run may go.

In a checkout they are in ``scenarios/`` beside ``twin/``; a wheel carries them as
``twin/_scenarios``. May import the standard library only.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from twin.errors import InputError, NotReady, check_extra, check_known, nearest

#: The environment variable that names the folder of a user's own policies and behaviours.
OWN = "TWIN_OWN"
#: The files of a saved run, see ``twin/folder.py``.
MANIFEST, INDICATORS, EVENTS, CASES = "manifest.json", "indicators", "events.csv", "cases.csv.gz"
FORMATS = ("csv", "parquet", "xlsx")
HEADERS = ("names", "zh", "en")
RUN_FILES = (
    MANIFEST, EVENTS, *(f"{INDICATORS}.{name}" for name in FORMATS), CASES, "streets.csv",
    "groups.csv",
)  # fmt: skip


def scenarios_home() -> Path:
    """Give the folder that holds ``districts``, ``policies``, ``stories`` and ``lessons``.

    Raises NotReady where neither the checkout's nor the wheel's folder exists.
    """
    here = Path(__file__).resolve().parent
    for home in (here / "_scenarios", here.parent / "scenarios"):
        if home.is_dir():
            return home
    raise NotReady(f"the shipped scenarios are missing beside {here.name}: install the twin again")


def own_home() -> Path:
    """Give the folder of a user's own policies (``.toml``) and behaviours (``.py``).

    It is named by ``TWIN_OWN``, else it is ``own`` in the working directory. It need not exist.
    """
    return Path(os.environ.get(OWN) or "own").absolute()


def own_files(ending: str) -> tuple[Path, ...]:
    """Give the files of the own folder that end in ``.toml`` or ``.py``, sorted.

    What begins with a dot or an underscore is passed over.
    """
    found = own_home().glob(f"*{ending}")
    return tuple(sorted(file for file in found if file.name[0] not in "._" and file.is_file()))


def shipped_names(kind: str) -> tuple[str, ...]:
    """Give the names of the shipped TOML files of a kind (``"policies"``, ``"stories"``), sorted.

    An absent folder holds no names.
    """
    return tuple(sorted(file.stem for file in (scenarios_home() / kind).glob("*.toml")))


def find_toml(
    name_or_path: str | Path, kind: str, what: str, where: str = "", own: Sequence[str] = ()
) -> Path:
    """Give the file of a shipped name or of a path that ends in ``.toml``.

    Raises InputError (``what`` opens its message) where there is no such file; ``own`` are further
    names to tell of.
    """
    text = str(name_or_path)
    if text.endswith(".toml"):
        return _user_file(Path(text), where)
    names = (*shipped_names(kind), *own)
    if text not in names:
        raise InputError(what, where, text, names, nearest(text, names))
    return scenarios_home() / kind / f"{text}.toml"


def check_formats(formats: Sequence[str], where: str = "formats") -> tuple[str, ...]:
    """Give the formats, CSV always among them, or raise where one is unknown or not installed."""
    for name in formats:
        check_known(name, FORMATS, "unknown format", where)
    if "parquet" in formats:
        check_extra("pyarrow", "parquet", "Parquet")
    return tuple(name for name in FORMATS if name == "csv" or name in formats)


def check_run_folder(folder: str | Path, where: str = "--out") -> Path:
    """Give the folder if a run may be saved there; nothing is made or written.

    Raises InputError where it is a file, holds a run, or cannot be written.
    """
    home = check_folder(folder, where)
    held = [name for name in RUN_FILES if (home / name).exists()]
    if held:
        allowed = f"a folder that holds no other run (this one has {held[0]})"
        raise InputError("folder in use", where, str(folder), allowed)
    return home


def check_folder(folder: str | Path, where: str = "--out") -> Path:
    """Give the folder if files may be written there; nothing is made or written.

    Raises InputError where it is a file or cannot be written.
    """
    home = Path(folder)
    if home.exists() and not home.is_dir():
        raise InputError("not a folder", where, str(folder), "a folder, new or old")
    parent = next(up for up in (home, *home.absolute().parents) if up.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise InputError("folder not writable", where, str(folder), "a folder you may write to")
    return home


def _user_file(file: Path, where: str) -> Path:
    if not file.is_file():
        raise InputError("missing file", where, str(file), "an existing .toml file")
    return file
