"""One line of a report: what was measured, in words, its value, and what is demanded of it."""

from dataclasses import dataclass
from typing import Any

from agents.knob import Words


@dataclass(frozen=True)
class Row:
    """A measured number: ``name`` for programs, ``label`` for people, ``value`` in ``unit``.

    ``at_least`` or ``at_most`` is what is demanded; a number without either is only told.
    """

    part: str
    name: str
    label: Words
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the demand is met, None where there is none."""
        if self.at_least is None and self.at_most is None:
            return None
        over = self.at_least is None or self.value >= self.at_least
        return over and (self.at_most is None or self.value <= self.at_most)

    @property
    def demanded(self) -> str:
        """The demand as a text, empty where there is none."""
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return "" if self.at_most is None else f"<= {self.at_most:g}"

    def data(self) -> dict[str, Any]:
        """Give the row as plain JSON values."""
        return {
            "part": self.part,
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "demanded": self.demanded,
            "met": self.met,
            "zh": self.label.zh,
            "en": self.label.en,
        }
