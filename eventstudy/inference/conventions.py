"""A test by name, with the conventions asked for: "bmp", or "bmp(car_scaling='sum_sar')"."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from eventstudy.errors import InputError
from eventstudy.inference import TESTS, TestEntry
from eventstudy.registry import lookup

LONGEST_NAME = 500


def entry_of(asked: str) -> TestEntry:
    """Return the row of :data:`TESTS` of a test asked for, its function with the conventions named.

    Raises
    ------
    UnknownNameError
        If there is no such test.
    InputError
        If the conventions cannot be read, or the test has no such convention.
    """
    if "(" not in asked:
        return lookup(TESTS, asked, kind="test")
    name, options = _read(asked)
    entry = lookup(TESTS, name, kind="test")
    known = conventions(entry)
    if wrong := next((option for option in options if option not in known), None):
        has = "has " + ", ".join(known) if known else "has none"
        raise InputError(f"test {name!r} has no convention {wrong!r}: it {has}.")
    return replace(entry, function=partial(entry.function, **options))


def conventions(entry: TestEntry) -> Mapping[str, Any]:
    """Return the conventions of a test by name, with their defaults."""
    parameters = inspect.signature(entry.function).parameters.values()
    return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}


def _read(asked: str) -> tuple[str, dict[str, Any]]:
    try:
        call = ast.parse(asked[:LONGEST_NAME].strip(), mode="eval").body
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.args:
            return call.func.id, {str(k.arg): ast.literal_eval(k.value) for k in call.keywords if k.arg}
    except (SyntaxError, ValueError):
        pass
    raise InputError(
        f"test {asked!r} cannot be read: write a name, or a name with conventions, such as"
        " bmp(car_scaling='sum_sar')."
    )
