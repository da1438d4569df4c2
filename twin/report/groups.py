"""Winners and losers: how each group of people fared in a run, and between two policies."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.compare.paired import BETTER, DIFFERENT, WORSE, Paired
from twin.compare.sentences import amount
from twin.record import Run

GROUPS = {
    "settled": Words("老住户", "settled residents"),
    "newcomer": Words("新来的住户", "newcomers"),
    "rider": Words("骑手", "riders"),
    "shopkeeper": Words("店主", "shopkeepers"),
    "elderly": Words("老人", "the elderly"),
    "local": Words("户籍居民", "registered locals"),
    "floating": Words("流动人口", "the floating population"),
}
HEAD = (
    Words("群体", "Group"),
    Words("头一周", "First week"),
    Words("最后一周", "Last week"),
    Words("变化", "Change"),
    Words("量的是什么", "What is measured"),
)
SATISFIED = Words("对街道的满意度（满分 100）", "satisfaction with their street (of 100)")
INCOME = Words("出摊一天净落（元）", "what a trading day leaves (yuan)")
VENDORS = (
    ("income_licensed", Words("有证摊贩", "licensed vendors")),
    ("income_unlicensed", Words("无证摊贩", "vendors without a licence")),
)
WEEK = 7

#: Who stands behind an indicator: for the table of two policies.
CONCERNED = (
    ("satisfaction_local", Words("户籍居民：满意度", "registered locals: satisfaction")),
    ("satisfaction_floating", Words("流动人口：满意度", "floating population: satisfaction")),
    ("need_local", Words("户籍居民：忍不了的脏乱", "registered locals: disorder beyond bearing")),
    (
        "need_floating",
        Words("流动人口：忍不了的脏乱", "floating population: disorder beyond bearing"),
    ),
    ("income_licensed", Words("有证摊贩：日收入", "licensed vendors: income")),
    ("income_unlicensed", Words("无证摊贩：日收入", "vendors without a licence: income")),
    ("vendors_in_business", Words("做这一行的人数", "vendors who stay in business")),
    ("wants_met", Words("买东西的人：想买的买得到", "customers: wants that are met")),
    ("case_hours", Words("报案的人：等多久", "those who report: hours to close")),
    ("utilisation", Words("队伍：忙碌程度", "teams: how busy")),
    ("public_cost", Words("财政：成本", "public purse: cost")),
)
AGAINST_HEAD = (Words("谁", "Who"), Words("变化", "Change"), Words("结论", "Reading"))
READINGS = {
    BETTER: Words("更好", "better off"),
    WORSE: Words("更差", "worse off"),
    DIFFERENT: Words("有变化，说不上好坏", "changed, neither better nor worse"),
}
UNCLEAR = Words("看不出差别", "no clear difference")


def group_rows(
    run: Run, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, str, str, str, str], ...]]:
    """Give heading and rows: each group's first week, last week and the change between.

    No rows of residents where the run was saved without its groups.
    """
    rows = []
    if run.parts is not None:
        frame = run.groups
        satisfied = frame[frame.indicator == "satisfaction"]
        for name, words in GROUPS.items():
            values = 100.0 * satisfied[satisfied.group == name]["value"].to_numpy(np.float64)
            rows.append((words, values, SATISFIED))
    rows += [(words, run.values[:, run.names.index(name)], INCOME) for name, words in VENDORS]
    return tuple(head[language] for head in HEAD), tuple(
        _row(words[language], values, what[language])
        for words, values, what in rows
        if np.isfinite(values).any()  # a district may have nobody of a group
    )


def mean(values: NDArray[np.float64]) -> float:
    """Give the mean of the values there are, NaN where there is none."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else math.nan


def _row(name: str, values: NDArray[np.float64], what: str) -> tuple[str, str, str, str, str]:
    known = values[np.isfinite(values)]
    before, after = mean(known[:WEEK]), mean(known[-WEEK:])
    return name, f"{before:.1f}", f"{after:.1f}", f"{after - before:+.1f}".replace("-", "−"), what


def against_rows(
    indicators: Mapping[str, Paired], language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
    """Give heading and rows of who gains and who loses under a policy beside the reference."""
    rows = []
    for name, words in CONCERNED:
        found = indicators.get(name)
        if found is None or found.difference is None:
            continue
        reading = READINGS.get(found.reading, UNCLEAR)[language]
        size = amount(found, language) if found.reading in READINGS else "–"
        rows.append((words[language], size, reading))
    return tuple(head[language] for head in AGAINST_HEAD), tuple(rows)
