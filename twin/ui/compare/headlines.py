"""The comparison of a pane with the first in a line: order, vitality, and whether it is sure."""

from collections.abc import Sequence
from typing import Any

from agents.knob import Words
from twin.compare.paired import FEWEST
from twin.compare.sentences import amount, called
from twin.ui.compare.figures import Result, headline_of, verdict_of
from twin.ui.compare.panes import LETTERS
from twin.ui.text import say

#: What the line speaks of.
LED = ("order", "vitality")


def short_of(result: Result, place: int, language: str) -> str:
    """Give the comparison of a pane with the first as one short line, which calls them A and B."""
    found = {name: result.paired(name) for name in LED}
    verdicts = {name: verdict_of(one) for name, one in found.items()}
    sizes = {name: amount(one, language) for name, one in found.items()}
    pane = LETTERS[place].upper()
    if len(set(verdicts.values())) == 1:
        return say(language, f"head_both_{verdicts[LED[0]]}", pane=pane, **sizes)
    parts = {
        name: say(language, f"head_{verdict}", what=called(name, language), amount=sizes[name])
        for name, verdict in verdicts.items()
    }
    return say(language, "head_each", pane=pane, **parts)


def headlines_of(
    results: Sequence[Result], titles: Sequence[Words], language: str
) -> list[dict[str, Any]]:
    """Give for each pane with enough replications its line, and the details folded below it."""
    return [
        {
            "short": short_of(result, place, language),
            "who": " · ".join(titles[p][language] for p in (place, 0)),
            "details": [
                say(language, "head_sure", n=len(result.other)),
                headline_of(result, titles, place, language),
            ],
        }
        for place, result in enumerate(results, start=1)
        if len(result.other) >= FEWEST
    ]
