"""``twin compare``: policies over the same seeds; all is checked before anything is loaded."""

from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.progress import Progress
from twin.commands.request import changed, seeds_of, workers_asked
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, Interrupted
from twin.paths import check_folder
from twin.scenario import Scenario, scenarios_under
from twin.units import unit_in
from twin.writing import interval, number

if TYPE_CHECKING:
    from twin.compare.paired import Paired
    from twin.compare.results import Against, Comparison

WHERE = "twin compare"
TITLE = Words(
    "{district} · 预热 {burn_in} 天后测量 {days} 天 · 种子 {seeds} · 以 {reference} 为参照",
    "{district} · {days} days measured after {burn_in} of burn-in · seeds {seeds} · "
    "compared with {reference}",
)
HEADINGS = (
    Words("指标", "Indicator"),
    Words("参照", "Reference"),
    Words("政策", "Policy"),
    Words("差", "Difference"),
    Words("90% 区间", "90 % interval"),
    Words("同向", "Agree"),
    Words("单位", "Unit"),
    Words("结论", "Reading"),
)
READINGS = {
    "better": Words("更好", "better"),
    "worse": Words("更差", "worse"),
    "different": Words("有差别", "different"),
    "unclear": Words("看不出差别", "no clear difference"),
}
TOO_FEW = Words("种子太少", "too few seeds")
NOTE = Words(
    "差：同一种子下政策减参照，再对种子取平均；区间按学生 t 分布；"
    "\n同向：差与平均差方向相同的种子数/有数值的种子数。"
    "\n没有差别时，十个区间里也会有一个左右碰巧不含 0。全部指标见 --json。",
    "Difference: policy minus reference at the same seed, mean over seeds; interval: Student's t;"
    "\nagree: seeds whose difference has the sign of the mean, of the seeds with a value. Where"
    "\nnothing differs, one interval in ten or so still leaves out 0 by luck. --json gives every"
    "\nindicator.",
)
FAILED = Words("失败：{run}，种子 {seed}：{reason}", "failed: {run}, seed {seed}: {reason}")
REPLAY = Words("\n  重现：{replay}", "\n  replay: {replay}")
STOPPED = "interrupted: finished runs are kept, the same command goes on from there"


def answer(given: Given) -> Answer:
    """Compare what was asked for; exit code 1 where a run failed."""
    words = language(given)
    scenarios = scenarios_under(given.arguments, changed(Scenario(), given), WHERE)
    seeds, workers = seeds_of(given.last("--seeds")), workers_asked(given)
    out = given.last("--out")
    if out is not None:
        check_folder(out, "--out")
    try:
        with Progress(WHERE, words=words) as progress:
            found: Comparison = load("twin.compare:compare_scenarios")(
                scenarios, seeds, out, workers, progress
            )
    except KeyboardInterrupt as stop:
        raise Interrupted(STOPPED) from stop
    if out is not None:
        found.save(out)
    code = EXIT_SOME_FAILED if found.failed else EXIT_OK
    return Answer(page(found, words), found.to_dict(), code)


def page(found: "Comparison", words: str) -> str:
    """Write a comparison for a person: a table and a text for each policy."""
    seeds = f"{found.seeds[0]}:{found.seeds[-1]}"
    lines = [TITLE[words].format(**vars(found) | {"seeds": seeds})]
    for against in found.policies:
        lines += ["", *_policy(against, words)]
    lines += ["", NOTE[words]]
    if found.failed:
        lines += ["", *(told_failure(one.policy, one, words) for one in found.failed)]
    return "\n".join(lines)


def told_failure(run: str, failure: Any, words: str) -> str:
    """Tell of a failed run: which it was, its seed, the reason, and its replay where it has one."""
    told = FAILED[words].format(run=run, seed=failure.seed, reason=failure.reason)
    return told + (REPLAY[words].format(replay=failure.replay) if failure.replay else "")


def _policy(against: "Against", words: str) -> list[str]:
    labels = {i.name: i.label[words] for i in load("twin.indicators:INDICATORS")}
    rows = [
        [labels[name], *_row(against.indicators[name], words)]
        for name in load("twin.compare.sentences:HEADLINE")
    ]
    table = text_table([heading[words] for heading in HEADINGS], rows)
    return [f"{against.policy}{_turned(against, words)}", "", table, "", against.sentence[words]]


def _turned(against: "Against", words: str) -> str:
    """Say which levers differ, from the reference's value to the policy's."""
    changes = [
        f"{name} {values['reference']:g} → {values['policy']:g}"
        for name, values in against.levers.items()
    ]
    opening, comma, closing = ("（", "，", "）") if words == "zh" else (" (", ", ", ")")
    return f"{opening}{comma.join(changes)}{closing}" if changes else ""


def _row(found: "Paired", words: str) -> list[str]:
    return [
        number(found.reference),
        number(found.mean),
        number(found.difference),
        interval(found.low, found.high),
        "-" if found.agree is None else f"{round(found.agree * found.seeds)}/{found.seeds}",
        unit_in(words, found.unit),
        (TOO_FEW if found.low is None else READINGS[found.reading])[words],
    ]
