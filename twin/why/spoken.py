"""Cards by their kind: what can be asked about, and the function that answers."""

from collections.abc import Callable

from twin.errors import InputError, check_known
from twin.why.card import Card
from twin.why.case import case_card
from twin.why.cell import cell_card
from twin.why.street import district_card, street_card
from twin.why.team import team_card
from twin.why.vendor import vendor_card
from twin.world import World

#: Kind of card -> how it is made: ``(world, row, opening_day)``.
CARDS: dict[str, Callable[[World, int, int], Card]] = {
    "vendor": vendor_card,
    "team": team_card,
    "case": case_card,
    "street": street_card,
    "district": district_card,
    "cell": cell_card,
}


def card_of(world: World, kind: str, row: int, opening_day: int = 0) -> Card:
    """Give the card of a row of a kind; ``opening_day`` is the day that counts as the first.

    Raises InputError for a kind or row there is not.
    """
    check_known(kind, CARDS, "unknown card", "card")
    rows = count(world, kind)
    if not 0 <= row < rows:
        raise InputError("value out of range", f"card {kind}", row, f"0 to {rows - 1}")
    return CARDS[kind](world, row, opening_day)


def count(world: World, kind: str) -> int:
    """Count what there is of a kind of card."""
    if kind == "case":
        return int(world.rows("city").n_cases[0])
    if kind == "street":
        return len(world.district.streets)
    if kind == "district":
        return 1
    return len(world.rows(f"{kind}s"))
