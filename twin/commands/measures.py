"""``twin indicators``: what is measured, from its declarations."""

from typing import Any

from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.indicators import INDICATORS
from twin.units import side_in, unit_in
from twin.writing import number


def indicators(given: Given) -> Answer:
    """Give every indicator with unit, range, and which way is better."""
    words = language(given)
    rows = [
        {
            "name": i.name,
            "label": i.label[words],
            "side": side_in(words, i.side),
            "unit": unit_in(words, i.unit),
            "low": number(i.low),
            "high": number(i.high),
            "better": i.better or "-",
        }
        for i in INDICATORS
    ]
    if given.has("--markdown"):
        rows = [
            row | {"what": i.text[words], "source": i.source}
            for row, i in zip(rows, INDICATORS, strict=True)
        ]
    return Table("indicators", rows, [indicator_object(i) for i in INDICATORS]).answer(given)


def indicator_object(indicator: Any) -> dict[str, Any]:
    """Give the declaration of an indicator as plain data."""
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "low": indicator.low,
        "high": indicator.high,
        "better": indicator.better,
        "side": str(indicator.side),
        "zh": indicator.label.zh,
        "en": indicator.label.en,
        "source": indicator.source,
    }
