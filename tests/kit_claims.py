"""What the answer key of docs/kit says in words, exercise by exercise, as questions to a print."""

import itertools
import re

import pytest

from tests import kit
from twin.commands.instruments import read_instruments
from twin.errors import InputError
from twin.levers import LEVERS
from twin.settings import check_settings


def rising(numbers):
    """Tell whether each is above the one before."""
    return all(low < high for low, high in itertools.pairwise(numbers))


def same_seed_same_run(printed):
    first, again, other = (re.search(r"^digest (\w+)$", text, re.MULTILINE)[1] for text in printed)
    assert first == again != other


def satisfaction_is_best_in_the_middle(printed):
    low, middle, high = kit.means(printed, "satisfaction")
    assert middle > max(low, high)
    assert rising(kit.means(printed, "order"))
    assert rising(kit.means(printed, "vendors_trading")[::-1])
    _, usual, strict = kit.means(printed, "vitality")
    assert strict < 0.9 * usual


def the_whistle_is_explained(printed):
    lever, policy, _ = printed
    assert "cases.whistled" in lever and "no post and no money" in lever
    assert "The rule that nobody leaves before the matter is done is not modelled" in policy
    assert "17 January 2017" in read_instruments()["whistle"]["en"]["since"]


def the_dearest_are_named(printed):
    rows = [line.split() for line in printed[0].splitlines()[2:] if line]
    posts, yuan = ({row[0]: float(row[at]) for row in rows} for at in (-2, -1))
    assert max(posts, key=posts.get) == "three-tier-grid"
    assert max(yuan, key=yuan.get) == "fifteen-minute-circle"
    assert min(posts, key=posts.get) == min(yuan, key=yuan.get) == "crackdown"


def two_intervals_leave_nought_out(printed):
    ends = {
        name: [float(end) for end in kit.figures(printed, name)[4].strip("[]").split(", ")]
        for name in ("order", "joint_hours", "vitality")
    }
    assert ends["order"][0] > 0 and ends["joint_hours"][1] < 0
    assert ends["vitality"][0] < 0 < ends["vitality"][1]


def luck_is_as_large_as_the_effect(printed):
    plain, other, whistled, both = kit.means(printed, "order")
    assert whistled > plain and both > other
    assert other - plain > min(whistled - plain, both - other)
    assert both - plain > 2 * (both - other) and whistled - other < 0.3 * (both - other)


def powers_alone_are_fastest(printed):
    neither, powers, hands, both = kit.means(printed, "case_hours")
    assert powers < neither < both < hands
    assert kit.means(printed, "queue_hours")[2] > 3 * kit.means(printed, "queue_hours")[0]
    assert kit.means(printed, "desk_hours")[1] < 0.25 * kit.means(printed, "desk_hours")[0]


def a_whistle_costs_the_busiest(printed):
    without, soon, later = kit.means(printed, "joint_hours")
    assert soon < later < 0.2 * without
    unasked, hurried, unhurried = kit.means(printed, "utilisation_peak")
    assert unasked < unhurried < hurried


def a_campaign_is_felt_afterwards(printed):
    before, during, week, later = map(float, re.findall(r": ([\d.]+)$", printed[3], re.MULTILINE))
    assert "They first part on day 11" in printed[2]
    assert during < 0.85 < before and week < later < before


def only_pitches_where_people_pass_are_taken(printed):
    assert kit.means(printed, "vendors_licensed")[0] == 0
    for name in ("vendors_licensed", "tidy_share", "order", "vitality"):
        assert rising(kit.means(printed, name)), name


def more_is_recorded_and_less_is_wrong(printed):
    assert rising(kit.means(printed, "cases_opened")) and rising(kit.means(printed, "order"))
    record, truth = kit.means(printed, "resolution_rate"), kit.means(printed, "resolution_true")
    assert all(said > true for said, true in zip(record, truth, strict=True))


def the_gap_turns_round(printed):
    floating, local = kit.means(printed, "hidden_floating"), kit.means(printed, "hidden_local")
    assert floating[1] < 0.25 * floating[0] and floating[2] < 0.5 * floating[0]
    assert floating[0] > local[0] and floating[1] < local[1] and floating[2] < local[2]


def being_ready_costs_and_pays(printed):
    usual, ready, calm = kit.means(printed, "public_cost")
    assert usual < calm < ready
    assert kit.means(printed, "service_lost")[1] < 0.05 * kit.means(printed, "service_lost")[0]


def a_joint_case_took_longest(printed):
    assert re.search(r"the joint case that took longest +noise at night .* 231", printed[1])


def an_own_policy_is_livelier(printed):
    mine, usual = kit.means(printed, "vitality")
    assert mine > usual
    with pytest.raises(InputError, match="pitches"):
        check_settings({"pitchs": 1.0}, LEVERS, "lever")


def powers_save_and_hands_cost(printed):
    table = [[float(cell) for cell in line.split()[1:]] for line in printed[-1].splitlines()[2:]]
    assert all(row[0] >= row[1] >= row[2] for row in table)
    assert all(rising(column) for column in zip(*table, strict=True))


def the_pattern_passes(printed):
    assert "pass 1 · undecided 0 · fail 0" in printed[0]
    found = re.findall(r"> 0.6 \(p\) +([\d.]+) +\[([\d.]+), ([\d.]+)\]", printed[0])
    for language in kit.LANGUAGES:
        told = kit.sections(language, "answers")[17]
        assert [cell for row in found for cell in row if cell not in told] == []


def nothing_is_run(printed):
    assert printed == []


CLAIMS = dict(
    enumerate(
        (
            same_seed_same_run,
            satisfaction_is_best_in_the_middle,
            the_whistle_is_explained,
            the_dearest_are_named,
            two_intervals_leave_nought_out,
            luck_is_as_large_as_the_effect,
            powers_alone_are_fastest,
            a_whistle_costs_the_busiest,
            a_campaign_is_felt_afterwards,
            only_pitches_where_people_pass_are_taken,
            more_is_recorded_and_less_is_wrong,
            the_gap_turns_round,
            being_ready_costs_and_pays,
            a_joint_case_took_longest,
            an_own_policy_is_livelier,
            powers_save_and_hands_cost,
            the_pattern_passes,
            nothing_is_run,
        ),
        start=1,
    )
)
