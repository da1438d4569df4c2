"""The patterns over seeds: run, judged, and put together as a scorecard.

May import what lies below.
"""

from collections.abc import Sequence

from twin.validate.card import Result, Scorecard
from twin.validate.judge import judge, worst
from twin.validate.pattern import Pattern
from twin.validate.protocol import Protocol
from twin.validate.runner import Measured, Trial, Workshop


def validate(patterns: Sequence[Pattern], protocol: Protocol, workshop: Workshop) -> Scorecard:
    """Run patterns over the seeds of a protocol, seed by seed, and judge them."""
    settled = protocol.settled()
    trials = [
        Trial(pattern, settled.plan(pattern, seed))
        for seed in settled.seeds
        for pattern in patterns
    ]
    found = workshop.measure(trials)
    return Scorecard(
        protocol=settled,
        results=tuple(
            result_of(pattern, settled, found[place :: len(patterns)])
            for place, pattern in enumerate(patterns)
        ),
        failed=tuple(failure for measured in found for failure in measured.failed),
    )


def result_of(pattern: Pattern, protocol: Protocol, found: Sequence[Measured]) -> Result:
    """Judge what the seeds of one pattern gave; a seed of which a run failed is left out."""
    seeds = protocol.settled().seeds
    whole = {seed: one for seed, one in zip(seeds, found, strict=True) if not one.failed}
    why = next((one.reason for one in whole.values() if one.reason), "")
    names = [criterion.statistic for criterion in pattern.criteria]
    names += [name for one in whole.values() for name in one.statistics]
    values = {
        name: {seed: one.statistics.get(name, float("nan")) for seed, one in whole.items()}
        for name in dict.fromkeys(names)
    }
    findings = tuple(
        judge(criterion, list(values[criterion.statistic].values()), why)
        for criterion in pattern.criteria
    )
    verdict = worst([finding.verdict for finding in findings])
    return Result(pattern, protocol.days_of(pattern), verdict, findings, values)
