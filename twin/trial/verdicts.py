"""What a trial comes to, in words of both languages."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.knob import Words
from twin.accounts import Broken
from twin.forms import filled

DISTRICT, DAYS, SEED = "classroom", 7, 1
#: Accounts that say that numbers stay within their bounds; all others that nothing is lost.
BOUNDS = ("numbers", "places")
ACCOUNTS = {
    "agents": Words("主体的数目", "agents"),
    "money": Words("钱", "money"),
    "waste": Words("垃圾", "waste"),
    "residents": Words("居民", "residents"),
    "vendors": Words("摊主", "vendors"),
    "pitches": Words("疏导点", "pitches"),
    "teams": Words("执法队的工时", "hours of teams"),
    "numbers": Words("数值", "numbers"),
    "places": Words("位置", "places"),
}
CASES = Words("案件", "cases")
KEPT = Words(
    "守恒：人、钱、垃圾、案件每小时都对得上",
    "Conservation: people, money, waste and cases add up",
)
LOST = Words(
    "守恒：第 {hour} 小时{what}对不上", "Conservation: {what} not adding up in hour {hour}"
)
INSIDE = Words("范围：所有数值都在范围之内", "Bounds: all numbers stay within their bounds")
OUTSIDE = Words("范围：第 {hour} 小时{what}出了范围", "Bounds: {what} out of bounds in hour {hour}")
SAME = Words(
    "可重复：同一种子跑两遍完全一样；先后次序不起作用",
    "Determinism: two runs with one seed are equal; the order of agents plays no part",
)
DIFFERENT = Words("可重复：同一种子跑两遍不一样", "Determinism: two runs with one seed differ")


class Verdict(NamedTuple):
    """One thing that was looked at: its name, whether it is well, and what is to be said."""

    name: str
    fine: bool
    text: Words


def account_verdicts(found: Sequence[Broken]) -> list[Verdict]:
    """Give the verdicts on conservation and bounds from the facts that did not hold."""
    lost = [one for one in found if one.account not in BOUNDS]
    outside = [one for one in found if one.account in BOUNDS]
    return [
        Verdict("conservation", not lost, _told(LOST, lost[0]) if lost else KEPT),
        Verdict("bounds", not outside, _told(OUTSIDE, outside[0]) if outside else INSIDE),
    ]


def same_verdict(same: bool) -> Verdict:
    """Give the verdict on determinism."""
    return Verdict("determinism", same, SAME if same else DIFFERENT)


def _told(form: Words, one: Broken) -> Words:
    return filled(form, hour=one.hour, what=ACCOUNTS.get(one.account, CASES))
