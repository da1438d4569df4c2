"""The examples in docstrings do what they show."""

import doctest
import importlib

import pytest

from tests.shape.sources import sources

WITH_EXAMPLES = [source.module for source in sources() if ">>> " in source.text]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_of_a_module_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0, "the examples of this module are not found by doctest"
    assert result.failed == 0
