"""Why an agent does what it does: story cards made from its own columns and the model's rules.

A card tells in words what a vendor, a team, a case or a street saw, what it could choose among and
why, who had the power, and how many hours were waited. Every number of a choice comes out of the
rule that the model itself runs (``twin/why/reckon.py``); reading a card changes nothing.
"""

from twin.why.card import Card
from twin.why.case import case_card, case_steps, holder_words
from twin.why.cell import cell_card
from twin.why.spoken import CARDS, card_of
from twin.why.street import street_card
from twin.why.team import team_card
from twin.why.vendor import vendor_card

__all__ = [
    "CARDS",
    "Card",
    "card_of",
    "case_card",
    "case_steps",
    "cell_card",
    "holder_words",
    "street_card",
    "team_card",
    "vendor_card",
]
