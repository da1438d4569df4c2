"""``twin districts``: the shipped districts and their size."""

from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.district import district_names, load_district


def districts(given: Given) -> Answer:
    """Give every shipped district with its size."""
    words = language(given)
    found = [load_district(name) for name in district_names()]
    rows = [
        {
            "name": d.name,
            "label": d.title[words],
            "kind": d.kind,
            "population": f"{d.population:,}",
            "streets": str(len(d.streets)),
            "cells": f"{len(d.x):,}",
        }
        for d in found
    ]
    objects = [
        {"name": d.name, "zh": d.title.zh, "en": d.title.en, "kind": d.kind,
         "population": int(d.population), "streets": len(d.streets), "cells": len(d.x),
         "scale": float(d.scale), "burn_in": int(d.burn_in)}
        for d in found
    ]  # fmt: skip
    return Table("districts", rows, objects).answer(given)
