"""Placebo test in space: each donor is studied as if the event had been its own.

Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical Association 105:493-505,
section 3.3 on the ratio of the prediction errors after and before the event.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.models.donors import ControlModel
from eventstudy.types import AbnormalReturns, EstimationBlock, FloatArray, Observed


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlaceboInSpace:
    """Ratios of the root mean squared prediction errors, and the rank of the security's own.

    ``ratios`` is (n_events, 1 + n_donors): the security first, then the donors in the model's order;
    NaN where a return is missing on a day of the horizon, or no variance is left before it.
    ``p_value`` and ``n_units`` are (n_events,): the share of the known ratios at least as large as
    the security's, its own included, and their number; p cannot fall below 1 / n_units.
    """

    p_value: FloatArray
    n_units: FloatArray
    ratios: FloatArray


def placebo_in_space(abnormal: AbnormalReturns) -> PlaceboInSpace:
    """Rank the security's error over the days held, relative to that before, among its donors.

    Every donor is fitted on the other donors; the security itself is no donor of any. The error
    before is that of the estimation residuals, the error after that of the days held. Valid where the
    event could as well have met any donor, and left the donors alone.

    Parameters
    ----------
    abnormal : AbnormalReturns
        Of a control model, with ``observed`` kept; cut to a horizon with ``over``.

    Raises
    ------
    ForbiddenTestError
        If the data that the model was fitted on were not kept.
    InputError
        If the model has no donors to study, or only one.
    """
    observed = abnormal.observed
    if observed is None:
        raise ForbiddenTestError(
            "a placebo in space fits the donors, and their returns were not kept: studies of few events"
            " keep them, abnormal_returns(..., keep_observed=True) does for any number."
        )
    model = observed.model
    if not isinstance(model, ControlModel) or len(model.factors) < 2:
        raise InputError(
            f"a placebo in space needs a control model with at least 2 donors, and {type(model).__name__} has"
            f" {len(model.factors) if isinstance(model, ControlModel) else 0}: use SyntheticControl or"
            " RidgeControl with more of them."
        )
    donors = [_ratio(_donor_as_treated(observed, model, at)) for at in range(len(model.factors))]
    ratios = np.column_stack([_ratio(observed), *donors])
    known = np.isfinite(ratios)
    larger = (known & (ratios >= ratios[:, :1])).sum(axis=1)
    n_units = known.sum(axis=1).astype(np.float64)
    p_value = np.divide(larger, n_units, out=np.full(n_units.shape, np.nan), where=known[:, 0])
    return PlaceboInSpace(p_value=p_value, n_units=n_units, ratios=ratios)


def _donor_as_treated(observed: Observed, model: ControlModel, at: int) -> Observed:
    names = model.factors
    others = model.with_factors(names[:at] + names[at + 1 :])

    def of_donor(block: EstimationBlock) -> EstimationBlock:
        return EstimationBlock(returns=block.factors[:, :, at], factors=np.delete(block.factors, at, axis=2))

    return Observed(model=others, estimation=of_donor(observed.estimation), event=of_donor(observed.event))


def _ratio(observed: Observed) -> FloatArray:
    """Return the root mean squared error of the event days over that of the estimation days, (n_events,)."""
    model = observed.model
    fit = model.fit(observed.estimation)
    used = np.isfinite(fit.residuals)
    n_obs = used.sum(axis=1)
    squares = np.where(used, fit.residuals, 0.0) ** 2
    before = np.divide(squares.sum(axis=1), n_obs, out=np.zeros(n_obs.shape), where=n_obs > 0)
    after = ((observed.event.returns - model.predict(fit, observed.event).normal) ** 2).mean(axis=1)
    square = np.divide(after, before, out=np.full(n_obs.shape, np.nan), where=before > 0)
    return np.asarray(np.sqrt(square), dtype=np.float64)
