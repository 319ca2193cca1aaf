"""Write ``controls.json``: weights, slopes and conformal p-values of a small panel, without the package.

    python tests/golden/make_controls.py

Weights by SciPy's SLSQP, ridge slopes by scikit-learn with the penalty of its TimeSeriesSplit, conformal
p-values from residuals of statsmodels' OLS on all days. ``controls_panel.csv`` is the random panel
(made once with ``make_panel``, rounded, and kept); ``controls.R`` does all of it again, exactly, in R.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.optimize import minimize
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit

HERE = Path(__file__).parent
DONORS = ["D1", "D2", "D3", "D4", "D5", "D6"]
N_ESTIMATION, ZERO = 86, 95  # rows before the estimation window ends; row of day 0
HORIZONS = [(0, 0), (-1, 1), (0, 3)]
EFFECTS = [0.0, 0.02]
PENALTY = 0.25
PENALTIES = [10.0 ** (half / 2) for half in range(6, -7, -1)]


def make_panel() -> pd.DataFrame:
    """Returns of a security and six donors on 110 sessions; two days of the estimation window are missing."""
    rng = np.random.default_rng(20200106)
    common = rng.standard_t(5, (110, 1)) * 0.008
    donors = 0.0003 + common + rng.standard_t(6, (110, 6)) * [0.006, 0.007, 0.009, 0.006, 0.012, 0.008]
    security = donors @ [0.5, 0.3, 0.2, 0, 0, 0] + rng.standard_t(6, 110) * 0.004
    security[ZERO : ZERO + 2] += [0.02, 0.006]
    table = pd.DataFrame(np.round(np.column_stack([security, donors]), 6), columns=["Y", *DONORS])
    table.loc[17, "Y"] = np.nan
    table.loc[40, "D4"] = np.nan
    return table.rename_axis("row")


def estimation(table: pd.DataFrame) -> pd.DataFrame:
    return table.iloc[:N_ESTIMATION].dropna()


def slsqp_weights(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    start = np.full(x.shape[1], 1 / x.shape[1])
    found = minimize(
        lambda w: 1e4 * ((y - x @ w) ** 2).sum(),
        start,
        jac=lambda w: 2e4 * x.T @ (x @ w - y),
        bounds=[(0, 1)] * x.shape[1],
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    return found.x


def ridge(y: np.ndarray, x: np.ndarray, penalty: float) -> Ridge:
    mean_square = ((x - x.mean(axis=0)) ** 2).sum() / x.shape[1]
    return Ridge(alpha=penalty * mean_square, solver="svd").fit(x, y)


def validated_penalty(y: np.ndarray, x: np.ndarray) -> float:
    """scikit-learn's splits are ours where the days are a multiple of six."""
    error = {}
    for penalty in PENALTIES:
        splits = TimeSeriesSplit(n_splits=5).split(x)
        error[penalty] = sum(
            ((y[ahead] - ridge(y[before], x[before], penalty).predict(x[ahead])) ** 2).sum()
            for before, ahead in splits
        )
    return min(error, key=error.get)


def conformal_rows(table: pd.DataFrame) -> list[dict]:
    rows = []
    for model, names in {"constant_mean": [], "regression": ["D1", "D2"]}.items():
        for first, last in HORIZONS:
            for effect in EFFECTS:
                n_days = last - first + 1
                before = table.iloc[:N_ESTIMATION][["Y", *names]].dropna()
                after = table.iloc[ZERO + first : ZERO + last + 1][["Y", *names]].copy()
                after["Y"] -= effect
                days = pd.concat([before, after])
                x = np.column_stack([np.ones(len(days)), days[names]])
                size = np.abs(sm.OLS(days["Y"].to_numpy(), x).fit().resid)
                statistic, p_value = shares(size, n_days)
                where = {"model": model, "first": first, "last": last, "effect": effect}
                rows.append({**where, "statistic": statistic, "p_value": p_value})
    return rows


def shares(size: np.ndarray, n_days: int) -> tuple[float, float]:
    shifted = [np.roll(size, shift)[-n_days:].sum() / math.sqrt(n_days) for shift in range(size.size)]
    return float(shifted[0]), sum(s >= shifted[0] * (1 - 1e-12) for s in shifted) / size.size


def main() -> None:
    path = HERE / "controls_panel.csv"
    if not path.exists():
        make_panel().to_csv(path)
    table = pd.read_csv(path, index_col="row")
    days = estimation(table)
    y, x = days["Y"].to_numpy(), days[DONORS].to_numpy()
    chosen = validated_penalty(y, x)
    fits = {str(penalty): ridge(y, x, penalty) for penalty in (PENALTY, chosen)}
    golden = {
        "weights": slsqp_weights(y, x).tolist(),
        "weights_with_intercept": slsqp_weights(y - y.mean(), x - x.mean(axis=0)).tolist(),
        "penalty": chosen,
        "ridge": {key: [float(fit.intercept_), *fit.coef_.tolist()] for key, fit in fits.items()},
        "conformal": conformal_rows(table),
    }
    (HERE / "controls.json").write_text(json.dumps(golden, indent=0) + "\n")


if __name__ == "__main__":
    main()
