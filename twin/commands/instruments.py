"""``twin levers --instruments``: what each lever is called in real cities, where and since when.

The facts stand in ``scenarios/instruments.toml``. What was not found is said to be missing.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from agents.knob import Words
from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.levers import LEVERS
from twin.paths import scenarios_home

#: What stands where no date, or no source at all, was found.
MISSING = Words("未查到", "not found")


def instruments(given: Given) -> Answer:
    """Give the instrument behind every lever: name, label, instrument, place, since, source."""
    words, facts = language(given), read_instruments()
    rows = [
        {
            "name": lever.name,
            "label": lever.label[words],
            **_told(facts[lever.name], words),
        }
        for lever in LEVERS
    ]
    return Table(
        "instruments", rows, [{"name": name, **fact} for name, fact in facts.items()]
    ).answer(given)


def read_instruments() -> dict[str, dict[str, Any]]:
    """Give what is known of each lever's instrument, by lever; raises KeyError for a lever missed.

    ``zh`` and ``en`` hold ``instrument``, ``place`` and, where it was found, ``since``; ``source``
    is there where something was found.
    """
    file = scenarios_home() / "instruments.toml"
    known = tomllib.loads(file.read_text(encoding="utf-8"))
    return {lever.name: known[lever.name] for lever in LEVERS}


def _told(fact: Mapping[str, Any], words: str) -> dict[str, str]:
    told = fact[words]
    return {
        "instrument": told["instrument"],
        "place": told["place"],
        "since": told.get("since", MISSING[words]),
        "source": fact.get("source", MISSING[words]),
    }
