"""``twin levers`` and ``twin parameters``: what may be set, from its declarations."""

from collections.abc import Sequence
from typing import Any

from agents.knob import Knob
from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.levers import LEVERS
from twin.parameters import PARAMETERS
from twin.units import grade_in, unit_in


def levers(given: Given) -> Answer:
    """Give every lever with bounds, default, unit and meaning."""
    return _knobs("levers", LEVERS, given)


def parameters(given: Given) -> Answer:
    """Give every parameter with bounds, default, unit, meaning, grade and source."""
    return _knobs("parameters", PARAMETERS, given)


def _knobs(name: str, knobs: Sequence[Knob], given: Given) -> Answer:
    words = language(given)
    rows = [
        {
            "name": k.name,
            "label": k.label[words],
            "low": f"{k.low:g}",
            "default": f"{k.default:g}",
            "high": f"{k.high:g}",
            "unit": unit_in(words, k.unit),
            "grade": grade_in(words, k.grade),
        }
        for k in knobs
    ]
    if given.has("--markdown"):
        rows = [
            row | {"what": k.text[words], "source": k.source}
            for row, k in zip(rows, knobs, strict=True)
        ]
    return Table(name, rows, [knob_object(k) for k in knobs]).answer(given)


def knob_object(knob: Knob) -> dict[str, Any]:
    """Give the declaration of a knob as plain data: the object ``twin levers --json`` promises."""
    return {
        "name": knob.name,
        "low": knob.low,
        "high": knob.high,
        "step": knob.step,
        "default": knob.default,
        "unit": knob.unit,
        "live": knob.live,
        "zh": knob.label.zh,
        "en": knob.label.en,
        "source": knob.source,
        "grade": str(knob.grade),
    }
