"""Every command of ``twin``: what is typed, what it does, which function answers.

This is what ``twin --help``, the error messages and docs/command-line.md are made from.
"""

from twin.commands.evidence import (
    CALIBRATE,
    DISCOVER,
    HEADLINE,
    JSON,
    LANG,
    SEARCH,
    SENSITIVITY,
    SWEEP,
    TABLE,
    VALIDATE,
)
from twin.commands.importing import DISTRICT
from twin.commands.options import Command, Option
from twin.commands.own_commands import CHECK, NEW_BEHAVIOUR, NEW_POLICY
from twin.commands.serving import ROOM, SERVE

RUN = Command(
    "run",
    "run one scenario and print its indicators, as means over the measured days",
    "twin.commands.run:answer",
    ("[STORY]",),
    (
        Option("--district", "NAME|DIR", "where: a shipped district or a folder (twin districts)"),
        Option("--policy", "NAME|FILE", "under which policy (twin policies)"),
        Option("--set", "KEY=VALUE", "turn one lever or set one parameter; may be repeated"),
        Option("--shock", "NAME@DAY", "let a shock strike; NAME@DAY:HOUR:STRENGTH says more"),
        Option("--schedule", "TABLE", "turn levers for a time: {from=30, levers={whistle=1}}"),
        Option("--days", "N", "measured days, 1 to 3653 (default 90)"),
        Option("--burn-in", "N", "days run before them (default: what the district declares)"),
        Option("--scale", "S", "persons per resident agent (default: what the district declares)"),
        Option("--seed", "S", "whole number that decides all luck (default 0)"),
        Option("--out", "DIR", "write manifest, indicators, events and cases to this folder"),
        Option("--format", "csv|xlsx|parquet", "besides CSV, write this too; may be repeated"),
        Option("--headers", "names|zh|en", "headings of the written tables (default: names)"),
        LANG,
        JSON,
    ),
    (
        ("twin run", "the default district as it was"),
        ("twin run --policy whistle --days 30", "one month under the whistle"),
        ("twin run --set authority=0.6 --seed 7 --json", "one lever turned, for a program to read"),
        ("twin run --shock typhoon@20 --days 60", "a typhoon on the twentieth measured day"),
        ("twin run --district classroom --days 2 --out out/first", "a small, quick run, kept"),
    ),
)
COMPARE = Command(
    "compare",
    "compare policies over the same seeds: paired differences, intervals, words",
    "twin.commands.compare:answer",
    ("POLICY", "POLICY..."),
    (
        Option("--district", "NAME|DIR", "where: a shipped district or a folder (twin districts)"),
        Option("--set", "KEY=VALUE", "set one lever or parameter under all; may be repeated"),
        Option("--days", "N", "measured days, 1 to 3653 (default 90)"),
        Option("--burn-in", "N", "days run before them (default: what the district declares)"),
        Option("--scale", "S", "persons per resident agent (default: what the district declares)"),
        Option("--seeds", "FIRST:LAST", "the seeds, both ends included (default 1:30)"),
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "DIR", "keep finished runs here (default: the cache); they are not rerun"),
        LANG,
        JSON,
    ),
    (
        ("twin compare baseline whistle --seeds 1:20", "what the whistle changes, over 20 seeds"),
        (
            "twin compare baseline crackdown stalls-2020 --district classroom --days 30",
            "two policies against how it was, in a small town",
        ),
        ("twin compare baseline whistle --json", "every indicator, for a program to read"),
    ),
)
REPORT = Command(
    "report",
    "write a run, a comparison or a sweep as one HTML file to read, print and send",
    "twin.commands.report:answer",
    ("RUN_OR_COMPARISON_OR_SWEEP",),
    (
        Option("--out", "FILE.html", "write the report to this file (default: print it)"),
        LANG,
        JSON,
    ),
    (
        ("twin report out/first --out first.html", "a saved run, in the language of the system"),
        ("twin report out/against --out against.html --lang zh", "一次政策对比，中文"),
    ),
)
DIFF = Command(
    "diff",
    "tell where two saved runs first part: what was put in, which day, which indicators",
    "twin.commands.diff:answer",
    ("RUN_A", "RUN_B"),
    (LANG, JSON),
    (("twin diff out/first out/second", "the first day on which an indicator differs"),),
)
REPLAY = Command(
    "replay",
    "run a link of the page again, to the same hour and the same digest",
    "twin.commands.replay:answer",
    ("LINK",),
    (LANG, JSON),
    (("twin replay 'v=1&district=classroom&at=30&log=0~whistle~1'", "a link, or its query"),),
)
CASES = Command(
    "cases",
    "the same statistics for a real case file (12345, 311) and for saved runs, side by side",
    "twin.commands.cases:answer",
    ("[FILE]",),
    (
        Option("--map", "NAME|FILE", "which column is what: a shipped name or a TOML file"),
        Option("--adjacency", "FILE", "CSV of areas that touch, columns a and b: for Moran's I"),
        Option("--population", "FILE", "CSV of residents, columns area and residents"),
        Option("--run", "DIR", "a saved run to set beside it; may be repeated"),
        Option("--by", "street|cell", "areas of a run (default: street)"),
        Option("--kind", "NAME", "of a run, only cases of this kind; may be repeated"),
        Option("--source", "NAME", "of a run, only cases noticed by this; may be repeated"),
        Option("--dates", "", "count calendar days, as files without clock times have to"),
        *TABLE,
    ),
    (
        ("twin cases cases.csv --map my-columns.toml", "a file of your own"),
        (
            "twin cases cases_2011_2012.csv --map chicago-sanitation --run out/first --dates",
            "a real city beside a run, in calendar days",
        ),
        ("twin cases --run out/first --source resident --by cell", "residents' cases by cell"),
    ),
)
PRESENCE = Command(
    "presence",
    "compare people by hour: counted in the real place, simulated on its streets",
    "twin.commands.presence:answer",
    (),
    (
        Option("--district", "NAME|DIR", "where: a district with counted presence (hourly.csv)"),
        Option("--presence", "FILE", "CSV of people present: code, h00-h23 or 00:00-23:00"),
        Option("--policy", "NAME|FILE", "under which policy (twin policies)"),
        Option("--set", "KEY=VALUE", "turn one lever or set one parameter; may be repeated"),
        Option("--days", "N", "measured days (default 7)"),
        Option("--burn-in", "N", "days run before them (default 7)"),
        Option("--scale", "S", "persons per resident agent (default: what the district declares)"),
        Option("--seed", "S", "whole number that decides all luck (default 0)"),
        *TABLE,
    ),
    (("twin presence", "Dongcheng, one week, against its published hourly figures"),),
)
EXPLAIN = Command(
    "explain",
    "explain a tick, lever, parameter, indicator, behaviour, policy, shock, story, lesson or case",
    "twin.commands.explain:answer",
    (
        "tick|lever|parameter|indicator|behaviour|policy|shock|story|lesson|case",
        "[NAME|RUN]",
        "[CASE]",
    ),
    (LANG, JSON),
    (
        ("twin explain tick", "what happens in one hour, in order"),
        ("twin explain lever authority", "what a lever means, its bounds and its source"),
        ("twin explain indicator vitality --lang zh", "一个指标的含义和来源"),
        (
            "twin explain shock typhoon",
            "what strikes, from where the figures are, what is constructed",
        ),
        ("twin explain behaviour vendor", "what a behaviour of your own may see and decide"),
        ("twin explain policy whistle", "what a policy does, from where, and what it leaves out"),
        ("twin explain lesson trap", "a lesson's notes for the teacher, with the answer key"),
        ("twin explain case out/first", "a few telling cases of a saved run"),
        ("twin explain case out/first 3", "the life of one case: who held it, for how long, why"),
    ),
)


