"""Indicators of single groups: five groups of residents, locals, and the floating population."""

from twin.measures.places import Floats, Groups, Part, part, ratio


@part("persons", "人数", "Persons")
def persons(groups: Groups) -> Floats:
    """Persons of the group.

    zh: 该群体人数。
    """
    return groups.sums("persons")


@part("index", "满意度", "Satisfaction")
def satisfaction(groups: Groups) -> Floats:
    """Mean satisfaction with their street.

    zh: 对街道的平均满意度。
    """
    return groups.mean("satisfaction")


@part("index", "脏乱接触", "Exposure to disorder")
def exposure(groups: Groups) -> Floats:
    """Running mean of the disorder they meet.

    zh: 日常碰到的脏乱程度。
    """
    return groups.mean("exposure")


@part("share", "未满足需求", "Unmet need")
def need(groups: Groups) -> Floats:
    """Share of hours in which disorder at the door is more than they bear, said or unsaid.

    zh: 家门口脏乱超出容忍的时间比例,无论是否投诉。
    """
    return groups.mean("need")


@part("per 1,000 and day", "投诉量", "Reports")
def reports(groups: Groups) -> Floats:
    """Reports made today per 1,000 of them.

    zh: 该群体每千人当天的投诉件次。
    """
    return 1000.0 * groups.mean("reports_today")


@part("per 1,000 person-h", "投诉率", "Reports per hour of a problem")
def reporting(groups: Groups) -> Floats:
    """Reports so far per 1,000 hours that one of them had a problem at the door or at home.

    zh: 身边或家中每有一千人时的问题,打多少次 12345(开局以来)。
    """
    return 1000.0 * ratio(groups.sums("reports_made"), groups.sums("problem_hours"))


@part("per 1,000", "隐性困难", "Hidden troubles")
def hidden_troubles(groups: Groups) -> Floats:
    """Of 1,000 of them, how many have a trouble at home that nobody was told of.

    zh: 每千人中,家中有难处而无人知晓的人数。
    """
    return 1000.0 * groups.mean("trouble")


@part("per 1,000", "等待帮助", "Waiting for help")
def waiting(groups: Groups) -> Floats:
    """Of 1,000 of them, how many wait for help with a trouble at home they told of.

    zh: 每千人中,家中有难处、已经说出、正等人来帮的人数。
    """
    return 1000.0 * groups.mean("told")


@part("index", "出门所值", "Worth of an outing")
def outing_value(groups: Groups) -> Floats:
    """Running mean of what an outing is worth to them.

    zh: 每次出门的所值。
    """
    return groups.mean("outing")


@part("share", "买得到的比例", "Wants met")
def wants_met(groups: Groups) -> Floats:
    """Running share of their wants that somebody met.

    zh: 想买的东西里得到满足的比例。
    """
    return groups.mean("wants_served")


@part("share", "服务触达", "Reached by services")
def reached(groups: Groups) -> Floats:
    """Share of public services that reach them.

    zh: 公共服务触达的比例。
    """
    return groups.mean("reached")


@part("share", "对热线的信任", "Trust in the hotline")
def trust(groups: Groups) -> Floats:
    """Trust that reporting to 12345 helps.

    zh: 相信打 12345 管用的程度。
    """
    return groups.mean("trust")


GROUP_PARTS: tuple[Part, ...] = (
    persons, satisfaction, exposure, need, reports, reporting, hidden_troubles, waiting,
    outing_value, wants_met, reached, trust,
)  # fmt: skip
