"""Units, grades of evidence and sides of indicators in Chinese; a test keeps the list whole.

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
}
GRADES_ZH = {Grade.MEASURED: "实测", Grade.ESTIMATED: "估计", Grade.ASSUMED: "假定"}
SIDES_ZH = {"order": "秩序", "vitality": "活力", "trust": "信任", "cost": "成本"}


def unit_in(words: str, unit: str) -> str:
    """Give a unit in ``"zh"`` or ``"en"``; one that is not listed stays as declared."""
    return UNITS_ZH.get(unit, unit) if words == "zh" else unit


def grade_in(words: str, grade: Grade) -> str:
    """Give a grade of evidence in ``"zh"`` or ``"en"``."""
    return GRADES_ZH[grade] if words == "zh" else str(grade)


def side_in(words: str, side: str) -> str:
    """Give the side of an indicator in ``"zh"`` or ``"en"``."""
    return SIDES_ZH.get(side, side) if words == "zh" else side
