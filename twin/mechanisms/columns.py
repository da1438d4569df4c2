"""Columns of the tables that are not populations: cells, traces, cases, city, books."""

from agents.residents import N_KINDS
from agents.table import Column
from twin.levers import LEVERS


def _count(name: str, meaning: str, shape: tuple[int, ...] = ()) -> Column:
    return Column(name, "f8", 0, "per hour", meaning, shape)


# What residents read of a place they think of, or stand in, comes first: it lies together.
CELL = (
    Column("appeal", "f8", 0, "logit", "what it is known for: attraction, life, no crowds"),
    Column("disorder_memory", "f8", 0.1, "index", "what people remember of its disorder"),
    Column("crowding", "f8", 0, "index", "crowding of the walking space, 0-1"),
    Column("disorder", "f8", 0, "index", "disorder met by those on the street, 0-1"),
    Column("disorder_home", "f8", 0, "index", "disorder met by those who live here, 0-1"),
    Column("waste_share", "f8", 0, "index", "waste against the room for it, 0-1"),
    Column("noise", "f8", 0, "index", "noise at night, 0-1"),
    Column("hazard", "f8", 0, "", "danger such as a loose sign or a blocked drain, 0 or 1"),
    Column("fault", "f8", 0, "", "broken public facility (部件), 0 or 1"),
    Column("occupied", "f8", 0, "", "road taken over (占道), 0 or 1"),
    Column("shop", "f8", 0, "share", "chance that a fixed shop has what is wanted"),
    Column("untidy_share", "f8", 0, "share", "of the vendors, untidy"),
    Column("x", "i4", 0, "", "column of the grid, from the west"),
    Column("y", "i4", 0, "", "row of the grid, from the north"),
    Column("street", "i4", 0, "", "street it belongs to"),
    Column("zone", "i4", 0, "", "row of the zone whose levers are in force here"),
    Column("border", "i4", -1, "", "street on the other side of a border within 200 m, -1 none"),
    Column("lot", "f8", 0, "", "fixed random number of the place: which cells get a sensor first"),
    Column("microgrid", "i4", 0, "", "micro-grid (微网格) it belongs to"),
    Column("land_use", "i1", 0, "", "0 residential, 1 commercial, 2 office, 3 park, 4 transport"),
    Column("space", "f8", 1, "", "room to walk, 1 = typical"),
    Column("attraction", "f8", 0, "", "what draws people, 0-1"),
    Column("persons", "f8", 0, "persons", "residents"),
    Column("bins", "f8", 1, "bags", "room in its bins"),
    Column("visitors", "f8", 0, "share", "share of the street's visitors that come here"),
    Column("care", "f8", 0, "share", "weight in order: where residents live and go (sums to 1)"),
    Column("pitches", "i4", 0, "", "licensed pitches marked out"),
    Column("pitch_room", "i4", 0, "", "pitches that would fit"),
    Column("pitches_taken", "i4", 0, "", "pitches held by a vendor"),
    Column("vacancy", "f8", 0, "", "1 where a pitch is to let within 300 m, else 0"),
    Column(
        "members", "f8", 0, "", "members of its street's vendors' association: remembered, a day"
    ),
    Column("amenity", "f8", 0, "", "service points of the 15-minute circle here"),
    Column("access", "f8", 0, "share", "how well service points within 15 minutes serve it, 0-1"),
    Column("cure", "f8", 0, "share", "how far the cause of each kind has been treated", (N_KINDS,)),
    Column("recurred", "f8", 0, "", "cases of each kind, fading within a month", (N_KINDS,)),
    Column("homes", "f8", 0, "persons", "waiting for help with a trouble at home they told of"),
    Column("parked", "f8", 0, "", "cars parked where they may not be, 0 or 1"),
    Column("asked", "f8", 0, "", "requests for a missing service, fading within a month"),
    Column("damage", "f8", 0, "", "storm damage that blocks the street, 0 or 1"),
    Column("footfall", "f8", 0, "persons", "people on the street this hour"),
    Column("traders", "f8", 0, "", "vendors trading this hour"),
    Column("illegal", "f8", 0, "", "of them off a pitch"),
    Column("supply", "f8", 0, "", "of them by trade", (5,)),
    Column("served", "f8", 0, "share", "chance that a want is met by a vendor", (5,)),
    Column("waste", "f8", 0, "bags", "waste lying or in bins"),
    Column("loud", "f8", 0, "", "noise made here this hour"),
    Column("vitality", "f8", 0, "index", "life on the street, 0-1"),
    Column("vitality_memory", "f8", 0.2, "index", "what people remember of its life"),
    Column("crowding_memory", "f8", 0, "index", "what people remember of its crowding"),
    Column("tidy_memory", "f8", 0.5, "share", "remembered share of tidy vendors"),
    Column("demand", "f8", 5, "1/day", "remembered wants by trade", (5,)),
    Column("rivals", "f8", 0, "", "remembered vendors by trade", (5,)),
    Column("risk_place", "f8", 0.05, "1/day", "talk among vendors: a day here meets enforcement"),
    Column("complaints", "f8", 0, "", "reports, decaying (half gone in ten days)"),
    Column("vendor_memory", "f8", 0, "", "unlicensed vendors teams met here, decaying"),
    Column("visits", "f8", 0, "", "visits of teams on a case, still to act on vendors"),
    Column("open_case", "i4", -1, "", "open case of each kind, -1 none", (N_KINDS,)),
    Column("closed_at", "i8", -9999, "h", "when the last case of each kind ended", (N_KINDS,)),
    Column("last_outcome", "i1", 0, "", "how the last case of each kind ended", (N_KINDS,)),
    Column("reports_total", "f8", 0, "", "reports so far in the measured time"),
    Column("day_disorder", "f8", 0, "", "sum of disorder over the hours 6-23 of today"),
    Column("day_vitality", "f8", 0, "", "sum of vitality over the hours 6-23 of today"),
    Column("day_crowding", "f8", 0, "", "sum of crowding over the hours 6-23 of today"),
    Column("day_wants", "f8", 0, "", "wants of today by trade", (5,)),
    Column("day_supply", "f8", 0, "h", "vendor-hours of today by trade", (5,)),
    Column("day_tidy", "f8", 0, "h", "tidy vendor-hours of today"),
    Column("day_dealt", "f8", 0, "", "vendors dealt with today"),
    Column("day_reports", "f8", 0, "", "reports of today"),
    Column("day_unmet", "f8", 0, "", "wants of today nobody met"),
    Column("day_illness", "f8", 0, "", "persons made ill by food today"),
)

