"""Which versions the twin needs, and which are installed: read without importing any of them."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

DISTRIBUTION = "city-street-twin"
REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(;.*)?$")
CLAUSE = re.compile(r"^\s*(==|>=|<=|!=|~=|<|>)\s*([0-9.]+?)(\.\*)?\s*$")


@dataclass(frozen=True)
class Pin:
    """A package the twin needs, the versions that will do, and the one installed (or nothing)."""

    name: str
    wanted: str
    installed: str

    def fits(self) -> bool:
        """Tell whether the installed version will do."""
        return all(_fits(self.installed, part) for part in self.wanted.split(",") if part)


def pins() -> list[Pin]:
    """Give what the twin needs, from its own metadata or from the checkout's pyproject.toml."""
    return [Pin(name, wanted, _installed(name)) for name, wanted in _requirements()]


def _requirements() -> list[tuple[str, str]]:
    found = [REQUIREMENT.match(line) for line in _lines()]
    plain = [match for match in found if match and "extra" not in (match[3] or "")]
    return [(match[1], match[2].replace(" ", "")) for match in plain]


def _lines() -> list[str]:
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    if project.is_file():
        described = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        return [str(line) for line in described["dependencies"]]
    try:
        return requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _fits(installed: str, clause: str) -> bool:
    """Tell whether a version meets one clause (``>=2.0``, ``==1.64.*``).

    Only the numbers of a release count: ``4.0a1`` is taken for 4.0. A clause of another kind is
    taken as met: pip has judged it already.
    """
    match = CLAUSE.match(clause)
    if not match:
        return True
    have, want = _release(installed), _release(match[2])
    if match[3] or match[1] == "~=":
        kept = len(want) if match[3] else len(want) - 1
        same = have[:kept] == want[:kept]
        return not same if match[1] == "!=" else same and (match[1] != "~=" or have >= want)
    size = max(len(have), len(want))
    a, b = (part + (0,) * (size - len(part)) for part in (have, want))
    return {
        "==": a == b,
        "!=": a != b,
        ">=": a >= b,
        "<=": a <= b,
        ">": a > b,
        "<": a < b,
    }[match[1]]


def _release(text: str) -> tuple[int, ...]:
    match = re.match(r"\d+(\.\d+)*", text)
    return tuple(int(part) for part in match[0].split(".")) if match else ()
