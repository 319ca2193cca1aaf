"""A study of several blocks, and a model that fails, importable by the processes of an executor."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from eventstudy.errors import TooFewEventsError, UnknownNameError
from eventstudy.models.linear import LinearModel
from eventstudy.study import run_study
from eventstudy.types import EventWindow

WINDOW = EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=30, clean=False)
N_SESSIONS, N_SECURITIES, FIRST_DAY_ZERO, LAST_DAY_ZERO = 300, 60, 65, 290
HORIZONS = ((0, 0), (-1, 1), (-3, 3))


def returns_with_gaps(seed=21):
    """Returns with 2 % of the days missing, securities that list late and that delist."""
    rng = np.random.default_rng(seed)
    sessions = pd.bdate_range("2018-01-01", periods=N_SESSIONS, name="session")
    values = rng.normal(0.0003, 0.02, (N_SESSIONS, N_SECURITIES))
    values[rng.random(values.shape) < 0.02] = np.nan
    values[:120, 0] = np.nan
    values[200:, 1] = np.nan
    return pd.DataFrame(values, sessions, [f"S{i:02d}" for i in range(N_SECURITIES)])


def factors_with_gaps(returns, seed=22):
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 0.01, (len(returns), 3))
    factors = pd.DataFrame(values, returns.index, ["MKT", "SMB", "HML"]).assign(RF=0.0001)
    return factors.drop(factors.index[[150, 220]])


def many_events(returns, n_events, seed=23):
    """Events of distinct (security, session), so that none is merged."""
    rng = np.random.default_rng(seed)
    n_days = LAST_DAY_ZERO - FIRST_DAY_ZERO
    place = rng.choice(n_days * N_SECURITIES, n_events, replace=False)
    names, dates = (
        returns.columns[place % N_SECURITIES],
        returns.index[FIRST_DAY_ZERO + place // N_SECURITIES],
    )
    return pd.DataFrame({"security": names, "date": dates})


def run(n_events, *, executor=None, model="constant_mean", **options):
    returns = returns_with_gaps()
    return run_study(
        returns,
        many_events(returns, n_events),
        model=model,
        factors=None if model == "constant_mean" else factors_with_gaps(returns),
        window=options.pop("window", WINDOW),
        horizons=options.pop("horizons", HORIZONS),
        executor=executor,
        **options,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing(LinearModel):
    """Fails in every block: with an error of NumPy, or one of ours that takes several arguments."""

    kind: str = "numpy"

    def fit(self, block):
        if self.kind == "too few":
            raise TooFewEventsError("planted", 3, block.returns.shape[0])
        if self.kind == "unknown":
            raise UnknownNameError("planted", "x", ["y"], [])
        raise np.linalg.LinAlgError("planted failure")
