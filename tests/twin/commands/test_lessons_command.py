"""``twin lessons`` and ``twin explain lesson``: what can be taught, and the key for the teacher."""

import pytest

from twin.commands.explain import answer as explain
from twin.commands.lessons import lessons
from twin.commands.options import Given
from twin.errors import InputError, UsageError
from twin.lesson import lesson_names, load_lesson
from twin.scenario import from_dict


@pytest.mark.parametrize("words", ["zh", "en"])
def test_every_lesson_is_listed_with_its_arms_and_its_key(words):
    found = lessons(Given((), {"--lang": [words]}))
    assert [told["name"] for told in found.data["lessons"]] == list(lesson_names())
    for told in found.data["lessons"]:
        lesson = load_lesson(told["name"])
        assert lesson.title[words] in found.text
        assert {q["name"]: q["expect"] for q in told["questions"]} == {
            q.name: q.expect for q in lesson.questions
        }
        assert all(from_dict(told["arms"][arm.name]) == arm.scenario for arm in lesson.arms)


@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_explained_with_notes_and_key(name):
    lesson = load_lesson(name)
    for words, arrow in (("zh", "→ 变"), ("en", "→ ")):
        text = explain(Given(("lesson", name), {"--lang": [words]})).text
        assert all(question.ask[words] in text for question in lesson.questions)
        assert arrow in text and all(part in text for part in lesson.notes[words].split("\n\n"))


def test_an_unknown_lesson_is_refused_with_the_nearest():
    with pytest.raises(InputError) as refused:
        explain(Given(("lesson", "wistle"), {"--lang": ["en"]}))
    assert refused.value.nearest == "whistle"
    with pytest.raises(UsageError, match="trap"):
        explain(Given(("lesson",), {"--lang": ["en"]}))
