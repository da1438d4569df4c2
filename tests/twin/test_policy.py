"""Policies: the shipped ones are whole and sparse, the broken ones are refused in clear words."""

import re
from pathlib import Path

import pytest

from twin.cli import main
from twin.errors import InputError
from twin.levers import LEVERS
from twin.policy import load_policy, policy_names

BROKEN = Path(__file__).parent / "broken"
SHIPPED_IN = Path(__file__).parents[2] / "scenarios" / "policies"
SHIPPED = (
    "baseline", "campaign", "city-brain", "co-governance", "crackdown", "decentralised-whole",
    "fifteen-minute-circle", "hotline-first", "laissez-faire", "stalls-2020", "storm-ready",
    "street-teams", "three-tier-grid", "whistle",
)  # fmt: skip


def promised_words(file):
    first = file.read_text(encoding="utf-8").splitlines()[0]
    return [word.strip() for word in first.removeprefix("# words:").split("|")]


def test_the_policies_are_shipped_baseline_first():
    assert policy_names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_has_words_sources_and_says_what_it_leaves_out(name):
    policy = load_policy(name)
    assert policy.name == name
    assert policy.sources and all(policy.sources)
    for words in (policy.title, policy.about, policy.leaves_out):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
        assert words.en.isascii() and len(words.en) < 400


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_names_only_levers_it_turns(name):
    defaults = {lever.name: lever.default for lever in LEVERS}
    levers = load_policy(name).levers
    assert all(value != defaults[lever] for lever, value in levers.items())
    assert (not levers) == (name == "baseline")


def test_the_path_of_decentralisation_runs_from_baseline_to_whole():
    """Authority 0.2, all else 0, to all 1; nothing off the path differs between its ends."""
    powers = {"suggestion", "consent", "assessment", "participation", "management"}
    path = {"authority", "staffing", "discretion", *powers}
    start, end = load_policy("baseline").vector(), load_policy("decentralised-whole").vector()
    assert {name: start[name] for name in path} == {**dict.fromkeys(path, 0.0), "authority": 0.2}
    assert {name for name in end if end[name] != start[name]} == path
    assert {end[name] for name in path} == {1.0}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize(("lang", "cost"), [("zh", "成本："), ("en", "Cost: ")])
def test_every_policy_is_explained_with_its_cost_in_both_languages(name, lang, cost, capsys):
    assert main(["explain", "policy", name, "--lang", lang]) == 0
    told = capsys.readouterr().out
    policy = load_policy(name)
    assert policy.about[lang] in told and policy.leaves_out[lang] in told and cost in told
    assert all(f"{lever} = {value:g}" in told for lever, value in policy.levers.items())


def test_no_policy_states_the_figure_that_could_not_be_confirmed():
    files = SHIPPED_IN.glob("*.toml")
    assert not [file.name for file in files if re.search(r"\b423\b", file.read_text("utf-8"))]


def test_vector_names_every_lever_in_the_order_of_declaration():
    assert list(load_policy("whistle").vector()) == [lever.name for lever in LEVERS]


def test_a_policy_file_is_loaded_by_its_path(tmp_path):
    shipped = SHIPPED_IN / "whistle.toml"
    mine = tmp_path / "mine.toml"
    mine.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_policy(mine).levers == load_policy("whistle").levers
    assert load_policy(str(mine)).name == "mine"


def test_an_unknown_policy_is_refused_with_the_nearest_name():
    with pytest.raises(InputError) as refused:
        load_policy("wistle", "--policy")
    assert str(refused.value).startswith("unknown policy: --policy: got 'wistle', allowed baseline")
    assert refused.value.nearest == "whistle"


@pytest.mark.parametrize("name", ["missing.toml", "../policies/missing.toml"])
def test_a_policy_file_that_is_not_there_is_refused(name):
    with pytest.raises(InputError, match="missing file: policy: got"):
        load_policy(name)


@pytest.mark.parametrize("name", ["../levers", "", ".", "whistle/"])
def test_a_name_is_never_a_way_out_of_the_folder(name):
    with pytest.raises(InputError, match="unknown policy"):
        load_policy(name)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    file = tmp_path / "gbk.toml"
    file.write_bytes('about = "现状"'.encode("gbk"))
    with pytest.raises(InputError, match=r"not UTF-8: .*gbk.toml"):
        load_policy(file)


@pytest.mark.parametrize("file", sorted(BROKEN.glob("policy-*.toml")), ids=lambda file: file.stem)
def test_a_broken_policy_says_what_where_got_and_allowed(file):
    with pytest.raises(InputError) as refused:
        load_policy(file)
    message = str(refused.value)
    assert [word for word in promised_words(file) if word not in message] == [], message
    assert "\n" not in message
