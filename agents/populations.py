"""The five populations of the twin as Mesa agents; their columns are declared beside their rules.

``model.agents_by_type[Vendor]`` is the set of vendors. To behave on its own, a kind of vendor
subclasses :class:`Vendor` here or in a script; what the whole population does is a rule.
"""

from agents.base import Row


class Resident(Row):
    """A group of residents (居民) who share a home, a taste and a day: ``weight`` persons."""

    __slots__ = ()
    TABLE = "residents"
    LAZY = True


class Vendor(Row):
    """A street vendor (摊贩): trades at a place, licensed or not, in fear of fines or at ease."""

    __slots__ = ()
    TABLE = "vendors"


class Team(Row):
    """An enforcement team (执法队): of a department's pool, or posted to a street."""

    __slots__ = ()
    TABLE = "teams"


class StreetOffice(Row):
    """A street office (街道办事处): sees its residents, holds some powers, leads posted teams."""

    __slots__ = ()
    TABLE = "offices"


class Department(Row):
    """A department of the city (职能部门): a pool of teams, a queue, work of its own."""

    __slots__ = ()
    TABLE = "departments"


POPULATIONS = (Resident, Vendor, Team, StreetOffice, Department)
