"""The report of a comparison: what each policy changes against the reference, and for whom."""

from collections.abc import Iterator

from agents.knob import Words
from twin.compare.paired import BETTER, WORSE, Paired
from twin.compare.results import Against, Comparison
from twin.compare.sentences import HEADLINE, LABELS, amount
from twin.own import all_levers
from twin.report.groups import against_rows
from twin.report.page import Chart, Page, Section, Table
from twin.report.parts import (
    CAUTION,
    again_section,
    known_policy,
    lever_table,
    limits_section,
    sources_section,
)
from twin.report.plots import BETTER as BETTER_INK
from twin.report.plots import UNCLEAR as UNCLEAR_INK
from twin.report.plots import WORSE as WORSE_INK
from twin.report.plots import Interval, interval_chart
from twin.report.run import known_district
from twin.settings import seed_range

KIND = Words("街面孪生 · 政策对比报告", "Street twin · comparison of policies")
QUESTION = Words(
    "在{district}，把“{reference}”换成{policies}，会有什么不同？",
    "What would {policies} change in {district}, compared with “{reference}”?",
)
FACTS = Words(
    "每项政策 {n} 个种子，两边运气相同；预热 {burn_in} 天后测量 {days} 天",
    "{n} seeds for each policy, the same luck on both sides; {days} days measured after {burn_in} "
    "of burn-in",
)
TITLE = Words("“{policy}”与“{reference}”相比", "“{policy}” beside “{reference}”")
SCORES = Words("打分和比例差多少。", "Scores and shares. ")
OTHERS = Words("时间和花费差多少。", "Hours and money. ")
READING = Words(
    "点是平均差，横线是 90% 区间，按分（满分 100）计；区间含 0 就说不清。"
    "蓝色更好，红色更差，灰色说不清。",
    "Dots are mean differences, lines 90 % intervals, in points of 100; where a line crosses 0 "
    "nothing can be said. Blue is better, red worse, grey unclear.",
)
OTHER_READING = Words("同样的画法，按参照的百分比计。", "The same, in per cent of the reference.")
POINTS = Words("与参照相差（分）", "difference from the reference (points)")
PER_CENT = Words("与参照相差（%）", "difference from the reference (%)")
CHANGED = Words("改动的杠杆", "Levers that differ")
WHO = Words("谁得谁失", "Who gains and who loses")
FEW = Words(
    "种子越少，区间越宽；没有差别时，十个区间里也会有一个左右碰巧不含 0。",
    "Fewer seeds make wider intervals; where nothing differs, one interval in ten or so still "
    "leaves out 0 by luck.",
)
FAILED = Words(
    "{policy}，种子 {seed}：{reason}。重现：{replay}",
    "{policy}, seed {seed}: {reason}. Replay: {replay}",
)
FAILURES = Words("失败的运行", "Runs that failed")
#: Units that are shown in points of 100.
SCORED = ("index", "share")
INKS = {BETTER: BETTER_INK, WORSE: WORSE_INK}


def comparison_report(found: Comparison, language: str) -> Page:
    """Give the report of a comparison in ``"zh"`` or ``"en"``."""
    district = known_district(found.district)
    place = district.title[language] if district else found.district
    names = [f"“{known_title(one.policy, language)}”" for one in found.policies]
    reference = known_title(found.reference, language)
    policies = ("、" if language == "zh" else ", ").join(names)
    question = QUESTION[language].format(district=place, reference=reference, policies=policies)
    seeds = seeds_text(found.seeds)
    facts = FACTS[language].format(n=len(found.seeds), days=found.days, burn_in=found.burn_in)
    sections: list[Section] = []
    for one in found.policies:
        sections += policy_parts(one, reference, language)
    again = {
        "district": place, "reference": found.reference,
        "policy": ", ".join(one.policy for one in found.policies), "seeds": seeds,
        "days": found.days, "burn_in": found.burn_in, "version": found.version,
        "failed": len(found.failed),
    }  # fmt: skip
    sections += failures(found, language)
    sections += [
        limits_section(language, [FEW[language]]),
        sources_section(district, language),
        again_section(again, found.replay, language),
    ]
    return Page(language, KIND[language], question, CAUTION[language], (place, facts), sections)


def known_title(policy: str, language: str) -> str:
    """Give the title of a policy, or its name where its file is gone."""
    known = known_policy(policy)
    return known.title[language] if known else policy


def seeds_text(seeds: tuple[int, ...]) -> str:
    """Write seeds as a range where they are one: ``1:30``; else one by one."""
    return seed_range(seeds) or ", ".join(map(str, seeds))


def policy_parts(one: Against, reference: str, language: str) -> Iterator[Section]:
    """Give the sections of one policy: words and intervals, levers, who gains and loses."""
    heading = TITLE[language].format(policy=known_title(one.policy, language), reference=reference)
    charts = (
        Chart(title[language], reading[language], interval_chart(rows, axis[language]))
        for title, reading, axis, rows in (
            (SCORES, READING, POINTS, intervals(one, True, language)),
            (OTHERS, OTHER_READING, PER_CENT, intervals(one, False, language)),
        )
        if rows
    )
    yield Section(heading, (one.sentence[language],), tuple(charts))
    turned = [
        (lever, one.levers[lever.name]["policy"])
        for lever in all_levers()
        if lever.name in one.levers
    ]
    table = lever_table(turned, language)
    if table is not None:
        yield Section(CHANGED[language], table=table)
    head, who = against_rows(one.indicators, language)
    if who:
        yield Section(WHO[language], table=Table(head, who))


def intervals(one: Against, points: bool, language: str) -> list[Interval]:
    """Give the intervals of headline indicators: scores and shares, or the others."""
    found = ((name, one.indicators[name]) for name in HEADLINE)
    rows = (
        interval_of(name, pair, language) for name, pair in found if (pair.unit in SCORED) == points
    )
    return [row for row in rows if row]


def interval_of(name: str, found: Paired, language: str) -> Interval | None:
    """Give the difference of an indicator: in points, or in per cent of the reference.

    None where it has no interval, or no reference to be a share of.
    """
    if not found.reference or found.difference is None or found.low is None or found.high is None:
        return None
    scale = 100.0 if found.unit in SCORED else 100.0 / abs(found.reference)
    return Interval(
        LABELS[name][language],
        scale * found.difference,
        scale * found.low,
        scale * found.high,
        amount(found, language),
        INKS.get(found.reading, UNCLEAR_INK),
    )


def failures(found: Comparison, language: str) -> Iterator[Section]:
    """Give the runs that failed, with the command that shows each again."""
    if not found.failed:
        return
    items = tuple(
        FAILED[language].format(**{**vars(one), "policy": known_title(one.policy, language)})
        for one in found.failed
    )
    yield Section(FAILURES[language], items=items)
