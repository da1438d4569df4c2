"""What ``twin sweep`` does with the model: runs an experiment, writes tables, makes a run again."""

import sys
from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import Any

from agents.knob import Words
from twin.commands.making import STOPPED, minutes_ahead, seconds_a_day
from twin.commands.options import Answer, Given
from twin.commands.progress import Progress
from twin.commands.report import check_file, write_report
from twin.commands.request import workers_or_cluster
from twin.commands.sweep import WHERE, check_extra_words, state_of, store_of
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, InputError, Interrupted
from twin.paths import check_folder
from twin.settings import as_number
from twin.sweep.experiment import Experiment
from twin.sweep.job import do
from twin.sweep.journal import DONE
from twin.sweep.results import Sweep
from twin.sweep.running import checked_folder, run_plan, timeout_of
from twin.sweep.spec import Plan, plan_of
from twin.sweep.status import check_alarms
from twin.sweep.store import Kept, Store
from twin.sweep.tables import CSV, PARQUET, Tables
from twin.writing import number

#: Bytes of a run on disk: its line and means, and each day of its series; as measured.
BYTES_A_RUN, BYTES_A_DAY = 1800, 700
#: Points that a page lists; files have them all.
SHOWN = 30
AHEAD = Words(
    "{name}：{points} 个点，每点至多 {often} 次，共 {planned} 次运行，已有 {kept} 次；"
    "还要跑 {missing} 次，共 {days} 天的城市，{workers} 个进程约需 {minutes:.0f} 分钟，"
    "占用磁盘约 {megabytes:.1f} MB；结果放在 {folder}",
    "{name}: {points} points, up to {often} runs each, {planned} runs, {kept} of them kept; "
    "{missing} runs to be made, {days} days of the city, about {minutes:.0f} min with {workers} "
    "processes and {megabytes:.1f} MB of disk; results go to {folder}",
)
NEXT = Words(
    "表格：twin sweep export {folder} --csv，或在 Python 里 twin.Sweep.open({folder!r})",
    "tables: twin sweep export {folder} --csv, or twin.Sweep.open({folder!r}) in Python",
)
POINT, RUNS = Words("点", "point"), Words("次数", "runs")
MORE = Words("……其余 {more} 个点见表格", "... {more} more points in the tables")
AGAIN = Words(
    "{key}：第 {point} 点，种子 {seed}，已保存", "{key}: point {point}, seed {seed}, kept"
)
NONE_FAILED = Words("没有失败的运行", "no run has failed")


def start(given: Given) -> Answer:
    """Run an experiment and report on it, or say what that would be; raises Interrupted."""
    words, report = language(given), given.last("--report")
    file = None if report is None else check_file(report, "--report")
    check_extra_words(given, 1)
    experiment = Experiment.load(given.arguments[0])
    store = Store(checked_folder(experiment, given.last("--out"), "--out"))
    workers, timeout = workers_or_cluster(given), _timeout(given)
    plan = plan_of(experiment)
    timeout_of(plan, timeout, "--timeout")
    ahead = _ahead(plan, store, workers)
    told = AHEAD[words].format(**ahead)
    if given.has("--dry-run"):
        return Answer(told, ahead)
    sys.stderr.write(f"{WHERE}: {told}\n")
    try:
        with Progress(WHERE, words=words) as progress:
            found = run_plan(plan, store, workers=workers, timeout=timeout, progress=progress)
    except KeyboardInterrupt as stop:
        raise Interrupted(STOPPED) from stop
    answer = _found(found, words)
    if file is None:
        return answer
    return _reported(answer, write_report(str(store.folder), file, words))


def _reported(found: Answer, report: Answer) -> Answer:
    data = {**found.data, "report": report.data["file"]}
    return Answer(f"{found.text}\n{report.text}", data, found.code)


def _found(found: Sweep, words: str) -> Answer:
    state = state_of(found.store, words)
    head, rows = _points(found)
    shown = [[POINT[words], *head[1:-1], RUNS[words]], *rows[:SHOWN]]
    lines = [state.text, "", text_table(shown[0], [_cells(row) for row in shown[1:]])]
    if len(rows) > SHOWN:
        lines.append(MORE[words].format(more=len(rows) - SHOWN))
    lines += ["", NEXT[words].format(folder=str(found.folder))]
    data = {**state.data, "points": [dict(zip(head, row, strict=True)) for row in rows]}
    return Answer("\n".join(lines), data, state.code)


