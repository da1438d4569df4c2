"""The report of one run: what was changed, what happened, to whom, and how to make it again."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.compare.sentences import LABELS, called
from twin.district import District, load_district
from twin.errors import InputError
from twin.indicators import INDICATORS
from twin.programme import street_names
from twin.record import Event, Run
from twin.report.drawing import Line, line_chart
from twin.report.groups import WEEK, group_rows, mean
from twin.report.page import Chart, Page, Section, Table
from twin.report.parts import (
    CAUTION,
    again_section,
    known_policy,
    limits_section,
    policy_section,
    sources_section,
)
from twin.report.plots import Bar, bar_chart
from twin.shocks import describe_placed, read_placed
from twin.timetable import describe_entry, read_entries
from twin.units import unit_in

KIND = Words("街面孪生 · 一次运行的报告", "Street twin · report of one run")
QUESTION = Words(
    "在{district}实行“{policy}”，{days} 天里街面会怎样？",
    "What happens in the streets of {district} over {days} days of “{policy}”?",
)
FACTS = (
    Words("{district}", "{district}"),
    Words("预热 {burn_in} 天后测量 {days} 天", "{days} days measured after {burn_in} of burn-in"),
    Words("种子 {seed}", "seed {seed}"),
)
HAPPENED = Words("发生了什么", "What happened")
WHO = Words("谁的日子好过了，谁的难过了", "For whom it got better or worse")
OVER_TIME = Words("秩序、活力与满意度。", "Order, vitality and satisfaction. ")
BY_DAY = Words("每天一个点，满分 100。", "One point a day, of 100.")
MARKED = Words(
    "每天一个点，满分 100；虚竖线是有事发生的日子。",
    "One point a day, of 100; dotted uprights are days on which something happened.",
)
PIPELINE = Words("案件的时间花在哪里。", "Where the hours of a case go. ")
AXES = (Words("测量日", "measured day"), Words("分（满分 100）", "of 100"))
#: The indicators that are told first, shown out of a hundred.
SCORES = ("order", "vitality", "satisfaction")
ROSE = Words(
    "{name}从头一周的 {before} 分升到最后一周的 {after} 分",
    "{name} rose from {before} of 100 in the first week to {after} in the last",
)
FELL = Words(
    "{name}从头一周的 {before} 分降到最后一周的 {after} 分",
    "{name} fell from {before} of 100 in the first week to {after} in the last",
)
STEADY = Words("{name}大致稳在 {after} 分", "{name} held at about {after} of 100")
MEANS = Words("整段时间平均：{parts}。", "Over the whole time, on average: {parts}.")
#: What is told as means.
TOLD = ("case_hours", "vendors_peak", "encounters", "reports", "public_cost")
EVENT = Words("第 {day} 天：{text}", "Day {day}: {text}")
EVENTS_LEFT = Words("另有 {n} 件事，见 events.csv。", "{n} more are in events.csv.")
MOST_EVENTS = 6
CAMPAIGNS = {
    "begins": Words("整治行动开始", "a campaign begins"),
    "ended": Words("整治行动结束", "the campaign has ended"),
}
CASES = Words(
    "{n} 件案件里，{closed} 件有了结果；办结平均用 {hours} 小时，其中案头 {desk}、等队伍 {queue}；"
    "街道看得见却无权自己办结的占 {lacked}%。",
    "Of {n} cases {closed} came to an end, after {hours} h on average: {desk} on desks, {queue} "
    "waiting for a team. In {lacked} % the street could see it but had no power to close it.",
)
NO_CASES = Words("没有可以统计的案件。", "There is no case to count.")
WAYS = (Words("街道自办", "by the street"), Words("部门来办", "by departments"))
SPENT = (
    Words("案头", "desks"), Words("等队伍", "queue"), Words("处理", "work"),
    Words("核查等待", "checking"),
)  # fmt: skip
HOURS = Words("小时", "h")
ONE_RUN = Words(
    "这只是一次运行：换一个种子，运气不同，数字也会不同。"
    "要说清一项政策带来的差别，用 twin compare。",
    "This is one run: another seed, another luck, other figures. To say what a policy changes, "
    "compare it with twin compare.",
)
GROUPS_NOTE = Words(
    "头一周与最后一周相比；随时间的变化不等于政策的效果。",
    "First week against last week; a change over time is not the effect of a policy.",
)
#: Size of a chart that shares its row with another.
HALF = (380.0, 210.0)
#: Changes of less than this many points of 100 are none.
NOTHING = 0.5


def run_report(run: Run, language: str, by_hand: Sequence[str] = ()) -> Page:
    """Give the report of a run in ``"zh"`` or ``"en"``; ``by_hand`` tells what was turned in it."""
    origin, scenario = run.origin, run.origin.scenario
    policy, district = known_policy(scenario["policy"]), known_district(scenario["district"])
    title = policy.title[language] if policy else origin.policy
    place = district.title[language] if district else origin.district
    facts = {
        "district": place,
        "days": run.days,
        "burn_in": scenario["burn_in"],
        "seed": origin.seed,
    }
    again = {
        "district": place, "policy": title, "seed": origin.seed, "days": run.days,
        "burn_in": scenario["burn_in"], "version": origin.version, "digest": origin.digest,
    }  # fmt: skip
    turned = [*dated(scenario, district, language), *by_hand]
    sections = [
        happened(run, language),
        policy_section(policy, origin.levers, language, turned),
        *who_section(run, language),
        limits_section(language, [ONE_RUN[language]]),
        sources_section(district, language),
        again_section(again, origin.replay, language),
    ]
    question = QUESTION[language].format(district=place, policy=title, days=run.days)
    head = tuple(fact[language].format(**facts) for fact in FACTS)
    return Page(language, KIND[language], question, CAUTION[language], head, sections)


def known_district(name: str) -> District | None:
    """Give a district by name or folder; None where the folder is gone."""
    try:
        return load_district(name)
    except InputError:
        return None


def dated(scenario: Any, district: District | None, language: str) -> list[str]:
    """Tell the dated changes and the shocks of a scenario, one line each."""
    streets = street_names(district) if district else {}
    entries = read_entries(scenario.get("schedule", []))
    told = [describe_entry(entry, language, streets) for entry in entries]
    placed = read_placed(scenario.get("shocks", []))
    return [*told, *(describe_placed(one, language) for one in placed)]


def column(run: Run, name: str) -> NDArray[np.float64]:
    """Give the daily values of an indicator."""
    values: NDArray[np.float64] = run.values[:, run.names.index(name)]
    return values


def happened(run: Run, language: str) -> Section:
    """Tell in words and two charts what happened."""
    stop = "。" if language == "zh" else "."
    comma = "；" if language == "zh" else "; "
    moves = comma.join(score_words(run, name, language) for name in SCORES)
    texts = [f"{moves[0].upper()}{moves[1:]}{stop}", means_words(run, language)]
    charts = [over_time(run, language)]
    if run.cases is not None and len(run.cases):
        charts.append(pipeline_chart(run.cases, language))
    return Section(
        HAPPENED[language], tuple(texts), tuple(charts), items=tuple(events(run, language))
    )


def score_words(run: Run, name: str, language: str) -> str:
    """Say how a score moved from the first week to the last."""
    values = 100.0 * column(run, name)
    before, after = mean(values[:WEEK]), mean(values[-WEEK:])
    said = STEADY if abs(after - before) < NOTHING else ROSE if after > before else FELL
    parts = {"before": f"{before:.0f}", "after": f"{after:.0f}"}
    if parts["before"] == parts["after"] and said is not STEADY:
        parts = {"before": f"{before:.1f}", "after": f"{after:.1f}"}
    return said[language].format(name=called(name, language), **parts)


def means_words(run: Run, language: str) -> str:
    """Say the means of a few indicators with their units."""
    known = {indicator.name: indicator for indicator in INDICATORS}
    parts = [
        measured_words(name, mean(column(run, name)), known[name].unit, language) for name in TOLD
    ]
    return MEANS[language].format(parts=("；" if language == "zh" else "; ").join(parts))


def measured_words(name: str, value: float, unit: str, language: str) -> str:
    """Say an indicator with its value and unit; in Chinese a rate goes before the number."""
    text = "–" if not math.isfinite(value) else f"{value:,.0f}" if value >= 9.95 else f"{value:.2g}"
    said = unit_in(language, unit)
    what = called(name, language)
    if language == "zh" and said.startswith("每"):
        return f"{what}{said} {text}"
    return f"{what} {text} {said}"


def over_time(run: Run, language: str) -> Chart:
    """Draw the three scores over the days, events as upright lines."""
    days = [float(day) for day in range(1, run.days + 1)]
    lines = [
        Line(label(name, language), days, (100.0 * column(run, name)).tolist()) for name in SCORES
    ]
    marks = sorted({float(day) for day, _ in dated_events(run) if 1 < day <= run.days})
    drawing = line_chart(lines, (AXES[0][language], AXES[1][language]), HALF, marks)
    return Chart(OVER_TIME[language], (MARKED if marks else BY_DAY)[language], drawing)


def label(name: str, language: str) -> str:
    """Give the label of an indicator."""
    return LABELS[name][language]


def pipeline_chart(cases: Any, language: str) -> Chart:
    """Draw where the hours of closed cases went, by who had the power."""
    ended = cases[np.isfinite(cases.verified) & (cases.outcome != "lapsed")]
    bars = []
    for lacked, way in enumerate(WAYS):
        part = ended[(ended.lacked == lacked) & (ended.cause == 0)]
        if len(part):
            sizes = step_hours(part)
            names = (said[language] for said in SPENT)
            title = (
                f"{way[language]} ({len(part)})" if language == "en" else f"{way.zh}（{len(part)}）"
            )
            bars.append(Bar(title, tuple(zip(names, sizes, strict=True))))
    return Chart(
        PIPELINE[language], cases_words(cases, ended, language), bar_chart(bars, HOURS[language])
    )


def step_hours(cases: Any) -> tuple[float, ...]:
    """Give mean hours of ended cases: on desks, waiting for teams, in work, until verified.

    Work is what is left between being noticed and being handled; all add up to the whole.
    """
    whole = (cases.verified - cases.collected).mean()
    desk, queue = cases.desk_spent.mean(), cases.queue_spent.mean()
    check = (cases.verified - cases.handled).clip(lower=0.0).fillna(0.0).mean()
    return tuple(float(v) for v in (desk, queue, max(0.0, whole - desk - queue - check), check))


def cases_words(cases: Any, ended: Any, language: str) -> str:
    """Say how many cases there were, how long they took and how many lacked the power."""
    if not len(ended):
        return NO_CASES[language]
    hours = (ended.verified - ended.collected).mean()
    return CASES[language].format(
        n=len(cases),
        closed=len(ended),
        hours=f"{hours:.0f}",
        desk=f"{ended.desk_spent.mean():.0f}",
        queue=f"{ended.queue_spent.mean():.0f}",
        lacked=f"{100.0 * float(cases.lacked.mean()):.0f}",
    )


def dated_events(run: Run) -> Iterator[tuple[int, Event]]:
    """Give what happened in the measured days, with the day."""
    burn_in = int(run.origin.scenario["burn_in"])
    for event in run.events:
        yield event.tick // 24 - burn_in + 1, event


def events(run: Run, language: str) -> Iterator[str]:
    """Tell the first events; dated levers are told with the policy."""
    found = [(day, event) for day, event in dated_events(run) if event.kind != "lever"]
    for day, event in found[:MOST_EVENTS]:
        yield EVENT[language].format(day=day, text=event_words(event, language))
    if len(found) > MOST_EVENTS:
        yield EVENTS_LEFT[language].format(n=len(found) - MOST_EVENTS)


def event_words(event: Event, language: str) -> str:
    """Say an event in one language: a record holds both, English first, parted by a dot."""
    if event.kind == "campaign":
        return CAMPAIGNS[event.detail][language]
    halves = event.detail.split(" · ")
    return halves[-1] if language == "zh" else halves[0]


def who_section(run: Run, language: str) -> list[Section]:
    """Say how each group fared, as a table; nothing where the run was saved without groups."""
    head, rows = group_rows(run, language)
    if not rows:
        return []
    return [
        Section(WHO[language], table=Table(head, rows, (1, 2, 3)), notes=(GROUPS_NOTE[language],))
    ]
