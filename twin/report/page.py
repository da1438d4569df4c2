"""What a report is made of, and how it becomes one HTML file.

A page is plain data; templates put every text in as text (autoescape), whoever wrote it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from twin.report.drawing import Drawing


@dataclass(frozen=True)
class Table:
    """A table: headings and rows of texts; the first column names the row.

    ``numbers`` says which columns are set to the right, counted from 0.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart with its title and the sentence that says what it shows."""

    title: str
    reading: str
    drawing: Drawing
    wide: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a report, in this order; ``lead`` stands before the command line."""

    title: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    items: tuple[str, ...] = ()
    command: str = ""
    notes: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A report in one language: kind and question at its head, then its sections."""

    language: str
    kind: str
    question: str
    caution: str
    facts: tuple[str, ...] = ()
    sections: Sequence[Section] = field(default=())


@cache
def templates() -> Environment:
    """Give the templates of reports: every text is escaped, a name that is missing is an error."""
    return Environment(
        loader=PackageLoader("twin.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_drawing(drawing: Drawing) -> str:
    """Give a drawing as an SVG file."""
    return templates().get_template("drawing.svg").render(drawing=drawing)


def render(page: Page) -> str:
    """Give a report as one HTML file."""
    return templates().get_template("report.html").render(page=page)
