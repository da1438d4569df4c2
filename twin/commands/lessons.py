"""``twin lessons``: the shipped lessons, how long they are, what they ask and the answer key."""

from typing import Any

from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.lesson import Lesson, lesson_names, load_lesson


def lessons(given: Given) -> Answer:
    """Give every shipped lesson in the order in which they are taught."""
    words = language(given)
    found = [load_lesson(name) for name in lesson_names()]
    rows, objects = [_row(one, words) for one in found], [lesson_object(one) for one in found]
    return Table("lessons", rows, objects).answer(given)


def _row(lesson: Lesson, words: str) -> dict[str, str]:
    return {
        "name": lesson.name,
        "label": lesson.title[words],
        "minutes": str(lesson.minutes),
        "screens": str(len(lesson.screens)),
        "asks": str(len(lesson.questions)),
        "district": lesson.district,
        "days": str(lesson.days),
    }


def lesson_object(lesson: Lesson) -> dict[str, Any]:
    """Give a lesson as plain data: its texts, its arms, its questions with the answer key."""
    texts = {"title": lesson.title, "about": lesson.about, "notes": lesson.notes}
    return {
        "name": lesson.name,
        "number": lesson.number,
        "minutes": lesson.minutes,
        **{key: vars(text) for key, text in texts.items()},
        "arms": {arm.name: arm.scenario.to_dict() for arm in lesson.arms},
        "pairs": lesson.pairs,
        "screens": [{"name": one.name, "kind": one.kind} for one in lesson.screens],
        "questions": [
            {"name": one.name, "kind": one.kind, "ask": vars(one.ask), "expect": one.expect}
            for one in lesson.questions
        ],
        "sources": list(lesson.sources),
    }
