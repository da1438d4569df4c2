"""``twin doctor``: is this installation whole? Looks without importing what is heavy.

``--warm`` also compiles every rule and prepares the default district, so that nobody who opens the
page waits for the compiler.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from agents.cache import cache_home
from twin import __version__, _names
from twin.commands.options import Answer, Given, load
from twin.commands.pins import Pin, pins
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, TwinError
from twin.paths import scenarios_home, shipped_names

OK, NOTE, BAD = "ok", "note", "bad"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CHINESE_FONTS = ("noto*cjk*", "sourcehan*", "wqy*", "droidsansfallback*", "simsun*", "msyh*")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: ``state`` is ok, note (not needed by all) or bad."""

    name: str
    state: str
    detail: str


def answer(given: Given) -> Answer:
    """Give the report; exit code 1 where something is bad."""
    findings = [finding for look in LOOKS for finding in look()]
    if given.has("--warm"):
        load("twin.commands.warm:warm")()
        findings.append(Finding("warm", OK, "rules compiled, default district prepared"))
    healthy = all(finding.state != BAD for finding in findings)
    width = max(len(finding.name) for finding in findings)
    lines = [f"{f.state:<4}  {f.name:<{width}}  {f.detail}" for f in findings]
    data = {"version": __version__, "ok": healthy, "findings": [asdict(f) for f in findings]}
    return Answer("\n".join(lines), data, EXIT_OK if healthy else EXIT_SOME_FAILED)


def _ourselves() -> list[Finding]:
    python = f"{platform.python_version()} at {sys.executable}"
    supported = (3, 11) <= sys.version_info < (3, 14)
    return [
        Finding("twin", OK, __version__),
        Finding("python", OK if supported else BAD, python + " (needs 3.11 to 3.13)"),
    ]


def _packages() -> list[Finding]:
    return [Finding(pin.name, *_judge(pin)) for pin in pins()]


def _judge(pin: Pin) -> tuple[str, str]:
    wanted = f"needs {pin.wanted}" if pin.wanted else "any version"
    if not pin.installed:
        return BAD, f"absent, {wanted}: pip install city-street-twin"
    if not pin.fits():
        return BAD, f"{pin.installed}, {wanted}: pip install '{pin.name}{pin.wanted}'"
    return OK, f"{pin.installed} ({wanted})"


def _agents() -> list[Finding]:
    ours = _names.home()
    folders = {Path(entry or ".").resolve() / "agents" for entry in sys.path}
    foreign = sorted(str(f) for f in folders if (f / "__init__.py").is_file() and f != ours)
    if not foreign:
        return [Finding("agents", OK, f"ours, at {ours}")]
    advice = f"another package of this name at {foreign[0]}: import twin before it"
    return [Finding("agents", NOTE, advice)]


def _scenarios() -> list[Finding]:
    try:
        home = scenarios_home()
    except TwinError as error:
        return [Finding("scenarios", BAD, str(error))]
    return [Finding("scenarios", OK, f"{len(shipped_names('policies'))} policies at {home}")]


def _cache() -> list[Finding]:
    home = cache_home()
    if not os.access(home, os.W_OK):
        return [Finding("cache", BAD, f"{home} cannot be written: set TWIN_CACHE_DIR")]
    if not any((home / "kernels").glob("*/*")):
        return [Finding("cache", NOTE, f"{home}, nothing compiled yet: twin doctor --warm")]
    return [Finding("cache", OK, str(home))]


def _fonts() -> list[Finding]:
    font = _chinese_font()
    if font:
        return [Finding("chinese font", OK, font)]
    return [Finding("chinese font", NOTE, "none found: install one, for example fonts-noto-cjk")]


def _chinese_font() -> str:
    if sys.platform in ("win32", "darwin"):
        return "part of the system"
    if lister := shutil.which("fc-list"):
        call = [lister, ":lang=zh", "family"]
        found = subprocess.run(call, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603 - a fixed command
        return next(iter(sorted(found.stdout.splitlines())), "")
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    files = (f for folder in folders for name in CHINESE_FONTS for f in folder.rglob(name))
    return str(next(files, ""))


def _browser() -> list[Finding]:
    found = next((path for path in map(shutil.which, CHROMIUMS) if path), None)
    if found:
        return [Finding("chromium", OK, found)]
    return [Finding("chromium", NOTE, "none found; only the tests of the page need it")]


LOOKS: tuple[Callable[[], list[Finding]], ...] = (
    _ourselves,
    _packages,
    _agents,
    _scenarios,
    _cache,
    _fonts,
    _browser,
)
