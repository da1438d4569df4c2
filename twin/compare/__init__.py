"""Policies side by side over the same seeds: paired differences, intervals, and words.

>>> import twin
>>> found = twin.compare("baseline", "whistle", district="classroom", days=1, burn_in=0, seeds=[1])
>>> found.policies[0].indicators["order"].seeds, found.policies[0].levers
(1, {'whistle': {'reference': 0.0, 'policy': 1.0}})

All policies meet the same luck: random draws are keyed by seed, hour, decision and agent, never by
policy. May import ``twin.run``, ``twin.workers`` and what lies below.
"""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import twin
from agents.cache import cache_home
from twin.compare.paired import paired
from twin.compare.results import Against, Comparison, Failure
from twin.compare.runs import Job, Means, jobs_of, make
from twin.compare.sentences import HEADLINE, sentence
from twin.district import load_district
from twin.errors import InputError, RunFailed
from twin.indicators import INDICATORS
from twin.paths import check_folder
from twin.run import Progress
from twin.scenario import MOST_SEEDS, SEED_HIGH, Scenario, scenarios_under
from twin.settings import check_whole, seed_range
from twin.workers import check_workers

__all__ = ["HEADLINE", "Against", "Comparison", "Failure", "compare", "compare_scenarios"]


def compare(  # noqa: PLR0913 - the public call: every option by its own name
    *policies: str,
    district: str = "dongcheng",
    days: int = 90,
    seeds: Iterable[int] = range(1, 31),
    burn_in: int | None = None,
    levers: Mapping[str, float] | None = None,
    parameters: Mapping[str, float] | None = None,
    scale: float | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run policies over the same seeds and compare each with the first.

    ``policies`` are names or paths of policy files, two or more. ``levers`` and ``parameters``
    are set alike under all of them. Runs go over ``workers`` processes (default: one a core; in
    a script, call this under ``if __name__ == "__main__":``) and are kept in ``out`` (default:
    the cache folder), so what was finished once is not run again. Numbers do not depend on the
    number of workers. A run that fails is told in ``failed``, its seed left out. Raises
    InputError for anything that is not known or out of bounds.
    """
    base = Scenario(
        district=district,
        days=days,
        burn_in=burn_in,
        scale=scale,
        levers=levers or {},
        parameters=parameters or {},
    )
    return compare_scenarios(
        scenarios_under(policies, base, "policies"),
        list(seeds),
        out,
        check_workers(workers),
        progress,
    )


def compare_scenarios(
    scenarios: Sequence[Scenario],
    seeds: Sequence[int],
    out: str | Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """Run scenarios that differ in their policy over the seeds; compare each with the first.

    Raises InputError for seeds that cannot be used, or a folder that cannot be written.
    """
    checked = _checked(seeds)
    folder = cache_home() / "compare" if out is None else check_folder(out, "out")
    settled = [scenario.settled() for scenario in scenarios]
    jobs = jobs_of(settled, checked, folder)
    found = make(jobs, workers, progress)
    names = _names(settled)
    means = [[_means(found[job.file]) for job in row] for row in jobs]
    first = settled[0]
    return Comparison(
        district=load_district(first.district).name,
        days=first.days,
        burn_in=first.burn_in or 0,
        seeds=checked,
        version=twin.__version__,
        reference=names[0],
        policies=tuple(
            _against((first, means[0]), (scenario, row), name)
            for scenario, row, name in zip(settled[1:], means[1:], names[1:], strict=True)
        ),
        failed=tuple(_failures(names, jobs, found)),
        replay=command(settled, checked),
    )


def command(scenarios: Sequence[Scenario], seeds: Sequence[int]) -> str:
    """Give the command line that makes a comparison again.

    Empty where none can: seeds that are no range, dated changes or shocks beside the policies.
    """
    first = scenarios[0]
    named = seed_range(seeds)
    if not named or first.schedule or first.shocks:
        return ""
    words = ["twin", "compare", *(scenario.policy for scenario in scenarios)]
    words += ["--district", first.district]
    for name, value in {**first.levers, **first.parameters}.items():
        words += ["--set", f"{name}={value!r}"]
    words += ["--days", str(first.days), "--burn-in", str(first.burn_in)]
    words += ["--scale", repr(first.scale), "--seeds", named]
    return shlex.join(words)


def _checked(seeds: Sequence[int]) -> tuple[int, ...]:
    if not 1 <= len(seeds) <= MOST_SEEDS:
        raise InputError("value out of range", "seeds", len(seeds), f"1 to {MOST_SEEDS} seeds")
    checked = tuple(check_whole(seed, 0, SEED_HIGH, "seeds") for seed in seeds)
    for seed, times in Counter(checked).items():
        if times > 1:
            raise InputError("seed given twice", "seeds", seed, "each seed once")
    return checked


def _names(scenarios: Sequence[Scenario]) -> list[str]:
    """Give the policies' names; the paths as given where two files have the same name."""
    names = [scenario.load_policy().name for scenario in scenarios]
    return [
        name if names.count(name) == 1 else scenario.policy
        for name, scenario in zip(names, scenarios, strict=True)
    ]


#: A scenario, and the means of its runs by seed.
Row = tuple[Scenario, Sequence[Means]]


def _means(result: Means | RunFailed) -> Means:
    return {} if isinstance(result, RunFailed) else result


def _against(reference: Row, policy: Row, name: str) -> Against:
    before, after = reference[0].vector(), policy[0].vector()
    indicators = {
        i.name: paired(
            [means.get(i.name) for means in reference[1]],
            [means.get(i.name) for means in policy[1]],
            i.unit,
            i.better,
        )
        for i in INDICATORS
    }
    titles = [scenario.load_policy().title for scenario, _ in (reference, policy)]
    pairs = sum(1 for a, b in zip(reference[1], policy[1], strict=True) if a and b)
    return Against(
        policy=name,
        levers={
            lever: {"reference": before[lever], "policy": value}
            for lever, value in after.items()
            if value != before[lever]
        },
        indicators=indicators,
        sentence=sentence(titles[0], titles[1], indicators, pairs),
    )


def _failures(
    names: Sequence[str],
    jobs: Sequence[Sequence[Job]],
    found: Mapping[Path, Means | RunFailed],
) -> Iterator[Failure]:
    for name, row in zip(names, jobs, strict=True):
        for job in row:
            result = found[job.file]
            if isinstance(result, RunFailed):
                yield Failure(name, job.seed, result.reason, result.replay)