def _points(found: Sweep) -> tuple[list[str], list[list[Any]]]:
    """Give a row for each point: its values, the mean of each outcome, how many runs that is."""
    axes, outcomes = [axis.name for axis in found.experiment.axes], list(found.experiment.outcomes)
    tables = Tables(found.store)
    head = tables.run_head()
    rows = []
    for point, listed in groupby(tables.runs(), key=lambda row: row[1]):
        runs = [dict(zip(head, row, strict=True)) for row in listed]
        done = [run for run in runs if run["status"] == DONE]
        kept = [[run[name] for run in done if run[name] is not None] for name in outcomes]
        means = [fmean(values) if values else None for values in kept]
        rows.append([point, *(runs[0][name] for name in axes), *means, len(done)])
    return ["point", *axes, *outcomes, "runs"], rows


def _cells(row: Sequence[Any]) -> list[str]:
    return [str(row[0]), *(number(value) for value in row[1:-1]), str(row[-1])]


def _timeout(given: Given) -> Any:
    text = given.last("--timeout")
    return None if text is None else as_number(text)


def _ahead(plan: Plan, store: Store, workers: Any) -> dict[str, Any]:
    """Say what is ahead: runs, days of the city, minutes, megabytes."""
    experiment, scenario = plan.experiment, plan.experiment.scenario
    known = store.known
    keys = {key for row in plan.keys for key in row}
    kept = sum(key in known.done or key in known.failed for key in keys)
    days, missing = scenario.days + (scenario.burn_in or 0), len(keys) - kept
    processes = workers if isinstance(workers, int) else 1
    seconds = days * missing * seconds_a_day(scenario.district)
    return {
        "name": experiment.name,
        "points": len(plan.points),
        "often": experiment.replications.high,
        "planned": len(keys),
        "kept": kept,
        "missing": missing,
        "days": days * missing,
        "workers": workers,
        "minutes": round(minutes_ahead(seconds, processes), 1),
        "megabytes": round(missing * (BYTES_A_RUN + BYTES_A_DAY * scenario.days) / 1e6, 1),
        "folder": str(store.folder),
    }


def export(given: Given) -> Answer:
    """Write the tables of a sweep: CSV, Parquet, or both."""
    found = Sweep.open(store_of(given).folder)
    check_folder(found.folder, WHERE)
    kinds = [kind for kind in (CSV, PARQUET) if given.has(f"--{kind}")] or [CSV]
    files = [str(file) for kind in kinds for file in found.export(kind)]
    return Answer("\n".join(files), {"files": files})


def rerun(given: Given) -> Answer:
    """Make runs again in this process, where a debugger can follow, and keep what they give.

    Without keys, those that failed. An error shows as it is, with its traceback.
    """
    words, found = language(given), Sweep.open(store_of(given).folder)
    plan = plan_of(found.experiment, found.manifest["function"])
    spots = {key: (p, s) for p, row in enumerate(plan.keys) for s, key in enumerate(row)}
    keys = given.arguments[2:] or tuple(one["key"] for one in found.failures)
    unknown = next((key for key in keys if key not in spots), None)
    if unknown is not None:
        allowed = "a key of this sweep under the rules as they are now (twin sweep status)"
        raise InputError("unknown run", WHERE, unknown, allowed)
    try:
        again = [_again(plan, found.store, key, *spots[key]) for key in keys]
    finally:  # an error shows as it is: what was made before it is kept
        found.store.segment.close()
    check_alarms(found.store)
    lines = [AGAIN[words].format(**one) for one in again]
    return Answer("\n".join(lines) or NONE_FAILED[words], {"runs": again}, EXIT_OK)


def _again(plan: Plan, store: Store, key: str, point: int, place: int) -> dict[str, Any]:
    packed = do(plan.spec(point, place), key, list(plan.experiment.outcomes))
    facts = {"attempts": 1, "seconds": round(packed.seconds, 3)}
    if store.known.done.get(key) != packed.digest:
        store.put(key, Kept(packed.digest, packed.means, packed.series), facts)
    outcomes = dict(packed.watched)
    return {"key": key, "point": point, "seed": plan.seeds[place], "outcomes": outcomes}
