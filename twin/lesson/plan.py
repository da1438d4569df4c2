"""What holds between the screens of a lesson: asked before it is run, seen after, then played."""

from agents.knob import Words
from twin.errors import InputError
from twin.lesson.parts import (
    BEST,
    EXPLAIN,
    PREDICT,
    RUN,
    SANDBOX,
    SEE,
    Lesson,
    Screen,
)

OUT_OF_ORDER = "lesson out of order"
BEFORE = Words("先 predict，再 run，最后 sandbox", "predict, then run, and a sandbox at the end")
ASKED = Words("每个问题在运行之前问一次", "each question asked once, before the run")
SEEN = Words("每个问题在运行之后对照一次", "each question laid beside the run once, after it")
PLACES = {
    "questions": ((PREDICT, SEE), Words("只能放在 predict 和 see 里", "on predict and see only")),
    "doors": (
        (EXPLAIN, SANDBOX),
        Words("只能放在 explain 和 sandbox 里", "on explain and sandbox only"),
    ),
}


def check_plan(lesson: Lesson) -> None:
    """Raise InputError unless the lesson asks, then runs, then shows, and ends in a sandbox."""
    where = f"{lesson.name}/lesson.toml, key screens"
    _check_names(lesson, where)
    for screen in lesson.screens:
        _check_screen(screen, f"{where}, {screen.name}")
    kinds = [screen.kind for screen in lesson.screens]
    runs = kinds.count(RUN)
    if runs != 1 or kinds[-1:] != [SANDBOX] or not lesson.screens[-1].doors:
        raise InputError(OUT_OF_ORDER, where, kinds, BEFORE)
    at = kinds.index(RUN)
    asked = _questions(lesson, range(at), PREDICT)
    if not asked or sorted(asked) != sorted(q.name for q in lesson.questions):
        raise InputError(OUT_OF_ORDER, where, asked, ASKED)
    seen = _questions(lesson, range(at, len(kinds)), SEE)
    if sorted(seen) != sorted(asked):
        raise InputError(OUT_OF_ORDER, where, seen, SEEN)


def _questions(lesson: Lesson, places: range, kind: str) -> list[str]:
    screens = (lesson.screens[place] for place in places)
    return [name for screen in screens if screen.kind == kind for name in screen.questions]


def _check_names(lesson: Lesson, where: str) -> None:
    """Refuse a name that two screens or two questions share, and a choice between one arm."""
    for parts in (lesson.screens, lesson.questions):
        names = [part.name for part in parts]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InputError("value given twice", where, twice, "each name once")
    for question in lesson.questions:
        if question.kind == BEST and len(question.arms) < 2:
            raise InputError("missing key", f"{where}, {question.name}", allowed="two arms or more")


def _check_screen(screen: Screen, where: str) -> None:
    """Refuse what has no place on a screen of this kind."""
    for key, (kinds, allowed) in PLACES.items():
        if getattr(screen, key) and screen.kind not in kinds:
            raise InputError(OUT_OF_ORDER, f"{where}.{key}", screen.kind, allowed)
