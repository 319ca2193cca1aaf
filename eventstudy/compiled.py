"""Kernels compiled by numba, where it is installed: when they are used, and how a function becomes one.

Large studies alone use them: a small one would pay more for loading than it gains. The NumPy path is
the reference, and both agree to 1e-12; ``EVENTSTUDY_COMPILED=0`` in the environment turns kernels off.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

VARIABLE = "EVENTSTUDY_COMPILED"
# Loading the kernels costs as much as studying some thousand events without.
COMPILED_FROM = 20_000

Function = TypeVar("Function", bound=Callable[..., Any])


def use_compiled(n_events: int) -> bool:
    """Whether a study of ``n_events`` uses compiled kernels: large enough, numba there, not turned off."""
    return n_events >= COMPILED_FROM and os.environ.get(VARIABLE, "") != "0" and _has_numba()


def jitted(function: Function) -> Function:
    """Return the function compiled at its first call and kept on disk; itself where numba is missing.

    Sums may be regrouped (their order is that of the processor's vectors, the same in every run), but a
    NaN stays a NaN.
    """
    if not _has_numba():
        return function
    njit = import_module("numba").njit
    compiled: Function = njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract"})(
        function
    )
    return compiled


@cache
def _has_numba() -> bool:
    return find_spec("numba") is not None