def _table(name: str, module: str, summary: str, example: str) -> Command:
    return Command(
        name,
        summary,
        f"twin.commands.{module}:{name}",
        (),
        TABLE,
        ((f"twin {name}", example),),
    )


TABLES = (
    _table(
        "districts", "districts", "list the districts that can be run", "names, population, streets"
    ),
    _table(
        "policies",
        "policies",
        "list the policies, shipped and your own, the levers they turn, their cost",
        "names and levers",
    ),
    _table(
        "stories",
        "stories",
        "list the shipped stories: a place, a policy, shocks, and what to look at",
        "what can be told, and when what strikes",
    ),
    _table(
        "lessons",
        "lessons",
        "list the lessons: minutes, screens, what is guessed and what the model answers",
        "what can be taught, and in how long",
    ),
    Command(
        "levers",
        "list what a government chooses",
        "twin.commands.knobs:levers",
        (),
        (
            Option("--instruments", "", "instead: the real instrument behind each, where, since"),
            *TABLE,
        ),
        (
            ("twin levers", "bounds, defaults, units"),
            ("twin levers --instruments --lang zh", "每个杠杆对应的制度、地方和起始时间"),
        ),
    ),
    _table(
        "parameters", "knobs", "list what a government cannot choose", "bounds, grades, sources"
    ),
    _table("indicators", "measures", "list what is measured", "units, ranges, which way is better"),
)
ODD = Command(
    "odd",
    "describe the whole model in the ODD 2020 protocol, as Markdown",
    "twin.commands.odd:answer",
    (),
    (LANG, JSON),
    (
        ("twin odd", "the model for a reader who has not seen the code"),
        ("twin odd --lang zh", "中文摘要和全部表格"),
    ),
)
BENCH = Command(
    "bench",
    "measure how fast this machine runs the twin, against what is demanded",
    "twin.commands.bench:answer",
    ("[stalls|model|sweep|page|room]",),
    (Option("--full", "", "a whole year of the city, and rooms of other sizes"), LANG, JSON),
    (
        ("twin bench", "all parts"),
        ("twin bench stalls", "our engine beside idiomatic Mesa"),
        ("twin bench sweep", "many runs, beside mesa.batch_run"),
        ("twin bench room", "30 visitors and 60 watchers at once"),
    ),
)
DOCTOR = Command(
    "doctor",
    "check the installation: versions, pins, fonts, cache, foreign packages",
    "twin.commands.doctor:answer",
    (),
    (Option("--warm", "", "also compile everything and prepare the default district"), JSON),
    (
        ("twin doctor", "a report in under half a second"),
        ("twin doctor --warm", "once after installing, so that nobody waits for the compiler"),
    ),
)

COMMANDS: tuple[Command, ...] = (
    RUN, REPLAY, COMPARE, SWEEP, SEARCH, DISCOVER, REPORT, DIFF, VALIDATE, HEADLINE,
    SENSITIVITY, CASES, PRESENCE,
    EXPLAIN, DISTRICT, *TABLES, NEW_POLICY, NEW_BEHAVIOUR, CHECK, CALIBRATE, ODD, BENCH, DOCTOR,
    SERVE, ROOM,
)  # fmt: skip
