"""The kit of docs/kit: both languages alike, links that lead somewhere, answers that come out."""

import importlib.util
import re
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from tests import kit
from tests.kit_claims import CLAIMS
from twin.cli import main
from twin.commands.catalogue import COMMANDS
from twin.commands.instruments import read_instruments
from twin.commands.options import parse
from twin.levers import LEVERS
from twin.ui.navigation import STOPS

BOTH = [(language, name) for language in kit.LANGUAGES for name in kit.PAGES]
#: Exercises with many runs, or with processes of their own.
SLOW = {5, 6, 8, 9, 10, 11, 12, 13, 16, 17}
NUMBERS = [pytest.param(n, marks=[pytest.mark.slow] if n in SLOW else []) for n in range(1, 19)]
ROLES = {
    "zh": ["街道主任", "部门负责人", "摊贩", "老居民", "新市民", "店主"],
    "en": [
        "Street director",
        "Department head",
        "Vendor",
        "Old resident",
        "Newcomer",
        "Shopkeeper",
    ],
}


@pytest.mark.parametrize("name", kit.PAGES)
def test_both_languages_have_the_same_sections(name):
    assert kit.headings("zh", name) == kit.headings("en", name)
    assert kit.page("zh", name).count("\n| ---") == kit.page("en", name).count("\n| ---")


@pytest.mark.parametrize("language", kit.LANGUAGES)
def test_each_role_has_a_card_of_five_parts(language):
    _, *cards = re.split(r"^## ", kit.page(language, "roles"), flags=re.MULTILINE)
    assert [card.splitlines()[0].split(" (")[0].split("（")[0] for card in cards] == ROLES[language]
    assert all(card.count("\n### ") == 5 for card in cards)


@pytest.mark.parametrize("file", [kit.KIT / "README.md", *sorted(kit.KIT.glob("*/*.md"))])
def test_relative_links_lead_to_files(file):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [one for one in targets if not (file.parent / one).exists()] == []


@pytest.mark.parametrize("language", kit.LANGUAGES)
def test_addresses_of_the_guide_open_a_page(language):
    found = re.findall(r"`(/[a-z]*(?:\?[^`]*)?)`", kit.page(language, "facilitator"))
    stops = {stop.path: stop for stop in STOPS}
    assert any(one.startswith("/compare?") for one in found)
    for address in found:
        parts = urlsplit(address)
        if parts.query:
            stop = stops[parts.path]
            again = stop.read(f"?{parts.query}", language).address()
            given = dict(parse_qsl(parts.query))
            assert given.keys() <= dict(parse_qsl(again[1:])).keys() | {"district"}, address
        else:
            assert parts.path in stops, address


def test_both_languages_name_the_same_addresses():
    named = [
        re.findall(r"`(/[a-z]*(?:\?[^`]*)?)`", kit.page(language, "facilitator"))
        for language in kit.LANGUAGES
    ]
    assert named[0] == named[1]


def test_every_lever_has_an_instrument_and_no_other_name_has():
    assert list(read_instruments()) == [lever.name for lever in LEVERS]
    facts = read_instruments().values()
    assert all(("since" in fact["zh"]) == ("since" in fact["en"]) for fact in facts)
    assert all("source" in fact for fact in facts if "since" in fact["en"])


@pytest.mark.parametrize(("language", "missing"), [("zh", "未查到"), ("en", "not found")])
def test_what_was_not_found_is_said_to_be_missing(language, missing, capsys):
    assert main(["levers", "--instruments", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    without = {name for name, fact in read_instruments().items() if "since" not in fact["en"]}
    assert without and without <= {line.split()[0] for line in lines if missing in line}


@pytest.mark.parametrize("language", kit.LANGUAGES)
def test_every_lever_is_in_the_glossary(language):
    rows = re.findall(r"^\| (\w+) \| (.+?) \|", kit.page(language, "glossary"), re.MULTILINE)
    known = {lever.name: lever.label[language] for lever in LEVERS}
    assert {name: label for name, label in rows if name in known} == known


def test_both_languages_set_the_same_exercises():
    assert kit.exercises("zh") == kit.exercises("en")
    assert list(kit.exercises("en")) == list(range(1, 19))


@pytest.mark.parametrize("number", range(1, 19))
def test_both_keys_hold_the_same_figures(number):
    assert kit.key("zh", number) == kit.key("en", number)
    assert kit.told("zh", number) == kit.told("en", number)


@pytest.mark.parametrize("file", sorted(kit.KIT.rglob("*.md")))
def test_commands_are_those_the_program_knows(file):
    known = {command.name: command for command in COMMANDS}
    blocks = re.findall(r"```console\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)
    for line in "".join(blocks).splitlines():
        if not line.startswith("python docs/"):
            name, *rest = kit.words_of(line)
            parse(known[name], rest)


@pytest.fixture
def work(tmp_path, monkeypatch, capsys):
    """Give a function that works through an exercise and gives what each step printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def do(number):
        exercise = kit.exercises("en")[number]
        for name, text in exercise.files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        printed = []
        for kind, text in exercise.steps:
            if kind == "python":
                printed.append(kit.run_program(text))
                continue
            code = main(kit.words_of(text))
            done = capsys.readouterr()
            assert code == 0, done.err
            printed.append(done.out)
        return printed

    return do


@pytest.mark.parametrize("number", NUMBERS)
def test_the_answers_of_an_exercise_come_out(number, work):
    printed = work(number)
    for name, cells in kit.key("en", number).items():
        found = kit.figures(printed, name)
        assert kit.in_order(cells, found), f"the key says {name} {cells}, the command {found}"
    programs = [kind == "python" for kind, _ in kit.exercises("en")[number].steps]
    by_programs = [text for text, is_program in zip(printed, programs, strict=True) if is_program]
    assert kit.told("en", number) == by_programs
    CLAIMS[number](printed)


def tally(*scorecards):
    """Give how many patterns pass, are undecided and fail; later scorecards count."""
    validation, verdicts = kit.KIT.parent / "validation", {}
    for name in scorecards:
        scored = pd.read_csv(validation / name, comment="#")
        verdicts |= dict(zip(scored["pattern"], scored["pattern_verdict"], strict=True))
    return [list(verdicts.values()).count(verdict) for verdict in ("pass", "undecided", "fail")]


@pytest.mark.parametrize(
    ("name", "scorecards"),
    [
        ("facilitator", ("scorecard.csv", "thirty-seeds/scorecard.csv")),
        ("answers", ("scorecard.csv",)),
    ],
)
def test_the_kit_tells_the_score_that_was_scored(name, scorecards):
    passed, undecided, failed = tally(*scorecards)
    english = kit.page("en", name).replace("\n", " ")
    assert re.search(rf"{passed} pass, {undecided} are undecided(,| and) {failed} fail", english)
    assert f"{passed} 个通过，{undecided} 个未定，{failed} 个未通过" in kit.page("zh", name)


def test_the_kit_prints_as_one_file_a_language(root, tmp_path):
    spec = importlib.util.spec_from_file_location("print_kit", root / "docs" / "print_kit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.run(tmp_path / "new" / "folder")
    for language in kit.LANGUAGES:
        text = (tmp_path / "new" / "folder" / f"kit-{language}.html").read_text(encoding="utf-8")
        assert all(f"<h2>{role}" in text for role in ROLES[language])
        inside = re.findall(r'href="([^"]*)"', text)
        assert inside and all(f'id="{one[1:]}"' in text for one in inside)
        assert "src=" not in text and "<script" not in text
