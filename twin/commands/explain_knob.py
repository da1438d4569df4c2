"""``twin explain lever NAME`` and ``twin explain parameter NAME``."""

from collections.abc import Sequence

from agents.knob import Knob, Lever, Words
from twin.commands.knobs import knob_object
from twin.commands.options import Answer
from twin.commands.pages import RANGE, SOURCE, Fact, choose, page
from twin.own import all_groups, all_levers
from twin.parameters import PARAMETERS
from twin.units import cost_in, grade_in, unit_in

DEFAULT = Words("默认", "Default")
EFFECT = Words("生效", "Takes effect")
EVIDENCE = Words("依据", "Evidence")
GROUP = Words("组", "Group")
OFF = Words("关闭值", "Off at")
CHOICES = Words("可选", "Choices")
COST = Words("每高出关闭值一个单位的成本", "Cost of a unit above off")
MOVES = Words("首先作用于", "Acts first on")
AT_ONCE = Words("随时可调，下一个小时起作用", "at the next hour")
AT_RESTART = Words("下次运行时", "at the next run")


def lever(name: str | None, words: str) -> Answer:
    """Explain a lever: what a government turns when it turns it."""
    return _knob("lever", all_levers(), name, words)


def parameter(name: str | None, words: str) -> Answer:
    """Explain a parameter: a number that no government chooses."""
    return _knob("parameter", PARAMETERS, name, words)


def _knob(kind: str, knobs: Sequence[Knob], name: str | None, words: str) -> Answer:
    knob = choose(kind, {knob.name: knob for knob in knobs}, name)
    effect = AT_ONCE if knob.live else AT_RESTART
    facts = [
        (RANGE, f"{knob.low:g} … {knob.high:g} {unit_in(words, knob.unit)}".strip()),
        (DEFAULT, f"{knob.default:g}"),
        (EFFECT, effect[words]),
        (EVIDENCE, grade_in(words, knob.grade)),
        (SOURCE, knob.source),
    ]
    if isinstance(knob, Lever):
        facts = _lever_facts(knob, words) + facts
    text = page(f"{knob.name} · {knob.label[words]}", knob.text[words], facts, words)
    texts = {"text_zh": knob.text.zh, "text_en": knob.text.en}
    return Answer(text, {kind: knob_object(knob) | texts})


def _lever_facts(lever: Lever, words: str) -> list[Fact]:
    choices = [f"{lever.low + k:g} {name[words]}" for k, name in enumerate(lever.choices)]
    cost = cost_in(words, lever.staff, lever.money)
    facts = [(GROUP, all_groups()[lever.group][words]), (OFF, f"{lever.off:g}"), (COST, cost)]
    if choices:
        facts.append((CHOICES, "; ".join(choices)))
    return [*facts, (MOVES, lever.moves)]
