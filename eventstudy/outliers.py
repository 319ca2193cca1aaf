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
    centred = residuals - np.nanmedian(residuals, axis=1, keepdims=True)
    spread = NORMAL_CONSISTENT * np.nanmedian(np.abs(centred), axis=1, keepdims=True)
    return np.divide(centred, spread, out=np.full_like(centred, np.nan), where=spread > 0)


def outlying_days(residuals: FloatArray) -> BoolArray:
    """Mark the residuals beyond four robust standard deviations, (n_events, n_obs)."""
    return np.asarray(np.abs(robust_deviations(residuals)) > ROBUST_DEVIATIONS)


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
