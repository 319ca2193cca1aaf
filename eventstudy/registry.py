"""Look a part up by name in the table of its folder."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TypeVar

from eventstudy.errors import UnknownNameError

T = TypeVar("T")


def lookup(table: Mapping[str, T], name: str, *, kind: str = "name") -> T:
    """Return ``table[name]``.

    Parameters
    ----------
    table : Mapping
        One of the registries (``MODELS``, ``TESTS``, ``SOURCES`` ...).
    name : str
        The key that the user gave.
    kind : str
        What the table holds, for the error message.

    Raises
    ------
    UnknownNameError
        If the name is not a key; the message lists near matches and all known names.
    """
    if name in table:
        return table[name]
    near = difflib.get_close_matches(str(name), list(table), n=2)
    raise UnknownNameError(kind, name, sorted(table), near)
