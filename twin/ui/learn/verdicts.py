"""Guess and result side by side: a sentence with its interval, and how near the guess came."""

from dataclasses import dataclass
from typing import Any

from twin.compare.paired import Paired
from twin.compare.sentences import HOURS, POINTS, amount, called, scaled
from twin.lesson import Answer, Lesson, Question, Results, Side, answer
from twin.lesson.parts import BEST, DIRECTION, SIZE, UNDECIDED
from twin.ui.compare.figures import DECLARED, plain, signed, written
from twin.ui.learn.asked import Guess
from twin.ui.text import say

#: Per cent by which a guessed size may be off and still be near.
NEAR = 10.0
HIT, NEARLY, MISS, OPEN = "hit", "near", "miss", "open"


@dataclass(frozen=True)
class Beheld:
    """What is looked at: a lesson, what its runs left, in which language."""

    lesson: Lesson
    results: Results
    language: str


def verdict(beheld: Beheld, question: Question, guess: Guess | None) -> dict[str, Any]:
    """Give one question with the guess, what the model says, and how the two agree."""
    lesson, language = beheld.lesson, beheld.language
    found = answer(question, beheld.results)
    reading = reading_of(found, guess)
    return {
        "name": question.name,
        "ask": question.ask[language],
        "guess": guess_words(lesson, question, guess, language),
        "sentence": sentence_of(lesson, found, language),
        "reading": reading,
        "verdict": say(language, f"verdict_{reading}"),
        "bar": bar_of(found, guess),
    }


def guess_words(lesson: Lesson, question: Question, guess: Guess | None, language: str) -> str:
    """Say what was guessed."""
    if guess is None:
        return say(language, "learn_no_guess")
    if question.kind == DIRECTION:
        return say(language, f"way_{guess}")
    if question.kind == BEST:
        return lesson.by_name[str(guess)].title[language]
    return percent_words(int(guess), language)


def percent_words(percent: int, language: str) -> str:
    """Say a change in per cent: ``30 % less``."""
    if percent == 0:
        return say(language, "learn_none")
    return say(language, "learn_least" if percent < 0 else "learn_most", n=abs(percent))


def reading_of(found: Answer, guess: Guess | None) -> str:
    """Tell how a guess agrees with what came of it."""
    if found.question.kind == SIZE and guess is not None:
        return _reading_of_size(found, int(guess))
    if guess == found.outcome:
        return HIT
    return OPEN if found.outcome == UNDECIDED else MISS


def _reading_of_size(found: Answer, guess: int) -> str:
    change = found.percent()
    if change is None:
        return OPEN
    mean, low, high = change
    if low <= guess <= high or abs(guess - mean) <= NEAR:
        return HIT
    return NEARLY if guess * mean > 0.0 else MISS


def sentence_of(lesson: Lesson, found: Answer, language: str) -> str:
    """Say what the model answers, with the interval."""
    if found.question.kind == BEST:
        return _best_sentence(lesson, found, language)
    numbers = found.found
    if numbers.low is None or numbers.difference is None:
        return say(language, "verdict_open")
    key = "learn_small" if found.outcome == UNDECIDED else "learn_clear"
    text = say(
        language,
        key,
        text=_sides(lesson, found, language),
        amount=amount(numbers, language),
        n=numbers.seeds,
        **_interval(numbers, language),
    )
    return text[0].upper() + text[1:]


def _sides(lesson: Lesson, found: Answer, language: str) -> str:
    """Say the two numbers that are compared."""
    first, second = found.question.first, found.question.second
    parts = {
        "what": called(first.indicator, language),
        "other": called(second.indicator, language),
        "a": lesson.by_name[first.arm].title[language],
        "b": lesson.by_name[second.arm].title[language],
        "x": value_words(found.found.reference, first.indicator, language),
        "y": value_words(found.found.mean, second.indicator, language),
        "first": first.days[0],
        "last": first.days[1],
    }
    if first.indicator != second.indicator:
        key = "learn_within"
    elif first.days != second.days:
        key = "learn_then"
    else:
        key = "learn_versus"
    return _when(lesson, second, language) + say(language, key, **parts)


def _when(lesson: Lesson, side: Side, language: str) -> str:
    """Say which days are meant, where they are not all of them."""
    if side.days == (1, lesson.days):
        return ""
    return say(language, "learn_in_days", first=side.days[0], last=side.days[1])


def _best_sentence(lesson: Lesson, found: Answer, language: str) -> str:
    question, numbers = found.question, found.found
    indicator = question.first.indicator
    parts = {
        "what": called(indicator, language),
        "way": say(language, "learn_lowest" if question.lowest else "learn_highest"),
        "n": numbers.seeds,
        **_interval(numbers, language),
    }
    if found.outcome == UNDECIDED:
        return say(language, "learn_no_first", **parts)
    arm = lesson.by_name[found.outcome].title[language]
    x = value_words(numbers.mean, indicator, language)
    return say(language, "learn_first", arm=arm, x=x, amount=amount(numbers, language), **parts)


def value_words(value: float | None, indicator: str, language: str) -> str:
    """Write a value with its unit as readers know it."""
    if value is None:
        return "–"
    times, unit = written(DECLARED[indicator], language)
    return f"{plain(value, times)} {unit}".replace(" %", "%").strip()


def _interval(found: Paired, language: str) -> dict[str, str]:
    """Write the interval as the amount is written; of points and hours that says the unit."""
    told = {"low": "–", "high": "–"}
    for key, end in (("low", found.low), ("high", found.high)):
        if end is not None:
            value, unit = scaled(end, found)
            mark = "" if unit in (HOURS, *POINTS.values()) else unit[language]
            told[key] = f"{signed(value)}{mark}".replace(" %", "%")
    return told


def bar_of(found: Answer, guess: Guess | None) -> dict[str, float | None] | None:
    """Give what is drawn: the change in per cent, its interval, the guess if it was a number.

    ``reach`` is as far as the picture goes on either side of no change. None where there is none.
    """
    change = found.percent()
    if change is None or found.question.kind == BEST:
        return None
    mean, low, high = change[0], max(-100.0, change[1]), change[2]
    guessed = float(guess) if isinstance(guess, int) else None
    most = 1.04 * max(abs(low), abs(high), abs(guessed or 0.0), 9.0)
    reach = next(step for step in (10, 20, 50, 75, 110, 200, 500, 1000, 10**9) if step >= most)
    return {"mean": mean, "low": low, "high": high, "guess": guessed, "reach": float(reach)}
