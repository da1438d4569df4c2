"""A behaviour of a user's own acts for those who follow it, and leaves all else as it was."""

import csv
import logging
import pickle

import numpy as np
import pytest

import twin
from agents import view
from agents.table import plain
from tests.strategies import BUSY
from tests.twin.own.conftest import TIDY, read_again
from twin.accounts import Start, broken
from twin.behaviour import _followers, decided, follow, seen
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES
from twin.levers import LEVER_NAMES
from twin.own import PREFIX, WHO, columns_of, own_rules, read_rule
from twin.parameters import PARAMETERS
from twin.run import run_scenario
from twin.scenario import Scenario
from twin.share import read_link
from twin.sweep.spec import RunSpec

HOURS = 40
SETTABLE = [(who, c) for who in WHO for c in columns_of(who).values() if c.bounds]


def city(**given):
    made = twin.CityTwin(district="classroom", parameters=BUSY, rng=3, **given)
    made.run_for(HOURS)
    return made


def test_a_rule_that_nobody_follows_is_as_good_as_absent(own):
    without = city().digest()
    bare = Scenario(district="classroom").canonical()
    own("tidy.py", TIDY)
    assert city().digest() == city(my_tidy=0.0).digest() == without
    off = Scenario(district="classroom", levers={"my_tidy": 0.0})
    assert RunSpec(off, 1).canonical().count("my_tidy") == 0
    assert off.canonical() == bare


def test_those_who_follow_change_the_city_and_equal_input_gives_equal_bytes(own):
    own("tidy.py", TIDY)
    one, other, half = city(my_tidy=1.0), city(my_tidy=1.0), city(my_tidy=0.5)
    assert one.digest() == other.digest() != half.digest()
    assert one.levers()["my_tidy"] == 1.0
    assert one.history[0].tobytes() != city().history[0].tobytes()


def test_a_higher_share_only_adds_followers(own):
    own("tidy.py", TIDY)
    world, rule = city().world, own_rules()["my_tidy"]
    some, more = _followers(world, rule, 0.3), _followers(world, rule, 0.7)
    assert 0 < len(some) < len(more) and set(some) < set(more)
    assert len(_followers(world, rule, 1.0)) == int((world.rows("vendors").state != 0).sum())


def test_compiled_and_plain_python_agree_to_the_last_bit(own):
    own("tidy.py", TIDY)
    world, rule = city().world, own_rules()["my_tidy"]
    found = decided(world, rule, 1.0)
    space = {}
    exec(rule.source, space)  # noqa: S102 - the text above
    shown = seen(world, rule, found.rows)
    assert shown.dtype.names == rule.sees
    ids, tick = plain(world.rows("vendors"))["unique_id"][found.rows], world.now.tick
    from agents.streams import decision, draw4

    lucks = [draw4(world.now, decision(rule.name), int(one))[0] for one in ids]
    assert tick == HOURS
    wanted = [space["rule"](one, luck) for one, luck in zip(shown, lucks, strict=True)]
    assert found.values.tolist() == wanted


def test_a_moment_a_copy_and_a_second_run_go_on_alike(own):
    own("tidy.py", TIDY)
    model = city()
    model.set_lever("my_tidy", 0.6)
    moment, copy = model.snapshot(), pickle.loads(pickle.dumps(model))  # noqa: S301 - our own bytes
    model.run_for(30)
    ended = model.digest()
    model.set_lever("my_tidy", 0.0)
    model.run_for(5)
    model.restore(moment)
    assert model.levers()["my_tidy"] == 0.6
    for again in (model, copy):
        again.run_for(30)
        assert again.digest() == ended


def test_a_schedule_puts_it_in_force_for_a_time(own):
    own("tidy.py", TIDY)
    dated = {"from": 2, "until": 2, "levers": {"my_tidy": 1.0}}
    made = twin.CityTwin(district="classroom", schedule=[dated], rng=1)
    shares = []
    for _ in range(3):
        made.run_for(days=1)
        shares.append(made.levers()["my_tidy"])
    assert shares == [0.0, 1.0, 0.0]
    with pytest.raises(InputError, match="own behaviour in some places only"):
        Scenario(schedule=[{**dated, "boxes": [[0, 0, 3, 3]]}])
    with pytest.raises(InputError, match="own behaviour in some places only"):
        made.set_lever("my_tidy", 1.0, street=0)


