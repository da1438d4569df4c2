"""``twin explain tick``: what happens within an hour, in order, as the model itself has it."""

import inspect

from agents.knob import Words
from twin.commands.options import Answer
from twin.commands.words import text_table
from twin.errors import UsageError
from twin.schedule import SCHEDULE, Phase

HEADINGS = (
    Words("序", "#"),
    Words("环节", "Phase"),
    Words("频率", "Every"),
    Words("发生什么", "What happens"),
    Words("读取的表", "Reads"),
    Words("写入的表", "Writes"),
    Words("出处", "Source"),
)
TITLE = Words("一个时段（1 小时）里依次发生的事", "What happens within one tick (1 hour), in order")
EVERY_ZH = {"hour": "每小时", "day": "每天"}


def tick(name: str | None, words: str) -> Answer:
    """Give the phases of the tick, in order; raises UsageError where a name was given too."""
    if name is not None:
        raise UsageError("argument not understood", "twin explain tick", name, "nothing more")
    rows = [_row(number, phase, words) for number, phase in enumerate(SCHEDULE, 1)]
    table = text_table([heading[words] for heading in HEADINGS], rows)
    return Answer(f"{TITLE[words]}\n\n{table}", {"tick": [_object(phase) for phase in SCHEDULE]})


def _row(number: int, phase: Phase, words: str) -> tuple[str, ...]:
    every = EVERY_ZH[phase.every] if words == "zh" else phase.every
    tables = (", ".join(phase.reads), ", ".join(phase.writes))
    return (str(number), phase.name, every, phase.text[words], *tables, source(phase))


def source(phase: Phase) -> str:
    """Give the file and line where a phase is written."""
    function = inspect.unwrap(phase.run)
    _, line = inspect.getsourcelines(function)
    return f"{function.__module__.replace('.', '/')}.py:{line}"


def _object(phase: Phase) -> dict[str, object]:
    return {
        "name": phase.name,
        "every": phase.every,
        "zh": phase.text.zh,
        "en": phase.text.en,
        "reads": list(phase.reads),
        "writes": list(phase.writes),
        "source": source(phase),
    }
