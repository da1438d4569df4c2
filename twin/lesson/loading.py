"""Reading lessons from their folders: every mistake of an author is one clear message.

``lesson.toml`` says what is run, asked and shown; ``zh.toml`` and ``en.toml`` hold a text for each
name in it, no more and no less. See docs/lessons.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.errors import InputError, check_known, nearest
from twin.frame import LAYER_NAMES
from twin.indicators import INDICATOR_NAMES
from twin.lesson.parts import (
    BEST,
    COURSE,
    DIRECTION,
    FIGURES,
    LEVELS,
    QUESTIONS,
    SCREENS,
    SIZE,
    STREET,
    WAYS,
    Arm,
    Days,
    Door,
    Figure,
    Lesson,
    Question,
    Screen,
    Side,
)
from twin.lesson.plan import check_plan
from twin.paths import scenarios_home
from twin.reading import Reading, read_toml
from twin.scenario import SCENARIO_KEYS, read_scenario
from twin.settings import check_number, check_whole

FILE = "lesson.toml"
KEYS = (
    "schema", "number", "minutes", "pairs", "sources", "scene", "arms", "questions", "screens",
)  # fmt: skip
QUESTION_KEYS = {
    DIRECTION: ("indicator", "beside", "from", "to", "days", "from_days", "least"),
    SIZE: ("indicator", "beside", "from", "to", "days", "from_days", "least", "low", "high"),
    BEST: ("indicator", "arms", "days", "lowest", "least"),
}
#: What all arms have in common.
SHARED = ("district", "days", "burn_in")
IN_SCENE = Words("只写在 [scene] 里，各种管法相同", "in [scene] only, the same for all arms")
SOME = Words("一个或几个指标", "one indicator or more")
SCREEN_KEYS = ("name", "kind", "questions", "figures", "doors")
FIGURE_KEYS = ("kind", "arms", "indicators", "layer")
DOOR_KEYS = ("name", "page", "arms", "day")
PAGES = ("run", "compare")
MOST_PAIRS = 30


def lesson_names() -> tuple[str, ...]:
    """Give the names of the shipped lessons in the order in which they are taught."""
    home = scenarios_home() / "lessons"
    found = {file.parent.name: file for file in sorted(home.glob(f"*/{FILE}"))}
    return tuple(sorted(found, key=lambda name: _number(read_toml(found[name]))))


def load_lesson(name_or_folder: str | Path, where: str = "lesson") -> Lesson:
    """Load a shipped lesson by name, or one from its folder.

    Raises InputError with file and key for the first mistake in it.
    """
    folder = Path(name_or_folder)
    if not (folder / FILE).is_file():
        home = scenarios_home() / "lessons"
        names = sorted(file.parent.name for file in home.glob(f"*/{FILE}"))
        if str(name_or_folder) not in names:
            near = nearest(str(name_or_folder), names)
            raise InputError("unknown lesson", where, str(name_or_folder), names, near)
        folder = home / str(name_or_folder)
    texts = Texts(read_toml(folder / "zh.toml"), read_toml(folder / "en.toml"))
    lesson = _lesson(folder.name, read_toml(folder / FILE).only(KEYS), texts)
    check_plan(lesson)
    return lesson


@dataclass(frozen=True)
class Texts:
    """The texts of a lesson, or a table of them, in both languages."""

    zh: Reading
    en: Reading

    def words(self, key: str) -> Words:
        """Give the text under a key. Raises InputError where one language lacks it."""
        return Words(self.zh.text(key), self.en.text(key))

    def table(self, key: str) -> "Texts":
        """Give the table under a key."""
        return Texts(self.zh.table(key), self.en.table(key))

    def only(self, known: Iterable[str]) -> "Texts":
        """Give the texts back if they hold nothing but the known keys, else raise InputError."""
        names = tuple(known)
        return Texts(self.zh.only(names), self.en.only(names))


def tables(reading: Reading, key: str) -> list[Reading]:
    """Give the tables listed under ``[[key]]``, none if absent; raises InputError for others."""
    values = reading.values.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        raise InputError("not a list of tables", reading.where(key), values, f"[[{key}]] tables")
    path = f"{reading.path}.{key}" if reading.path else key
    return [Reading(v, reading.file, f"{path}[{n}]") for n, v in enumerate(values, start=1)]


def _number(reading: Reading) -> int:
    return reading.whole("number", 1, 99) or 99


def _must(reading: Reading, key: str, low: int, high: int) -> int:
    found = reading.whole(key, low, high)
    if found is None:
        raise InputError("missing key", reading.where(key), allowed=f"{low} to {high}")
    return found


def _names(reading: Reading, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    names, found = tuple(known), reading.texts(key)
    for name in found:
        check_known(name, names, what, reading.where(key))
    return found


def _lesson(name: str, reading: Reading, texts: Texts) -> Lesson:
    texts.only(("schema", "title", "about", "notes", "arms", "questions", "screens", "doors"))
    arms = _arms(reading, texts.table("arms"))
    scope = Scope(tuple(arm.name for arm in arms), arms[0].scenario.days)
    questions = _questions(reading, scope, texts.table("questions"))
    return Lesson(
        name=name,
        number=_must(reading, "number", 1, 99),
        minutes=_must(reading, "minutes", 5, 180),
        pairs=_must(reading, "pairs", 3, MOST_PAIRS),
        arms=arms,
        questions=questions,
        screens=_screens(reading, scope, [q.name for q in questions], texts),
        title=texts.words("title"),
        about=texts.words("about"),
        notes=texts.words("notes"),
        sources=reading.texts("sources"),
    )


@dataclass(frozen=True)
class Scope:
    """What a part of a lesson may speak of: its arms, its measured days."""

    arms: tuple[str, ...]
    days: int


def _arms(reading: Reading, texts: Texts) -> tuple[Arm, ...]:
    scene, given = reading.table("scene"), reading.table("arms")
    scene.only(key for key in SCENARIO_KEYS if key != "schema")
    if not given.values:
        raise InputError("missing key", reading.where("arms"), allowed="[arms.NAME] tables")
    texts.only(given.values)
    arms = []
    for name in given.values:
        own = given.table(name)
        for key in SHARED:
            if key in own.values:
                raise InputError("unknown key", own.where(key), key, IN_SCENE)
        both = Reading({**scene.values, **own.values}, own.file, own.path)
        arms.append(Arm(name, read_scenario(both), texts.words(name)))
    return tuple(arms)


def _questions(reading: Reading, scope: Scope, texts: Texts) -> tuple[Question, ...]:
    listed = tables(reading, "questions")
    texts.only([one.text("name") for one in listed])
    return tuple(_question(one, scope, texts) for one in listed)


def _question(reading: Reading, scope: Scope, texts: Texts) -> Question:
    kind = check_known(reading.text("kind"), QUESTIONS, "unknown kind", reading.where("kind"))
    reading.only(("name", "kind", "expect", *QUESTION_KEYS[kind]))
    name, best = reading.text("name"), kind == BEST
    arms = _names(reading, "arms", scope.arms, "unknown arm")
    first = _side(reading, scope, ("from", "indicator", "from_days"))
    second = _side(reading, scope, ("to", "beside", "days"), first.arm)
    low, high = _slider(reading)
    outcomes = (*arms, WAYS[2]) if best else WAYS
    return Question(
        name=name,
        kind=kind,
        ask=texts.words(name),
        first=first,
        second=second,
        expect=check_known(
            reading.text("expect"), outcomes, "unknown outcome", reading.where("expect")
        ),
        arms=arms,
        lowest=reading.switch("lowest"),
        least=_share(reading, "least", 0.02),
        low=low,
        high=high,
    )


def _share(reading: Reading, key: str, usual: float) -> float:
    return check_number(reading.values.get(key, usual), 0.0, 1.0, reading.where(key))


def _percent(reading: Reading, key: str, usual: int) -> int:
    return check_whole(reading.values.get(key, usual), -100, 400, reading.where(key), "%")


def _slider(reading: Reading) -> tuple[int, int]:
    """Read the ends of a slider in per cent, the higher one last."""
    low, high = _percent(reading, "low", -100), _percent(reading, "high", 100)
    if low >= high:
        allowed = Words(f"大于 low（{low}）", f"more than low ({low})")
        raise InputError("value out of range", reading.where("high"), high, allowed)
    return low, high


def _side(reading: Reading, scope: Scope, keys: tuple[str, str, str], usual: str = "") -> Side:
    """Read one side of a question: the keys of its arm, its indicator and its days."""
    arm = reading.text(keys[0], usual or scope.arms[0])
    check_known(arm, scope.arms, "unknown arm", reading.where(keys[0]))
    indicator = reading.text(keys[1], reading.text("indicator"))
    check_known(indicator, INDICATOR_NAMES, "unknown indicator", reading.where(keys[1]))
    key = keys[2] if keys[2] in reading.values else "days"
    return Side(arm, indicator, _days(reading, key, scope.days))


def _days(reading: Reading, key: str, most: int) -> Days:
    given: Any = reading.values.get(key, [1, most])
    if not isinstance(given, list) or len(given) != 2:
        raise InputError("not a range", reading.where(key), given, "[first day, last day]")
    first, last = (check_whole(day, 1, most, reading.where(key), "days") for day in given)
    if last < first:
        raise InputError("ends before it begins", reading.where(key), given, "[first, last]")
    return first, last


def _screens(
    reading: Reading, scope: Scope, questions: list[str], texts: Texts
) -> tuple[Screen, ...]:
    told, doors = texts.table("screens"), texts.table("doors")
    listed = tables(reading, "screens")
    told.only([one.text("name") for one in listed])
    screens = []
    for one in listed:
        name = one.only(SCREEN_KEYS).text("name")
        own = told.table(name).only(("title", "text"))
        screens.append(
            Screen(
                name=name,
                kind=check_known(one.text("kind"), SCREENS, "unknown kind", one.where("kind")),
                title=own.words("title"),
                text=own.words("text"),
                questions=_names(one, "questions", questions, "unknown question"),
                figures=tuple(_figure(f, scope) for f in tables(one, "figures")),
                doors=tuple(_door(d, scope, doors) for d in tables(one, "doors")),
            )
        )
    doors.only(door.name for screen in screens for door in screen.doors)
    return tuple(screens)


def _figure(reading: Reading, scope: Scope) -> Figure:
    kind = check_known(
        reading.only(FIGURE_KEYS).text("kind"), FIGURES, "unknown kind", reading.where("kind")
    )
    arms = _names(reading, "arms", scope.arms, "unknown arm")
    indicators = _names(reading, "indicators", INDICATOR_NAMES, "unknown indicator")
    if kind in (COURSE, LEVELS) and not indicators:
        raise InputError("missing key", reading.where("indicators"), allowed=SOME)
    layer = reading.text("layer", LAYER_NAMES[0])
    check_known(layer, LAYER_NAMES, "unknown layer", reading.where("layer"))
    return Figure(kind, arms or (() if kind == STREET else scope.arms), indicators, layer)


def _door(reading: Reading, scope: Scope, texts: Texts) -> Door:
    name = reading.only(DOOR_KEYS).text("name")
    page = check_known(reading.text("page"), PAGES, "unknown page", reading.where("page"))
    arms = _names(reading, "arms", scope.arms, "unknown arm")
    day = reading.whole("day", 1, scope.days) or 1
    fewest, most = (1, 1) if page == "run" else (2, 4)
    if not fewest <= len(arms) <= most:
        allowed = "one arm" if page == "run" else "two to four arms"
        raise InputError("value out of range", reading.where("arms"), list(arms), allowed)
    return Door(name, page, arms, texts.words(name), day)
