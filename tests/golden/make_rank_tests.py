"""Write the random panels and the events of the golden values of the rank and sign tests.

    python tests/golden/make_rank_tests.py
    Rscript tests/golden/make_rank_tests.R   (from the top of the project)

The R script computes every statistic from these two files. The files are kept: generators may change
between NumPy versions. Cases: ``complete`` and ``missing`` are staggered events of two sets of
securities, ``same_date`` events on one date of securities that move together, ``ties`` returns rounded
so far that many are equal, with missing days.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
N_SESSIONS, N_SECURITIES = 240, 9
MODELS = {"complete": "market", "missing": "market", "same_date": "market", "ties": "constant_mean"}
HORIZONS = [(0, 0), (-1, 1), (0, 3)]
EVENT, ESTIMATION = (-3, 3), (-90, -6)


def make_panel() -> pd.DataFrame:
    """Returns of the securities of every case, named by its first letter, and the market."""
    rng = np.random.default_rng(20110953)
    market = rng.standard_t(5, N_SESSIONS) * 0.008
    table = pd.DataFrame({"MKT": market})
    shared = rng.normal(0, 0.012, N_SESSIONS)
    for case in MODELS:
        noise = rng.standard_t(4, (N_SESSIONS, N_SECURITIES)) * rng.uniform(0.008, 0.03, N_SECURITIES)
        returns = 0.0003 + np.outer(market, rng.normal(1, 0.4, N_SECURITIES)) + noise
        if case == "same_date":
            returns += shared[:, None]
        if case in ("missing", "ties"):
            returns[rng.random(returns.shape) < 0.04] = np.nan
        places = 3 if case == "ties" else 6
        names = [f"{case[0].upper()}{i}" for i in range(N_SECURITIES)]
        table = pd.concat([table, pd.DataFrame(np.round(returns, places), columns=names)], axis=1)
    table["MKT"] = table["MKT"].round(6)
    return table


def make_events(panel: pd.DataFrame) -> pd.DataFrame:
    """One event a security: its case, its column, and the row of its day 0."""
    rows = []
    for case in MODELS:
        for at in range(N_SECURITIES):
            zero = 150 if case == "same_date" else 110 + 13 * at
            rows.append((case, f"{case[0].upper()}{at}", zero))
    return pd.DataFrame(rows, columns=["case", "security", "zero"])


def with_event_days(panel: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Fill the event days but for one event a case, which loses day +1: it has a CAR over day 0 only."""
    filled = panel.copy()
    for case, security, zero in events.itertuples(index=False):
        days = slice(zero + EVENT[0], zero + EVENT[1])
        filled.loc[days, security] = filled.loc[days, security].fillna(0.004)
        if case in ("missing", "ties") and security.endswith("4"):
            filled.loc[zero + 1, security] = np.nan
    return filled


def main() -> None:
    panel = make_panel()
    events = make_events(panel)
    with_event_days(panel, events).to_csv(HERE / "rank_tests_panel.csv", index_label="row")
    events.to_csv(HERE / "rank_tests_events.csv", index=False)


if __name__ == "__main__":
    main()
