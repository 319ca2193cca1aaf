"""Time a market-model study against one statsmodels regression an event, in the same run.

    uv run python benchmarks/core.py [n_events]

Prints the median of five runs of each and their ratio, after checking that both give the same CARs.
"""

import sys
import time

import numpy as np
import pandas as pd
import statsmodels.api as sm

import eventstudy as es

WINDOW = es.EventWindow(event=(-10, 10), estimation=(-260, -11), min_estimation=100, clean=False)
N_REFERENCE = 300


def panel(n_events: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(7)
    sessions = pd.bdate_range("2005-01-03", periods=2500, name="session")
    n_securities = max(n_events // 10, 10)
    market = random.normal(0, 0.01, sessions.size)
    noise = random.normal(0, 0.02, (sessions.size, n_securities))
    names = [f"S{i}" for i in range(n_securities)]
    returns = pd.DataFrame(market[:, None] + noise, index=sessions, columns=names)
    at = random.choice(n_securities * 2200, n_events, replace=False)
    events = pd.DataFrame({"security": [names[i // 2200] for i in at], "date": sessions[270 + at % 2200]})
    return returns, events, pd.DataFrame({"MKT": market}, index=sessions)


def reference(returns: pd.DataFrame, events: pd.DataFrame, market: pd.Series) -> np.ndarray:
    cars = []
    for security, date in events[["security", "date"]].itertuples(index=False):
        row = returns.index.get_loc(date)
        design = sm.add_constant(market.to_numpy())
        y = returns[security].to_numpy()
        fit = sm.OLS(y[row - 260 : row - 10], design[row - 260 : row - 10]).fit()
        cars.append((y[row - 1 : row + 2] - design[row - 1 : row + 2] @ fit.params).sum())
    return np.array(cars)


def median_seconds(run: object) -> float:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        run()  # type: ignore[operator]
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds))


def main(n_events: int = 20_000) -> None:
    returns, events, factors = panel(n_events)

    def study(given: pd.DataFrame) -> es.StudyResult:
        return es.run_study(returns, given, model="market", factors=factors, window=WINDOW, tests=["bmp"])

    few = events.head(N_REFERENCE)
    ours = study(few).car(-1, 1).to_numpy()
    order = few.sort_values(["date", "security"])
    theirs = reference(returns, order, factors["MKT"])
    np.testing.assert_allclose(np.sort(ours), np.sort(theirs), rtol=1e-9, atol=1e-12)

    ours_each = median_seconds(lambda: study(events)) / n_events
    theirs_each = median_seconds(lambda: reference(returns, few, factors["MKT"])) / N_REFERENCE
    print(f"run_study: {1e6 * ours_each:.1f} us an event ({n_events} events)")
    print(f"statsmodels, one regression an event: {1e6 * theirs_each:.1f} us ({N_REFERENCE} events)")
    print(f"ratio: {theirs_each / ours_each:.1f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
