"""The commands that make many runs: sweeps, patterns, headline, sensitivity, calibration.

Read by ``twin/commands/catalogue.py``, which has all others.
"""

from twin.commands.options import Command, Option

JSON = Option("--json", "", "print one JSON object instead of text")
LANG = Option("--lang", "zh|en", "language of labels and explanations (default: from LANG)")
MARKDOWN = Option("--markdown", "", "print the table as Markdown, as the docs hold it")
TABLE = (JSON, LANG, MARKDOWN)

SWEEP = Command(
    "sweep",
    "run an experiment of many runs that can be killed and goes on; its state, its tables",
    "twin.commands.sweep:answer",
    ("FILE|NAME|status|export|rerun", "[DIR]", "[KEY]..."),
    (
        Option("--out", "DIR", "keep the runs here (default: out/NAME); the same command goes on"),
        Option("--workers", "N|dask://HOST:PORT", "processes (default: one a core), or a cluster"),
        Option("--dry-run", "", "only say how many runs, minutes and megabytes it would take"),
        Option(
            "--timeout", "S", "seconds one run may take (default: a minute for each of its days)"
        ),
        Option("--report", "FILE.html", "when all is run, write the report to this file"),
        Option("--csv", "", "of export: write runs.csv and series.csv (the default)"),
        Option("--parquet", "", "of export: write runs.parquet and series.parquet"),
        LANG,
        JSON,
    ),
    (
        ("twin sweep decentralisation --dry-run", "a shipped one: how many runs, how long"),
        ("twin sweep my-sweep.toml --out out/mine", "one of your own: run what is not finished"),
        ("twin sweep my-sweep.toml --report mine.html", "from the file of levers to the report"),
        ("twin sweep status out/mine", "what is finished, missing, failed"),
        ("twin sweep export out/mine --csv", "a row for each run, a row for each day"),
        ("twin sweep rerun out/mine", "make what failed again, in one process"),
    ),
)
VALIDATE = Command(
    "validate",
    "run the patterns the model must reproduce: effect, interval, verdict",
    "twin.commands.validate:answer",
    (),
    (
        Option("--pattern", "ID", "only this pattern; may be repeated (default: all)"),
        Option("--quick", "", "seeds 1:3, 30 days of burn-in, fewer days and levels"),
        Option("--seeds", "FIRST:LAST", "the seeds, both ends included (default 1:30)"),
        Option("--ablate", "", "instead: each mechanism off in turn, by the quick plan"),
        Option("--robust", "N", "instead: N points of the parameter space, by the quick plan"),
        Option("--district", "NAME|DIR", "where (default: validation)"),
        Option("--days", "N", "measured days (default: what each pattern declares)"),
        Option("--burn-in", "N", "days run before them (default 60, quick 30)"),
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "DIR", "keep finished runs here (default: the cache); they are not rerun"),
        Option("--write", "DIR", "also write tables and statistics there"),
        LANG,
        JSON,
    ),
    (
        ("twin validate --quick", "every pattern, a first look"),
        ("twin validate --pattern P01 --seeds 1:30", "one pattern, by the full protocol"),
        ("twin validate --pattern P01 --ablate", "which mechanisms a pattern hangs on"),
        ("twin validate --seeds 1:5 --write docs/validation", "the committed scorecard, made anew"),
    ),
)
HEADLINE = Command(
    "headline",
    "the headline by experiment: frontiers of order and vitality, and how much to hand down",
    "twin.commands.headline:answer",
    (),
    (
        Option("--quick", "", "seeds 1:3, 30 days of burn-in, 60 measured, fewer levels"),
        Option("--only", "PART", "frontier or optimum (default: both)"),
        Option("--seeds", "FIRST:LAST", "the seeds, both ends included (default 1:30)"),
        Option("--district", "NAME|DIR", "where (default: validation)"),
        Option("--days", "N", "measured days (default 200)"),
        Option("--burn-in", "N", "days run before them (default 60)"),
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "DIR", "keep finished runs here (default: the cache); they are not rerun"),
        Option("--write", "DIR", "also write tables and the picture there"),
        LANG,
        JSON,
    ),
    (
        ("twin headline --quick", "a first look at frontiers and optimum"),
        ("twin headline --only frontier --seeds 1:10", "the frontiers alone, ten seeds"),
        ("twin headline --quick --only frontier --seeds 1:5", "the committed frontiers, anew"),
    ),
)
SENSITIVITY = Command(
    "sensitivity",
    "which parameters matter (Morris, Sobol), and where the sign of the headline holds",
    "twin.commands.sensitivity:answer",
    ("morris|sobol|signs",),
    (
        Option("--points", "N", "trajectories, base points or pairs (default 10, 64, 100)"),
        Option("--parameters", "NAMES", "only these, by comma; may be repeated (default: all)"),
        Option("--outcome", "NAME", "of this indicator; may be repeated (default: five)"),
        Option("--screen", "N", "for sobol without --parameters: trajectories that choose ten"),
        Option("--quick", "", "fewer points, 15 days of burn-in and 15 measured"),
        Option("--seed", "S", "decides the sample and the first seed of its runs (default 1)"),
        Option("--district", "NAME|DIR", "where (default: validation)"),
        Option("--days", "N", "measured days of each run (default 30)"),
        Option("--burn-in", "N", "days run before them (default 30)"),
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "DIR", "keep finished runs here (default: the cache); they are not rerun"),
        Option("--write", "DIR", "also write tables there"),
        LANG,
        JSON,
    ),
    (
        ("twin sensitivity morris --quick", "a first screening of every uncertain parameter"),
        ("twin sensitivity sobol --points 64", "indices of the ten that matter most"),
        ("twin sensitivity signs --points 100", "where decentralisation gains what is claimed"),
        (
            "twin sensitivity morris --parameters margin,wage --outcome order",
            "two parameters, one outcome",
        ),
    ),
)
SEARCH = Command(
    "search",
    "look for decisions that no other beats, over the levers of an experiment (NSGA-II)",
    "twin.commands.search:answer",
    ("FILE|NAME",),
    (
        Option("--generations", "N", "how often better ones are bred (default: the file's, 20)"),
        Option("--population", "N", "decisions in each generation (default: the file's, 24)"),
        Option("--seed", "S", "decides the luck of the search (default: the file's, 1)"),
        Option("--out", "DIR", "keep all here (default: out/NAME-search); the same goes on"),
        Option("--workers", "N|dask://HOST:PORT", "processes (default: one a core), or a cluster"),
        LANG,
        JSON,
    ),
    (
        ("twin search my-sweep.toml", "levers as ranges, outcomes with max or min, [search]"),
        ("twin search my-sweep.toml --generations 40", "go on with the same search for longer"),
    ),
)
DISCOVER = Command(
    "discover",
    "say where in a sweep it goes wrong: boxes of levers and uncertainties (PRIM)",
    "twin.commands.discover:answer",
    ("DIR",),
    (
        Option("--fail", "EXPR", "what going wrong is: vitality<0.4, joined by and, or by or"),
        Option("--write", "DIR", "also write boxes.csv and box.svg there"),
        LANG,
        JSON,
    ),
    (
        ('twin discover out/mine --fail "vitality<0.4"', "which levers and futures lead there"),
        (
            'twin discover out/mine --fail "order<0.6 or case_hours>48"',
            "either of two ways to go wrong",
        ),
    ),
)
CALIBRATE = Command(
    "calibrate",
    "measure the declared targets, or look for parameters that meet them; changes nothing",
    "twin.commands.calibrate:answer",
    (),
    (
        Option("--check", "", "measure the targets with the parameters as they are"),
        Option("--declared", "", "tell targets, tunings, origin of parameters, patterns looked at"),
        Option("--parameter", "NAME", "turn this one, not those declared; may be repeated"),
        Option("--most", "N", "points tried at most (default 60)"),
        Option(
            "--proposal", "FILE", "write what is found here (default calibration-proposal.json)"
        ),
        Option("--district", "NAME|DIR", "where (default: as declared, the validation district)"),
        Option("--set", "KEY=VALUE", "start from another lever or parameter; may be repeated"),
        Option("--days", "N", "measured days (default: as declared)"),
        Option("--burn-in", "N", "days run before them (default: as declared)"),
        Option("--seeds", "FIRST:LAST", "the seeds, both ends included (default: as declared)"),
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "DIR", "keep finished runs here (default: the cache); they are not rerun"),
        *TABLE,
    ),
    (
        ("twin calibrate --check", "measured against target, on the validation district"),
        ("twin calibrate --declared", "what was set from what, and tuned on what"),
        ("twin calibrate --most 30", "thirty points of the search; go on with a larger number"),
        ("twin calibrate --parameter margin --parameter wage", "turn these two only"),
    ),
)
