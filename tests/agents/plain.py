"""Rules as plain functions on small made-up things: what the tests of rules share."""

from types import SimpleNamespace

import numpy as np

from agents.knob import knob_record
from twin.parameters import PARAMETERS


def plain(rule):
    """Give a rule as the Python function it was written as."""
    return getattr(rule, "py_func", rule)


def parameters(**changes):
    """Give the parameters as a record, some of them changed."""
    p = knob_record(PARAMETERS)[0]
    for name, value in changes.items():
        p[name] = value
    return p


def thing(**values):
    """Give anything with these attributes."""
    return SimpleNamespace(**values)


def steps(rule, values):
    """Give a rule's answers for some values, as an array."""
    return np.array([rule(value) for value in values])


def climbs(answers):
    """Tell whether answers rise at every step."""
    return bool((np.diff(answers) > 0.0).all())


def falls(answers):
    """Tell whether answers fall at every step."""
    return bool((np.diff(answers) < 0.0).all())
