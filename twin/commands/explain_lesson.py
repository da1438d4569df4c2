"""``twin explain lesson NAME``: what a teacher needs, with the answer key."""

from agents.knob import Words
from twin.commands.lessons import lesson_object
from twin.commands.options import Answer
from twin.commands.pages import SOURCE, page
from twin.errors import UsageError
from twin.lesson import Lesson, Question, lesson_names, load_lesson
from twin.lesson.parts import DOWN, UNDECIDED, UP

MINUTES = Words("用时", "Time")
LENGTH = Words("{n} 分钟，{k} 屏", "{n} minutes, {k} screens")
NOTES = Words("给老师", "For the teacher")
KEY = Words("答案", "Key")
OUTCOMES = {
    UP: Words("变高", "up"),
    DOWN: Words("变低", "down"),
    UNDECIDED: Words("看不出差别", "undecided"),
}


def lesson(name: str | None, words: str) -> Answer:
    """Explain a shipped lesson or one in a folder: notes for the teacher, questions, answer key.

    Raises UsageError without a name.
    """
    where = "twin explain lesson"
    if name is None:
        raise UsageError("missing argument", where, allowed=lesson_names())
    found = load_lesson(name, where)
    length = LENGTH[words].format(n=found.minutes, k=len(found.screens))
    facts = [(MINUTES, length)]
    facts += [(NOTES, text) for text in found.notes[words].split("\n\n")]
    facts += [(KEY, f"{one.ask[words]} {outcome(found, one, words)}") for one in found.questions]
    facts += [(SOURCE, source) for source in found.sources]
    text = page(f"{found.name} · {found.title[words]}", found.about[words], facts, words)
    return Answer(text, {"lesson": lesson_object(found)})


def outcome(lesson: Lesson, question: Question, words: str) -> str:
    """Give the expected answer in words: which way, or which arm."""
    known = OUTCOMES.get(question.expect)
    title = known or lesson.by_name[question.expect].title
    return f"→ {title[words]}"
