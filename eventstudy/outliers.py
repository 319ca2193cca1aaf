"""Outlying days of the estimation window: named, and told what the study would say without them.

A day is outlying if its residual lies more than four robust standard deviations (1.4826 times the
median absolute deviation, Hampel 1974, JASA 69:383-393) from the median. It stays in the window: a
fat tail is part of the returns that an event is compared with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from eventstudy.panel import Panel
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray

ROBUST_DEVIATIONS = 4.0
# The standard deviation of a normal distribution over its median absolute deviation.
NORMAL_CONSISTENT = 1.4826


def robust_deviations(residuals: FloatArray) -> FloatArray:
    """Return each residual's distance from the median in robust standard deviations.

    Parameters
    ----------
    residuals : ndarray of shape (n_events, n_obs)
        NaN where unused, and NaN in the result; every event has a residual.
    """
    centred = residuals - _medians(residuals)
    spread = NORMAL_CONSISTENT * _medians(np.abs(centred))
    return np.divide(centred, spread, out=np.full_like(centred, np.nan), where=spread > 0)


def outlying_days(residuals: FloatArray) -> BoolArray:
    """Mark the residuals beyond four robust standard deviations, (n_events, n_obs)."""
    return np.asarray(np.abs(robust_deviations(residuals)) > ROBUST_DEVIATIONS)


def _medians(values: FloatArray) -> FloatArray:
    """Return the median of each row over what is not NaN, (n_events, 1)."""
    in_order = np.sort(values, axis=1)  # NaN comes last
    n_used = np.isfinite(values).sum(axis=1, keepdims=True)
    middle = np.concatenate([(n_used - 1) // 2, n_used // 2], axis=1)
    return np.asarray(np.take_along_axis(in_order, middle, axis=1).mean(axis=1, keepdims=True))


def outlier_list(panel: Panel, abnormal: AbnormalReturns) -> list[dict[str, Any]]:
    """Return the outlying estimation days, each once a security: its return and its distance."""
    distance = robust_deviations(abnormal.residuals.values)
    event, at = np.nonzero(np.abs(distance) > ROBUST_DEVIATIONS)
    code, row = abnormal.security[event], abnormal.residuals.sessions[event, at]
    places, first = np.unique(np.column_stack([code, row]), axis=0, return_index=True)
    return [
        {
            "security": panel.securities[int(c)],
            "session": f"{panel.sessions[int(r)]:%Y-%m-%d}",
            "value": float(panel.returns[r, c]),
            "robust_sd": float(far),
        }
        for (c, r), far in zip(places, distance[event, at][first], strict=True)
    ]
