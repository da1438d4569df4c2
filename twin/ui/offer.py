"""What the panels are filled with: levers, policies, speeds and sources in the visitor's language.

Made from the declarations, so that a new lever or policy appears without a change here.
"""

import math
from functools import cache
from typing import Any

from agents.knob import Lever, Words
from twin.levers import policy_cost
from twin.own import all_groups, all_levers
from twin.policy import load_policy, policy_names
from twin.session import SPEEDS
from twin.ui.seat import DAY, HOUR, WEEK, Shown
from twin.ui.story import horizon_days
from twin.ui.text import say, say_all
from twin.units import cost_in, grade_in, unit_in

#: Units as they read behind a number, where a declaration has them shorter.
UNITS = {
    "ratio": Words("倍", "×"),
    "d": Words("天", "days"),
    "h": Words("小时", "hours"),
    "per day": Words("次/天", "a day"),
    "per 1,000 residents": Words("个/千人", "per 1,000"),
    "per 10,000": Words("个/万人", "per 10,000"),
    "yuan/day": Words("元/天", "yuan a day"),
}


@cache
def lever_offer(language: str) -> dict[str, Any]:
    """Give policies and grouped levers for the lever panel."""
    groups = [
        {
            "name": group,
            "title": title[language],
            "levers": [_lever(lever, language) for lever in all_levers() if lever.group == group],
        }
        for group, title in all_groups().items()
    ]
    return {"groups": groups, "policies": [_policy(name, language) for name in policy_names()]}


def _lever(lever: Lever, language: str) -> dict[str, Any]:
    # shares are written in percent, anything else with its unit
    percent = (lever.low, lever.high) == (0.0, 1.0)
    return {
        "name": lever.name,
        "label": lever.label[language],
        "text": lever.text[language],
        "low": lever.low,
        "high": lever.high,
        "step": lever.step,
        "default": lever.default,
        "percent": percent,
        "words": _words(lever, percent),
        "unit": "" if percent or lever.choices else _unit(lever, language),
        "choices": [choice[language] for choice in lever.choices],
        "cost": cost_in(language, lever.staff, lever.money),
        "grade": grade_in(language, lever.grade),
        "source": lever.source,
        "live": lever.live,
    }


def _words(lever: Lever, percent: bool) -> str:
    # words such as "few" suit what is counted from none, not an hour of the day
    counted = lever.low == 0.0 and lever.unit.startswith("per ")
    return "level" if percent else "amount" if counted else ""


def _unit(lever: Lever, language: str) -> str:
    if lever.unit in UNITS:
        return UNITS[lever.unit][language]
    return unit_in(language, lever.unit)


def _policy(name: str, language: str) -> dict[str, str]:
    policy = load_policy(name)
    return {
        "name": name,
        "title": policy.title[language],
        "about": policy.about[language],
        "leaves_out": policy.leaves_out[language],
    }


def value_words(lever: Lever, value: float, language: str) -> str:
    """Write a value of a lever as the panel does: in percent, by its name, or with its unit."""
    if lever.choices:
        return lever.choices[round(value - lever.low)][language]
    if (lever.low, lever.high) == (0.0, 1.0):
        return f"{100 * value:.0f}%"
    return f"{value:g} {_unit(lever, language)}".strip()


def lever_standing(shown: Shown) -> dict[str, Any]:
    """Give how the levers stand: the policy (empty if none) or its base, values, cost.

    ``undo`` and ``redo`` tell whether there is anything to take back or to do again.
    """
    choice = shown.choice
    return {
        "undo": bool(shown.past),
        "redo": bool(shown.future),
        "policy": choice.policy,
        "base": choice.base,
        "values": dict(choice.levers),
        "cost": cost_in(choice.language, *policy_cost(choice.levers)),
        "language": choice.language,
    }


def lever_words(language: str) -> dict[str, str]:
    """Give the fixed texts of the lever panel."""
    keys = ("levers", "policy", "own_policy", "leaves_out", "lever_reset", "lever_default")
    more = ("lever_live", "lever_restart", "evidence", "group_turned", "cost", "lever_cost")
    find = ("lever_search", "lever_none", "lever_chips", "lever_more", "undo", "redo")
    steps = [f"{kind}_{k}" for kind in ("level", "amount") for k in range(5)]
    return say_all(language, *keys, *more, *find, *steps)


def drive_state(shown: Shown) -> dict[str, Any]:
    """Give the state of the transport bar; steps, speeds and horizon in words."""
    language = shown.choice.language
    steps = (("step_hour", HOUR), ("step_day", DAY), ("step_week", WEEK))
    return {
        "playing": shown.playing,
        "speed": shown.speed,
        "speeds": [speed_words(language, speed) for speed in SPEEDS],
        "steps": [{"label": say(language, key), "hours": hours} for key, hours in steps],
        "finish": say(language, "horizon_at", n=horizon_days(shown.choice.story)),
    }


def drive_words(language: str) -> dict[str, str]:
    """Give the fixed texts of the transport bar."""
    keys = ("drive", "play", "pause", "step", "speed", "reset", "reset_hint", "keys_hint")
    return say_all(language, *keys, "horizon_hint", "branch", "branch_hint")


def speed_words(language: str, speed: float) -> str:
    """Say how fast the city plays."""
    if math.isinf(speed):
        return say(language, "speed_most")
    if speed < DAY:
        return say(language, "speed_hours", n=f"{speed:g}")
    if speed == DAY:
        return say(language, "speed_day")
    return say(language, "speed_days", n=f"{speed / DAY:g}")


def head_words(language: str) -> dict[str, str]:
    """Give the fixed texts of the head of the page and of its note."""
    keys = ("title", "note", "about", "about_text", "assumed_title", "sources_title", "no_sources")
    more = ("close", "language", "other_language", "theme", "theme_auto", "theme_light")
    return say_all(
        language, *keys, *more, "theme_dark", "skip", "keys_hint", "pages", "copy_refused"
    )


def about_district(district: Any, language: str) -> dict[str, Any]:
    """Give a district's name, what is assumed about it, and where its data come from."""
    return {
        "district": district.title[language],
        "assumptions": [words[language] for words in district.assumptions],
        "sources": [
            f"{source.title} ({source.year}). {source.reference}. "
            f"{' · '.join(part for part in (source.attribution, source.licence) if part)}"
            for source in district.sources
        ],
    }
