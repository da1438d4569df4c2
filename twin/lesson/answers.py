"""What the model answers to the questions of a lesson: by paired seeds, with an interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from twin.compare.paired import FEWEST, NOT_CLEAR, Paired, paired
from twin.indicators import INDICATORS
from twin.lesson.parts import BEST, DOWN, UNDECIDED, UP, Lesson, Question, Side
from twin.lesson.trial import Results

UNITS = {indicator.name: indicator.unit for indicator in INDICATORS}


@dataclass(frozen=True)
class Answer:
    """What came of a question.

    ``outcome`` is up, down, undecided or the name of an arm. ``found`` holds the paired numbers
    of the two sides; of a question about the best arm, of the best one beside the next.
    """

    question: Question
    outcome: str
    found: Paired

    def percent(self) -> tuple[float, float, float] | None:
        """Give the difference and its interval in per cent of the first side, None without."""
        found = self.found
        if not found.reference or found.difference is None or None in (found.low, found.high):
            return None
        times = 100.0 / abs(found.reference)
        return found.difference * times, (found.low or 0.0) * times, (found.high or 0.0) * times


def answer(question: Question, results: Results) -> Answer:
    """Give what the runs answer to a question."""
    if question.kind == BEST:
        return _best(question, results)
    found = _paired(question.first, question.second, results)
    return Answer(question, way_of(found, question.least), found)


def answers(lesson: Lesson, results: Results) -> dict[str, Answer]:
    """Give the answers to all questions of a lesson by their names."""
    return {question.name: answer(question, results) for question in lesson.questions}


def way_of(found: Paired, least: float) -> str:
    """Say which way a difference goes: undecided if its interval holds 0, or it is too small.

    Too small is a mean difference of less than the share ``least`` of the first side.

    >>> way_of(paired([10.0, 11.0, 12.0], [5.0, 5.5, 6.5]), 0.02)
    'down'
    """
    small = abs(found.difference or 0.0) < least * abs(found.reference or 0.0)
    return UNDECIDED if small or found.verdict == NOT_CLEAR else found.verdict


def _paired(first: Side, second: Side, results: Results) -> Paired:
    return paired(results.values(first), results.values(second), UNITS[second.indicator])


def _best(question: Question, results: Results) -> Answer:
    """Give the arm that stands first, if the paired seeds tell it from every other."""
    sides = [Side(arm, question.first.indicator, question.first.days) for arm in question.arms]
    means = [_mean(results.values(side)) for side in sides]
    order = sorted(range(len(sides)), key=lambda k: means[k], reverse=not question.lowest)
    best, *others = (sides[k] for k in order)
    against = [_paired(other, best, results) for other in others]
    wanted = DOWN if question.lowest else UP
    clear = all(way_of(found, question.least) == wanted for found in against)
    return Answer(question, best.arm if clear else UNDECIDED, against[0])


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) >= FEWEST else float("nan")
