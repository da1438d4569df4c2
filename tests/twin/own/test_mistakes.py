"""Each typical mistake gets its own message, in both languages, and never a traceback."""

import json
import re

import pytest

from tests.twin.own.conftest import TIDY, as_rule, mistakes, promised
from twin.cli import main
from twin.district import load_district
from twin.errors import InputError
from twin.own import file_mistakes, read_rule
from twin.trial.behaviours import try_here

PLAIN = [file for file in mistakes() if not file.stem.startswith("trial-")]
TRIED = [file for file in mistakes() if file.stem.startswith("trial-")]


def lacking(words, text):
    return [word for word in words if word not in text]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("file", PLAIN, ids=lambda file: file.stem)
def test_a_mistake_is_told_in_plain_words(file, language, tmp_path, capsys):
    copy = as_rule(file, tmp_path)
    assert main(["check", str(copy), "--lang", language]) == 2
    said = capsys.readouterr()
    told = [line for line in said.out.splitlines() if "✗" in line]
    assert len(told) == 1, said.out
    assert not lacking(promised(file, language), told[0]), told
    assert "Traceback" not in said.out + said.err


@pytest.mark.parametrize("file", TRIED, ids=lambda file: file.stem)
def test_what_only_a_trial_can_tell_is_told_as_plainly(file, tmp_path):
    rule = read_rule(as_rule(file, tmp_path))
    try:
        verdicts = try_here(rule)
    except InputError as mistake:
        told = {language: mistake.sentence(language) for language in ("zh", "en")}
    else:
        told = next({"zh": one.text.zh, "en": one.text.en} for one in verdicts if not one.fine)
    for language, text in told.items():
        assert not lacking(promised(file, language), text), text


def test_a_rule_is_tried_at_its_own_hours_and_at_no_other(tmp_path):
    """At an hour it does not know it would give what nobody may."""
    file = tmp_path / "late.py"
    late = TIDY.replace("(8, 12, 18)", "(16, 18)").replace("return 0\n", "return -1\n")
    file.write_text(late, encoding="utf-8")
    assert all(one.fine for one in try_here(read_rule(file)) if one.name != "speed")


def test_those_count_who_were_asked(tmp_path):
    """The row of the whole district is no office, and decides nothing."""
    text = TIDY.replace("vendor", "office").replace("here_tidy", "effort").replace("risk", "trust")
    file = tmp_path / "office.py"
    file.write_text(text.replace('SETS = "tidy"', 'SETS = "effort"'), encoding="utf-8")
    streets = len(load_district("classroom").streets)
    told = {one.name: one.text for one in try_here(read_rule(file))}["effect"]
    assert told.en.startswith(f"Effect: of {streets} street offices")


@pytest.mark.parametrize(
    "head",
    ["vendor, luck: float) -> float", 'vendor, luck: "float") -> tuple[int, ...]'],
)
def test_plain_types_and_numbers_may_stand_in_a_head(tmp_path, head):
    file = tmp_path / "typed.py"
    text = TIDY.replace("rule(vendor, luck)", f"rule({head}").replace(
        "often(vendor):", "often(vendor, usual: float = 0.2):"
    )
    file.write_text(text, encoding="utf-8")
    assert file_mistakes(file) == []
    read_rule(file)


def test_more_than_ten_mistakes_have_messages_of_their_own(tmp_path):
    found = {file.stem: file_mistakes(as_rule(file, tmp_path))[0] for file in PLAIN}
    assert len({mistake.what for mistake in found.values()}) > 15
    assert len({mistake.sentence("zh").partition("：")[0] for mistake in found.values()}) > 15


def test_every_mistake_of_a_file_is_told_at_once(tmp_path, capsys):
    file = tmp_path / "many.py"
    file.write_text("import random\nWHO = 'cat'\nHOURS = ()\nopen('x')\n", encoding="utf-8")
    assert main(["check", str(file), "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    whats = [mistake["what"] for mistake in said["mistakes"]]
    assert (said["ok"], said["kind"], said["checks"]) == (False, "behaviour", [])
    expected = {
        "luck or time from elsewhere", "unknown kind of agent", "not hours of the day",
        "statement not allowed", "missing function", "missing declaration",
    }  # fmt: skip
    assert expected <= set(whats)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.py", None, "missing file"),
        ("gbk.py", "标题".encode("gbk"), "not UTF-8"),
        ("nul.py", b"a = 1\0", "Python does not understand this line"),
        ("Early-Close.py", b"", "file name cannot be a lever"),
        ("notes.txt", b"", "not a file of your own"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, name, content, words, capsys):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["check", str(tmp_path / name), "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert words in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_the_examples_of_the_docs_can_be_used(root, tmp_path):
    page = (root / "docs" / "own-rules.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(examples) == 2
    for number, text in enumerate(examples):
        file = tmp_path / f"example_{number}.py"
        file.write_text(text, encoding="utf-8")
        verdicts = {one.name: one for one in try_here(read_rule(file))}
        assert all(one.fine for name, one in verdicts.items() if name != "speed")
        assert "none of" not in verdicts["effect"].text.en
        assert len(text.splitlines()) <= 20
