"""Market-adjusted returns: the return less that of the market, with nothing estimated but a variance.

Brown and Warner (1985), Journal of Financial Economics 14:3-31, equation 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.types import EstimationBlock, ModelFit, Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketAdjusted:
    """Take the market's return as the normal return (alpha 0, beta 1)."""

    factors: tuple[str, ...] = ("MKT",)
    excess: bool = False

    @property
    def n_params(self) -> int:
        """No mean parameter is estimated."""
        return 0

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Return no name: nothing is estimated."""
        return ()

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return the market's return."""
        return Prediction(normal=days.factors[:, :, 0], design=np.empty((*days.returns.shape, 0)))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Estimate the variance of the return less the market's, with divisor n_obs - 1."""
        residuals = block.returns - block.factors[:, :, 0]
        used = np.isfinite(residuals)
        n_obs = used.sum(axis=1)
        dof = (n_obs - 1).astype(np.float64)
        safe = np.where(used, residuals, 0.0)
        mean = np.divide(safe.sum(axis=1), n_obs, out=np.zeros(dof.shape), where=n_obs > 0)
        spread = np.where(used, residuals - mean[:, None], 0.0)
        sigma2 = np.divide((spread**2).sum(axis=1), dof, out=np.full(dof.shape, np.nan), where=dof > 0)
        empty = np.empty((n_obs.size, 0))
        return ModelFit(
            coefficients=empty,
            inverse_root=empty[..., None],
            sigma2=sigma2,
            dof=dof,
            n_obs=n_obs,
            residuals=residuals,
        )
