"""Sensitivity as tables of texts, in Chinese and English. May import what lies below."""

import math

from agents.knob import Words
from twin.analysis.design import MORRIS, RANKED_BY, SOBOL
from twin.analysis.headline_tables import LABELS
from twin.analysis.sensitivity import FEW, KNOBS, Sensitivity
from twin.analysis.signs import SIGNS, Sign, Signs
from twin.validate.tables import Sheet
from twin.writing import interval, number

PARAMETER = Words("参数", "Parameter")
LUCK = Words("（只换种子）", "(another seed only)")
TITLES = {
    MORRIS: Words("敏感性：莫里斯筛选", "Sensitivity: Morris' screening"),
    SOBOL: Words("敏感性：索博尔指数", "Sensitivity: Sobol's indices"),
    SIGNS: Words("主要结论的方向在多大范围内成立", "Where the sign of the headline holds"),
}
NOTES = {
    MORRIS: Words(
        "参数从所取范围的一头到另一头，指标平均变动多少（绝对值，± 为 90% 区间的一半；"
        "括号里是带符号的平均）。末行只换种子不换参数：比它小的影响与运气分不开。按各指标的相对大小平均后排序。",
        "Mean absolute change of the outcome over the range of the parameter (± half of its 90 % "
        "interval; the signed mean in brackets). The last row changes the seed alone: an effect "
        "below it cannot be told from luck. Ranked by the mean over outcomes of relative size.",
    ),
    SOBOL: Words(
        "方差中由该参数单独（一阶）和连同交互（总）造成的份额，± 为 90% 区间的一半。"
        "末行是只换种子造成的份额。",
        "Shares of the variance due to the parameter alone (first) and with its interactions "
        "(total), ± half of the 90 % interval. The last row is the share of another seed alone.",
    ),
    SIGNS: Words(
        "参数空间的每一点上，全部下放减集中（同一种子，力度照基线）的差有没有期望的方向；"
        "区间为威尔逊 90%。"
        "相关的参数按斯皮尔曼相关，点少时常是碰巧。“集中方案的中位数”说明这是怎样的城区："
        "离默认值远，说的就是另一座城的事。",
        "At each point of the parameter space: all handed down minus central, same seed, "
        "enforcement as in the baseline; 90 % interval after Wilson. Parameters by Spearman's "
        "correlation, which with few points is often luck. The median under central policy says "
        "what city this is: far from the default's, the share speaks of another one.",
    ),
}
BLOCKS = Words("可用的块数：{0}", "blocks used: {0}")
RISES, FALLS = Words("升", "higher"), Words("降", "lower")
SIGN_HEAD = (
    Words("指标", "Indicator"),
    Words("期望", "Expected"),
    Words("成立的份额", "Share that holds"),
    Words("90% 区间", "90 % interval"),
    Words("集中方案的中位数", "Median, central"),
    Words("差的中位数", "Median difference"),
    Words("第 10 至 90 百分位", "10th to 90th percentile"),
    Words("点数", "Points"),
    Words("最相关的参数", "Hangs most on"),
)


def effects_sheet(found: Sensitivity, words: str, most: int | None = None) -> Sheet:
    """Give a row for each parameter, those that matter most first, and what luck does."""
    names = found.ranked()[:most]
    rows = [
        [f"{KNOBS[name].label[words]} `{name}`", *(_cell(found, o, name) for o in found.values)]
        for name in names
    ]
    rows.append([LUCK[words], *(number(found.noise(outcome)) for outcome in found.values)])
    return Sheet([PARAMETER[words], *(LABELS[outcome][words] for outcome in found.values)], rows)


def signs_sheet(found: Signs, words: str) -> Sheet:
    """Give a row for each outcome: how often its difference has the sign that is expected."""
    rows = [_sign(sign, found.usual(sign.outcome), words) for sign in found.found()]
    return Sheet([heading[words] for heading in SIGN_HEAD], rows)


def blocks_told(found: Sensitivity, words: str) -> str:
    """Say how many blocks each outcome could be measured in."""
    told = (
        f"{LABELS[name][words]} {found.blocks(name)}/{found.survey.points}" for name in found.values
    )
    return BLOCKS[words].format(("，" if words == "zh" else ", ").join(told))


def shortlist(found: Sensitivity) -> tuple[str, ...]:
    """Give the few parameters that matter most, in the order of their table."""
    chosen = found.ranked()[:FEW]
    return tuple(name for name in KNOBS if name in chosen)


def _cell(found: Sensitivity, outcome: str, name: str) -> str:
    row = found.found[outcome][name]
    if math.isnan(row[RANKED_BY[found.survey.method]]):
        return "-"
    if found.survey.method == MORRIS:
        return f"{number(row['effect'])} ± {number(row['reach'])} ({row['mean']:+.3g})"
    first = f"{row['first']:.2f} ± {row['first_reach']:.2f}"
    return f"{first} / {row['total']:.2f} ± {row['total_reach']:.2f}"


def _sign(sign: Sign, usual: float, words: str) -> list[str]:
    return [
        LABELS[sign.outcome][words],
        (RISES if sign.expected > 0.0 else FALLS)[words],
        number(sign.share),
        interval(sign.low, sign.high),
        number(usual),
        number(sign.median),
        f"{number(sign.tenth)} … {number(sign.ninetieth)}",
        str(sign.points),
        ", ".join(f"{name} ({rho:+.2f})" for name, rho in sign.hangs_on),
    ]