def test_another_text_is_another_run(own):
    own("tidy.py", TIDY)
    followed = Scenario(
        district="classroom", days=1, burn_in=0, scale=50.0, levers={"my_tidy": 1.0}
    )
    sent = pickle.dumps(followed)
    run, address = run_scenario(followed), followed.address()
    assert run.summary()["own"] == {"my_tidy": own_rules()["my_tidy"].fingerprint}
    link = f"v=1&district=classroom&at=1&log=0~my_tidy~1&own=my_tidy~{run.origin.own['my_tidy']}"
    assert f"own=my_tidy~{run.origin.own['my_tidy']}" in read_link(link).query()
    own("tidy.py", TIDY + "\n# another text\n")
    assert Scenario(**{**vars_of(followed)}).address() != address
    with pytest.raises(InputError, match="own behaviour was changed: my_tidy"):
        run_scenario(pickle.loads(sent))  # noqa: S301 - our own bytes
    with pytest.raises(InputError, match="own behaviour was changed: link own"):
        read_link(link)


def vars_of(scenario):
    return {name: getattr(scenario, name) for name in scenario.__dataclass_fields__}


EXTREME = """
TITLE = {{"zh": "两头", "en": "Both ends"}}
WHO = "{who}"
SEES = ({sees})
SETS = "{name}"
HOURS = (0, 3, 6, 7, 9, 12, 15, 18, 20, 22)


def rule(agent, luck):
    return {low} if luck < 0.5 else {high}
"""


@pytest.mark.parametrize(
    ("who", "column"), SETTABLE, ids=[f"{who}-{column.name}" for who, column in SETTABLE]
)
def test_what_may_be_decided_breaks_no_account(own, who, column):
    low, high = column.bounds
    above = f"agent.{column.above} + 1" if column.above else low
    sees = f'"{column.above}",' if column.above else '"hour",'
    text = EXTREME.format(who=who, sees=sees, name=column.name, low=above, high=high)
    own("ends.py", text)
    made = twin.CityTwin(
        district="classroom", parameters=BUSY, rng=5, my_ends=1.0, pitches=2.0, discretion=0.5
    )
    start = Start(made.world)
    for _ in range(56):
        made.step()
        assert not broken(made.world, start)
    table = made.world.rows(WHO[who].table)
    assert column.column in table.dtype.names and np.isfinite(table[column.column]).all()


VIEWS = {
    "vendor": (view.VENDOR_SEES_CELL, view.VENDOR_SEES_ZONE),
    "resident": (view.RESIDENT_SEES_CELL, view.RESIDENT_SEES_ZONE),
    "team": (view.TEAM_SEES_CELL, view.TEAM_SEES_ZONE),
    "office": ((), ()),
}


@pytest.mark.parametrize("who", WHO)
def test_a_behaviour_sees_of_a_place_what_such_an_agent_sees(who):
    cells, zones = VIEWS[who]
    for column in columns_of(who).values():
        if column.table in ("cells", "zones"):
            assert column.column in (cells if column.table == "cells" else zones)
        assert column.meaning.zh and column.meaning.en


def test_the_list_of_columns_names_columns_there_are(root):
    world = twin.CityTwin(district="classroom", rng=0).world
    with (root / "scenarios" / "own" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["who"] for row in rows} == set(WHO)
    for row in rows:
        table = WHO[row["who"]].table if row["table"] == "self" else row["table"]
        assert world.rows(table)[row["column"]].ndim == 1, row


def test_no_shipped_name_looks_like_a_users_own():
    shipped = (*LEVER_NAMES, *(knob.name for knob in PARAMETERS), *INDICATOR_NAMES)
    assert not [name for name in shipped if name.startswith(PREFIX)]


def test_a_file_with_a_mistake_is_left_out_and_told(own, caplog):
    own("tidy.py", TIDY)
    own("torn.py", "def rule(:\n")
    with caplog.at_level(logging.WARNING):
        read_again()
        assert list(own_rules()) == ["my_tidy"]
    assert "torn.py:1" in caplog.text and "没有采用" in caplog.text


def test_a_value_out_of_bounds_stops_the_run_and_says_whose_it_is(own):
    own("wild.py", TIDY.replace("return 1", "return 7"))
    with pytest.raises(InputError, match="value out of bounds: my_wild, tidy: got 7"):
        city(my_wild=1.0)


def test_two_behaviours_look_before_either_writes(own):
    """The order of names plays no part in what is seen."""
    first = own(
        "a.py", TIDY.replace('SETS = "tidy"', 'SETS = "risk"').replace("return 1", "return 0.9")
    )
    second = own("b.py", TIDY)
    rules = [read_rule(file) for file in (first, second)]
    model = city()
    model.run_for(int(32 - model.world.now.hour) % 24)
    moment, results = model.snapshot(), []
    for order in (rules, rules[::-1]):
        model.restore(moment)
        follow(model.world, [(rule, 1.0) for rule in order])
        results.append(model.digest())
    assert results[0] == results[1] and model.world.now.hour == 8
