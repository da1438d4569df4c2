"""What the decisions of a sweep do: the response to each lever, and who gains from the best."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Words
from twin.compare.paired import BETTER, WORSE, Paired, mean_with_interval, paired
from twin.compare.sentences import amount
from twin.findings.comparisons import compare_decisions
from twin.findings.table import label_of, levers_of, outcomes_of
from twin.indicators import INDICATORS
from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.report.drawing import Line, line_chart
from twin.report.groups import CONCERNED, against_rows
from twin.report.page import Chart, Section, Table
from twin.sweep import Sweep
from twin.writing import number

RESPONSE = Words("每个杠杆起多大作用", "What each lever does")
RESPONSE_CHART = Words("{lever} → {outcome}", "{lever} → {outcome}")
RESPONSE_TOLD = Words(
    "其余杠杆和不确定因素各取遍后的平均，带是 90% 区间。",
    "Mean over all else that varies; bands are 90 % intervals.",
)
BESIDE = Words("与起点相比", "Beside the first decision")
BESIDE_TOLD = Words(
    "起点是{first}；同一种子、同一种情形下逐一相减。",
    "The first decision is {first}; differences are taken at the same seed and future.",
)
READINGS = {BETTER: Words("更好", "better"), WORSE: Words("更差", "worse")}
UNCLEAR = Words("看不出差别", "no clear difference")
WHO = Words("谁得谁失：{best}，与起点相比", "Who gains and who loses: {best}, beside the first")
BESIDE_HEAD = (
    Words("做法", "Decision"), Words("指标", "Outcome"), Words("差", "Difference"),
    Words("结论", "Reading"),
)  # fmt: skip
#: Rows of a table and charts of levers at most.
MOST_ROWS, MOST_CHARTS = 12, 6
KNOBS = {knob.name: knob for knob in (*all_levers(), *PARAMETERS)}


def label(name: str, language: str) -> str:
    """Give the label of a lever, a parameter or an indicator; its name where it has none."""
    return KNOBS[name].label[language] if name in KNOBS else label_of(name, language)


def decision_words(row: Mapping[str, Any], names: Sequence[str], language: str) -> str:
    """Say a decision: each lever with its value."""
    comma = "、" if language == "zh" else ", "
    return comma.join(f"{label(name, language)} {number(float(row[name]))}" for name in names)


def scaled(name: str) -> float:
    """Give what an indicator is shown multiplied by: scores and shares out of a hundred."""
    scored = next((one.scored for one in INDICATORS if one.name == name), False)
    return 100.0 if scored else 1.0


def lever_sections(sweep: Sweep, runs: pd.DataFrame, language: str) -> Iterator[Section]:
    """Draw what each lever does, tell what differs from the first decision, and for whom."""
    wanted = list(outcomes_of(sweep))
    pairs = [(axis.name, name) for name in wanted for axis in sweep.experiment.levers]
    charts = [_response(runs, lever, name, language) for lever, name in pairs[:MOST_CHARTS]]
    yield Section(RESPONSE[language], (RESPONSE_TOLD[language],), tuple(charts))
    names = levers_of(sweep)
    first = decision_words(runs.iloc[0].to_dict(), names, language)
    found = compare_decisions(sweep)
    if not len(found):
        return
    rows = tuple(_beside(row, names, language) for row in _widest(found).to_dict("records"))
    head = tuple(text[language] for text in BESIDE_HEAD)
    told = BESIDE_TOLD[language].format(first=first)
    yield Section(BESIDE[language], (told,), table=Table(head, rows))


def _response(runs: pd.DataFrame, lever: str, outcome: str, language: str) -> Chart:
    levels = runs.groupby(lever)[outcome]
    rows = [_mean(scaled(outcome) * part.to_numpy(np.float64)) for _, part in levels]
    mean, low, high = (list(column) for column in zip(*rows, strict=True))
    line = Line(label_of(outcome, language), [float(k) for k in levels.groups], mean, low, high)
    title = RESPONSE_CHART[language].format(
        lever=label(lever, language), outcome=label_of(outcome, language)
    )
    drawing = line_chart([line], (label(lever, language), ""), (380.0, 190.0))
    return Chart(title, "", drawing)


def _mean(values: NDArray[np.float64]) -> tuple[float, float, float]:
    found, low, high = mean_with_interval(values)
    mean = math.nan if found is None else found
    return mean, mean if low is None else low, mean if high is None else high


def _widest(found: pd.DataFrame) -> pd.DataFrame:
    """Give the rows whose difference is clear, the largest against their interval first."""
    half = (found["high"] - found["low"]) / 2.0
    order = (found["difference"].abs() / half.where(half > 0.0, np.nan)).fillna(0.0)
    return found.loc[order.sort_values(ascending=False, kind="stable").index].head(MOST_ROWS)


def _beside(row: Mapping[Any, Any], names: Sequence[str], language: str) -> tuple[str, ...]:
    pair = Paired(reference=row["reference"], difference=row["difference"], unit=row["unit"])
    size = amount(pair, language)
    reading = READINGS.get(row["reading"], UNCLEAR)[language]
    return decision_words(row, names, language), label_of(row["outcome"], language), size, reading


def who_section(
    sweep: Sweep, runs: pd.DataFrame, found: pd.DataFrame, language: str
) -> Iterator[Section]:
    """Say who gains and loses from the first decision to the one most often on the front."""
    names, start = levers_of(sweep), runs.iloc[0]
    others = found[found.on_front & (found[names] != start[names].astype(float)).any(axis=1)]
    if not len(others):
        return
    best = others.sort_values("share", ascending=False, kind="stable").iloc[0]
    luck = [axis.name for axis in sweep.experiment.uncertainties] + ["seed"]
    first = runs[(runs[names] == start[names]).all(axis=1)].set_index(luck)
    other = runs[(runs[names] == best[names]).all(axis=1)].set_index(luck)
    both = first.index.intersection(other.index)
    declared = {one.name: one for one in INDICATORS}
    pairs = {
        name: paired(
            first.loc[both, name].tolist(), other.loc[both, name].tolist(),
            declared[name].unit, declared[name].better,
        )
        for name, _ in CONCERNED
        if name in runs
    }  # fmt: skip
    head, rows = against_rows(pairs, language)
    title = WHO[language].format(best=decision_words(best.to_dict(), names, language))
    if rows:
        yield Section(title, table=Table(head, rows))
