"""A link, the command, the Python lines and the notebook all make the same city, to the byte."""

import contextlib
import io
import json
import shlex

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from tests.strategies import within
from tests.waiting import rest
from twin.cli import main
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES
from twin.levers import LEVERS
from twin.report import render, run_report
from twin.session import Change, Session, Strike
from twin.share import (
    LONGEST,
    Link,
    charts_svg,
    city_of,
    command_line,
    done_words,
    indicators_csv,
    is_link,
    link_of,
    notebook,
    python_lines,
    read_link,
    run_of,
    session_of,
)
from twin.shocks import Placed

LINK = Link(
    "classroom",
    log=(
        Change(0, "whistle", 1.0),
        Change(0, "authority", 0.65),
        Change(7, "staffing", 0.5),
        Strike(9, Placed("typhoon", 3, 7, 0.5)),
        Change(20, "pitches", 3.0),
    ),
    at=40,
)


@pytest.fixture(scope="module")
def city():
    return city_of(LINK)


def entries():
    lever = st.sampled_from(LEVERS).flatmap(
        lambda one: st.builds(Change, st.integers(0, 99), st.just(one.name), within(one))
    )
    shock = st.builds(
        Placed, st.sampled_from(["typhoon", "demand-slump"]), st.integers(1, 99),
        st.integers(0, 23), st.floats(0.0, 2.0),
    )  # fmt: skip
    return st.one_of(lever, st.builds(Strike, st.integers(0, 99), shock))


@given(st.lists(entries(), max_size=9), st.sampled_from(["", "newcomers"]), st.integers(99, 500))
@settings(max_examples=60)
def test_a_link_is_read_back_as_it_was(log, story, at):
    link = Link("classroom", story, tuple(sorted(log, key=lambda entry: entry.tick)), at)
    assert read_link(link.query()) == link
    address = f"http://127.0.0.1:8765/run?{link.query([('lang', 'zh'), ('layer', 'order')])}"
    assert is_link(address) and read_link(address) == link


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "unknown link"),
        ("policy=whistle", "unknown link"),
        ("v=2&district=classroom", "unknown link"),
        ("v=1&district=../etc", "unknown district"),
        ("v=1&district=classroom&at=-1", "out of range"),
        ("v=1&district=classroom&at=99999999", "out of range"),
        ("v=1&district=classroom&at=x", "not a number"),
        ("v=1&district=classroom&at=5&log=0~gravity~1", "unknown lever"),
        ("v=1&district=classroom&at=5&log=0~whistle~7", "out of range"),
        ("v=1&district=classroom&at=5&log=9~whistle~1", "broken link"),
        ("v=1&district=classroom&at=9&log=5~whistle~1~~2~style~1", "broken link"),
        ("v=1&district=classroom&at=5&log=nonsense", "broken link"),
        ("v=1&district=classroom&at=5&log=0~shock~rain~1~1~1", "unknown shock"),
        ("v=1&story=none&district=classroom", "unknown story"),
    ],
)
def test_a_link_that_cannot_be_used_is_refused(text, what, capsys):
    with pytest.raises(InputError) as refused:
        read_link(text)
    assert refused.value.exit_code == 2
    if what != "not a number":
        assert what in str(refused.value)
    assert main(["replay", text or "x"]) == 2
    assert capsys.readouterr().err.startswith("twin: ")


def test_thirty_turns_fit_into_a_link():
    log = tuple(Change(24 * k, lever.name, lever.high) for k, lever in enumerate(LEVERS[:30]))
    assert len(Link("dongcheng", log=log, at=900).query()) < LONGEST


def test_the_python_lines_make_the_same_city(city):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(python_lines(LINK), {})  # noqa: S102 - our own lines, as a reader would run them
    assert printed.getvalue().strip() == city.digest()


def test_the_command_makes_the_same_city(city, capsys):
    words = shlex.split(command_line(LINK))
    assert words[0] == "twin" and main([*words[1:], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["digest"] == city.digest() and told["hours"] == LINK.at
    assert read_link(told["link"]) == LINK
    assert main([*words[1:], "--lang", "zh"]) == 0
    assert city.digest() in capsys.readouterr().out


def test_twin_replay_is_public(city):
    assert twin.replay(f"http://example/run?{LINK.query()}").digest() == city.digest()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_notebook_runs_and_checks_itself(city, language):
    text = notebook(LINK, city.digest(), language)
    assert text == notebook(LINK, city.digest(), language)
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    names = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102 - our own cells, as a reader would run them
    assert names["model"].digest() == city.digest()


def test_a_session_of_a_link_comes_to_the_same_hour(city):
    session = session_of(LINK)
    rest(session)
    assert session.error is None and session.model.digest() == city.digest()
    assert link_of(session) == LINK
    session.turn({"style": 0.9})
    rest(session)
    assert link_of(session).log[-1] == Change(LINK.at, "style", 0.9)
    session.close()


def test_what_a_visitor_does_is_in_the_link():
    session = session_of(Link("classroom", "newcomers"))
    rest(session)
    session.turn({"whistle": 1.0})
    session.step(30)
    rest(session)
    session.strike("festival")
    session.step(5)
    rest(session)
    link = link_of(session, "newcomers")
    assert [entry.tick for entry in link.log] == [0, 30] and link.at == 35
    assert city_of(link).digest() == session.model.digest()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(python_lines(link), {})  # noqa: S102 - our own lines
    assert printed.getvalue().strip() == session.model.digest()
    session.close()


@pytest.mark.parametrize("headers", ["names", "zh", "en"])
def test_the_csv_holds_the_indicators_by_day(city, headers):
    text = indicators_csv(city, headers)
    frame = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), index_col=0)
    burn_in = city.programme.burn_in
    assert frame.shape == (len(city.history) - burn_in, len(INDICATOR_NAMES))
    assert frame.iloc[0, 0] == city.history[burn_in][0] and list(frame.index) == [1, 2]
    assert text.startswith("\ufeff") == (not text.isascii())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_charts_are_one_svg(city, language):
    text = charts_svg(city, language)
    assert text.startswith("<svg") and 'xmlns="http://www.w3.org/2000/svg"' in text
    assert "script" not in text and text.count("<path") > 8


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_of_the_screen_names_link_and_turns(city, language):
    told = done_words(LINK, 11, language)
    assert len(told) == len(LINK.log)
    html = render(run_report(run_of(city, LINK), language, told))
    assert city.digest() in html and "twin replay" in html
    assert all(line.split("：")[0] in html for line in told)


def test_a_fresh_session_shares_its_opening():
    session = Session(city_of(Link("classroom")))
    rest(session)
    assert link_of(session) == Link("classroom")
    session.close()
