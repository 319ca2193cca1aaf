"""Least squares of many events straight from the table of returns, by compiled kernels.

No window is copied: an event is read where it lies, fitted, predicted, and written to its place in the
arrays of the study. The formulas are in :mod:`~eventstudy.models.compiled_linear`; the reference is
:func:`~eventstudy.abnormal.predicted`, which both agree with to 1e-12.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.models.linear import from_moments
from eventstudy.types import BoolArray, EventWindow, FloatArray, IntArray
from eventstudy.windows import EventDays

# Events fitted at once: their windows, which are read twice, stay in the processor's cache.
AT_ONCE = 512


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Windows:
    """Where the windows of events lie.

    ``returns`` is (n_securities, n_sessions), each security in one piece; ``factors`` (n_factors,
    n_sessions); ``anchor`` (n_events,) the row that each estimation window is counted from.
    """

    returns: FloatArray
    factors: FloatArray
    window: EventWindow
    event_days: EventDays | None
    security: IntArray
    day_zero: IntArray
    anchor: IntArray

    @property
    def start(self) -> IntArray:
        """Row of the first estimation day of each event, negative before the table."""
        return self.anchor + self.window.estimation[0]

    @property
    def table(self) -> tuple[FloatArray, FloatArray, BoolArray]:
        """Returns, factors, and the days to leave out, a row for each security that has any."""
        left_out = np.empty((0, 0), dtype=np.bool_) if self.event_days is None else self.event_days.covered
        return self.returns, self.factors, left_out

    def place(self, some: slice) -> tuple[IntArray, IntArray, IntArray]:
        """Return security, first estimation day, and row of the days to leave out of some events."""
        security = self.security[some]
        row = np.zeros_like(security) if self.event_days is None else self.event_days.place[security]
        return security, self.anchor[some] + self.window.estimation[0], row


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Predictions:
    """Fits and abnormal returns of all events; ``safe`` marks those that can be relied on."""

    coefficients: FloatArray  # (n_events, n_coefficients)
    n_obs: IntArray  # (n_events,)
    sigma2: FloatArray  # (n_events,)
    ar: FloatArray  # (n_events, n_days)
    normal: FloatArray  # (n_events, n_days)
    loadings: FloatArray  # (n_events, n_days, n_coefficients)
    safe: BoolArray  # (n_events,)


def predictions(windows: Windows) -> Predictions:
    """Fit every event on a constant and the factors, and predict its event window."""
    n_events, n_days, k = windows.security.size, windows.window.n_days, len(windows.factors) + 1
    found = Predictions(
        coefficients=np.empty((n_events, k)),
        n_obs=np.empty(n_events, dtype=np.int64),
        sigma2=np.empty(n_events),
        ar=np.empty((n_events, n_days)),
        normal=np.empty((n_events, n_days)),
        loadings=np.empty((n_events, n_days, k)),
        safe=np.empty(n_events, dtype=np.bool_),
    )
    residuals = np.empty((AT_ONCE, windows.window.n_estimation))
    for first in range(0, n_events, AT_ONCE):
        _fill(found, windows, slice(first, min(first + AT_ONCE, n_events)), residuals)
    return found


def _fill(found: Predictions, windows: Windows, some: slice, residuals: FloatArray) -> None:
    from eventstudy.models import compiled_linear as kernels

    table, place = windows.table, windows.place(some)
    moments = kernels.moments_at(table, place, windows.window.n_estimation)
    coefficients, root, safe = from_moments(*moments)
    squares = kernels.residuals_at(table, place, coefficients, residuals[: safe.size])
    n_obs = moments[0]
    dof = np.maximum(n_obs - coefficients.shape[1], 1)
    found.coefficients[some], found.n_obs[some], found.safe[some] = coefficients, n_obs, safe
    found.sigma2[some] = np.where(safe, squares / dof, np.nan)
    event = place[0], windows.day_zero[some] + windows.window.event[0], place[2]
    out = found.ar[some], found.normal[some], found.loadings[some]
    kernels.predictions_at(table, event, coefficients, root, out)


def residuals_of(windows: Windows, coefficients: FloatArray, some: slice) -> FloatArray:
    """Return the estimation residuals of some events, (n_some, n_obs), NaN where unused."""
    from eventstudy.models import compiled_linear as kernels

    place = windows.place(some)
    found = np.empty((place[0].size, windows.window.n_estimation))
    kernels.residuals_at(windows.table, place, coefficients[some], found)
    return found
