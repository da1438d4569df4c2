"""Hypothesis strategies read from the declarations of levers and parameters."""

from hypothesis import strategies as st

from twin.districts.generator import GeneratorOptions, generate
from twin.levers import LEVERS
from twin.parameters import PARAMETERS

#: A city whose vendors are many and go out on most days: short runs meet every mechanism.
BUSY = {"margin": 5.0, "outside_share": 0.2, "vendor_pool": 15.0, "stall_room": 1.5}


#: A village of three streets: the smallest place in which everything there is happens.
VILLAGE = generate(
    GeneratorOptions("village", streets=3, width=12, height=9, population=4000, scale=20.0)
)


def within(knob):
    """Give values of a knob anywhere in its bounds, both of them often."""
    return st.sampled_from([knob.low, knob.high]) | st.floats(knob.low, knob.high)


def lever_vectors():
    """Give policies: every lever, each anywhere in its bounds."""
    return st.fixed_dictionaries({lever.name: within(lever) for lever in LEVERS})


def parameter_choices(most=8):
    """Give some parameters, each anywhere in its bounds."""
    pair = st.sampled_from(PARAMETERS).flatmap(
        lambda knob: st.tuples(st.just(knob.name), within(knob))
    )
    return st.lists(pair, max_size=most, unique_by=lambda chosen: chosen[0]).map(dict)


def seeds():
    """Give seeds of runs."""
    return st.integers(0, 2**32 - 1)
