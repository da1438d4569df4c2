"""Lessons as data: all shipped ones are whole, and every mistake of an author is one message."""

import shutil

import pytest

from twin.errors import InputError
from twin.lesson import lesson_names, load_lesson
from twin.lesson.parts import PREDICT, RUN, SANDBOX, SEE
from twin.paths import scenarios_home
from twin.ui.texts import gather

CHINESE = range(0x4E00, 0xA000)


def texts_of(lesson):
    """Give every text of a lesson in both languages."""
    yield from (lesson.title, lesson.about, lesson.notes)
    yield from (arm.title for arm in lesson.arms)
    yield from (question.ask for question in lesson.questions)
    for screen in lesson.screens:
        yield from (screen.title, screen.text, *(door.title for door in screen.doors))


def test_the_lessons_are_listed_in_the_order_of_their_numbers():
    numbers = [load_lesson(name).number for name in lesson_names()]
    assert numbers == list(range(1, 8))


@pytest.mark.parametrize("name", lesson_names())
def test_a_shipped_lesson_is_whole(name):
    lesson = load_lesson(name)
    kinds = [screen.kind for screen in lesson.screens]
    assert 7 <= len(kinds) <= 9 and 40 <= lesson.minutes <= 45
    assert kinds.index(PREDICT) < kinds.index(RUN) < kinds.index(SEE)
    assert kinds[-1] == SANDBOX and lesson.sources and len(lesson.questions) >= 3
    for words in texts_of(lesson):
        assert any(ord(letter) in CHINESE for letter in words.zh), words
        assert words.en.isascii(), words


def test_the_first_lesson_has_seven_screens_for_forty_five_minutes():
    lesson = load_lesson("trap")
    assert (len(lesson.screens), lesson.minutes) == (7, 45)


def test_every_kind_of_screen_has_a_name_on_the_page():
    kinds = {screen.kind for name in lesson_names() for screen in load_lesson(name).screens}
    assert {f"kind_{kind}" for kind in kinds} <= set(gather())


@pytest.fixture
def spoil(tmp_path):
    """Give a function that changes a copy of the first lesson and says how it is refused."""

    def refused(file, before, after):
        folder = shutil.copytree(scenarios_home() / "lessons" / "trap", tmp_path / "trap")
        text = (folder / file).read_text("utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after, 1), "utf-8")
        with pytest.raises(InputError) as error:
            load_lesson(folder)
        message = str(error.value)
        assert "\n" not in message and error.value.sentence("zh") != message
        return message

    return refused


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("lesson.toml", "pairs =", "pears =", "unknown key: lesson.toml, key pears"),
        ("lesson.toml", "number = 1", "", "missing key: lesson.toml, key number"),
        (
            "lesson.toml",
            "minutes = 45",
            "minutes = 1",
            "value out of range: lesson.toml, key minut",
        ),
        ("lesson.toml", "intensity = 0.2", "intensty = 0.2", "nearest known name 'intensity'"),
        (
            "lesson.toml",
            'kind = "direction"',
            'kind = "way"',
            "unknown kind: lesson.toml, key quest",
        ),
        ("lesson.toml", 'expect = "up"', 'expect = "upp"', "unknown outcome: lesson.toml"),
        (
            "lesson.toml",
            'to = "full"',
            'to = "ful"',
            "unknown arm: lesson.toml, key questions[1].to",
        ),
        ("lesson.toml", 'indicator = "order"', 'indicator = "ordr"', "nearest known name 'order'"),
        ("lesson.toml", 'kind = "run"', 'kind = "read"', "lesson out of order: trap/lesson.toml"),
        ("lesson.toml", 'questions = ["out"]', "", "each question laid beside the run once"),
        ("lesson.toml", '"content", "out"]', '"content"]', "each question asked once"),
        ("lesson.toml", 'page = "compare"', 'page = "start"', "unknown page"),
        ("lesson.toml", 'kind = "maps"', 'kind = "map"', "unknown kind"),
        (
            "lesson.toml",
            'indicators = ["order", "vitality", "satisfaction"]',
            "",
            "missing key: lesson.toml, key screens[4].figures[2].indicators: allowed one",
        ),
        (
            "lesson.toml",
            'kind = "maps"',
            'kind = "course"',
            "missing key: lesson.toml, key screens[4].figures[1].indicators: allowed one",
        ),
        (
            "lesson.toml",
            "[arms.light]",
            "[arms.light]\ndays = 20",
            "unknown key: lesson.toml, key arms.light.days: got 'days', allowed in [scene] only",
        ),
        (
            "lesson.toml",
            "[arms.light]",
            '[arms.light]\ndistrict = "dongcheng"',
            "unknown key: lesson.toml, key arms.light.district: got 'district', allowed in [sc",
        ),
        (
            "lesson.toml",
            "[arms.light]",
            "[arms.light]\nburn_in = 3",
            "unknown key: lesson.toml, key arms.light.burn_in: got 'burn_in', allowed in [sc",
        ),
        (
            "lesson.toml",
            "low = -100",
            "low = 100",
            "value out of range: lesson.toml, key questions[2].high: got 100, allowed more than",
        ),
        (
            "lesson.toml",
            'arms = ["none", "full"]\n[[screens.fig',
            'arms = ["nun"]\n[[screens.fig',
            "nu",
        ),
        ("zh.toml", "title =", "titel =", "unknown key: zh.toml, key titel"),
        ("en.toml", 'order = "From', 'ordre = "From', "unknown key: en.toml, key questions.ordre"),
        ("en.toml", 'about = "', 'about = ""\nx = "', "unknown key: en.toml, key x"),
        ("zh.toml", 'none = "不管"', 'none = ""', "missing text: zh.toml, key arms.none"),
        ("zh.toml", "[screens.why]", "[screens.wy]", "key screens.wy: got"),
    ],
)
def test_a_mistake_of_an_author_is_one_clear_message(spoil, file, before, after, message):
    assert message in spoil(file, before, after)


def test_an_unknown_lesson_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match=r"unknown lesson: lesson: got 'trp'.*'trap'"):
        load_lesson("trp")
