"""Puts the page's scripts together: a widget gets one script, written in several readable files."""

from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def script(*names: str) -> str:
    """Give the named files of twin/ui/static as one script, in this order.

    The files share one scope and import nothing, so that a browser without internet needs no
    second request. The last one exports the widget.
    """
    return "\n".join(_read(f"{name}.js") for name in names)


@cache
def style() -> str:
    """Give the style sheets of all pages: the common one first, then the others by name."""
    others = sorted(file.name for file in STATIC.glob("*.css") if file.name != "page.css")
    return "\n".join(_read(name) for name in ("page.css", *others))


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
