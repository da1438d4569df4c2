"""The ODD page: whole, in both languages, in the words of the code, and nothing left to drift."""

import json
import re
import subprocess
import sys

import pytest

from agents.streams import DECISIONS
from tests.shape.sources import ROOT, sources
from twin.cli import main
from twin.commands.odd import MARK, page, prose, table
from twin.commands.odd_tables import ENTITIES, SEEN, TABLES, chinese_columns, read
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES
from twin.levers import LEVER_NAMES
from twin.mechanisms.columns import LEVER_COLUMNS
from twin.parameters import PARAMETER_NAMES
from twin.schedule import SCHEDULE

LANGUAGES = ("en", "zh")
#: Names of the code that the prose may use besides those that are declared.
OTHER = {"scale", "push", "u", "meta.toml"}
SECTIONS = (
    "1 Purpose and patterns",
    "2 Entities, state variables and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialisation",
    "6 Input data",
    "7 Submodels",
    "8 Levers, parameters, indicators",
    "What this model cannot tell you",
    "Ethics note",
)


def names_in_code(text):
    """Give the names that stand in code: between backticks, or in a block of equations."""
    blocks = re.findall(r"```text\n(.*?)```", text, flags=re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", " ".join((*blocks, *spans)))), spans


def test_the_parts_of_the_protocol_stand_in_their_order():
    heads = re.findall(r"^## (.+)$", prose("en"), flags=re.MULTILINE)
    assert tuple(heads) == SECTIONS
    chinese = re.findall(r"^## (.+)$", prose("zh"), flags=re.MULTILINE)
    assert len(chinese) == len(SECTIONS) and chinese[-2:] == ["模型不能告诉你什么", "伦理说明"]


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_table_is_put_in_once_and_none_is_left_out(words):
    assert sorted(MARK.findall(prose(words))) == sorted(TABLES)
    assert "<!-- table" not in page(words)


def test_every_parameter_and_lever_stands_in_a_rule():
    used, _ = names_in_code(prose("en").split("## 8 ")[0])
    assert set(PARAMETER_NAMES) - used == set()
    assert set(LEVER_NAMES) - used == set()


def test_a_single_name_in_code_is_one_that_the_model_has():
    columns = {column.name for _, declared in ENTITIES.values() for column in declared}
    known = {*PARAMETER_NAMES, *LEVER_NAMES, *INDICATOR_NAMES, *columns, *OTHER}
    for words in LANGUAGES:
        _, spans = names_in_code(prose(words))
        single = {span for span in spans if re.fullmatch(r"[a-z_]+(\.toml)?", span)}
        assert single - known == set(), words


def test_every_file_that_is_named_is_there_and_every_rule_is_described():
    text = prose("en")
    named = set(re.findall(r"`((?:agents|twin)/[a-z_/]+\.py)`", text))
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []
    ruled = {
        source.path
        for source in sources()
        if "@rule" in source.text or source.path.startswith("twin/mechanisms/")
    }
    # the last one runs the rules of vendors again, to tell a card what they weighed
    apart = {"agents/compiled.py", "twin/mechanisms/__init__.py", "twin/why/reckon.py"}
    assert ruled - named - apart == set()


def test_every_phase_and_every_view_stands_in_its_table():
    for words in LANGUAGES:
        schedule = table("schedule", words)
        assert all(f"| {phase.name} |" in schedule for phase in SCHEDULE)
        assert all(phase.text[words] in schedule for phase in SCHEDULE)
        assert table("views", words).count("\n") == len(SEEN) + 1


def test_every_view_that_is_declared_is_told():
    from agents import view

    declared = {n: v for n, v in vars(view).items() if re.fullmatch(r"[A-Z]+_SEES_[A-Z]+", n)}
    assert len(declared) > 8
    assert sorted(declared.values()) == sorted(names for _, _, names in SEEN)


def test_every_state_variable_has_a_chinese_meaning_and_none_is_left_over():
    levers = {column.name for column in LEVER_COLUMNS}
    face = {column.name for column in ENTITIES["face"][1]}
    people = ("residents", "vendors", "teams", "offices", "departments")
    wanted = {
        (name, column.name)
        for name, (_, declared) in ENTITIES.items()
        for column in declared
        if not (name in (*people, "zones") and column.name in face | levers)
    }
    assert set(chinese_columns()) == wanted


def test_every_named_decision_is_told_and_no_other():
    names = [row["name"] for row in read("streams.csv")]
    assert len(names) == len(set(names)) and all(name in DECISIONS for name in names)
    script = "import twin.model; from agents.streams import DECISIONS; print(*DECISIONS)"
    asked = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert sorted(asked.stdout.split()) == sorted(names)


def test_the_command_prints_the_page(capsys):
    assert main(["odd", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == page("zh") + "\n"
    main(["odd", "--lang", "en", "--json"])
    assert json.loads(capsys.readouterr().out) == {"lang": "en", "markdown": page("en")}


def test_a_table_nobody_makes_is_refused():
    with pytest.raises(InputError, match="nearest known name 'levers'"):
        table("lever", "en")


def test_the_docs_hold_both_languages(root):
    text = (root / "docs" / "odd.md").read_text(encoding="utf-8")
    assert page("en") in text and page("zh") in text
