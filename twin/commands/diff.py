"""``twin diff``: where two saved runs first part."""

from typing import TYPE_CHECKING

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language, text_table
from twin.errors import UsageError
from twin.writing import number

if TYPE_CHECKING:
    from twin.report.differ import Divergence

SAME = Words("两次运行完全相同：指纹一致。", "The two runs are the same: equal digests.")
ALIKE = Words(
    "共有的 {days} 天里每个指标都一样，指纹不同：差别在别处，或在更后面的日子。",
    "All indicators are equal on the {days} days both have, yet the digests differ: the difference "
    "is elsewhere, or later.",
)
FIRST = Words(
    "第一次分开：第 {day} 天，{n} 个指标不同", "They first part on day {day}, in {n} indicators"
)
PUT_IN = Words("给进去的就不一样：", "What was put in differs:")
HEADINGS = (Words("名称", "Name"), Words("甲", "A"), Words("乙", "B"))


def answer(given: Given) -> Answer:
    """Compare two saved runs; raises UsageError for fewer, InputError for what is no run."""
    words = language(given)
    if len(given.arguments) != 2:
        raise UsageError("missing argument", "twin diff", allowed="the folders of two saved runs")
    found: Divergence = load("twin.report.differ:first_divergence")(*given.arguments)
    return Answer(page(found, words), found.to_dict())


def page(found: "Divergence", words: str) -> str:
    """Write for a person where two runs part."""
    if found.same:
        return SAME[words]
    head = [heading[words] for heading in HEADINGS]
    lines = []
    if found.inputs:
        rows = [(name, str(a), str(b)) for name, (a, b) in found.inputs.items()]
        lines += [PUT_IN[words], "", text_table(head, rows), ""]
    if found.day is None:
        return "\n".join([*lines, ALIKE[words].format(days=found.days)])
    rows = [(name, number(a), number(b)) for name, (a, b) in found.columns.items()]
    title = FIRST[words].format(day=found.day, n=len(rows))
    return "\n".join([*lines, title, "", text_table(head, rows)])
