"""Blocks of a security and its donors as arrays, for the tests of control models and of ``conformal``."""

import numpy as np

from eventstudy.abnormal import abnormal_returns
from eventstudy.types import EstimationBlock, EventWindow
from eventstudy.windows import window_rows

NAMES = ("A", "B", "C", "D")
WINDOW = EventWindow(event=(-2, 4), estimation=(-62, -5), min_estimation=30)


def donor_block(n_events=3, n_obs=60, n_donors=4, seed=1):
    """Securities that are mixes of their donors and noise, events of one block."""
    rng = np.random.default_rng(seed)
    donors = rng.normal(0, 0.02, (n_events, n_obs, n_donors)) + rng.normal(0, 0.01, (n_events, n_obs, 1))
    mix = rng.dirichlet(np.ones(n_donors), n_events)
    returns = np.einsum("enk,ek->en", donors, mix) + rng.normal(0, 0.01, (n_events, n_obs))
    return EstimationBlock(returns=returns, factors=donors)


def studied(model, *, day_zero=(70, 90, 110), n_factors=4, seed=2, change=None, keep_observed=True):
    """Abnormal returns of one event a security; ``change`` may alter returns and factors first."""
    rng = np.random.default_rng(seed)
    n_events = len(day_zero)
    factors = rng.normal(0, 0.02, (130, n_factors)) + rng.normal(0, 0.01, (130, 1))
    mix = rng.dirichlet(np.ones(n_factors), n_events)
    returns = factors @ mix.T + rng.normal(0.0005, 0.01, (130, n_events))
    if change is not None:
        change(returns, factors)
    rows = window_rows(np.array(day_zero), WINDOW, 130)
    abnormal, _ = abnormal_returns(
        model,
        returns=returns,
        factors=factors[:, : len(model.factors)],
        security=np.arange(n_events),
        rows=rows,
        keep_observed=keep_observed,
    )
    return abnormal
