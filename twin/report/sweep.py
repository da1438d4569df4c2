"""The report of a sweep: question, front, design, lever response, who gains, failures, limits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from agents.knob import Words
from twin.errors import InputError, NotReady
from twin.findings.fronts import front
from twin.findings.influence import PAWN, sensitivity
from twin.findings.table import finished, label_of, levers_of, outcomes_of
from twin.report.comparison import known_title
from twin.report.levers import (
    BESIDE_HEAD,
    KNOBS,
    decision_words,
    label,
    lever_sections,
    scaled,
    who_section,
)
from twin.report.page import Chart, Page, Section, Table
from twin.report.parts import CAUTION, again_section, limits_section, sources_section
from twin.report.plots import Dot, scatter_chart
from twin.report.run import known_district
from twin.sweep import Axis, Experiment, Sweep
from twin.units import unit_in
from twin.writing import number, toml_text

KIND = Words("街面孪生 · 参数扫描报告", "Street twin · report of a sweep")
QUESTION = Words(
    "在{district}，{levers}放到哪一档，{outcomes}最好？",
    "Where should {levers} stand in {district}, for the best of {outcomes}?",
)
FACTS = Words(
    "{points} 个点，跑完 {done} 次，每次测量 {days} 天",
    "{points} points, {done} finished runs of {days} measured days each",
)
DESIGN = Words("怎么设计的", "How it was set up")
AXES_HEAD = (
    Words("变动的量", "What varies"),
    Words("类别", "Kind"),
    Words("取值", "Values"),
    Words("单位", "Unit"),
    Words("出处", "Source"),
)
LEVER, UNCERTAINTY = Words("政策杠杆", "lever"), Words("不确定因素", "uncertainty")
METHODS = {
    "grid": Words("全组合", "every combination"),
    "latin": Words("拉丁超立方抽样", "a Latin hypercube sample"),
    "sobol": Words("索博尔序列", "a Sobol sequence"),
    "table": Words("逐点列出", "a list of points"),
    "one-at-a-time": Words("一次只动一个", "one at a time"),
}
RULES = Words(
    "取点方法：{method}。每个点跑 {low} 到 {high} 个种子，各点用同样的种子（同样的运气）。",
    "Points: {method}. Each was run with {low} to {high} seeds, the same for all (the same luck).",
)
TO = Words("{low} 到 {high}", "{low} to {high}")
FRONT = Words("没有别的做法能全面胜过的", "What no other decision beats")
FRONT_TOLD = Words(
    "{all} 种做法里，有 {n} 种没有被别的做法全面胜过。",
    "Of {all} decisions, {n} are beaten by no other in every outcome.",
)
PLANE = Words("{x}与{y}。", "{x} and {y}. ")
PLANE_TOLD = Words(
    "一个点一种做法，线是 90% 区间；实心：没有被胜过。",
    "Each dot is a decision, lines are 90 % intervals; filled: not beaten.",
)
SHARE = Words("在前沿上的份额", "share on the front")
MATTERS = Words("哪个因素最要紧", "What matters most")
MATTERS_TOLD = Words(
    "PAWN 指数（中位数）：这个因素定住以后，结果的分布挪动多少，0 到 1。",
    "PAWN index (median): how far fixing a factor moves the distribution of an outcome, 0 to 1.",
)
MATTERS_HEAD = (Words("指标", "Outcome"), Words("因素", "Factor"), Words("指数", "Index"))
FAILURES = Words("失败的运行", "Runs that failed")
NO_FAILURE = Words("没有运行失败。", "No run failed.")
FAILED = Words(
    "第 {point} 点，种子 {seed}：{error}。重现：{replay}",
    "Point {point}, seed {seed}: {error}. Replay: {replay}",
)
CURSE = Words(
    "最好的点里总有几分运气；下结论以前，用没用过的种子再跑一遍前沿上的点。",
    "The best of many points owes something to luck: run the front again on fresh seeds before "
    "deciding.",
)
#: Rows of a table and failures told at most.
MOST_ROWS, MOST_FAILURES = 12, 5


def sweep_report(sweep: Sweep, language: str) -> Page:
    """Give the report of a sweep in ``"zh"`` or ``"en"``; raises InputError without a whole run."""
    asked, runs = sweep.experiment, finished(sweep)
    district = known_district(asked.scenario.district)
    place = district.title[language] if district else asked.scenario.district
    comma = "、" if language == "zh" else ", "
    levers = comma.join(f"“{label(axis.name, language)}”" for axis in asked.levers)
    outcomes = comma.join(label_of(name, language) for name in asked.outcomes)
    facts = FACTS[language].format(
        points=runs["point"].nunique(), done=len(runs), days=asked.scenario.days
    )
    manifest = sweep.manifest
    again = {
        "district": place, "policy": known_title(asked.scenario.policy, language),
        "seeds": f"{int(runs['seed'].min())}:{int(runs['seed'].max())}",
        "days": asked.scenario.days, "version": manifest.get("version", ""),
        "failed": len(sweep.failures),
    }  # fmt: skip
    before, after = decided(sweep, runs, language) if asked.levers and asked.outcomes else ((), ())
    sections = [
        *before,
        design_section(asked, language),
        *after,
        *matters(sweep, language),
        failure_section(sweep.failures, language),
        limits_section(language, [CURSE[language]]),
        sources_section(district, language),
        again_section(again, command(asked), language),
    ]
    question = QUESTION[language].format(district=place, levers=levers, outcomes=outcomes)
    return Page(language, KIND[language], question, CAUTION[language], (place, facts), sections)


def decided(
    sweep: Sweep, runs: pd.DataFrame, language: str
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Give what the sweep says of decisions: the front first, levers and people for further on."""
    found = front(sweep)
    levers = lever_sections(sweep, runs, language)
    return tuple(front_section(sweep, found, language)), (
        *levers,
        *who_section(sweep, runs, found, language),
    )


