"""Who can see what: 看得见的管不住、管得着的看不见, as types.

Every kernel of a population receives the *view* declared here and nothing else of the world. A
view is read-only and holds only the named columns, so a rule that reads more does not compile.
To let agents see more, add a field here: information is a modelling decision.
"""

from typing import Any, NamedTuple

from agents.table import Column

#: The clock every kernel receives as ``now``: keys of the random streams and the calendar.
CLOCK = (
    Column("key_a", "u8", 0, "", "first word of the run key"),
    Column("key_b", "u8", 0, "", "second word of the run key"),
    Column("tick", "i8", 0, "h", "hours since the start of the run"),
    Column("day", "i8", 0, "d", "days since the start of the run"),
    Column("hour", "i8", 0, "h", "hour of the day, 0-23"),
    Column("weekday", "i8", 0, "", "0 Monday to 6 Sunday"),
    Column("month", "i8", 1, "", "month of the year, 1-12"),
    Column("office_hours", "?", 0, "", "whether the desks of city hall are staffed"),
    Column("day_off", "?", 0, "", "weekend or public holiday"),
)

#: The habits of one hour of the day, read by residents (24 rows).
HABITS = (
    Column("out", "f8", 0, "1/h", "chance of an outing: free, worker, rider, elderly", (4,)),
    Column("at_work", "?", 0, "", "whether workers are at work on a working day"),
    Column("awake", "?", 0, "", "whether people notice and report"),
    Column("mix", "f8", 0, "share", "which of the five trades is wanted", (5,)),
)

#: What a resident knows of a place: its shops, what it remembers of it, and what it meets there.
RESIDENT_SEES_CELL = (
    "appeal", "disorder_memory", "crowding", "in_the_way", "disorder", "disorder_home", "street",
    "shop", "waste_share", "noise", "hazard", "fault", "occupied", "supply", "served",
    "untidy_share", "closed_at", "last_outcome", "access", "damage", "parked", "knocked", "cure",
    "zone",
)  # fmt: skip
#: What a resident meets in its street: how far its food can be trusted, what unchecked kitchens
#: add to the danger, and what is said of reports there: the share that is solved.
RESIDENT_SEES_STREET = ("food_trust", "food_risk", "resolved")
#: What reaches a resident of the policies in force where it lives.
RESIDENT_SEES_ZONE = ("outreach", "sorting")
#: What a resident meets of weather, slump and newcomers.
RESIDENT_SEES_WEATHER = ("outing", "demand", "newcomers")

#: What a vendor knows of a place: custom, rivals, tidiness, talk of raids and of teams about, who
#: stands there.
VENDOR_SEES_CELL = (
    "x", "y", "street", "attraction", "demand", "rivals", "tidy_memory", "risk_place", "pitches",
    "pitches_taken", "zone", "vacancy", "members", "border", "space", "lost", "surprise",
)  # fmt: skip
#: What a vendor knows of the rules of a place: how strict and harsh they are said to be, what a
#: pitch costs there and how late it may trade.
VENDOR_SEES_ZONE = (
    "strictness", "harshness", "capture", "pitch_fee", "pitch_closes", "clearing", "scheduled",
    "stop_minutes", "neighbours", "cogovernance", "membership", "sanctions", "outreach",
)  # fmt: skip
#: What a vendor knows of a street next door: how strict it is said to be.
VENDOR_SEES_STREET = ("strictness",)

#: What a team on the beat knows of a place: past complaints, where it met vendors before, and
#: what stands there now (its rule looks at that only for cells in sight).
TEAM_SEES_CELL = ("x", "y", "street", "zone", "complaints", "vendor_memory", "illegal")
#: What a team is told by the street it patrols: the share of its time for the beat, how long
#: stops usually are, where to look, and whether to keep to known hours.
TEAM_SEES_STREET = ("patrol_share", "persons", "stop_minutes", "hot_spots", "scheduled")
#: What a team is told of a place: its worth on the beat, how long to stop there.
TEAM_SEES_ZONE = ("patrol_share", "stop_minutes", "fleet")

#: What a street office learns of residents when it surveys them.
OFFICE_SEES_RESIDENT = ("home", "weight", "taste", "exposure", "outing", "trust")
#: What a department sees of a street office: how much its score counts.
DEPARTMENT_SEES_STREET = ("assessment", "persons")


class ResidentSees(NamedTuple):
    """What residents see: places, their street, the hour's habits, policies at home, weather."""

    cells: Any
    streets: Any
    habits: Any
    zones: Any
    weather: Any


class VendorSees(NamedTuple):
    """What vendors see: places and their rules, streets, a map, and the busy places by repute."""

    cells: Any
    zones: Any
    streets: Any
    lookup: Any
    busy: Any
    vacant: Any


class TeamSees(NamedTuple):
    """What teams see: places (those of street s are ``order[start[s]:start[s + 1]]``)."""

    cells: Any
    zones: Any
    streets: Any
    lookup: Any
    order: Any
    start: Any
