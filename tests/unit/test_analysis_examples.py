"""The examples in docstrings of the analysis modules run and print what they say."""

import doctest
from importlib import import_module

import pytest

MODULES = ["calendar_time", "equivalence", "multiplicity", "volume"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = import_module(f"eventstudy.analysis.{name}")
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
