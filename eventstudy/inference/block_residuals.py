"""Residuals of a block of events in the forms that sums over events need, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eventstudy.inference.orderings import Ordering, ordering
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray

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
        return np.where(self.used, self.abnormal.residuals.values, 0.0)

    @cached_property
    def n_obs(self) -> FloatArray:
        """Days used, (n_events,)."""
        return np.asarray(self.weight.sum(axis=1), dtype=np.float64)

    @cached_property
    def positive(self) -> FloatArray:
        """Share of positive residuals, (n_events,)."""
        return np.asarray((self.filled > 0).sum(axis=1) / np.maximum(self.n_obs, 1), dtype=np.float64)

    @cached_property
    def squared(self) -> FloatArray:
        """Squares of :attr:`centred`."""
        return self.centred**2

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
        """Order of the standardised residuals: that of the residuals where they have one variance."""
        if self.abnormal.residuals.spread is not None:
            return ordering(self.standardised)
        sigma = np.sqrt(self.abnormal.sigma2)
        return self.order.over(np.where(sigma > 0, sigma, 1.0))

    @cached_property
    def centred(self) -> FloatArray:
        """Residuals less their mean over their root mean square, zero where unused."""
        n_obs = np.maximum(self.n_obs, 1)[:, None]
        mean = self.filled.sum(axis=1, keepdims=True) / n_obs
        centred: FloatArray = np.where(self.used, self.filled - mean, 0.0)
        size = np.sqrt(np.einsum("nm,nm->n", centred, centred)[:, None] / n_obs)
        # Residuals that are constant up to rounding have no correlation.
        known = size > ROUNDING * np.abs(mean)
        scaled = np.divide(centred, size, out=np.zeros_like(centred), where=known)
        return np.asarray(scaled, dtype=np.float64)
