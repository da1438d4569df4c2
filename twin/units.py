"""Units, grades of evidence, sides, kinds and costs in words; a test keeps the lists whole.

Declarations carry their unit in English, as data files do; here is what a Chinese reader sees.
May import ``agents.knob`` only.
"""

from agents.knob import Grade

UNITS_ZH = {
    "": "",
    "share": "比例",
    "share harsh": "处罚所占比例",
    "share of matters": "事项比例",
    "share of teams": "队伍比例",
    "share of joint cases": "联办事项比例",
    "weight": "权重",
    "per 1,000 residents": "个/千人",
    "strength": "强度",
    "1/d": "每天",
    "1/h": "每小时",
    "bags": "袋",
    "bags per h": "袋/小时",
    "bags per person": "袋/人",
    "bags per person and h": "袋/人·小时",
    "breaches": "次",
    "cells": "格",
    "cells/h": "格/小时",
    "d": "天",
    "h": "小时",
    "h/d": "小时/天",
    "h per team and d": "小时/队·天",
    "index": "指数",
    "km/h": "公里/小时",
    "log sd": "对数标准差",
    "logit": "效用单位",
    "logit per cell": "效用单位/格",
    "min": "分钟",
    "office h": "办公小时",
    "per 1,000": "每千人",
    "per 10,000": "每万人",
    "per action": "每次处置",
    "per case": "每件",
    "per cell and h": "每格每小时",
    "per day": "每天",
    "per encounter": "每次相遇",
    "per illness per 1,000": "每千人每例",
    "per outing": "每次出门",
    "per person": "每人",
    "per person and h": "每人每小时",
    "per stall": "每摊",
    "per week": "每周",
    "persons": "人",
    "prob": "概率",
    "ratio": "倍",
    "sd": "标准差",
    "stalls": "摊",
    "team-h": "队·小时",
    "vendors": "个摊贩",
    "yuan": "元",
    "yuan per cell": "元/格",
    "yuan/d": "元/天",
    "1/day": "每天",
    "days": "天",
    "per 1,000 and day": "每千人每天",
    "yuan per 1,000 and day": "元/千人·天",
    "yuan per day": "元/天",
    "yuan/h": "元/小时",
    "yuan per case": "元/件",
    "per 1,000 person-h": "每千人时",
    "kg/km": "千克/公里",
    "km per 1,000 and day": "公里/千人·天",
    "kg per 1,000 and day": "千克/千人·天",
    "yuan/day": "元/天",
    "mode": "种",
    "o'clock": "点",
    "per micro-grid": "名/微网格",
    "rule": "规则",
    "share per d": "比例/天",
    "cases": "件",
    "per person and d": "每人每天",
    "per point": "每处",
    "per visit": "每次上门",
    "ratio per 1,000": "倍/千人",
    "wants": "次需求",
    "share of cells": "网格比例",
    "share of reports": "诉求比例",
    "share of vendors": "摊贩比例",
    "streets": "个街道",
}
KINDS_ZH = {"real": "真实", "generated": "生成"}
GRADES_ZH = {Grade.MEASURED: "实测", Grade.ESTIMATED: "估计", Grade.ASSUMED: "假定"}
SIDES_ZH = {
    "order": "秩序",
    "vitality": "活力",
    "trust": "信任",
    "service": "办事",
    "cost": "成本",
    "fairness": "公平",
    "resilience": "韧性",
    "welfare": "福利",
}


def unit_in(words: str, unit: str) -> str:
    """Give a unit in ``"zh"`` or ``"en"``; one that is not listed stays as declared."""
    return UNITS_ZH.get(unit, unit) if words == "zh" else unit


def grade_in(words: str, grade: Grade) -> str:
    """Give a grade of evidence in ``"zh"`` or ``"en"``."""
    return GRADES_ZH[grade] if words == "zh" else str(grade)


def side_in(words: str, side: str) -> str:
    """Give the side of an indicator in ``"zh"`` or ``"en"``."""
    return SIDES_ZH.get(side, side) if words == "zh" else side


def kind_in(words: str, kind: str) -> str:
    """Give the kind of a district in ``"zh"`` or ``"en"``."""
    return KINDS_ZH.get(kind, kind) if words == "zh" else kind


def cost_in(words: str, posts: float, yuan: float) -> str:
    """Give a cost in ``"zh"`` or ``"en"``: posts per 1,000 residents, yuan per 1,000 and day.

    >>> cost_in("en", 0.04, 30.0)
    '0.04 posts and 30 yuan a day per 1,000 residents'
    """
    if posts == yuan == 0:
        return "不另添人、不另花钱" if words == "zh" else "no post and no money of its own"
    if words == "zh":
        return f"每千名居民 {posts:.2g} 个编制、每天 {yuan:.3g} 元"
    return f"{posts:.2g} posts and {yuan:.3g} yuan a day per 1,000 residents"