def command(asked: Experiment) -> str:
    """Give the command that makes the sweep again, and below it the file it reads."""
    file = f"{asked.name}.toml"
    return f"twin sweep {file}\n\n# {file}\n{toml_text(asked.to_mapping())}".rstrip()


def design_section(asked: Experiment, language: str) -> Section:
    """Say what varies, over which values, how points were chosen and how often each was run."""
    rows = [_axis(axis, LEVER, language) for axis in asked.levers]
    rows += [_axis(axis, UNCERTAINTY, language) for axis in asked.uncertainties]
    told = RULES[language].format(
        method=METHODS[asked.design.method][language],
        low=asked.replications.low,
        high=asked.replications.high,
    )
    head = tuple(text[language] for text in AXES_HEAD)
    return Section(DESIGN[language], (told,), table=Table(head, tuple(rows)))


def _axis(axis: Axis, kind: Words, language: str) -> tuple[str, ...]:
    values = (
        ", ".join(number(level) for level in axis.levels)
        if axis.levels
        else TO[language].format(low=number(axis.low), high=number(axis.high))
    )
    knob = KNOBS.get(axis.name)
    unit, source = (unit_in(language, knob.unit), knob.source) if knob else ("", "")
    return label(axis.name, language), kind[language], values, unit, source


def front_section(sweep: Sweep, found: pd.DataFrame, language: str) -> Iterator[Section]:
    """Draw the first two outcomes of all decisions, and list those that no other beats."""
    wanted, names = list(outcomes_of(sweep)), levers_of(sweep)
    best = found[found.on_front].sort_values("share", ascending=False, kind="stable")
    charts = []
    if len(wanted) > 1:
        x, y = wanted[:2]
        title = PLANE[language].format(x=label_of(x, language), y=label_of(y, language))
        dots = [_dot(row, x, y) for row in found.to_dict("records")]
        axes = label_of(x, language), label_of(y, language)
        charts.append(Chart(title, PLANE_TOLD[language], scatter_chart(dots, axes), True))
    head = (
        BESIDE_HEAD[0][language], *(label_of(name, language) for name in wanted), SHARE[language],
    )  # fmt: skip
    rows = tuple(
        (
            decision_words(row, names, language),
            *(_with_interval(row, name) for name in wanted),
            f"{100.0 * row['share']:.0f} %",
        )
        for row in best.head(MOST_ROWS).to_dict("records")
    )
    told = FRONT_TOLD[language].format(all=len(found), n=len(best))
    columns = tuple(range(1, len(head)))
    yield Section(FRONT[language], (told,), tuple(charts), Table(head, rows, columns))


def _dot(row: Mapping[Any, Any], x: str, y: str) -> Dot:
    (ax, bx), (ay, by) = (
        tuple(
            scaled(name) * (row[f"{name}{end}"] if np.isfinite(row[f"{name}{end}"]) else row[name])
            for end in ("_low", "_high")
        )
        for name in (x, y)
    )
    return Dot(scaled(x) * row[x], scaled(y) * row[y], (ax, bx), (ay, by), bool(row["on_front"]))


def _with_interval(row: Mapping[Any, Any], name: str) -> str:
    value, low, high = (scaled(name) * row[f"{name}{end}"] for end in ("", "_low", "_high"))
    text = f"{value:.1f}"
    return f"{text} [{low:.1f}, {high:.1f}]" if np.isfinite(low) else text


def matters(sweep: Sweep, language: str) -> Iterator[Section]:
    """Rank what varies by how much it matters; nothing without SALib or with too few points."""
    try:
        found = sensitivity(sweep, PAWN)
    except (InputError, NotReady):
        return
    known = found[found["median"].notna()]
    if not len(known):
        return
    rows = tuple(
        (label_of(row["outcome"], language), label(row["axis"], language), f"{row['median']:.2f}")
        for row in known.head(MOST_ROWS).to_dict("records")
    )
    head = tuple(text[language] for text in MATTERS_HEAD)
    yield Section(MATTERS[language], (MATTERS_TOLD[language],), table=Table(head, rows, (2,)))


def failure_section(failed: Sequence[Mapping[str, Any]], language: str) -> Section:
    """Tell what failed, with the command that shows it again."""
    if not failed:
        return Section(FAILURES[language], (NO_FAILURE[language],))
    items = tuple(FAILED[language].format(**one) for one in failed[:MOST_FAILURES])
    return Section(FAILURES[language], items=items)
