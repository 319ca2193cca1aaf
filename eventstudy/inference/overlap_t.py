"""Exact t test of the mean CAR of few events of one security whose windows overlap.

With w_d the share of the K windows that hold day d, the variance of w'AR is
s^2 w'(I + X*(X'X)^-1 X*')w, by the theory of the general linear model. With K identical windows it is
s^2 L, not s^2 L/K.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import few_with_car
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def overlap_t(abnormal: AbnormalReturns) -> TestResult:
    """Test the mean CAR of the events of one security that share one estimation window.

    Assumes that the events push in the same direction; independent normal residuals.
    """
    events = few_with_car(abnormal, test="overlap_t")
    weights = np.full((events.n_events, events.ar.shape[1]), 1 / events.n_events)
    statistic = weighted_car(events, weights) / np.sqrt(weighted_variance(events, weights))
    return t_result(events, test="overlap_t", statistic=statistic, dof=float(events.dof[0]))


def weighted_car(abnormal: AbnormalReturns, weights: FloatArray) -> float:
    """Return the sum of abnormal returns times ``weights``, both (n_events, n_days)."""
    return float((weights * abnormal.ar).sum())


def weighted_variance(abnormal: AbnormalReturns, weights: FloatArray) -> float:
    """Return the variance of :func:`weighted_car`: a day held by several windows counts once.

    Requires one security and one estimation window: ``sigma2`` and the loadings of a session are
    then the same in every window.
    """
    _, day = np.unique(abnormal.sessions, return_inverse=True)
    by_day = np.bincount(day.ravel(), weights=weights.ravel())
    loading = np.einsum("ed,edk->k", weights, abnormal.loadings)
    return float(abnormal.sigma2[0] * ((by_day**2).sum() + (loading**2).sum()))


def first_holder(abnormal: AbnormalReturns) -> FloatArray:
    """Return weights that count each session once: 1 in the first window that holds it, else 0."""
    weights = np.zeros(abnormal.sessions.size)
    weights[np.unique(abnormal.sessions.ravel(), return_index=True)[1]] = 1.0
    return weights.reshape(abnormal.sessions.shape)
