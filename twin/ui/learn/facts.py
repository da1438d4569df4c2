"""A lesson in the words of its page, in one language."""

from collections.abc import Sequence
from typing import Any

from twin.district import load_district
from twin.lesson import Arm, Lesson
from twin.lesson.parts import BEST, DIRECTION, WAYS
from twin.levers import LEVERS
from twin.shocks import describe_placed
from twin.timetable import describe_entry
from twin.ui.learn.asked import Asked, lesson_called
from twin.ui.learn.running import BROKEN, IDLE, WAITING, News
from twin.ui.learn.verdicts import percent_words
from twin.ui.navigation import LEARN, address_of
from twin.ui.sweeps.facts import lever_text
from twin.ui.text import say

LABELS = {lever.name: lever.label for lever in LEVERS}


def lesson_cards(begun: Sequence[Asked], language: str) -> list[dict[str, Any]]:
    """Give the lessons as cards, each with the address of its beginning."""
    cards = []
    for asked in begun:
        lesson = lesson_called(asked.lesson)
        size = (
            say(language, "learn_minutes", n=lesson.minutes),
            say(language, "learn_screens", n=len(lesson.screens)),
        )
        cards.append(
            {
                "name": lesson.name,
                "number": lesson.number,
                "title": lesson.title[language],
                "about": lesson.about[language],
                "size": " · ".join(size),
                "address": address_of(LEARN, asked),
            }
        )
    return cards


def top_facts(lesson: Lesson, asked: Asked) -> dict[str, Any]:
    """Give the title of a lesson and how far it is."""
    language, furthest = asked.language, asked.furthest()
    listed = Asked(asked.choice)
    return {
        "title": lesson.title[language],
        "where": say(language, "learn_where", k=asked.step, n=len(lesson.screens)),
        "all": address_of(LEARN, listed),
        "steps": [
            {
                "n": place,
                "kind": say(language, f"kind_{screen.kind}"),
                "title": screen.title[language],
                "current": place == asked.step,
                "behind": place < asked.step,
                "open": place <= furthest,
            }
            for place, screen in enumerate(lesson.screens, start=1)
        ],
    }


def question_facts(lesson: Lesson, name: str, asked: Asked) -> dict[str, Any]:
    """Give a question with what can be answered and what has been."""
    question, language, guess = lesson.question(name), asked.language, asked.guess(name)
    facts = {"name": name, "ask": question.ask[language], "guess": guess}
    if question.kind == DIRECTION:
        names = [(way, say(language, f"way_{way}")) for way in WAYS]
        return {**facts, "choices": [{"value": v, "label": label} for v, label in names]}
    if question.kind == BEST:
        arms = [(arm, lesson.by_name[arm].title[language]) for arm in question.arms]
        return {**facts, "choices": [{"value": v, "label": label} for v, label in arms]}
    said = [percent_words(n, language) for n in range(question.low, question.high + 1)]
    return {**facts, "low": question.low, "high": question.high, "said": said}


def wait_words(news: News, language: str) -> str:
    """Say how far the runs are that pictures are made of."""
    if news.stage in (WAITING, BROKEN):
        return say(language, f"runs_{news.stage}")
    return say(language, "learn_making", n=int(100 * news.share))


def plan_facts(lesson: Lesson, news: News, language: str) -> dict[str, Any]:
    """Give what is run and how far it is."""
    scenario = lesson.arms[0].scenario.settled()
    text = say(
        language,
        "learn_plan",
        arms=len(lesson.arms),
        pairs=lesson.pairs,
        days=lesson.days,
        burn=scenario.burn_in,
        district=load_district(lesson.district).title[language],
    )
    return {
        "text": text,
        "arms": [
            {"title": arm.title[language], "what": arm_words(arm, language)} for arm in lesson.arms
        ],
        "stage": news.stage,
        "share": news.share,
        "news": run_words(news, language),
    }


def run_words(news: News, language: str) -> str:
    """Say how the runs stand; nothing before they are begun."""
    if news.stage == IDLE:
        return ""
    return say(language, f"runs_{news.stage}", n=int(100 * news.share))


def arm_words(arm: Arm, language: str) -> str:
    """Say how an arm differs from how it was: its levers, dated changes and shocks."""
    scenario, comma = arm.scenario, "；" if language == "zh" else "; "
    policy = scenario.load_policy()
    levers = {**policy.levers, **scenario.levers}
    parts = [
        f"{LABELS[name][language]} {lever_text(name, value, language)}"
        for name, value in levers.items()
    ]
    told = [policy.title[language]] if not scenario.levers and policy.levers else parts
    told += [describe_entry(entry, language) for entry in scenario.timetable()]
    told += [
        say(language, "learn_shock", what=describe_placed(placed, language))
        for placed in scenario.shocks
    ]
    return comma.join(told) or say(language, "learn_usual")
