"""Small studies for the tests of the analysis functions: staggered events, and events on one date."""

import numpy as np
from unit.core_cases import WINDOW, events_at, random_returns

from eventstudy.study import run_study

HORIZONS = [(0, 0), (-1, 1)]


def staggered_events(returns, n_events=18, first=130, step=13):
    """Events on separate dates, securities in turn, with a kind and a size."""
    names = list(returns.columns)
    places = [(names[i % len(names)], first + step * i) for i in range(n_events)]
    rng = np.random.default_rng(5)
    kinds = [("a", "b", "c")[i % 3] for i in range(n_events)]
    return events_at(returns, *places).assign(kind=kinds, size=rng.normal(size=n_events))


def staggered(n_events=18, step=13, n_securities=8, **options):
    returns = random_returns(n_securities, 420)
    events = staggered_events(returns, n_events, step=step)
    return run_study(returns, events, **({"window": WINDOW, "horizons": HORIZONS, "tests": "bmp"} | options))


def same_date(n_securities=10, row=200, **options):
    returns = random_returns(n_securities, 320)
    events = events_at(returns, *[(name, row) for name in returns.columns])
    events = events.assign(kind=["a", "b"] * (n_securities // 2), size=np.arange(n_securities) ** 2)
    return run_study(returns, events, **({"window": WINDOW, "horizons": HORIZONS, "tests": "bmp"} | options))
