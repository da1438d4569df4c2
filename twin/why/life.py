"""The life of a case in sentences, from its row of the casebook: who saw it, who might act, when.

``found`` is a row of ``twin.casebook`` as a mapping, with its ``number``; hours are told as days of
the run, day 1 being the first after ``burn_in`` days.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from agents.departments import NAMES
from agents.knob import Words
from twin.mechanisms.kinds import KIND_WORDS, KINDS, NEEDS
from twin.organisation import DEPARTMENTS
from twin.why.card import listed
from twin.writing import number

KIND = dict(zip(KINDS, KIND_WORDS, strict=True))
DEPARTMENT = dict(zip(NAMES, DEPARTMENTS, strict=True))

TITLE = Words(
    "案件 {number} · {kind} · {street}（第 {x} 列第 {y} 行）",
    "Case {number} · {kind} · {street} (column {x}, row {y})",
)
WHEN = Words("第 {day} 天 {hour}:00", "day {day}, {hour}:00")
BEFORE = Words("开局前 {n} 天 {hour}:00", "{n} days before the opening, {hour}:00")
NOT_YET = Words("眼下还没有办结。", "It is not closed yet.")
SEEN = {
    "resident": Words("{when}，居民打 12345 反映", "{when}: residents told 12345"),
    "patrol": Words("{when}，巡查队伍路过发现", "{when}: a team on patrol came across it"),
    "collector": Words("{when}，信息采集员上报", "{when}: a collector reported it"),
    "warden": Words("{when}，网格员走访发现", "{when}: a warden of the micro-grid noticed it"),
    "sensor": Words("{when}，传感器报警", "{when}: a sensor raised the alarm"),
    "prediction": Words(
        "{when}，同一个地方老出同一种事，街道主动去治根子，没等居民开口",
        "{when}: the same thing kept coming back here, so the street went for its cause unasked",
    ),
}
REPORTS = Words("前后有 {n} 次反映并到这一件里。", "Reports that joined it: {n}.")
AGAIN = Words(
    "一个月之内，同一处已经办过同样的事。", "The same had been closed here within a month."
)
ONE = Words("这归{who}管。", "It called for one department: {who}.")
JOINT = Words("要{who}一起办。", "It called for several departments: {who}.")
LACKED = Words(
    "街道看得见，却没有权限办结。", "The street could see it but had no power to close it."
)
OWN = Words("街道有权自己办结。", "The street had the power to close it itself.")
WHISTLED = Words(
    "街道吹哨，各部门限时到场。", "The street whistled, and the departments had to come at once."
)
COMMANDED = Words(
    "各条线的人都听街道指挥，不用互相等。",
    "The street commanded all trades as one: none waited for another.",
)
HANDLER = Words("一家牵头，一次办完几家的活。", "One handler did everybody's part in one go.")
HOTLINE = Words(
    "按接诉即办的规矩：直派承办单位，办没办好由居民说了算。",
    "The hotline's rules held: one hand-over to whoever acts, and the resident is called back.",
)
LOST = Words(
    "第一次派错了部门，多转了两道手。", "It went to the wrong desk first: two more hand-overs."
)
REACHED = Words(
    "{when} 到了能办的人手里，中间在案头停了 {hours} 小时。",
    "It reached those who may act on {when}; on desks it lay {hours} h in all.",
)
STRAIGHT = Words(
    "没有经过任何案头，直接等人去办。", "No desk delayed it: it went straight to those who act."
)
STUCK = Words(
    "还在案头转，已经停了 {hours} 小时。", "It is still on a desk, where it has lain for {hours} h."
)
WORKED = Words(
    "排队等队伍 {queue} 小时；队伍连路上一共花了 {work} 队时。",
    "It waited {queue} h for a team; teams spent {work} team-hours on it, the way included.",
)
PART = Words("{when}，{who}办完自己那一份。", "{when}: {who} finished its part.")
REOPENED = Words(
    "核查时问题还在，退回重办。", "On checking it was still there, and was sent back to work."
)
ENDED = {
    "open": Words("到运行结束还没有办结。", "It was still open when the run ended."),
    "resolved": Words(
        "{when}，按“已解决”结案，前后 {took} 小时（时限 {tier} 小时）。",
        "{when}: closed as resolved, {took} h after it was noticed (its tier: {tier} h).",
    ),
    "unresolved": Words(
        "{when}，按“未解决”结案，前后 {took} 小时（时限 {tier} 小时）。",
        "{when}: closed as unresolved, {took} h after it was noticed (its tier: {tier} h).",
    ),
    "lapsed": Words(
        "{when}，一直没人接，过期作废，前后 {took} 小时。",
        "{when}: nobody had taken it for {took} h, and it lapsed.",
    ),
}
CONTENT = Words("问起居民，说满意。", "Asked about it, the resident was content.")
NOT_CONTENT = Words("问起居民，说不满意。", "Asked about it, the resident was not content.")
TRUTH = Words(
    "案卷上写着“已解决”，可问题还在原处：结的是账，不是事。",
    "The record says resolved, yet the cause was still there: closed on paper, not in the street.",
)


def title_of(found: Mapping[str, Any], words: str) -> str:
    """Give the title of a case: number, kind, place."""
    street, kind = found[f"street_{words}"], KIND[found["kind"]][words]
    return TITLE[words].format(**{**found, "street": street, "kind": kind})


def tell(
    found: Mapping[str, Any], burn_in: int, words: str, running: bool = False
) -> Iterator[str]:
    """Give the sentences of a case's life, in the order in which things happened.

    ``running`` tells whether the run goes on: then an open case may still be closed.
    """
    stop = "。" if words == "zh" else "."
    yield (
        SEEN[found["source"]][words].format(when=when_words(found["collected"], burn_in, words))
        + stop
    )
    if found["reports"] > 1:
        yield REPORTS[words].format(n=found["reports"])
    if found["again"]:
        yield AGAIN[words]
    trades = trades_of(found["kind"])
    need = ONE if len(trades) == 1 else JOINT
    yield need[words].format(who=listed([DEPARTMENT[t] for t in trades])[words])
    yield from _way(found, burn_in, words)
    yield WORKED[words].format(
        queue=number(found["queue_spent"]), work=f"{found['work_spent']:.1f}"
    )
    yield from _parts(found, trades, burn_in, words)
    if running and found["outcome"] == "open":
        yield from (REOPENED[words], NOT_YET[words])[not found["reopened"] :]
    else:
        yield from _end(found, burn_in, words)


def _way(found: Mapping[str, Any], burn_in: int, words: str) -> Iterator[str]:
    """Tell who might act, and how the case came to them."""
    if not found["cause"]:
        yield (LACKED if found["lacked"] else OWN)[words]
    rules = (("whistled", WHISTLED), ("hotline", HOTLINE), ("one_handler", HANDLER))
    yield from (said[words] for name, said in (*rules, ("misrouted", LOST)) if found[name])
    if found["commanded"] and not found["lacked"] and found["joint"]:
        yield COMMANDED[words]
    spent = found["desk_spent"]
    if math.isnan(found["dispatched"]):
        yield STUCK[words].format(hours=number(spent))
    elif spent > 0.0:
        when = when_words(found["dispatched"], burn_in, words)
        yield REACHED[words].format(when=when, hours=number(spent))
    else:
        yield STRAIGHT[words]


def _parts(found: Mapping[str, Any], trades: list[str], burn_in: int, words: str) -> Iterator[str]:
    """Tell when each department had done its part."""
    done = [trade for trade in trades if not math.isnan(found[f"done_{trade}"])]
    for trade in sorted(done, key=lambda name: found[f"done_{name}"]):
        when = when_words(found[f"done_{trade}"], burn_in, words)
        yield PART[words].format(when=when, who=DEPARTMENT[trade][words])


def _end(found: Mapping[str, Any], burn_in: int, words: str) -> Iterator[str]:
    """Tell what came of it: by the record, by the resident, and in truth."""
    if found["reopened"]:
        yield REOPENED[words]
    ended, tier = found["outcome"], number(found["deadline"] - found["collected"])
    when = "" if ended == "open" else when_words(found["verified"], burn_in, words)
    yield ENDED[ended][words].format(when=when, took=hours_taken(found), tier=tier)
    if found["source"] == "resident" and ended in ("resolved", "unresolved"):
        yield (CONTENT if found["satisfied"] else NOT_CONTENT)[words]
    if found["on_paper"]:
        yield TRUTH[words]


def trades_of(kind: str) -> list[str]:
    """Give the departments a kind of case needs, in the order in which they act."""
    needs = NEEDS[KINDS.index(kind)]
    return [name for name, needed in zip(NAMES, needs.tolist(), strict=True) if needed]


def when_words(hour: float, first_day: int, words: str) -> str:
    """Say an hour of the run as day and hour; day 1 is ``first_day``, days before it count back.

    >>> when_words(55.0, 2, "en"), when_words(21.0, 2, "en")
    ('day 1, 07:00', '2 days before the opening, 21:00')
    """
    day, rest = divmod(int(hour), 24)
    clock = f"{rest:02d}"
    if day < first_day:
        return BEFORE[words].format(n=first_day - day, hour=clock)
    return WHEN[words].format(day=day - first_day + 1, hour=clock)


def hours_taken(found: Mapping[str, Any]) -> str:
    """Give the hours from being noticed to being closed, for a reader."""
    return number(found["verified"] - found["collected"])
