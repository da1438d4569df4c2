"""Scorecard, ablation and robustness as tables of texts, in Chinese and English.

May import ``twin.writing`` and what lies below.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.knob import Words
from twin.validate.ablate import Ablation
from twin.validate.card import Scorecard
from twin.validate.judge import BY_MEAN, FAIL, PASS, UNDECIDED, Finding
from twin.validate.pattern import Criterion
from twin.validate.robust import CONDITIONAL, NOT_ROBUST, ROBUST, Held, Robustness
from twin.writing import interval, markdown_table, number

LANGUAGES = ("zh", "en")
VERDICT_WORDS = {
    PASS: Words("通过", "pass"),
    UNDECIDED: Words("未定", "undecided"),
    FAIL: Words("未通过", "fail"),
}
#: The same words for the share of points: `fail` is one word for both.
SHARE_WORDS = {
    ROBUST: Words("稳健", "robust"),
    CONDITIONAL: Words("有条件", "conditional"),
    NOT_ROBUST: Words("不成立", "fail"),
}
SCORE_HEAD = (
    Words("模式", "Pattern"),
    Words("模式判定", "Pattern's verdict"),
    Words("判据", "Criterion"),
    Words("期望", "Expected"),
    Words("估计", "Estimate"),
    Words("90% 区间", "90 % interval"),
    Words("判定", "Verdict"),
    Words("说明", "Note"),
)
ROBUST_HEAD = (
    Words("模式", "Pattern"),
    Words("判据", "Criterion"),
    Words("方向成立", "Sign holds"),
    Words("达到区间", "In the band"),
    Words("点数", "Points"),
    Words("结论", "Verdict"),
    Words("最相关的参数", "Hangs most on"),
)
OFF = Words("关掉的机制", "Mechanism off")
ALL_AT_WORK = Words("（全部开启）", "(all at work)")
DIED = Words("失效", "died")
USED = Words("已用于改模型（见 docs/calibration.md）", "used in a change of the model: {0}")
PROPOSED = Words("（拟）", " (p)")
TALLY = Words(
    "通过 {pass} · 未定 {undecided} · 未通过 {fail}",
    "pass {pass} · undecided {undecided} · fail {fail}",
)


@dataclass(frozen=True)
class Sheet:
    """A table of texts: its headings and rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """Give the table as Markdown."""
        return markdown_table(self.head, self.rows)


def scorecard_sheet(card: Scorecard, words: str) -> Sheet:
    """Give a row for each criterion; what belongs to the pattern stands in its first row."""
    rows = []
    for result in card.results:
        name = f"{result.pattern.name} {result.pattern.title[words]}"
        opening = [name, VERDICT_WORDS[result.verdict][words]]
        for place, finding in enumerate(result.findings):
            used = result.pattern.used if place == 0 else ""
            rows.append([*(opening if place == 0 else ["", ""]), *_finding(finding, used, words)])
    return Sheet([heading[words] for heading in SCORE_HEAD], rows)


def tally(card: Scorecard, words: str) -> str:
    """Say how many patterns have which verdict."""
    return TALLY[words].format(**card.counts())


def ablation_sheet(ablation: Ablation, words: str) -> Sheet:
    """Give a row for each mechanism and a column for each pattern: the verdict and what died."""
    names = [result.pattern.name for result in ablation.rows[0].results]
    rows = []
    for row in ablation.rows:
        label = ALL_AT_WORK if row.mechanism is None else row.mechanism.words
        cells = [
            _cell(result.verdict, ablation.died(row, place), words)
            for place, result in enumerate(row.results)
        ]
        rows.append([label[words], *cells])
    return Sheet([OFF[words], *names], rows)


def robustness_sheet(robustness: Robustness, words: str) -> Sheet:
    """Give a row for each criterion: at how many points it holds, and on what that hangs."""
    rows = [_held(one, words) for one in robustness.held]
    return Sheet([heading[words] for heading in ROBUST_HEAD], rows)


def expected(criterion: Criterion, words: str) -> str:
    """Write a band.

    >>> expected(Criterion("rise", Words("", ""), low=0.4, proposed=True), "en")
    '> 0.4 (p)'
    """
    low, high = criterion.low, criterion.high
    if low is not None and high is not None:
        band = f"{low:g} … {high:g}"
    else:
        band = f"> {low:g}" if low is not None else f"< {high:g}"
    return band + (PROPOSED[words] if criterion.proposed else "")


def _finding(finding: Finding, used: str, words: str) -> list[str]:
    notes = [] if finding.reason in (None, BY_MEAN) else [finding.reason[words]]
    notes += [USED[words].format(used)] if used else []
    return [
        finding.criterion.text[words],
        expected(finding.criterion, words),
        number(finding.estimate),
        interval(finding.low, finding.high),
        VERDICT_WORDS[finding.verdict][words],
        ("；" if words == "zh" else "; ").join(notes),
    ]


def _cell(verdict: str, died: Sequence[str], words: str) -> str:
    text = VERDICT_WORDS[verdict][words]
    colon = "：" if words == "zh" else ": "
    return f"{text} · {DIED[words]}{colon}{', '.join(died)}" if died else text


def _held(one: Held, words: str) -> list[str]:
    return [
        one.pattern,
        one.criterion.text[words],
        number(one.share),
        number(one.band),
        str(one.points),
        SHARE_WORDS[one.verdict][words],
        ", ".join(f"{name} ({rho:+.2f})" for name, rho in one.hangs_on),
    ]
