"""A small random panel and short ways to study it, for the unit tests of the core."""

import numpy as np
import pandas as pd

from eventstudy.study import run_study
from eventstudy.types import EventWindow

WINDOW = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=60)
EPISODE = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=60, anchor="episode")


def random_returns(n_securities=3, n_sessions=320, seed=11):
    rng = np.random.default_rng(seed)
    sessions = pd.bdate_range("2018-01-01", periods=n_sessions, name="session")
    names = [f"S{i:02d}" for i in range(n_securities)]
    return pd.DataFrame(rng.normal(0.0003, 0.02, (n_sessions, n_securities)), sessions, names)


def random_factors(returns, seed=12):
    rng = np.random.default_rng(seed)
    names = ["MKT", "SMB", "HML", "MOM", "RMW", "CMA"]
    factors = pd.DataFrame(rng.normal(0, 0.01, (len(returns), 6)), returns.index, names)
    return factors.assign(RF=0.0001)


def events_at(returns, *pairs):
    """Events of (security, row) or (security, row, event_id)."""
    rows = [(pair[0], returns.index[pair[1]], *pair[2:]) for pair in pairs]
    return pd.DataFrame(rows, columns=["security", "date", "event_id"][: len(rows[0])])


def study(returns, *pairs, window=WINDOW, **options):
    return run_study(returns, events_at(returns, *pairs), window=window, **options)


def episode(returns, *pairs, **options):
    return study(returns, *pairs, window=EPISODE, **options)
