"""``twin explain indicator NAME``."""

from agents.knob import Words
from twin.commands.measures import indicator_object
from twin.commands.options import Answer
from twin.commands.pages import RANGE, SOURCE, choose, page
from twin.indicators import INDICATORS
from twin.units import side_in, unit_in
from twin.writing import number

BETTER = Words("好坏", "Better")
DIRECTIONS = {"up": Words("越高越好", "higher"), "down": Words("越低越好", "lower")}
SIDE = Words("方面", "Side")


def indicator(name: str | None, words: str) -> Answer:
    """Explain an indicator: what it counts, its unit and range, and which way is better."""
    found = choose("indicator", {i.name: i for i in INDICATORS}, name)
    bounds = f"{number(found.low)} … {number(found.high)} {unit_in(words, found.unit)}"
    better = DIRECTIONS[found.better][words] if found.better else ""
    facts = [
        (RANGE, bounds.strip()),
        (BETTER, better),
        (SIDE, side_in(words, found.side)),
        (SOURCE, found.source),
    ]
    text = page(f"{found.name} · {found.label[words]}", found.text[words], facts, words)
    texts = {"text_zh": found.text.zh, "text_en": found.text.en}
    return Answer(text, {"indicator": indicator_object(found) | texts})
