"""Learn: the list of lessons, or one lesson, screen by screen; keyboard alone is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara

from twin.lesson import Lesson, Screen, lesson_names
from twin.lesson.parts import (
    CASE,
    COURSE,
    EXPLAIN,
    LEVELS,
    MAPS,
    PLANE,
    PREDICT,
    RUN,
    SANDBOX,
    SEE,
    STREET,
)
from twin.ui.data.space import place_of
from twin.ui.head import Head
from twin.ui.learn import panels
from twin.ui.learn.asked import Asked, fresh, lesson_called
from twin.ui.learn.doors import address_of_door
from twin.ui.learn.facts import (
    lesson_cards,
    plan_facts,
    question_facts,
    top_facts,
    wait_words,
)
from twin.ui.learn.figures import figure_facts
from twin.ui.learn.running import News, use_runs
from twin.ui.learn.verdicts import Beheld, verdict
from twin.ui.navigation import LEARN
from twin.ui.text import LANGUAGES, say, say_all

Turn = Callable[[Asked], None]
#: Which panel draws a picture.
DRAWN = {
    STREET: panels.Maps,
    MAPS: panels.Maps,
    LEVELS: panels.Levels,
    COURSE: panels.Course,
    PLANE: panels.PlaneOf,
    CASE: panels.Cases,
}


@solara.component
def Learn(came: Asked) -> None:
    """The page of a visitor who came with a lesson, or to choose one."""
    asked, set_asked = solara.use_state(came)
    lesson = lesson_called(asked.lesson) if asked.lesson else None
    place = lesson.district if lesson else came.choice.district
    district = solara.use_memo(lambda: place_of(place), [place])

    def speak(wanted: str) -> None:
        if wanted[:2] in LANGUAGES:
            set_asked(asked.speak(wanted[:2]))

    with solara.v.Html(tag="div", class_="tw-sweep tw-learn"):
        Head(LEARN, asked, district, speak)
        with solara.v.Html(tag="main", class_="tw-learn-body", attributes={"id": "tw-map"}):
            if lesson is None:
                List(asked)
            else:
                Walk(lesson, asked, set_asked)


@solara.component
def List(asked: Asked) -> None:
    """All lessons, in the order in which they are taught."""
    router, language = solara.use_router(), asked.language
    begun = [fresh(asked.choice, name) for name in lesson_names()]
    panels.Shelf(
        words=say_all(language, "learn_title", "learn_text", "learn_begin"),
        lessons=lesson_cards(begun, language),
        event_go=router.push,
    )


@solara.component
def Walk(lesson: Lesson, asked: Asked, turn: Turn) -> None:
    """One screen of a lesson, and the way on."""
    router, language = solara.use_router(), asked.language
    screen = lesson.screens[asked.step - 1]
    started, set_started = solara.use_state(False)
    pressed, set_pressed = solara.use_state(0)
    news = use_runs(lesson, started or asked.step > next(lesson.places(RUN)) + 1)
    bar = barred(screen, asked, news)

    def walk(by: int) -> None:
        set_pressed(pressed + 1 if by > 0 and bar else 0)
        if by < 0 or not bar:
            turn(asked.at(asked.step + by))

    with solara.v.Html(tag="div", class_="tw-learn-walk"):
        panels.Top(
            words=say_all(language, "learn_all", "learn_way"),
            lesson=top_facts(lesson, asked),
            event_go=router.push,
            event_turn=lambda step: turn(asked.at(int(step))),
        )
        panels.Told(screen=told_facts(screen, asked))
        Body(lesson, asked, turn, Standing(news, pressed, lambda _: set_started(True)))
        panels.Steps(
            words=say_all(language, "learn_back", "learn_next"),
            state={
                "first": asked.step == 1,
                "last": asked.step == len(lesson.screens),
                "held": bool(bar),
                "text": bar if pressed else "",
            },
            event_turn=lambda by: walk(int(by)),
        )


def barred(screen: Screen, asked: Asked, news: News) -> str:
    """Say what has to be done on a screen before the next one; nothing where the way is open."""
    open_ = [name for name in screen.questions if asked.guess(name) is None]
    if screen.kind == PREDICT and open_:
        return say(asked.language, "learn_answer", n=len(open_))
    if screen.kind == RUN and news.results is None:
        return say(asked.language, "learn_run_first")
    return ""


def told_facts(screen: Screen, asked: Asked) -> dict[str, Any]:
    """Give the heading and the paragraphs of a screen."""
    language = asked.language
    return {
        "step": asked.step,
        "kind": say(language, f"kind_{screen.kind}"),
        "title": screen.title[language],
        "told": [part.strip() for part in screen.text[language].split("\n\n") if part.strip()],
    }


@dataclass(frozen=True)
class Standing:
    """How a screen stands: news of the runs, how often Next was pressed in vain, how to start."""

    news: News
    pressed: int
    start: Callable[[Any], None]


@solara.component
def Body(lesson: Lesson, asked: Asked, turn: Turn, standing: Standing) -> None:
    """What is between the text of a screen and the way on."""
    screen, news, language = lesson.screens[asked.step - 1], standing.news, asked.language
    with solara.v.Html(tag="div", class_="tw-learn-parts").key(f"screen-{asked.step}"):
        if screen.kind == PREDICT:
            Guesses(lesson, asked, turn, standing.pressed)
        elif screen.kind == RUN:
            panels.Runs(
                words=say_all(language, "learn_start"),
                plan=plan_facts(lesson, news, language),
                event_start=standing.start,
            )
        elif news.results is None and needs_runs(screen):
            Waiting(news, language)
        elif screen.kind == SEE and screen.questions:
            Beside(lesson, asked, news)
        Pictures(lesson, screen, news, language)
        if screen.kind in (EXPLAIN, SANDBOX):
            panels.OwnWords(
                words=say_all(language, "learn_own", "learn_own_hint"),
                place=f"{lesson.name}.{screen.name}",
            )
        if screen.doors:
            WaysOut(lesson, screen, language)


@solara.component
def Waiting(news: News, language: str) -> None:
    """Said where pictures will be when the runs are done."""
    solara.v.Html(
        tag="p",
        class_="tw-quiet tw-learn-wait",
        attributes={"role": "status"},
        children=[wait_words(news, language)],
    )


@solara.component
def Beside(lesson: Lesson, asked: Asked, news: News) -> None:
    """The guesses of a screen beside what came of them."""
    names, language, results = (
        lesson.screens[asked.step - 1].questions,
        asked.language,
        news.results,
    )
    found = solara.use_memo(
        lambda: [
            verdict(Beheld(lesson, results, language), lesson.question(name), asked.guess(name))
            for name in names
            if results is not None
        ],
        [asked],
    )
    panels.Verdicts(
        words=say_all(language, "learn_beside", "learn_you", "learn_model"), verdicts=found
    )


@solara.component
def WaysOut(lesson: Lesson, screen: Screen, language: str) -> None:
    """The doors of a screen."""
    router = solara.use_router()
    panels.Doors(
        words=say_all(language, "learn_doors"),
        doors=[
            {
                "title": door.title[language],
                "page": say(language, f"nav_{door.page}"),
                "address": address_of_door(door, lesson, language),
            }
            for door in screen.doors
        ],
        event_go=router.push,
    )


def needs_runs(screen: Screen) -> bool:
    """Tell whether a screen shows something that comes out of the runs."""
    return screen.kind == SEE or any(figure.kind != STREET for figure in screen.figures)


@solara.component
def Guesses(lesson: Lesson, asked: Asked, turn: Turn, pressed: int) -> None:
    """The questions of a screen."""
    language = asked.language
    names = lesson.screens[asked.step - 1].questions
    open_ = [name for name in names if asked.guess(name) is None]

    def guess(given: dict[str, Any]) -> None:
        turn(asked.guessing(str(given["name"]), given["value"]))

    panels.Questions(
        words=say_all(language, "learn_slide", "learn_unset"),
        questions=[question_facts(lesson, name, asked) for name in names],
        missing={"pressed": pressed, "name": open_[0] if open_ else ""},
        event_guess=guess,
    )


@solara.component
def Pictures(lesson: Lesson, screen: Screen, news: News, language: str) -> None:
    """The pictures of a screen; those of the runs come when the runs are done."""
    done = news.results is not None
    facts = solara.use_memo(
        lambda: [figure_facts(one, lesson, news.results, language) for one in screen.figures],
        [screen.name, done, language],
    )
    with solara.v.Html(tag="div", class_="tw-learn-figures"):
        for figure, fact in zip(screen.figures, facts, strict=True):
            if fact is not None:
                DRAWN[figure.kind](figure=fact)
