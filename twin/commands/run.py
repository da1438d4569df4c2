"""``twin run``: one scenario; everything is checked before anything is loaded or written."""

from typing import TYPE_CHECKING

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.progress import Progress
from twin.commands.request import scenario_of, seed_of
from twin.commands.words import language, text_table
from twin.errors import UsageError, check_known
from twin.paths import HEADERS, check_formats, check_run_folder
from twin.units import unit_in
from twin.writing import number

if TYPE_CHECKING:
    from twin.record import Run

HEADINGS = (
    Words("指标", "Indicator"),
    Words("均值", "Mean"),
    Words("单位", "Unit"),
    Words("名称", "Name"),
)
MEASURED = Words(
    "{district} · {policy} · 种子 {seed} · 预热 {burn_in} 天后测量 {days} 天",
    "{district} · {policy} · seed {seed} · {days} days measured after {burn_in} of burn-in",
)
SAVED = Words("已写入 {folder}", "Saved in {folder}")


def answer(given: Given) -> Answer:
    """Run what was asked for, save it with ``--out``, and give its indicators."""
    words = language(given)
    scenario, seed = scenario_of(given), seed_of(given.last("--seed"))
    out = checked_out(given)
    with Progress("twin run", words=words) as progress:
        run: Run = load("twin.run:run_scenario")(scenario, seed, progress)
    headers, formats = given.last("--headers") or "names", given.every("--format")
    saved = str(run.save(out, headers=headers, formats=formats)) if out is not None else ""
    return Answer(page(run, words, saved), run.summary())


def checked_out(given: Given) -> str | None:
    """Give the folder to write to, if any; raises InputError for what could not be written."""
    out = given.last("--out")
    for option in ("--format", "--headers"):
        if given.has(option) and out is None:
            raise UsageError("missing option", option, allowed="with --out DIR")
    if given.has("--headers"):
        check_known(given.last("--headers"), HEADERS, "unknown headers", "--headers")
    check_formats(given.every("--format"), "--format")
    return None if out is None else str(check_run_folder(out, "--out"))


def page(run: "Run", words: str, saved: str = "") -> str:
    """Write a run for a person: what was run, its indicators, its digest."""
    indicators = load("twin.indicators:INDICATORS")
    means, known = run.means(), {i.name: i for i in indicators}
    rows = [
        (known[name].label[words], number(mean), unit_in(words, known[name].unit), name)
        for name, mean in means.items()
    ]
    lines = [MEASURED[words].format(**run.summary()), ""]
    lines += [text_table([heading[words] for heading in HEADINGS], rows)]
    lines += ["", f"digest {run.digest}", *run.origin.credits]
    if saved:
        lines += [SAVED[words].format(folder=saved)]
    return "\n".join(lines)
