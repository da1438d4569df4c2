"""How places are called on cards: the street and the cell's column and row."""

from agents.knob import Words
from twin.forms import filled
from twin.world import World

PLACE = Words("{street}（第 {x} 列第 {y} 行）", "{street} (column {x}, row {y})")


def street_words(world: World, cell: int) -> Words:
    """Give the name of the street a cell is in."""
    street = world.district.streets[int(world.district.street[cell])]
    return street.name


def place_words(world: World, cell: int) -> Words:
    """Name a cell by its street, column and row."""
    x, y = int(world.district.x[cell]), int(world.district.y[cell])
    return filled(PLACE, street=street_words(world, cell), x=x, y=y)
