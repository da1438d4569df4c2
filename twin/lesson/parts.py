"""What a lesson is made of: arms that are run, questions asked before, screens in order.

A lesson (课) is data: a folder of ``scenarios/lessons`` with ``lesson.toml`` and its texts in
``zh.toml`` and ``en.toml``. May import ``agents.knob``, ``twin.scenario`` and the standard library.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from agents.knob import Words
from twin.scenario import Scenario

#: Kinds of screens: told, asked, run, laid beside what was guessed, explained, left to play.
READ, PREDICT, RUN, SEE, EXPLAIN, SANDBOX = SCREENS = (
    "read", "predict", "run", "see", "explain", "sandbox",
)  # fmt: skip
#: Kinds of questions: which way it goes, by how many per cent, which arm comes first.
DIRECTION, SIZE, BEST = QUESTIONS = ("direction", "size", "best")
#: What comes of a question beside the name of an arm. UNDECIDED: no difference, or none that the
#: runs can tell from luck.
UP, DOWN, UNDECIDED = "up", "down", "undecided"
WAYS = (UP, DOWN, UNDECIDED)
#: Kinds of pictures.
STREET, MAPS, LEVELS, COURSE, PLANE, CASE = FIGURES = (
    "street", "maps", "levels", "course", "plane", "case",
)  # fmt: skip
#: First and last measured day; day 1 is the first.
Days = tuple[int, int]


@dataclass(frozen=True)
class Arm:
    """One way of running the city: its name, its scenario, how it is called."""

    name: str
    scenario: Scenario
    title: Words


@dataclass(frozen=True)
class Side:
    """A number of one arm: the mean of an indicator over some days."""

    arm: str
    indicator: str
    days: Days


@dataclass(frozen=True)
class Question:
    """What is to be guessed before the run, and what the model is expected to answer.

    ``direction`` and ``size`` ask how ``second`` differs from ``first``; ``best`` which of
    ``arms`` has the highest ``first.indicator`` (the lowest, if ``lowest``). A difference of less
    than the share ``least`` counts as none. ``expect`` is the answer key: up, down, undecided, or
    the name of an arm; ``low`` and ``high`` bound the slider (per cent) of a size.
    """

    name: str
    kind: str
    ask: Words
    first: Side
    second: Side
    expect: str
    arms: tuple[str, ...] = ()
    lowest: bool = False
    least: float = 0.02
    low: int = -100
    high: int = 100


@dataclass(frozen=True)
class Figure:
    """A picture made from the runs: which arms, which indicators; ``layer`` of a map."""

    kind: str
    arms: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    layer: str = "order"


@dataclass(frozen=True)
class Door:
    """A way from the lesson to a page of the twin, with the settings of one arm or of several.

    ``page`` is ``run`` (one arm, at the opening or on ``day``), or ``compare``.
    """

    name: str
    page: str
    arms: tuple[str, ...]
    title: Words
    day: int = 1


@dataclass(frozen=True)
class Screen:
    """One screen: kind, words, and the questions, pictures and doors on it."""

    name: str
    kind: str
    title: Words
    text: Words
    questions: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A lesson: ``number`` is its place in the list, ``pairs`` how many seeds each arm is run with.

    ``notes`` are for the teacher: what the model shows, what it does not, how to use the time.
    """

    name: str
    number: int
    minutes: int
    pairs: int
    arms: tuple[Arm, ...]
    questions: tuple[Question, ...]
    screens: tuple[Screen, ...]
    title: Words
    about: Words
    notes: Words
    sources: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """Measured days of every run."""
        return self.arms[0].scenario.days

    @property
    def district(self) -> str:
        """The district the lesson plays in."""
        return self.arms[0].scenario.district

    @cached_property
    def by_name(self) -> dict[str, Arm]:
        """Arms by their names."""
        return {arm.name: arm for arm in self.arms}

    def question(self, name: str) -> Question:
        """Give a question by its name."""
        return next(question for question in self.questions if question.name == name)

    def asked_at(self, name: str) -> int:
        """Give the place (from 0) of the screen that asks a question."""
        return next(
            place
            for place, screen in enumerate(self.screens)
            if screen.kind == PREDICT and name in screen.questions
        )

    def places(self, kind: str) -> Iterator[int]:
        """Give the places of all screens of a kind."""
        return (place for place, screen in enumerate(self.screens) if screen.kind == kind)
