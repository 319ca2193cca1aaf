"""Residuals of a block of events in the forms that sums over events need, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eventstudy.inference.orderings import Ordering, ordering
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, IntArray

# Values that differ by no more than this share of the largest are equal up to rounding.
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False, kw_only=True)
class BlockResiduals:
    """The residuals of the events of ``abnormal``; shapes (n_events, n_obs)."""

    abnormal: AbnormalReturns

    @cached_property
    def used(self) -> BoolArray:
        """Which estimation days were used."""
        return np.isfinite(self.abnormal.residuals.values)

    @cached_property
    def weight(self) -> FloatArray:
        """One on the days used, else zero."""
        return self.used.astype(np.float64)

    @cached_property
    def filled(self) -> FloatArray:
        """Residuals, zero where unused."""
        filled = self.abnormal.residuals.values.copy()
        np.copyto(filled, 0.0, where=~self.used)
        return filled

    @cached_property
    def n_obs(self) -> FloatArray:
        """Days used, (n_events,)."""
        return np.asarray(self.weight.sum(axis=1), dtype=np.float64)

    @cached_property
    def sar(self) -> FloatArray:
        """Standardised abnormal returns of all days held, (n_events, n_days); NaN without a variance."""
        error = np.sqrt(self.abnormal.ar_variance)
        sar = np.divide(self.abnormal.ar, error, out=np.full(error.shape, np.nan), where=error > 0)
        return np.asarray(sar, dtype=np.float64)

    @cached_property
    def squared(self) -> FloatArray:
        """Sum of the squares of :attr:`centred`, (n_events,)."""
        return np.asarray(np.einsum("nm,nm->n", self.centred, self.centred), dtype=np.float64)

    @cached_property
    def order(self) -> Ordering:
        """Order of the residuals of each event."""
        return ordering(self.abnormal.residuals.values)

    @cached_property
    def standardised(self) -> FloatArray:
        """Residuals over sigma and their own spread, NaN where unused."""
        residuals, sigma = self.abnormal.residuals, np.sqrt(self.abnormal.sigma2)
        positive = np.where(sigma > 0, sigma, np.nan)[:, None]
        own = positive if residuals.spread is None else positive * residuals.spread
        return np.asarray(residuals.values / own, dtype=np.float64)

    @cached_property
    def standardised_order(self) -> Ordering:
        """Order of the standardised residuals of each event."""
        return ordering(self.standardised)

    @cached_property
    def centred(self) -> FloatArray:
        """Residuals less their mean over their root mean square, zero where unused."""
        n_obs = np.maximum(self.n_obs, 1)
        mean = self.filled.sum(axis=1) / n_obs
        centred = self.filled - mean[:, None]
        centred *= self.weight
        size = np.sqrt(np.einsum("nm,nm->n", centred, centred) / n_obs)
        # Residuals that are constant up to rounding have no correlation.
        known = size > ROUNDING * np.abs(mean)
        centred *= np.divide(1.0, size, out=np.zeros_like(size), where=known)[:, None]
        return np.asarray(centred, dtype=np.float64)


def first_rows(residuals: BlockResiduals) -> IntArray:
    """Return the row of the return table of the first day of each estimation window, (n_events,)."""
    sessions = residuals.abnormal.residuals.sessions
    n_events, n_obs = sessions.shape
    if not n_obs:
        return np.zeros(n_events, dtype=np.int64)
    first_used = residuals.used.argmax(axis=1)
    return np.asarray(sessions[np.arange(n_events), first_used] - first_used)


def positive_shares(residuals: BlockResiduals) -> FloatArray:
    """Return the share of positive residuals of each event, (n_events,)."""
    n_positive = (residuals.filled > 0).sum(axis=1)
    return np.asarray(n_positive / np.maximum(residuals.n_obs, 1), dtype=np.float64)
