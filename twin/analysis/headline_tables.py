"""The headline as tables of texts, in Chinese and English. May import what lies below."""

import math
from collections.abc import Sequence

from agents.knob import Words
from twin.analysis.experiment import PATH_WORDS, PATHS
from twin.analysis.frontier import OUTSIDE
from twin.analysis.headline import AXES, CENTRAL, WATCHED, Frontiers, Optimum
from twin.compare.paired import Paired, paired
from twin.indicators import INDICATORS
from twin.validate.tables import Sheet
from twin.writing import number, with_interval

LABELS = {indicator.name: indicator.label for indicator in INDICATORS}
PATH, LEVEL = Words("方案", "Policy"), Words("整治力度", "Enforcement")
#: What is told of the best cell beside central: welfare may be had by moving along the frontier.
TRADED = ("welfare", "order", "vitality")
SEEDS = Words("种子", "Seeds")
FRONTIER_HEAD = (
    PATH,
    Words("前沿整条在外的种子", "Seeds with the frontier outside"),
    Words("活力更高的那段秩序", "Share of orders with more vitality"),
    Words("同样秩序下活力之差", "Vitality at equal order"),
    Words("同样活力下秩序之差", "Order at equal vitality"),
    Words("各取最佳力度：满意度之差", "Satisfaction, each at its best level"),
    Words("各取最佳力度：福利之差", "Welfare, each at its best level"),
    SEEDS,
)
OPTIMUM_HEAD = (
    Words("情形", "Setting"),
    Words("福利最高：事权 / 队伍 / 裁量", "Best: authority / staffing / discretion"),
    Words("平均福利", "Mean welfare"),
    Words("一致的种子", "Seeds agreeing"),
    Words("分不出高下的方案", "Not told from it"),
    Words("比集中多", "Over central"),
    Words("其中秩序", "Its order, over central"),
    Words("其中活力", "Its vitality, over central"),
    Words("比全部下放多", "Over all handed down"),
)
AXIS_WORDS = {
    "authority": Words("事权下放的主效应", "Effect of authority"),
    "staffing": Words("队伍与五权下沉的主效应", "Effect of staffing and powers"),
    "discretion": Words("裁量的主效应", "Effect of discretion"),
}
CAPTIONS = {
    "values": Words("各力度下的平均值", "Means by enforcement"),
    "differences": Words(
        "与集中相比（同一种子逐对相减，90% 区间）",
        "Less central, paired by seed, with 90 % intervals",
    ),
    "frontiers": Words("秩序—活力前沿", "Frontiers of order and vitality"),
    "optima": Words("各情形下福利最高的方案", "Where welfare is highest"),
}
NOTES = {
    "frontiers": Words(
        "前沿：各力度连成的上凸边界，多一点的代价是少一点另一样；“在外”指集中方案的前沿没有一点超出它。"
        "秩序和活力之差在两条前沿都到得了的范围内取平均。",
        "Frontier: the efficient part of the upper hull over the levels. Outside: no point of the "
        "central frontier lies beyond it. Differences are means over what both frontiers reach.",
    ),
    "optima": Words(
        "队伍下沉到几成，五项权力就给到几成（与路径一致）。主效应：该项最高减最低，在其他各项上取平均。"
        "“分不出高下”指与最佳方案之差的 90% 区间含 0 的方案个数。"
        "力度照基线；秩序降、活力升的地方，福利是沿着前沿走来的，不是前沿外移。",
        "The five powers go with staffing, as on the path. Effect: top less bottom of the axis, "
        "mean over the others. Not told from it: cells whose paired difference from the best has "
        "an interval that holds 0. Enforcement is the baseline's: where order falls and vitality "
        "rises, welfare was gained along the frontier and not by moving it.",
    ),
}


def _told(found: Paired) -> str:
    """Write a difference and its interval."""
    return with_interval(found.difference, found.low, found.high)


def values_sheet(found: Frontiers, words: str) -> Sheet:
    """Give a row for each path and level: the means over seeds."""
    rows = [
        [PATH_WORDS[path][words], f"{level:g}", *(number(_mean(row[name])) for name in WATCHED)]
        for path, levels in found.values.items()
        for level, row in levels.items()
    ]
    return Sheet([PATH[words], LEVEL[words], *(LABELS[name][words] for name in WATCHED)], rows)


def differences_sheet(found: Frontiers, words: str) -> Sheet:
    """Give a row for each path but the central one, and each level."""
    rows = [
        [
            PATH_WORDS[path][words],
            f"{level:g}",
            *(_told(found.difference(path, level, name)) for name in WATCHED),
        ]
        for path in PATHS
        if path != CENTRAL
        for level in found.levels
    ]
    return Sheet([PATH[words], LEVEL[words], *(LABELS[name][words] for name in WATCHED)], rows)


def frontiers_sheet(found: Frontiers, words: str) -> Sheet:
    """Give a row for each path but the central one: where its frontier lies."""
    rows = []
    for path in PATHS:
        if path == CENTRAL:
            continue
        shifts = found.shifts(path)
        none = [0.0] * len(shifts)
        outside = sum(shift.side == OUTSIDE for shift in shifts)
        rows.append(
            [
                PATH_WORDS[path][words],
                f"{outside}/{len(shifts)}",
                number(_mean([shift.share for shift in shifts])),
                _told(paired(none, [shift.vitality for shift in shifts])),
                _told(paired(none, [shift.order for shift in shifts])),
                *(_told(found.at_best(path, name)) for name in ("satisfaction", "welfare")),
                str(len(shifts)),
            ]
        )
    return Sheet([heading[words] for heading in FRONTIER_HEAD], rows)


def optima_sheet(found: Sequence[Optimum], words: str) -> Sheet:
    """Give a row for each setting: its best cell, how sure that is, and what moves welfare."""
    rows = []
    for one in found:
        cells = list(one.welfare)
        rows.append(
            [
                one.setting.words[words],
                " / ".join(f"{value:g}" for value in one.best),
                number(_mean(one.welfare[one.best])),
                f"{round(one.agree * len(one.seeds))}/{len(one.seeds)}",
                f"{len(one.equals)}/{len(cells) - 1}",
                *(_told(one.over(cells[0], name)) for name in TRADED),
                _told(one.over(cells[-1])),
                *(_told(one.effect(axis)) for axis in AXES),
            ]
        )
    head = [*OPTIMUM_HEAD, *AXIS_WORDS.values()]
    return Sheet([heading[words] for heading in head], rows)


def _mean(values: Sequence[float]) -> float | None:
    there = [value for value in values if math.isfinite(value)]
    return sum(there) / len(there) if there else None
