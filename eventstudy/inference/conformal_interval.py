"""Interval of the CAR: the constant effects that the conformal test does not reject.

Chernozhukov, Wüthrich and Zhu (2021), Journal of the American Statistical Association 116:1849-1864.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eventstudy.errors import InputError
from eventstudy.inference.conformal import cyclic_shares, residual_sizes
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray

# Effects are tried on so many points, over a width doubled at most so often, then by halving a cell.
GRID = 81
DOUBLINGS = 24
HALVINGS = 30

Accepted = Callable[[FloatArray], BoolArray]


def conformal_interval(
    abnormal: AbnormalReturns, *, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return the range of CARs, the same effect on each day of the horizon, that are not rejected.

    An effect per day is tried on a grid about the mean abnormal return, wide enough that both ends
    are rejected; the outermost ones with p > 1 - ``confidence`` are refined by halving their cell, so
    that the grid limits nothing but the detection of holes and of islands narrower than a cell: the
    interval covers holes. What limits the resolution is p, which moves in steps of one over the
    days: with fewer than 1 / (1 - ``confidence``) days no effect can be rejected. Over several days the
    interval need not hold the CAR, as S is least at a median of the days and not at their mean.

    Parameters
    ----------
    abnormal : AbnormalReturns
        With ``observed`` kept. The model is fitted some 200 times.
    confidence : float

    Returns
    -------
    low, high : ndarray of shape (n_events,)
        CAR, decimal. Infinite where no effect can be rejected: too few days, or a day whose factors
        decide the fit alone. NaN without a CAR, or where every constant effect is rejected because
        the effect differs from day to day.

    Raises
    ------
    ForbiddenTestError
        If the data that the model was fitted on were not kept.
    InputError
        If ``confidence`` is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence!r}: give a share between 0 and 1, such as 0.95.")
    n_days = abnormal.ar.shape[1]

    def accepted(effect: FloatArray) -> BoolArray:
        p_value = cyclic_shares(residual_sizes(abnormal, effect), n_days)[1]
        # A p-value of 13/260 is 0.05 and not above it, whatever the last digit.
        return np.asarray(p_value > 1 - confidence + 1e-9)

    centre = abnormal.car / n_days
    reach, unbounded = _reach(accepted, centre, np.sqrt(abnormal.sigma2))
    steps = np.linspace(-1.0, 1.0, GRID)
    inside = np.column_stack([accepted(centre + reach * step) for step in steps])
    found = inside.any(axis=1)
    lowest, highest = steps[inside.argmax(axis=1)], steps[GRID - 1 - inside[:, ::-1].argmax(axis=1)]
    cell = steps[1] - steps[0]
    low = _end(accepted, centre + reach * lowest, centre + reach * (lowest - cell))
    high = _end(accepted, centre + reach * highest, centre + reach * (highest + cell))
    low, high = (np.where(found, n_days * end, np.nan) for end in (low, high))
    return np.where(unbounded, -np.inf, low), np.where(unbounded, np.inf, high)


def _reach(accepted: Accepted, centre: FloatArray, sigma: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return a distance from the centre at which both sides are rejected, and where there is none."""
    reach, wide = 4 * sigma, np.ones(sigma.shape, dtype=np.bool_)
    for _ in range(DOUBLINGS):
        wide = accepted(centre - reach) | accepted(centre + reach)
        if not wide.any():
            break
        reach = np.where(wide, 2 * reach, reach)
    return reach, wide


def _end(accepted: Accepted, kept: FloatArray, lost: FloatArray) -> FloatArray:
    """Return the effect at which acceptance ends, between one that is kept and one that is lost."""
    for _ in range(HALVINGS):
        middle = (kept + lost) / 2
        inside = accepted(middle)
        kept, lost = np.where(inside, middle, kept), np.where(inside, lost, middle)
    return kept
