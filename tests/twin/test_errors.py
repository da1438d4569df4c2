"""The error tree: one line, five facts, in two languages, across processes."""

import pickle

import pytest

from agents.knob import Words
from twin import errors
from twin.errors import (
    InputError,
    NotReady,
    RunFailed,
    TwinError,
    UsageError,
    check_extra,
    check_known,
    nearest,
    one_of,
)

FULL = InputError("unknown lever", "--set", "authorty", ("authority", "style"), "authority")


def test_message_gives_what_where_got_allowed_and_nearest_on_one_line():
    assert str(FULL) == (
        "unknown lever: --set: got 'authorty', allowed authority or style, "
        "nearest known name 'authority'"
    )


def test_sentence_is_chinese_where_asked():
    assert FULL.sentence("zh") == (
        "没有这个政策杠杆：--set：实际为 'authorty'，允许 authority 或 style，"
        "最接近的已知名称 'authority'"
    )


def test_absent_facts_leave_no_empty_separators():
    assert str(InputError("broken TOML", "calm.toml")) == "broken TOML: calm.toml"
    assert str(InputError("missing key")) == "missing key"


@pytest.mark.parametrize("got", ["two\nlines", "x" * 5000, {"a": "\r\n"}])
def test_what_a_user_typed_never_breaks_the_line(got):
    message = str(InputError("not a number", "--set", got, "0 to 1"))
    assert "\n" not in message and "\r" not in message
    assert len(message) < 200


def test_zero_false_and_empty_text_are_shown_as_got():
    for got in (0, False, ""):
        assert f"got {got!r}" in str(InputError("value out of range", "days", got, "1 to 3"))


@pytest.mark.parametrize("error", [FULL, UsageError("unknown command", got="rnu")])
def test_input_errors_keep_their_facts_between_processes(error):
    twin = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(twin), str(twin), vars(twin)) == (type(error), str(error), vars(error))


def test_run_failed_names_the_command_that_replays_it():
    failed = pickle.loads(pickle.dumps(RunFailed("no room", "twin run --seed 3")))  # noqa: S301 - our own bytes
    assert str(failed) == "no room; replay with: twin run --seed 3"
    assert failed.replay == "twin run --seed 3"


def test_exit_codes_follow_the_tree():
    codes = {name: getattr(errors, name).exit_code for name in ("TwinError", "InputError")}
    assert codes == {"TwinError": 1, "InputError": 2}
    assert (UsageError.exit_code, RunFailed.exit_code, errors.Interrupted.exit_code) == (2, 1, 130)


def test_the_docstring_draws_every_class_of_the_tree():
    drawn = errors.__doc__ or ""
    tree = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, TwinError)]
    assert len(tree) <= 6
    assert all(f" {c.__name__} " in drawn.replace("TwinError", " TwinError") for c in tree)


def test_nearest_ignores_case_and_the_kind_of_dash():
    assert nearest("Street_Teams", ["street-teams", "stalls-2020"]) == "street-teams"
    assert nearest("zzzz", ["street-teams"]) is None
    assert nearest(3, []) is None


def test_check_known_gives_the_name_back_or_refuses_it():
    assert check_known("a", ["a", "b"], "unknown letter") == "a"
    with pytest.raises(InputError, match="unknown letter: file: got 7"):
        check_known(7, ["a"], "unknown letter", "file")


def test_one_of_reads_as_a_sentence():
    assert [one_of(n) for n in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "", "a", "a or b", "a, b or c",
    ]  # fmt: skip


def test_of_many_allowed_names_the_message_gives_the_number_and_the_nearest():
    names = [f"name_{k}" for k in range(250)]
    with pytest.raises(InputError) as found:
        check_known("nme_7", names, "unknown parameter", "parameters")
    assert str(found.value).startswith("unknown parameter: parameters: got 'nme_7', allowed one of")
    assert "250 names" in str(found.value) and "'name_7'" in str(found.value)
    assert "250 个名称之一" in found.value.sentence("zh")


def test_what_needs_an_extra_says_which_in_both_languages():
    check_extra("json", "none", "this")
    with pytest.raises(NotReady) as told:
        check_extra("no_module_of_ours", "maps", Words("画图", "drawing"))
    assert str(told.value) == (
        "drawing needs no_module_of_ours: pip install 'city-street-twin[maps]' "
        "/ 画图需要 no_module_of_ours，请安装附加组件 maps"
    )
    with pytest.raises(NotReady, match=r"/ town\.shp 需要 no_module_of_ours"):
        check_extra("no_module_of_ours", "geo", "town.shp")
