"""``twin levers`` and ``twin parameters``: what may be set, from its declarations."""

from collections.abc import Sequence
from typing import Any

from agents.knob import Knob, Lever
from twin.commands.instruments import instruments
from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.own import all_groups, all_levers
from twin.parameters import PARAMETERS
from twin.units import grade_in, unit_in


def levers(given: Given) -> Answer:
    """Give every lever with bounds, default, unit and meaning; or the instruments behind them."""
    if given.has("--instruments"):
        return instruments(given)
    return _knobs("levers", all_levers(), given)


def parameters(given: Given) -> Answer:
    """Give every parameter with bounds, default, unit, meaning, grade and source."""
    return _knobs("parameters", PARAMETERS, given)


def _knobs(name: str, knobs: Sequence[Knob], given: Given) -> Answer:
    words = language(given)
    rows = [_row(knob, words) for knob in knobs]
    if given.has("--markdown"):
        rows = [
            row | {"what": k.text[words], "source": k.source}
            for row, k in zip(rows, knobs, strict=True)
        ]
    return Table(name, rows, [knob_object(k) for k in knobs]).answer(given)


def _row(knob: Knob, words: str) -> dict[str, str]:
    row = {
        "name": knob.name,
        "label": knob.label[words],
        "low": f"{knob.low:g}",
        "default": f"{knob.default:g}",
        "high": f"{knob.high:g}",
        "unit": unit_in(words, knob.unit),
        "grade": grade_in(words, knob.grade),
    }
    if isinstance(knob, Lever):
        row |= {
            "group": all_groups()[knob.group][words],
            "off": f"{knob.off:g}",
            "staff": f"{knob.staff:g}",
            "money": f"{knob.money:g}",
        }
    return row


def knob_object(knob: Knob) -> dict[str, Any]:
    """Give the declaration of a knob as plain data: the object ``twin levers --json`` promises.

    A lever also has its group, its ``off``, what a unit costs, the column it acts on first, and
    the names of its choices in both languages (an empty list where it is an amount).
    """
    basic = {
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
    return basic | _lever_object(knob) if isinstance(knob, Lever) else basic


def _lever_object(lever: Lever) -> dict[str, Any]:
    return {
        "group": lever.group,
        "off": lever.off,
        "staff": lever.staff,
        "money": lever.money,
        "moves": lever.moves,
        "choices": [{"zh": choice.zh, "en": choice.en} for choice in lever.choices],
    }
