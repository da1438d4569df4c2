"""``twin.sweep``: an experiment in, every run of it made once, the folder with all of them out."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import twin
from twin.errors import InputError
from twin.indicators import INDICATORS
from twin.paths import check_folder
from twin.reading import read_toml
from twin.revision import commit, revision, versions
from twin.settings import check_number
from twin.sweep.engines import Engine, engine_of
from twin.sweep.experiment import Experiment
from twin.sweep.ledger import Ledger
from twin.sweep.results import Sweep
from twin.sweep.runner import Runner, Tell
from twin.sweep.schedule import schedule_of
from twin.sweep.spec import CITY, Plan, plan_of
from twin.sweep.status import check_alarms
from twin.sweep.store import EXPERIMENT, PLAN, Store
from twin.sweep.tables import plan_text
from twin.writing import toml_text

#: Where a sweep goes that is given no folder, from where the command was given.
HOME = Path("out")
#: Seconds a run may take for each of its days where no limit is given, and at least.
SECONDS_A_DAY, SECONDS_AT_LEAST = 60.0, 600.0
LONGEST = 1e9
RUNNING, COMPLETE, INTERRUPTED = "running", "complete", "interrupted"


def sweep(  # noqa: PLR0913 - the public call: every option by its own name
    experiment: Experiment,
    *,
    workers: Any = None,
    out: str | Path | None = None,
    timeout: float | None = None,
    progress: Tell | None = None,
    function: str | Callable[..., Any] = CITY,
) -> Sweep:
    """Make every run of an experiment that is not kept yet, and give all of them.

    ``workers`` is a number of processes (default: one a core), ``"dask://host:port"``, or any
    executor of concurrent.futures' shape; in a script, call this under
    ``if __name__ == "__main__":``. Runs are kept in ``out`` (default: ``out/NAME``), so the same
    call goes on where another ended, however it ended. ``timeout`` is in seconds for each run
    (default: a minute a day). A run that fails is a row of the table and one of ``failures``.
    ``function`` makes a run (default: the city) and is named or importable by name. Numbers do not
    depend on workers, kills or order. Raises InputError where the folder holds another experiment
    or the disk is full, NotDeterministic where a run has given two different results.
    """
    plan = plan_of(experiment, _named(function))
    store = Store(checked_folder(experiment, out))
    return run_plan(plan, store, workers=workers, timeout=timeout, progress=progress)


def run_plan(
    plan: Plan,
    store: Store,
    *,
    workers: Any = None,
    timeout: float | None = None,
    progress: Tell | None = None,
) -> Sweep:
    """Make the runs of a plan as :func:`sweep` does, and keep them in a store.

    For whoever has worked out the plan and read what is kept already.
    """
    limit = timeout_of(plan, timeout)
    engine = engine_of(workers)
    ledger = Ledger(plan, store, schedule_of(len(plan.points), plan.asked.replications))
    store.write(EXPERIMENT, [toml_text(plan.asked.to_mapping())])
    store.write(PLAN, plan_text(plan))
    facts = {"state": RUNNING, "begun": _now()}
    try:
        _note(ledger, engine, facts)
        Runner(ledger, engine, limit).work(progress)
        facts["state"] = COMPLETE
    finally:  # whatever ended it, Ctrl-C included
        store.segment.close()
        if facts["state"] == RUNNING:
            engine.stop()
            facts["state"] = INTERRUPTED
        engine.leave()
        _note(ledger, engine, facts)
    check_alarms(store)
    return Sweep(plan.asked, Store(store.folder))


def checked_folder(experiment: Experiment, out: str | Path | None, where: str = "out") -> Path:
    """Give the folder of a sweep; raises InputError where it holds something else."""
    folder = check_folder(HOME / experiment.name if out is None else out, where)
    file = folder / EXPERIMENT
    if file.is_file():
        held = read_toml(file).table("experiment").text("name", "")
        if held != experiment.name:
            allowed = f"a folder that holds no other sweep (this one has {held!r})"
            raise InputError("folder in use", where, str(folder), allowed)
    elif folder.is_dir() and any(folder.iterdir()):
        allowed = "an empty or new folder, or that of the same sweep"
        raise InputError("folder in use", where, str(folder), allowed)
    return folder


def timeout_of(plan: Plan, timeout: float | None, where: str = "timeout") -> float:
    """Give the seconds a run may take; raises InputError for what is none."""
    if timeout is not None:
        return check_number(timeout, 0.001, LONGEST, where, "seconds")
    scenario = plan.experiment.scenario
    days = scenario.days + (scenario.burn_in or 0)
    return max(SECONDS_AT_LEAST, SECONDS_A_DAY * days)


def _named(function: str | Callable[..., Any]) -> str:
    if isinstance(function, str):
        return function
    name = f"{function.__module__}:{function.__qualname__}"
    if function.__module__ == "__main__" or "<" in name:
        allowed = "a function of a module that workers can import"
        raise InputError("not a run function", "function", name, allowed)
    return name


def _note(ledger: Ledger, engine: Engine, facts: dict[str, Any]) -> None:
    """Write the manifest: what was run, with what, how far it is."""
    plan, experiment = ledger.plan, ledger.plan.experiment
    ledger.store.write_manifest(
        {
            "name": experiment.name,
            **facts,
            "updated": _now(),
            **ledger.counts(),
            "points": len(plan.points),
            "seeds": [plan.seeds[0], plan.seeds[-1]],
            "version": twin.__version__,
            "rules": revision(),
            "commit": commit(),
            "function": plan.function,
            "engine": engine.name,
            "versions": versions(),
            "scenario": experiment.scenario.to_dict(),
            "levers": [axis.name for axis in experiment.levers],
            "uncertainties": [axis.name for axis in experiment.uncertainties],
            "outcomes": dict(experiment.outcomes),
            "columns": {
                one.name: {"unit": one.unit, "better": one.better, **vars(one.label)}
                for one in INDICATORS
            },
        }
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