#: What agents leave behind in a cell within one hour; wiped at the start of the next.
TRACE = (
    _count("footfall", "residents out"),
    _count("visits", "outings made to here"),
    _count("chances", "chances of an outing, by home"),
    _count("wants", "wants by trade, visitors included", (5,)),
    _count("bought", "bought by residents from vendors", (5,)),
    _count("sold", "sold by vendors, to visitors too", (5,)),
    _count("illness", "persons made ill"),
    _count("shopped", "wants met by shops"),
    _count("unmet", "wants met by nobody"),
    _count("reports", "reports by kind", (N_KINDS,)),
    _count("supply", "vendors by trade", (5,)),
    _count("traders", "vendors"),
    _count("tidy", "tidy vendors"),
    _count("illegal", "vendors off a pitch"),
    _count("on_pitch", "vendors on a pitch"),
    _count("members", "members of the street's vendors' association"),
    _count("breaches", "untidy days of members that their association answered"),
    _count("dues", "yuan of fines to the association's chest"),
    _count("expelled", "members expelled from the association"),
    _count("kept_out", "vendors kept out by the association"),
    _count("load", "room the stalls take"),
    _count("loud", "noise they make"),
    _count("litter", "untidy stalls"),
    _count("takings", "yuan taken by vendors"),
    _count("costs", "yuan spent on goods and upkeep"),
    _count("fees", "yuan of pitch fees"),
    _count("stops", "patrol stops by teams without knowledge of the beat"),
    _count("known_stops", "patrol stops by teams that know it"),
    _count("met", "encounters"),
    _count("fled", "vendors that slipped away"),
    _count("advised", "vendors advised"),
    _count("moved", "vendors moved along"),
    _count("let_off", "vendors let off"),
    _count("fined", "vendors fined"),
    _count("fines_paid", "yuan of fines collected"),
    _count("seized", "vendors whose goods were held"),
    _count("goods_lost", "yuan of goods held"),
    _count("removed", "vendors sent off their place"),
    _count("returned", "vendors back within two cells and days of a removal"),
    _count("entered", "vendors that started, by home"),
    _count("left", "vendors that gave up, by home"),
)

