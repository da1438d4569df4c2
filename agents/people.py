"""The five populations as Mesa agents: every agent is a row of its table.

``model.agents_by_type[Vendor]`` and the like; residents are so many that an agent object is made
only when somebody asks for it.
"""

from agents.base import Row


class Resident(Row):
    """A resident: stands for ``weight`` persons who live in one cell."""

    TABLE = "residents"
    LAZY = True


class Vendor(Row):
    """A street vendor, in business or one who might be."""

    TABLE = "vendors"


class Team(Row):
    """An enforcement team of a department, in its pool or posted to a street."""

    TABLE = "teams"


class StreetOffice(Row):
    """A street office (街道办); the last one stands for the district as a whole."""

    TABLE = "offices"


class Department(Row):
    """A line department: 城管, 市场监管, 应急, 环卫 or 公安."""

    TABLE = "departments"


POPULATIONS = (Resident, Vendor, Team, StreetOffice, Department)
