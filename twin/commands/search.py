"""``twin search``: decisions no other beats, looked for by NSGA-II over the levers of a file."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.atomic import write_whole
from twin.commands.making import STOPPED, minutes_ahead, seconds_a_day
from twin.commands.options import Answer, Given
from twin.commands.progress import Progress
from twin.commands.request import workers_or_cluster
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, Interrupted, UsageError
from twin.findings.evolution import check_pymoo
from twin.findings.search import RUNS, Found, Search, load_search, search_decisions
from twin.findings.table import label_of, levers_of, outcomes_of
from twin.paths import check_folder
from twin.settings import as_number, check_whole
from twin.sweep import Experiment, Sweep, sweep
from twin.sweep.running import HOME
from twin.writing import number, with_interval

WHERE = "twin search"
AHEAD = Words(
    "{name}：{generations} 代，每代 {population} 个决策，各跑 {runs} 次，至多 {planned} 次；"
    "{workers} 个进程至多约 {minutes:.0f} 分钟；结果放在 {folder}",
    "{name}: {generations} generations of {population} decisions, {runs} runs each, {planned} at "
    "most; at most about {minutes:.0f} min with {workers} processes; results go to {folder}",
)
TITLE = Words(
    "试过 {tried} 个决策；其中不被任何其他决策胜过的，用 {confirm} 个新种子重新打分：",
    "{tried} decisions tried; those that no other beats, scored again on {confirm} fresh seeds:",
)
SHARE, FLATTERED = Words("仍不被胜过", "unbeaten in"), Words("偏乐观", "flattered")
NOTE = Words(
    "各指标为新种子上的平均与 90% 区间；仍不被胜过：在多大份额的种子里仍在前沿上；"
    "\n偏乐观：搜索所用种子上的平均比新种子上好多少（挑最好的，难免挑中运气）。",
    "Outcomes: mean on the fresh seeds and its 90 % interval; unbeaten in: the share of seeds in"
    "\nwhich the decision is still on the front; flattered: by how much the seeds of the search"
    "\nhad it better than the fresh ones (who picks the best also picks luck).",
)
FAILED = Words(
    "失败的运行：{n}，见 twin sweep status {folder}",
    "runs that failed: {n}, see twin sweep status {folder}",
)
#: Rows of the front on a terminal; files and ``--json`` have them all.
SHOWN = 30
#: What the progress bar takes a generation for.
PARTS = 1000


@dataclass
class Desk:
    """Makes the runs a search asks for, in its folder, and draws how far it is."""

    folder: Path
    workers: Any
    progress: Progress
    generations: int
    begun: int = 0

    def make(self, experiment: Experiment, name: str) -> Sweep:
        """Run an experiment; what is kept is not run again."""

        def tell(done: int, total: int) -> None:
            share = PARTS * done // max(1, total) if name == RUNS else PARTS
            self.progress(self.begun * PARTS + share, (self.generations + 1) * PARTS)

        folder = self.folder / name
        return sweep(experiment, workers=self.workers, out=folder, progress=tell)

    def tell(self, begun: int, _generations: int) -> None:
        """Note which generation is begun."""
        self.begun = begun


def answer(given: Given) -> Answer:
    """Search, write the front, and tell it; exit code 1 where a run failed."""
    words, search, workers = language(given), asked(given), workers_or_cluster(given)
    name = search.experiment.name
    folder = check_folder(given.last("--out") or HOME / f"{name}-search", "--out")
    check_pymoo()
    sys.stderr.write(f"{WHERE}: {_ahead(search, workers, folder, words)}\n")
    try:
        with Progress(WHERE, words=words) as progress:
            desk = Desk(folder, workers, progress, search.plan.generations)
            found = search_decisions(search, desk.make, folder, desk.tell)
    except KeyboardInterrupt as stop:
        raise Interrupted(STOPPED) from stop
    write_whole(folder / "front.csv", [found.front().to_csv(index=False, lineterminator="\n")])
    if len(search.experiment.outcomes) > 1:
        write_whole(folder / "front.svg", [found.picture(words)])
    code = EXIT_SOME_FAILED if found.failed else EXIT_OK
    return Answer(page(found, folder, words), found.to_dict(), code)


def asked(given: Given) -> Search:
    """Give the search of a file, as the options change it; raises InputError, UsageError."""
    if not given.arguments:
        raise UsageError("missing argument", WHERE, allowed="FILE.toml: an experiment")
    search = load_search(given.arguments[0])
    changes = {
        name: check_whole(as_number(text), low, 100_000, f"--{name}")
        for name, low in (("generations", 1), ("population", 4), ("seed", 0))
        for text in given.every(f"--{name}")
    }
    return replace(search, plan=replace(search.plan, **changes))


def page(found: Found, folder: Path, words: str) -> str:
    """Write what was found for a person: a row for each decision of the front."""
    search, front = found.search, found.front()
    outcomes = outcomes_of(found.fresh)
    first, direction = next(iter(outcomes.items()))
    front = front[front["on_front"]].sort_values(first, ascending=direction == "min")
    head = [*levers_of(found.fresh), *(label_of(name, words) for name in outcomes), SHARE[words]]
    head += [f"{FLATTERED[words]} {label_of(name, words)}" for name in outcomes]
    rows = [_row(row, found, list(outcomes)) for row in front.to_dict("records")[:SHOWN]]
    title = TITLE[words].format(tried=found.to_dict()["decisions"], confirm=search.confirm)
    lines = [title, "", text_table(head, rows), "", NOTE[words]]
    if found.failed:
        lines.append(FAILED[words].format(n=found.failed, folder=folder / RUNS))
    return "\n".join([*lines, str(folder / "front.csv")])


def _row(row: dict[str, Any], found: Found, outcomes: Sequence[str]) -> list[str]:
    cells = [number(row[name]) for name in levers_of(found.fresh)]
    cells += [
        with_interval(*(row[f"{name}{end}"] for end in ("", "_low", "_high"))) for name in outcomes
    ]
    return [*cells, f"{row['share']:.0%}", *(number(row[f"{name}_flattery"]) for name in outcomes)]


def _ahead(search: Search, workers: Any, folder: Path, words: str) -> str:
    plan, scenario = search.plan, search.experiment.scenario.settled()
    runs = search.experiment.replications.high * len(search.future_values())
    planned = plan.generations * plan.population * runs
    seconds = planned * (scenario.days + (scenario.burn_in or 0)) * seconds_a_day(scenario.district)
    processes = workers if isinstance(workers, int) else 1
    return AHEAD[words].format(
        name=search.experiment.name, generations=plan.generations, population=plan.population,
        runs=runs, planned=planned, workers=workers, minutes=minutes_ahead(seconds, processes),
        folder=folder,
    )  # fmt: skip
