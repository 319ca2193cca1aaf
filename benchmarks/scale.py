"""Time studies of 200 to a million events against one statsmodels regression an event, in one run.

    uv run python benchmarks/scale.py [n_events ...]

Market model, estimation [-260,-11], event window [-10,10], every test of many events at three horizons,
on a panel of 5,000 sessions x 5,000 securities with 2 % of the returns missing. Prints processor seconds
(all threads), seconds and the peak memory above the panel, and the ratio per event to two loops that
compute the abnormal returns alone, which are checked against ours: one on plain arrays, as lean as such
a loop can be, and one on labelled tables, as it is mostly written.
"""

import resource
import sys
import time

import numpy as np
import pandas as pd
import statsmodels.api as sm

import eventstudy as es
from eventstudy.inference import TESTS

WINDOW = es.EventWindow(event=(-10, 10), estimation=(-260, -11), min_estimation=100, clean=False)
HORIZONS = [(0, 0), (-1, 1), (-10, 10)]
MANY = [name for name, entry in TESTS.items() if entry.scope == "sample"]
N_REFERENCE = 200


def panel(n_sessions: int = 5_000, n_securities: int = 5_000) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(7)
    sessions = pd.bdate_range("2003-01-01", periods=n_sessions, name="session")
    market = random.normal(0, 0.01, n_sessions)
    returns = random.normal(0, 0.02, (n_sessions, n_securities))
    returns += market[:, None]
    for first in range(0, n_sessions, 500):
        missing = random.random((500, n_securities)) < 0.02
        returns[first : first + 500][missing] = np.nan
    names = [f"S{i:04d}" for i in range(n_securities)]
    table = pd.DataFrame(returns, index=sessions, columns=names)
    return table, pd.DataFrame({"MKT": market}, index=sessions)


def events_of(returns: pd.DataFrame, n_events: int) -> pd.DataFrame:
    random = np.random.default_rng(11)
    usable = len(returns) - 300
    at = random.choice(usable * returns.shape[1], n_events, replace=False)
    names = returns.columns.to_numpy()
    return pd.DataFrame({"security": names[at // usable], "date": returns.index[270 + at % usable]})


def reference(returns: np.ndarray, rows: np.ndarray, columns: np.ndarray, market: np.ndarray) -> np.ndarray:
    found = []
    for row, column in zip(rows, columns, strict=True):
        y, x = returns[row - 260 : row - 10, column], market[row - 260 : row - 10]
        used = np.isfinite(y)
        fit = sm.OLS(y[used], sm.add_constant(x[used])).fit()
        event = slice(row - 10, row + 11)
        found.append(returns[event, column] - sm.add_constant(market[event]) @ fit.params)
    return np.array(found)


def reference_on_tables(
    returns: pd.DataFrame, events: pd.DataFrame, market: pd.DataFrame, window: es.EventWindow = WINDOW
) -> np.ndarray:
    """The loop as it is mostly written: each event cuts its windows out of the tables by label."""
    found = []
    for security, date in events[["security", "date"]].itertuples(index=False):
        row = returns.index.get_loc(date)
        estimation = returns.index[row + window.estimation[0] : row + window.estimation[1] + 1]
        event = returns.index[row + window.event[0] : row + window.event[1] + 1]
        sample = pd.concat([returns.loc[estimation, security], market.loc[estimation]], axis=1).dropna()
        fit = sm.OLS(sample[security], sm.add_constant(sample["MKT"])).fit()
        normal = fit.predict(sm.add_constant(market.loc[event, "MKT"]))
        found.append((returns.loc[event, security] - normal).to_numpy())
    return np.array(found)


def seconds_each(run: object) -> tuple[np.ndarray, float]:
    started = time.process_time()
    found = run()  # type: ignore[operator]
    return found, (time.process_time() - started) / N_REFERENCE


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[int]) -> None:
    returns, factors = panel()
    array, market = returns.to_numpy(), factors["MKT"].to_numpy()
    few = events_of(returns, N_REFERENCE).sort_values(["date", "security"], ignore_index=True)
    rows = returns.index.get_indexer(few["date"])
    columns = returns.columns.get_indexer(few["security"])
    theirs, on_arrays = seconds_each(lambda: reference(array, rows, columns, market))
    again, on_tables = seconds_each(lambda: reference_on_tables(returns, few, factors))
    np.testing.assert_allclose(again, theirs, rtol=0, atol=1e-10)
    print(f"statsmodels, one regression an event, on plain arrays: {1e6 * on_arrays:.0f} us an event")
    print(f"statsmodels, one regression an event, on pandas tables: {1e6 * on_tables:.0f} us an event")

    def study(events: pd.DataFrame) -> es.StudyResult:
        return es.run_study(
            returns, events, model="market", factors=factors, window=WINDOW, horizons=HORIZONS, tests=MANY
        )

    # Without a return on day 0 no horizon has a CAR, and the event is dropped.
    kept = np.isfinite(theirs[:, 10])
    np.testing.assert_allclose(study(few).ar, theirs[kept], rtol=0, atol=1e-10)
    for size in sizes:
        events, before = events_of(returns, size), peak_mb()
        runs = []
        for _ in range(5 if size <= 100_000 else 1):
            clock, processor = time.perf_counter(), time.process_time()
            study(events)
            runs.append((time.process_time() - processor, time.perf_counter() - clock))
        processor, clock = np.median(runs, axis=0)
        each = processor / size
        print(
            f"{size:9,d} events: {processor:7.3f} s processor, {clock:7.3f} s, {1e6 * each:6.1f} us an event,"
            f" ratio {on_arrays / each:5.1f} (arrays) {on_tables / each:6.1f} (tables),"
            f" peak {peak_mb() - before:5.0f} MB above"
        )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [200, 2_000, 100_000, 1_000_000])
