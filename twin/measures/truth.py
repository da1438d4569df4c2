"""Indicators of truth and record, side by side: what arises, is noticed, reported, mended.

Records are not the truth: each stage loses some, and an office that judges itself closes on paper.
"""

from twin.measures.day import MONTH, Day, Side, indicator
from twin.mechanisms.columns import FROM_RESIDENT, RESOLVED

PER = 1000.0


@indicator("per 1,000 and day", (0, 10000), "down", Side.ORDER, ("问题发生", "Problems arisen"))
def problems_arisen(day: Day) -> float:
    """Problems that came up, seen or not, per 1,000 residents and day: the truth.

    Of the street each is counted when its cause comes up in a cell; troubles at home, illness and
    wishes for a service are counted in persons.

    zh: 每千名居民每天实际发生的问题,无论有没有人看见。
    """
    return float(day.totals("arisen").sum()) / day.thousands


@indicator("per 1,000 and day", (0, 10000), "", Side.SERVICE, ("问题被发现", "Problems noticed"))
def problems_noticed(day: Day) -> float:
    """Problems that somebody told an office of or an office saw, per 1,000 residents and day.

    zh: 每千名居民每天被人发现(上报或巡查看到)的问题。
    """
    return float(day.totals("noticed").sum()) / day.thousands


@indicator("per 1,000 and day", (0, 1000), "", Side.SERVICE, ("投诉量", "Reports"))
def reports(day: Day) -> float:
    """Reports of residents to 12345 per 1,000 residents and day. Few reports are not order.

    zh: 每千名居民每天的 12345 投诉件次。投诉少不等于秩序好。
    """
    return float(day.totals("reports").sum()) / day.thousands


@indicator("share", (0, 1), "up", Side.SERVICE, ("响应率", "Response rate"))
def response_rate(day: Day) -> float:
    """Share of residents' cases given to their holder within their tier (2 h, 24 h, 7 d or 15 d).

    zh: 居民诉求在规定时限内派到承办单位的比例(三率之响应率),近 30 日结案。
    Source: tiers of Beijing's hotline (row 46)
    """
    theirs = day.of_ended("source") == FROM_RESIDENT
    given = day.of_ended("dispatched")
    in_tier = (given >= 0.0) & (given <= day.of_ended("deadline"))
    return day.share(float((in_tier & theirs).sum()), float(theirs.sum()))


@indicator("share", (0, 1), "up", Side.SERVICE, ("按期办结率", "Closed on time"))
def on_time_share(day: Day) -> float:
    """Share of cases ended in the last 30 days that were closed within their tier.

    zh: 近 30 日结案的案件中,在规定时限内办结的比例。
    """
    verified = day.of_ended("verified")
    return day.share(float((verified <= day.of_ended("deadline")).sum()), float(len(verified)))


@indicator("share", (0, 1), "up", Side.SERVICE, ("解决率(账面)", "Resolved, on record"))
def resolution_rate(day: Day) -> float:
    """Share of cases ended in the last 30 days that the record calls resolved.

    zh: 近 30 日结案的案件中,账面记为已解决的比例(三率之解决率)。
    Source: Beijing 12345: 53 to 97 % (2019-2023)
    """
    outcome = day.of_ended("outcome")
    return day.share(float((outcome == RESOLVED).sum()), float(len(outcome)))


@indicator("share", (0, 1), "up", Side.SERVICE, ("解决率(真实)", "Resolved, in truth"))
def resolution_true(day: Day) -> float:
    """Share of cases ended in the last 30 days whose cause was gone: the record less paper closing.

    zh: 近 30 日结案的案件中,问题确已消除的比例,即扣除账面结案。
    Source: administrative closing rates are self-reports (mechanisms, FU17)
    """
    days = day.past(MONTH)
    ended = days["ended"].sum(axis=0)
    mended = ended[RESOLVED] - days["paper_closed"].sum()
    return day.share(float(mended), float(ended.sum()))


@indicator("share", (0, 1), "up", Side.SERVICE, ("满意率", "Content when called back"))
def content_rate(day: Day) -> float:
    """Share of residents' cases ended in the last 30 days whose resident says to be content.

    zh: 近 30 日结案的居民诉求中,回访时表示满意的比例(三率之满意率)。
    Source: satisfaction 65-97 % (mechanisms, BP)
    """
    theirs = day.of_ended("source") == FROM_RESIDENT
    content = day.of_ended("satisfied") & theirs
    return day.share(float(content.sum()), float(theirs.sum()))


def reporting(day: Day, floating: int) -> float:
    """Give reports per 1,000 person-hours with a problem, of a group, over the last 30 days.

    zh: 每千人时问题对应的投诉件次,近 30 日。
    """
    days = day.past(MONTH)
    hours = float(days["problem_hours"][:, floating].sum())
    return day.share(PER * float(days["reports_made"][:, floating].sum()), hours)


@indicator("per 1,000 person-h", (0, 1000), "", Side.FAIRNESS, ("户籍居民投诉率", "Locals report"))
def reporting_local(day: Day) -> float:
    """Reports of locals per 1,000 hours that a person has a problem at the door or at home.

    zh: 户籍居民身边或家中每有一千人时的问题,打多少次 12345。
    """
    return reporting(day, 0)


@indicator(
    "per 1,000 person-h", (0, 1000), "", Side.FAIRNESS, ("流动人口投诉率", "Floating report")
)
def reporting_floating(day: Day) -> float:
    """Reports of the floating per 1,000 hours that a person has a problem at the door or at home.

    zh: 流动人口身边或家中每有一千人时的问题,打多少次 12345。
    """
    return reporting(day, 1)


@indicator("ratio", (0, 1e6), "", Side.FAIRNESS, ("投诉倾向之比", "Reporting, local to floating"))
def reporting_ratio(day: Day) -> float:
    """How many times as often locals report the same hours of a problem as the floating do.

    zh: 同样的问题时长,户籍居民投诉次数是流动人口的几倍。
    Source: up to threefold between neighbourhoods (row 42; arXiv 2204.08620)
    """
    return day.share(reporting(day, 0), reporting(day, 1))
