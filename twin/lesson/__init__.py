"""Lessons that teach themselves: guess first, run the city, lay the guess beside what came of it.

A lesson is a folder of data (docs/lessons.md). Its runs use the machinery of comparisons: paired
seeds, an interval over them, files that are made once. May import ``twin.replications`` and what
lies below; the page shows what is made here.

>>> from twin.lesson import lesson_names
>>> lesson_names()[0]
'trap'
"""

from twin.lesson.answers import Answer, answer, answers
from twin.lesson.loading import lesson_names, load_lesson
from twin.lesson.parts import Arm, Door, Figure, Lesson, Question, Screen, Side
from twin.lesson.trial import Kept, Results, make, read, street_of

__all__ = [
    "Answer",
    "Arm",
    "Door",
    "Figure",
    "Kept",
    "Lesson",
    "Question",
    "Results",
    "Screen",
    "Side",
    "answer",
    "answers",
    "lesson_names",
    "load_lesson",
    "make",
    "read",
    "street_of",
]
