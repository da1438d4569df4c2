"""All indicators as a table, by side, each with its value and unit in words."""

from collections.abc import Mapping
from typing import Any

from twin.indicators import INDICATORS, Indicator, Side
from twin.ui.text import say
from twin.units import side_in, unit_in

#: Sides in the order in which they are shown, with their English names as headings.
SIDES = tuple(Side)


def number_words(indicator: Indicator, value: float, language: str) -> str:
    """Write a value with its unit: shares in percent, indices out of a hundred.

    >>> number_words(INDICATORS[0], 0.713, "en")
    '71'
    """
    if indicator.scored:
        return f"{100 * value:.0f}{'%' if indicator.unit == 'share' else ''}"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    unit = unit_in(language, indicator.unit)
    return f"{value:,.{digits}f} {unit}".strip()


def gauge(
    values: Mapping[str, float], opening: Mapping[str, float], language: str
) -> list[dict[str, Any]]:
    """Give every indicator by side: name, text, value now and at the opening."""
    return [
        {
            "name": str(side),
            "title": side_in(language, str(side)).capitalize(),
            "rows": [
                _row(indicator, values, opening, language)
                for indicator in INDICATORS
                if indicator.side == side
            ],
        }
        for side in SIDES
    ]


def _row(
    indicator: Indicator, values: Mapping[str, float], opening: Mapping[str, float], language: str
) -> dict[str, str]:
    def told(of: Mapping[str, float]) -> str:
        if indicator.name not in of:
            return say(language, "no_value")
        return number_words(indicator, of[indicator.name], language)

    return {
        "name": indicator.name,
        "label": indicator.label[language],
        "text": indicator.text[language],
        "before": told(opening),
        "after": told(values),
    }
