"""Cost and welfare: what the public pays, what the district gains, on stated scales.

Welfare was declared before any scored run: satisfaction of residents + gain of vendors - public
cost, with equal weights, since no source ranks the three; the weights and the scale of cost are
parameters that a user may change, and the Pareto front of the three is the default picture.
"""

from twin.measures.day import MONTH, Day, Side, indicator
from twin.measures.people import satisfaction
from twin.measures.vendors import gains
from twin.mechanisms.columns import RESOLVED

#: Hours a full-time post works on a day of the year: 2,000 h a year.
POST_HOURS = 2000.0 / 365.0


@indicator("per 1,000", (0, 1000), "down", Side.COST, ("用人", "Staff posts"))
def staff_posts(day: Day) -> float:
    """Full-time posts per 1,000 residents: the teams' duty hours, and what the levers ask for.

    Hours on duty x persons in a team / 5.5 h, plus posts of levers (collectors, wardens, hubs).

    zh: 每千名居民的全时岗位:队伍当班工时折算,加上各项政策所需岗位(采集员、网格员等)。
    """
    hours = float(day.totals("duty_hours").sum()) * float(day.world.p.team_size)
    return hours / POST_HOURS / day.thousands + day.cost.posts


@indicator("yuan per 1,000 and day", (-1000, 1e6), "down", Side.COST, ("公共成本", "Public cost"))
def public_cost(day: Day) -> float:
    """What the public pays per 1,000 residents and day: staff at an hour's pay, and lever money.

    zh: 每千名居民每天的公共开支:人员工时乘时薪,加上各项政策的经费。
    Source: pay in scenarios/parameters.csv; money and posts of each lever in its declaration
    """
    pay = staff_posts.measure(day) * POST_HOURS * float(day.world.p.officer_hour)
    return pay + day.cost.yuan


@indicator("yuan per case", (0, 1e9), "down", Side.COST, ("每件解决成本", "Cost per case resolved"))
def cost_per_case(day: Day) -> float:
    """Public cost of the last 30 days over the cases resolved in truth in that time.

    zh: 近 30 日公共开支除以同期真正解决的案件数。
    """
    days = day.past(MONTH)
    resolved = days["ended"][:, RESOLVED].sum() - days["paper_closed"].sum()
    return day.share(float(days["cost"].sum()) * day.thousands, float(resolved))


@indicator("index", (-1, 1), "up", Side.WELFARE, ("摊贩得益", "Vendors' part of welfare"))
def welfare_vendors(day: Day) -> float:
    """Gain of vendors above outside pay, in typical wages, mean over all who might trade.

    Sum over vendors in business of (income - outside pay) / number of potential vendors / ``wage``,
    within -1 and 1. All who might trade: else driving most out would count as a gain.

    zh: 摊贩净收入高出别处所得的部分,以一份日工资为 1,按全部可能出摊的人平均,限于正负 1。
    """
    pool = float(day.vendors.alive.sum())
    total = float(gains(day)[day.in_business].sum())
    return max(-1.0, min(1.0, day.share(total, pool) / float(day.world.p.wage)))


@indicator("index", (-10, 1000), "down", Side.WELFARE, ("成本所占", "Cost's part of welfare"))
def welfare_cost(day: Day) -> float:
    """Public cost on the scale of ``cost_scale``: by default 1 yuan per resident and day is 1.

    zh: 公共成本折算:默认以每人每天 1 元为 1。
    """
    return public_cost.measure(day) / float(day.world.p.cost_scale)


@indicator("index", (-1000, 10), "up", Side.WELFARE, ("总体福利", "Welfare"))
def welfare(day: Day) -> float:
    """Satisfaction of residents + gain of vendors - public cost, as a weighted mean.

    (a s + b v - c k) / (a + b + c): weight_people, weight_vendors and weight_cost are
    equal by default.

    zh: 居民满意度加摊贩得益减公共成本的加权平均,默认三项权重相等。
    Source: MODEL.md section 4, declared before any scored run
    """
    p = day.world.p
    parts = p.weight_people * satisfaction.measure(day)
    parts += p.weight_vendors * welfare_vendors.measure(day)
    parts -= p.weight_cost * welfare_cost.measure(day)
    return day.share(float(parts), float(p.weight_people + p.weight_vendors + p.weight_cost))