#: One column per lever: zones hold what is set, offices the mean of their zones.
LEVER_COLUMNS = tuple(Column(x.name, "f8", x.default, x.unit, "lever") for x in LEVERS)

#: Zones: parts of a street in which one set of levers is in force, and what follows from them.
ZONE = (
    Column("street", "i4", 0, "", "its street; the number of streets for the district as a whole"),
    Column("persons", "f8", 0, "persons", "residents"),
    Column("strictness", "f8", 0.4, "share", "in force: share of vendors seen that are acted on"),
    Column("harshness", "f8", 0.3, "share", "in force: share of encounters that end harshly"),
    Column("patrol_share", "f8", 0.2, "share", "in force: share of duty time on patrol"),
    Column("capture", "f8", 0, "share", "in force: encounters waived for familiar faces"),
    *LEVER_COLUMNS,
)

#: Shocks as every mechanism meets them, hour by hour (filled by ``twin/shocks.py``).
WEATHER = (
    Column("wind", "f8", 0, "share", "of the strongest wind, 0-1"),
    Column("rain", "f8", 0, "share", "of the heaviest rain, 0-1"),
    Column("warning", "f8", 0, "", "1 from the warning to the first strike"),
    Column("alert", "f8", 0, "", "1 from the warning to the all clear"),
    Column("outing", "f8", 1, "ratio", "chance of going out against a usual day"),
    Column("visitors", "f8", 1, "ratio", "visitors against a usual day"),
    Column("demand", "f8", 1, "ratio", "wants against a usual day"),
    Column("newcomers", "f8", 0, "per 1,000", "people who have just arrived"),
    Column("collection", "f8", 1, "ratio", "waste collection against a usual day"),
    Column("festival", "f8", 0, "", "how much a festival draws to busy places, 0-1"),
    Column("damage", "f8", 0, "per cell", "damage to be expected this hour without inspection"),
)

DESK, WAITING, IN_WORK, VERIFYING, CLOSED = range(5)
NOT_NEEDED, BLOCKED, TO_DO, DOING, DONE = range(5)
OPEN, RESOLVED, UNRESOLVED, LAPSED = range(4)
FROM_RESIDENT, FROM_PATROL, FROM_COLLECTOR, FROM_WARDEN, FROM_SENSOR, FROM_PREDICTION = range(6)
N_SOURCES = 6

CASE = (
    Column("kind", "i1", 0, "", "waste to damage, see agents/residents.py"),
    Column("cell", "i4", 0, "", "where"),
    Column("street", "i2", 0, "", "its street"),
    Column("source", "i1", 0, "", "resident, patrol, collector, warden, sensor, prediction"),
    Column("stage", "i1", 0, "", "0 desk, 1 waiting, 2 in work, 3 verifying, 4 closed"),
    Column("outcome", "i1", 0, "", "0 open, 1 resolved, 2 unresolved, 3 lapsed"),
    Column("holder", "i2", 0, "", "0-4 a department, 5 + s street s"),
    Column("joint", "?", 0, "", "whether several departments are needed"),
    Column("whistled", "?", 0, "", "whether the street whistled"),
    Column("misrouted", "?", 0, "", "whether it went to the wrong desk first"),
    Column("reopened", "i1", 0, "", "times reopened"),
    Column("again", "?", 0, "", "same kind and cell within 30 days"),
    Column("lacked", "?", 0, "", "whether the street that saw it lacked the power to close it"),
    Column("commanded", "?", 0, "", "whether the street commands all trades on it as one"),
    Column("one_handler", "?", 0, "", "whether one handler does all its parts"),
    Column("hotline", "?", 0, "", "whether the hotline's rules hold: tier, call-back"),
    Column("cause", "?", 0, "", "whether it is work on a cause, before any complaint"),
    Column("satisfied", "?", 0, "", "what the resident said when called back"),
    Column("first_team", "i8", 0, "", "number of the team that came first"),
    Column("parts", "i1", 0, "", "each department's part: none, blocked, to do, doing, done", (5,)),
    Column("matter", "f8", 0, "", "which matter of its kind, 0 the simplest to 1"),
    Column("reports", "f8", 0, "", "reports that joined it"),
    Column("desk", "f8", 0, "h", "hours of desk work before it reaches its holder"),
    Column("rank", "f8", 0, "h", "place in the queue: the lower the sooner"),
    Column("overflow", "f8", 12, "h", "hours after which its street may call on the pool"),
    Column("deadline", "f8", 1e9, "h", "hour by which its tier wants it closed"),
    Column("desk_spent", "f8", 0, "h", "hours it lay on desks so far"),
    Column("queue_spent", "f8", 0, "h", "hours it waited for a team so far"),
    Column("work_spent", "f8", 0, "team-h", "hours teams worked on it, travel included"),
    Column("done_at", "f8", -1, "h", "when each department's part was done", (5,)),
    Column("ready", "f8", 0, "h", "earliest hour a team may take it"),
    Column("collected", "f8", -1, "h", "信息收集 noticed"),
    Column("filed", "f8", -1, "h", "案卷建立 filed"),
    Column("dispatched", "f8", -1, "h", "任务派遣 given to its holder"),
    Column("handled", "f8", -1, "h", "任务处理 work done"),
    Column("reported_back", "f8", -1, "h", "处理反馈 reported back"),
    Column("verified", "f8", -1, "h", "核查结案 verified and closed"),
    Column("evaluated", "f8", -1, "h", "综合评价 judged by the resident"),
)

