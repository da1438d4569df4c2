"""``twin calibrate --declared``: what was set from what, tuned on what, looked at: as tables."""

from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language, text_table
from twin.parameters import PARAMETERS
from twin.writing import markdown_table, number

if TYPE_CHECKING:
    from twin.calibration.declared import Declaration

TARGETS = Words("目标", "Targets")
TUNINGS = Words("调过什么，对着什么调", "What was tuned, and on what")
ORIGINS = Words("每个参数的由来", "How every parameter was set")
PATTERNS = Words("每个模式有没有看过", "Whether every pattern was looked at")
LOOKED = {
    "used": Words("用过", "used"),
    "seen": Words("看到过，没有据此改动", "seen, drove nothing"),
    "never": Words("没有看过", "never looked at"),
}
#: A section: its title, the headings of its table, the rows.
Section = tuple[Words, tuple[Words, ...], list[list[str]]]


def declared(given: Given) -> Answer:
    """Give the four tables of ``scenarios/calibration.toml``, or one object."""
    words = language(given)
    plan: Declaration = load("twin.calibration.declared:declaration")()
    markdown = given.has("--markdown")
    write = markdown_table if markdown else text_table
    parts = []
    for name, heads, rows in sections(plan, words):
        mark = "### " if markdown else ""
        parts += [f"{mark}{name[words]}", "", write([head[words] for head in heads], rows), ""]
    return Answer("\n".join(parts).rstrip(), to_dict(plan))


def sections(plan: "Declaration", words: str) -> list[Section]:
    """Give the four tables: targets, tunings, parameters, patterns."""
    return [targets(plan, words), tunings(plan, words), origins(plan, words), patterns(plan, words)]


def targets(plan: "Declaration", words: str) -> Section:
    """Give the table of targets."""
    heads = (
        Words("名称", "name"),
        Words("目标", "target"),
        Words("指标", "indicator"),
        Words("数据行", "row"),
        Words("目标值", "aim"),
        Words("允许范围", "band"),
        Words("来源", "source"),
    )
    rows = [
        [
            t.name,
            t.label[words],
            t.indicator,
            "-" if t.row is None else str(t.row),
            number(t.value),
            band(t.low, t.high),
            t.source,
        ]
        for t in plan.targets
    ]
    return TARGETS, heads, rows


def band(low: float, high: float) -> str:
    """Write a band, or a limit that has one side only.

    >>> band(0.5, 0.62), band(float("-inf"), 0.8)
    ('0.5-0.62', '<= 0.8')
    """
    if low == float("-inf"):
        return f"<= {number(high)}"
    return f">= {number(low)}" if high == float("inf") else f"{number(low)}-{number(high)}"


def tunings(plan: "Declaration", words: str) -> Section:
    """Give the table of tunings, a row for each parameter that a tuning changed."""
    heads = (
        Words("时间", "when"),
        Words("目标或模式", "target or pattern"),
        Words("参数", "parameter"),
        Words("由", "from"),
        Words("到", "to"),
        Words("缘由", "why"),
        Words("在哪里", "where"),
    )
    rows = [
        [
            tuning.when.isoformat(),
            ", ".join(tuning.targets),
            name,
            f"{before:g}",
            f"{after:g}",
            tuning.why[words],
            tuning.where[words],
        ]
        for tuning in plan.tunings
        for name, (before, after) in tuning.changed.items()
    ]
    return TUNINGS, heads, rows


def origins(plan: "Declaration", words: str) -> Section:
    """Give the table of parameters: how each was set, its grade and source."""
    grade_in = load("twin.units:grade_in")
    heads = (
        Words("参数", "parameter"),
        Words("含义", "what"),
        Words("现值", "value"),
        Words("由来", "how set"),
        Words("依据等级", "grade"),
        Words("来源", "source"),
    )
    rows = [
        [
            k.name,
            k.label[words],
            f"{k.default:g}",
            plan.origin_of(k.name)[words],
            grade_in(words, k.grade),
            k.source,
        ]
        for k in PARAMETERS
    ]
    return ORIGINS, heads, rows


def patterns(plan: "Declaration", words: str) -> Section:
    """Give the table of patterns: looked at or not, and what that drove."""
    heads = (
        Words("编号", "id"),
        Words("模式", "pattern"),
        Words("看过没有", "looked at"),
        Words("带来的改动", "what it drove"),
    )
    rows = [
        [
            pattern.name,
            pattern.title[words],
            LOOKED[pattern.looked][words],
            pattern.drove[words] if pattern.drove else "-",
        ]
        for pattern in plan.patterns
    ]
    return PATTERNS, heads, rows


def to_dict(plan: "Declaration") -> dict[str, Any]:
    """Give the declaration as plain data."""
    tuned = plan.tuned()
    kinds = {name: origin.name for origin in plan.origins for name in origin.parameters}
    return {
        "targets": [
            {"name": t.name, "indicator": t.indicator, "row": t.row, "value": t.value}
            for t in plan.targets
        ],
        "tunings": [
            {
                "when": tuning.when.isoformat(),
                "targets": list(tuning.targets),
                "changed": {name: list(ends) for name, ends in tuning.changed.items()},
                "why": {"zh": tuning.why.zh, "en": tuning.why.en},
                "where": {"zh": tuning.where.zh, "en": tuning.where.en},
            }
            for tuning in plan.tunings
        ],
        "parameters": {k.name: "tuned" if k.name in tuned else kinds[k.name] for k in PARAMETERS},
        "patterns": {pattern.name: pattern.looked for pattern in plan.patterns},
    }
