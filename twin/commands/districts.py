"""``twin districts``: the shipped districts and their size."""

from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.district import describe, district_names, load_district
from twin.units import kind_in


def districts(given: Given) -> Answer:
    """Give every shipped district with its size."""
    words = language(given)
    found = [load_district(name) for name in district_names()]
    rows = [
        {
            "name": d.name,
            "label": d.title[words],
            "kind": kind_in(words, d.kind),
            "population": f"{d.population:,}",
            "streets": str(len(d.streets)),
            "cells": f"{d.n_cells:,}",
        }
        for d in found
    ]
    return Table("districts", rows, [describe(d) for d in found]).answer(given)
