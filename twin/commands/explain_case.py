"""``twin explain case RUN [CASE]``: the life of one case of a saved run, or a few worth telling."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.casebook import read_cases, telling
from twin.commands.options import Answer
from twin.commands.words import text_table
from twin.errors import InputError, UsageError
from twin.record import load_run
from twin.why.life import KIND, hours_taken, tell, title_of

WHERE = "twin explain case"
HEADINGS = (
    Words("案件", "Case"),
    Words("为什么值得看", "Why it is worth a look"),
    Words("类别", "Kind"),
    Words("街道", "Street"),
    Words("用时（小时）", "Hours"),
)
FEW = Words("值得看的几个案件（共 {n} 件）", "A few cases worth telling, of {n}")
MORE = Words(
    "看其中一件：twin explain case {run} 编号", "To read one: twin explain case {run} CASE"
)
NO_CASES = Words("测量的这些天里没有立案。", "No case was opened in the measured days.")


def case(run: str | None, words: str, chosen: str | None = None) -> Answer:
    """Tell the life of the chosen case of a saved run; without one, list a few worth telling.

    ``run`` is the folder of the run. Raises UsageError without it, InputError for a folder that
    holds no run or a number that is no case of its measured days.
    """
    if run is None:
        raise UsageError("missing argument", WHERE, allowed="the folder of a saved run")
    burn_in = int(load_run(run).origin.scenario["burn_in"])
    cases = read_cases(run)
    if chosen is None:
        return _few(cases, Path(run), words)
    found = _find(cases, chosen)
    text = {lang: [_opened(line) for line in tell(found, burn_in, lang)] for lang in ("zh", "en")}
    page = "\n".join([title_of(found, words), "", *text[words]])
    return Answer(page, {"case": _object(found), "told": text})


def _opened(line: str) -> str:
    """Give a sentence with a capital letter."""
    return line[0].upper() + line[1:]


def _find(cases: Any, chosen: str) -> dict[str, Any]:
    numbers = [str(n) for n in cases.index]
    if chosen not in numbers:
        allowed = f"a number from {numbers[0]} to {numbers[-1]}" if numbers else "no case at all"
        raise InputError("unknown case", WHERE, chosen, allowed)
    return {"number": int(chosen), **cases.loc[int(chosen)].to_dict()}


def _few(cases: Any, run: Path, words: str) -> Answer:
    picked = [(why, _find(cases, str(n))) for why, n in telling(cases)]
    rows = [
        (str(c["number"]), why[words], KIND[c["kind"]][words], c[f"street_{words}"], hours_taken(c))
        for why, c in picked
    ]
    table = text_table([heading[words] for heading in HEADINGS], rows)
    lines = [FEW[words].format(n=len(cases)), "", table, "", MORE[words].format(run=run)]
    told = [{"why": {"zh": why.zh, "en": why.en}, **_object(c)} for why, c in picked]
    return Answer("\n".join(lines) if rows else NO_CASES[words], {"cases": told})


def _object(found: Mapping[str, Any]) -> dict[str, Any]:
    """Give a case as plain data, None where something did not happen."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in found.items()
    }
