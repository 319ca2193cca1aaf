"""Donors of a control model: the untreated series that its normal return is made of.

They are columns of the factor table, named by the user, or all of them but the risk-free rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self, runtime_checkable

import numpy as np

from eventstudy.blocks import BoolArray, EstimationBlock, NormalReturnModel
from eventstudy.errors import InputError

# The rate of the factor table is no series that a security could follow: a constant among the donors.
RATE = "RF"
# So many returns other than zero are not equal by chance.
TOO_MANY_FOR_CHANCE = 5
# Donors that an error names.
MOST_NAMED = 5


@runtime_checkable
class ControlModel(NormalReturnModel, Protocol):
    """A normal-return model made of donors."""

    @property
    def any_factors(self) -> bool:
        """Whether the donors are yet to be named."""
        ...

    def with_factors(self, names: Sequence[str]) -> Self:
        """Return the same model with these donors."""
        ...


def with_donors(model: NormalReturnModel, columns: Sequence[str]) -> NormalReturnModel:
    """Return the model with every column but ``RF`` as a donor if it has none named; others as they are."""
    if isinstance(model, ControlModel) and model.any_factors:
        return model.with_factors([name for name in columns if name != RATE])
    return model


def distinct_donors(donors: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the donors as a tuple.

    Raises
    ------
    InputError
        If they are a text in place of a list of names, or one is named twice.
    """
    if isinstance(donors, str):
        raise InputError(f"donors is the text {donors!r}: give a list of names, such as ('A', 'B').")
    names = tuple(map(str, donors))
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"donor {repeated!r} is named twice: name each donor once.")
    return names


def usable_days(block: EstimationBlock, donors: Sequence[str]) -> BoolArray:
    """Return the days on which the security and every donor have a return, (n_events, n_obs).

    Raises
    ------
    InputError
        If no donor is named, or a donor is the security itself.
    """
    if not donors:
        raise InputError(
            "a control model has no donors: name columns of the factor table, such as"
            " SyntheticControl(donors=('A', 'B'))."
        )
    used: BoolArray = np.isfinite(block.returns) & np.isfinite(block.factors).all(axis=2)
    returns = np.where(used, block.returns, 0.0)
    moving = (returns != 0).sum(axis=1) >= TOO_MANY_FOR_CHANCE
    for at, name in enumerate(donors):
        own = ((block.factors[:, :, at] == block.returns) | ~used).all(axis=1) & moving
        if own.any():
            others = tuple(other for other in donors if other != name)
            raise InputError(
                f"donor {name!r} has the very returns of a security of the study: name donors= without it, as"
                f" in run_study(..., model=SyntheticControl(donors={_some(others)})), or RidgeControl alike;"
                " securities that are donors of one another need a study each."
            )
    return used


def _some(names: tuple[str, ...]) -> str:
    """Return the names as the text of a tuple, long ones cut short."""
    if len(names) <= MOST_NAMED:
        return repr(names)
    return f"({', '.join(map(repr, names[:MOST_NAMED]))}, ...)"