CITY = (
    Column("push", "f8", 0, "", "1 while a campaign runs"),
    Column("attention", "f8", 0, "1/day", "what the city hears: lagged reports per 1,000"),
    Column("usual", "f8", 0, "1/day", "what it is used to hear"),
    Column("campaign_until", "f8", -999, "d", "last day of the campaign"),
    Column("campaigns", "f8", 0, "", "campaigns so far"),
    Column("n_cases", "i8", 0, "", "cases opened so far"),
    Column("n_open", "i8", 0, "", "cases open"),
    Column("money_city", "f8", 0, "yuan", "what the city took from vendors"),
    Column("money_chest", "f8", 0, "yuan", "what vendors' associations took from their members"),
    Column("money_outside", "f8", 0, "yuan", "what the rest of the economy holds, from zero"),
    Column("waste_made", "f8", 0, "bags", "waste made so far"),
    Column("waste_collected", "f8", 0, "bags", "waste taken away so far"),
)

#: Sums over the district since the start; daily figures are differences of them.
BOOK_FROM_TRACES = (
    "visits", "chances", "shopped", "unmet", "illness", "traders", "tidy", "illegal", "on_pitch",
    "takings", "costs", "fees", "stops", "known_stops", "met", "fled", "advised", "moved",
    "let_off", "fined", "fines_paid", "seized", "goods_lost", "removed", "returned", "entered",
    "left", "members", "breaches", "dues", "expelled", "kept_out",
)  # fmt: skip

#: What teams spend their hours on.
TEAM_HOURS = ("duty", "case", "travel", "routine", "patrol")

BOOK = (
    *(_count(name, "sum so far") for name in BOOK_FROM_TRACES),
    _count("wants", "wants so far"),
    _count("sold", "sold so far by trade", (5,)),
    _count("sold_residents", "bought by residents so far"),
    _count("night_sold", "sold after 20 h so far"),
    _count("reports", "reports so far by kind", (N_KINDS,)),
    _count("opened", "cases opened so far by source", (N_SOURCES,)),
    _count("opened_kind", "cases opened so far by kind", (N_KINDS,)),
    _count("arisen", "problems that arose so far by kind, seen or not", (N_KINDS,)),
    _count("noticed", "problems seen or felt by somebody so far by kind", (N_KINDS,)),
    _count("duplicates", "reports filed twice so far"),
    _count("settled", "small matters wardens settled so far"),
    _count("warden_hours", "hours of wardens so far"),
    _count("requests", "requests for missing services so far"),
    _count("licences", "licences granted so far"),
    _count("licence_days", "days waited for them so far"),
    _count("damage_made", "storm damage so far"),
    _count("damage_cleared", "storm damage cleared so far"),
    _count("damage_hours", "cell-hours blocked by storm damage so far"),
    _count("kilometres", "driven or walked by teams so far"),
    _count("opened_again", "cases of the same kind and place within 30 days"),
    _count("ended", "cases ended so far by outcome", (4,)),
    _count("misrouted", "cases misrouted so far"),
    _count("whistles", "whistles so far"),
    *(_count(f"{use}_hours", "hours of teams so far by trade", (5,)) for use in TEAM_HOURS),
    _count("disorder", "disorder weighted by care, summed over hours 6-23"),
    _count("disorder_hours", "hours counted"),
    _count("night_traders", "vendor-hours after 20 h"),
)
