"""Where the shipped files lie: districts, policies, stories, lessons.

In a checkout they are in ``scenarios/`` beside ``twin/``; a wheel carries them as
``twin/_scenarios``. May import the standard library only.
"""

from pathlib import Path

from twin.errors import InputError, NotReady, nearest


def scenarios_home() -> Path:
    """Give the folder that holds ``districts``, ``policies``, ``stories`` and ``lessons``.

    Raises NotReady where neither the checkout's nor the wheel's folder exists.
    """
    here = Path(__file__).resolve().parent
    for home in (here / "_scenarios", here.parent / "scenarios"):
        if home.is_dir():
            return home
    raise NotReady(f"the shipped scenarios are missing beside {here.name}: install the twin again")


def shipped_names(kind: str) -> tuple[str, ...]:
    """Give the names of the shipped TOML files of a kind (``"policies"``, ``"stories"``), sorted.

    An absent folder holds no names.
    """
    return tuple(sorted(file.stem for file in (scenarios_home() / kind).glob("*.toml")))


def find_toml(name_or_path: str | Path, kind: str, what: str, where: str = "") -> Path:
    """Give the file of a shipped name or of a path that ends in ``.toml``.

    Raises InputError (``what`` opens its message) where there is no such file.
    """
    text = str(name_or_path)
    if text.endswith(".toml"):
        return _user_file(Path(text), where)
    names = shipped_names(kind)
    if text not in names:
        raise InputError(what, where, text, names, nearest(text, names))
    return scenarios_home() / kind / f"{text}.toml"


def _user_file(file: Path, where: str) -> Path:
    if not file.is_file():
        raise InputError("missing file", where, str(file), "an existing .toml file")
    return file
