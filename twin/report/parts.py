"""Sections every report has: the policy, the limits, where data come from, how to make it again."""

from collections.abc import Iterable, Mapping
from typing import Any

from agents.knob import Lever, Words
from twin.district import District
from twin.errors import InputError
from twin.levers import policy_cost
from twin.own import all_levers
from twin.policy import Policy, load_policy
from twin.report.page import Section, Table
from twin.units import cost_in, grade_in, unit_in
from twin.writing import number

TITLES = {
    "policy": Words("政策改了什么", "What was changed"),
    "limits": Words("这份报告说明不了什么", "What this cannot tell"),
    "sources": Words("数据从哪里来", "Where the data come from"),
    "again": Words("怎样重现", "How to make it again"),
}
HEAD = (
    Words("杠杆", "Lever"),
    Words("现状", "Baseline"),
    Words("本次", "Here"),
    Words("单位", "Unit"),
    Words("依据", "Evidence"),
    Words("出处", "Source"),
)
UNCHANGED = Words("没有改动任何杠杆：就是现状。", "No lever was turned: this is the baseline.")
COST = Words("成本：{cost}；现状：{baseline}。", "Cost: {cost}; as it was: {baseline}.")
LEAVES_OUT = Words("没有包括的：{text}", "What it leaves out: {text}")
CAUTION = Words(
    "这是一座按真实数据搭起来的示意城区，用来讨论“换一种管法会怎样”；不是预测，也不评价任何单位或个人。",
    "A stylised twin of a district, for discussing what another way of governing might do: "
    "not a forecast, and no verdict on any real office or person.",
)
LIMITS = (
    Words(
        "数字在同一座虚拟城区里互相比较才有意义，不能当成某条街明天的实数。",
        "Figures mean something beside each other in the same made-up city; none is a figure for a "
        "real street tomorrow.",
    ),
    Words(
        "摊贩、队伍和居民怎么选，是模型里的规则；依据有强有弱，标着“假定”的没有实测支撑。",
        "How vendors, teams and residents choose is a rule of the model; evidence is uneven, and "
        "what is marked assumed has no measurement behind it.",
    ),
    Words(
        "看不见的东西没有算：人情、协商、上访、舆情、领导换届，以及城区边界以外的事。",
        "Not in it: favours, bargaining, petitions, the press, changes of leadership, and whatever "
        "happens beyond the district's border.",
    ),
)
NO_SOURCES = Words(
    "这个城区是程序生成的，没有外部数据。", "This district is generated: no outside data."
)
COMMA = Words("，", ", ")
SOURCE = Words("{what}。许可：{licence}", "{what}. Licence: {licence}")
ASSUMED = Words("其中的假定：{text}", "Assumed: {text}")
AGAIN_HEAD = (Words("项目", "Item"), Words("值", "Value"))
ITEMS = {
    "district": Words("城区", "District"),
    "policy": Words("政策", "Policy"),
    "reference": Words("参照", "Reference"),
    "seed": Words("种子", "Seed"),
    "seeds": Words("种子", "Seeds"),
    "days": Words("测量天数", "Measured days"),
    "burn_in": Words("预热天数", "Days of burn-in"),
    "version": Words("版本", "Version"),
    "digest": Words("数字指纹", "Digest"),
    "failed": Words("失败的运行", "Failed runs"),
}
COMMAND = Words(
    "同一版本下，这条命令得出同样的数字：", "With the same version this command gives the same:"
)


def turned_levers(values: Mapping[str, float]) -> list[tuple[Lever, float]]:
    """Give the levers whose value is not the baseline's, with the value, in declared order."""
    return [
        (lever, float(values[lever.name]))
        for lever in all_levers()
        if lever.name in values and values[lever.name] != lever.default
    ]


def lever_table(turned: Iterable[tuple[Lever, float]], language: str) -> Table | None:
    """Give the turned levers as a table with source and grade; None where none was turned."""
    rows = tuple(
        (
            lever.label[language],
            lever_value(lever, lever.default, language),
            lever_value(lever, value, language),
            "" if lever.choices else unit_in(language, lever.unit),
            grade_in(language, lever.grade),
            lever.source,
        )
        for lever, value in turned
    )
    return Table(tuple(head[language] for head in HEAD), rows, (1, 2)) if rows else None


def lever_value(lever: Lever, value: float, language: str) -> str:
    """Write the value of a lever: the name of a choice, else the number."""
    if lever.choices:
        return lever.choices[round(value - lever.low)][language]
    return number(value)


def policy_section(
    policy: Policy | None, values: Mapping[str, float], language: str, more: Iterable[str] = ()
) -> Section:
    """Say what the policy is, which levers it turns against the baseline, and what that costs."""
    about = (policy.about[language],) if policy else ()
    turned = turned_levers(values)
    cost = COST[language].format(
        cost=cost_in(language, *policy_cost(dict(values))),
        baseline=cost_in(language, *policy_cost({})),
    )
    texts = (*about, *([cost] if turned else [UNCHANGED[language]]))
    left = (LEAVES_OUT[language].format(text=policy.leaves_out[language]),) if policy else ()
    return Section(
        TITLES["policy"][language],
        texts,
        table=lever_table(turned, language),
        items=tuple(more),
        notes=left,
    )


def known_policy(name: str) -> Policy | None:
    """Give a shipped policy, or one from its file; None where the file is gone."""
    try:
        return load_policy(name)
    except InputError:
        return None


def limits_section(language: str, more: Iterable[str] = ()) -> Section:
    """Say what the twin cannot tell; ``more`` comes first."""
    items = (*more, *(text[language] for text in LIMITS))
    return Section(TITLES["limits"][language], items=items)


def sources_section(district: District | None, language: str) -> Section:
    """Name the sources and licences of a district's figures, and what is assumed of it."""
    if district is None:
        return Section(TITLES["sources"][language], (NO_SOURCES[language],))
    sources = tuple(
        SOURCE[language].format(
            what=COMMA[language].join(
                part for part in (source.title, source.year, source.reference) if part
            ),
            licence=" · ".join(part for part in (source.attribution, source.licence) if part),
        )
        for source in district.sources
    )
    assumed = tuple(ASSUMED[language].format(text=text[language]) for text in district.assumptions)
    texts = () if sources else (NO_SOURCES[language],)
    return Section(TITLES["sources"][language], texts, items=sources, notes=assumed)


def again_section(items: Mapping[str, Any], command: str, language: str) -> Section:
    """Give the manifest as a table, and the command that makes the same figures again."""
    head = tuple(text[language] for text in AGAIN_HEAD)
    rows = tuple((ITEMS[name][language], str(value)) for name, value in items.items())
    told = (COMMAND[language],) if command else ()
    return Section(TITLES["again"][language], table=Table(head, rows), command=command, lead=told)
