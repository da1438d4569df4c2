"""Where a visitor is in a lesson and what they guessed, and its form in the address bar.

``/learn/trap?step=4&p=1.d.2.-40``: the screen, then the version of this form and the guesses in the
order of the questions: u, d or n for a direction (up, down, no difference), the place of an arm, or
per cent; nothing between two dots where nothing was guessed yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import parse_qsl, urlencode

from twin.errors import InputError, check_known
from twin.lesson import Lesson, Question, lesson_names, load_lesson
from twin.lesson.parts import BEST, DIRECTION, DOWN, PREDICT, UNDECIDED, UP
from twin.settings import as_number, check_whole
from twin.ui.choice import LONGEST, Choice, read_choice

#: The form of the guesses in an address; one of another form is refused rather than misread.
VERSION = "1"
LETTERS = {"u": UP, "d": DOWN, "n": UNDECIDED}
WHERE = "?p"
#: A direction, the name of an arm, or per cent.
Guess = str | int


@cache
def lesson_called(name: str) -> Lesson:
    """Give a shipped lesson. Raises InputError for any other: an address opens no folders."""
    check_known(name, lesson_names(), "unknown lesson", "?lesson")
    return load_lesson(name)


@dataclass(frozen=True)
class Asked:
    """The choice a visitor came with, a lesson (or none: the list), its screen, the guesses."""

    choice: Choice
    lesson: str = ""
    step: int = 1
    guesses: tuple[Guess | None, ...] = ()

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.choice.language

    def speak(self, language: str) -> "Asked":
        """Give the same in another language."""
        return replace(self, choice=replace(self.choice, language=language))

    def guess(self, name: str) -> Guess | None:
        """Give what was guessed to a question, None where nothing was."""
        questions = lesson_called(self.lesson).questions
        return dict(zip((q.name for q in questions), self.guesses, strict=True))[name]

    def guessing(self, name: str, value: object) -> "Asked":
        """Give this with a guess. Raises InputError for what is no answer to the question."""
        questions = lesson_called(self.lesson).questions
        guesses = tuple(
            checked(question, value) if question.name == name else old
            for question, old in zip(questions, self.guesses, strict=True)
        )
        return replace(self, guesses=guesses)

    def at(self, step: int) -> "Asked":
        """Give another screen, as far as the questions before it have been answered."""
        return replace(self, step=max(1, min(step, self.furthest())))

    def furthest(self) -> int:
        """Give the last screen that may be shown: the first one with a question still open."""
        lesson = lesson_called(self.lesson)
        for place in lesson.places(PREDICT):
            if any(self.guess(name) is None for name in lesson.screens[place].questions):
                return place + 1
        return len(lesson.screens)

    def address(self) -> str:
        """Give the query that restores it, with a leading ``?``."""
        pairs = self.choice.pairs()
        if self.lesson:
            pairs.append(("lesson", self.lesson))
        if self.step > 1:
            pairs.append(("step", str(self.step)))
        if any(guess is not None for guess in self.guesses):
            pairs.append(("p", written(lesson_called(self.lesson), self.guesses)))
        return "?" + urlencode(pairs)


def fresh(choice: Choice, name: str) -> Asked:
    """Give the beginning of a lesson."""
    return Asked(choice, name, 1, (None,) * len(lesson_called(name).questions))


def read_asked(search: str, language: str) -> Asked:
    """Read where a visitor is from the query of an address.

    Raises InputError for an unknown lesson and for guesses that cannot be read.
    """
    choice = read_choice(search, language)
    given = dict(parse_qsl(search.lstrip("?")[: 2 * LONGEST]))
    if not given.get("lesson"):
        return Asked(choice)
    asked = fresh(choice, given["lesson"])
    if "p" in given:
        asked = replace(asked, guesses=read(lesson_called(asked.lesson), given["p"]))
    step = check_whole(as_number(given.get("step", "1")), 1, 99, "?step")
    return asked.at(step)


def checked(question: Question, value: object) -> Guess:
    """Give a guess if it is an answer to the question. Raises InputError for any other."""
    if question.kind == DIRECTION:
        return check_known(str(value), tuple(LETTERS.values()), "unknown outcome", question.name)
    if question.kind == BEST:
        return check_known(str(value), question.arms, "unknown outcome", question.name)
    return check_whole(value, question.low, question.high, question.name, "%")


def written(lesson: Lesson, guesses: tuple[Guess | None, ...]) -> str:
    """Give guesses as they stand in an address."""
    pairs = zip(lesson.questions, guesses, strict=True)
    return ".".join([VERSION, *(_code(question, guess) for question, guess in pairs)])


def _code(question: Question, guess: Guess | None) -> str:
    if guess is None:
        return ""
    if question.kind == DIRECTION:
        return next(letter for letter, way in LETTERS.items() if way == guess)
    return str(question.arms.index(str(guess)) if question.kind == BEST else guess)


def read(lesson: Lesson, text: str) -> tuple[Guess | None, ...]:
    """Read guesses from an address. Raises InputError for another version or another lesson's."""
    version, *codes = text.split(".")
    if version != VERSION:
        raise InputError("link of another version", WHERE, version[:20], VERSION)
    if len(codes) != len(lesson.questions):
        raise InputError("broken link", WHERE, text[:60], f"{len(lesson.questions)} guesses")
    return tuple(
        _decoded(question, code) for question, code in zip(lesson.questions, codes, strict=True)
    )


def _decoded(question: Question, code: str) -> Guess | None:
    if not code:
        return None
    if question.kind == DIRECTION:
        return checked(question, LETTERS.get(code, code))
    if question.kind == BEST:
        places: Mapping[str, str] = {str(k): arm for k, arm in enumerate(question.arms)}
        return checked(question, places.get(code, code))
    return checked(question, as_number(code))
