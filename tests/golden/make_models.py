"""Write ``models.json``: the thin-trading and robust models on core_panel.csv, without the package.

    python tests/golden/make_models.py

Slopes and their covariance come from statsmodels (OLS, WLS, RLM) and SciPy (linprog, linregress,
theilslopes); the robust ones are checked here against a second solver. Spans of the trade-to-trade
model are found by a plain loop from the last trade. ``make_models.R`` repeats the least-squares
models and Theil-Sen for one event in R.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import integrate, optimize, stats

HERE = Path(__file__).parent
EVENTS = [
    ("p00", "S00", 150),
    ("p03", "S03", 207),
    ("p04", "S04", 226),
    ("p09", "S09", 321),
    ("p12", "S03", 300),
]
MARKET = "MKT"

# A model returns: alpha and beta, residual standard deviation, observations, degrees of freedom, and
# for each day its normal return and the standard error of its AR.
Estimate = dict[str, object]


def lags(market: pd.Series, k: int) -> pd.DataFrame:
    return pd.DataFrame({j: market.shift(-j) for j in range(-k, k + 1)})


def aggregated(
    y: pd.Series, market: pd.Series, rows: list[int], days: list[int], weights: list[float]
) -> dict:
    """Sum the weighted slopes of one regression on lags and leads; residuals are those of the same day."""
    k = len(weights) // 2
    table = pd.concat([y.rename("y"), lags(market, k)], axis=1).iloc[rows].dropna()
    ols = sm.OLS(table["y"], sm.add_constant(table.drop(columns="y"))).fit()
    combine = np.zeros((2, 2 * k + 2))
    combine[0, 0], combine[1, 1:] = 1, weights
    alpha, beta = ols.t_test(combine).effect
    residual = table["y"] - alpha - beta * table[0]
    variance = (residual**2).sum() / ols.df_resid
    covariance = combine @ ols.normalized_cov_params @ combine.T
    return described(
        (alpha, beta), variance, covariance, counts=(len(table), ols.df_resid), market=market.iloc[days]
    )


def described(line, variance, covariance, *, counts, market, n=1.0) -> Estimate:
    x = np.column_stack([np.broadcast_to(n, market.shape), market])
    forecast = np.einsum("dj,jk,dk->d", x, np.asarray(covariance), x)
    return {
        "coefficients": [float(v) for v in line],
        "sigma": math.sqrt(variance),
        "n_estimation": int(counts[0]),
        "dof": float(counts[1]),
        "normal": np.asarray(x @ line),
        "se": np.sqrt(variance * (n + forecast)),
    }


def correlation(market: pd.Series, rows: list[int], lag: int) -> float:
    pairs = pd.concat([market, market.shift(lag)], axis=1).iloc[rows].dropna()
    return float(stats.pearsonr(*pairs.to_numpy().T).statistic)


def dimson(y, market, rows, days):
    return aggregated(y, market, rows, days, [1, 1, 1])


def dimson_2(y, market, rows, days):
    return aggregated(y, market, rows, days, [1] * 5)


def fowler_rorke(y, market, rows, days):
    rho = correlation(market, rows, 1)
    w = (1 + rho) / (1 + 2 * rho)
    return aggregated(y, market, rows, days, [w, 1, w])


def fowler_rorke_2(y, market, rows, days):
    one, two = correlation(market, rows, 1), correlation(market, rows, 2)
    scale = 1 + 2 * one + 2 * two
    near, far = (1 + 2 * one + two) / scale, (1 + one + two) / scale
    return aggregated(y, market, rows, days, [far, near, 1, near, far])


def scholes_williams(y, market, rows, days):
    table = pd.concat([y.rename("y"), lags(market, 1)], axis=1).iloc[rows[1:-1]].dropna()
    slopes = [stats.linregress(table[j], table["y"]).slope for j in (-1, 0, 1)]
    beta = sum(slopes) / (1 + 2 * correlation(market, rows, 1))
    alpha = table["y"].mean() - beta * table[0].mean()
    plain = sm.OLS(table["y"], sm.add_constant(table[0])).fit()
    variance = ((table["y"] - alpha - beta * table[0]) ** 2).sum() / plain.df_resid
    counts = len(table), plain.df_resid
    return described(
        (alpha, beta), variance, plain.normalized_cov_params, counts=counts, market=market.iloc[days]
    )


def spans(y: pd.Series, market: pd.Series, begin: int, days: list[int]) -> pd.DataFrame:
    """Sessions and market return since the last trade, of days with a trade after one in the window."""
    found = {}
    for day in days:
        start = day - 1
        while start >= begin and math.isnan(y.iloc[start]):
            start -= 1
        if start < begin or math.isnan(y.iloc[day]):
            continue
        found[day] = (day - start, sum(market.iloc[at] for at in range(start + 1, day + 1)))
    return pd.DataFrame(found, index=["n", "market"]).T.reindex(days)


def trade_to_trade(y, market, rows, days):
    table = spans(y, market, rows[0], rows).assign(y=y.iloc[rows].to_numpy()).dropna()
    wls = sm.WLS(table["y"], table[["n", "market"]], weights=1 / table["n"]).fit()
    ahead = spans(y, market, rows[0], days)
    counts = len(table), wls.df_resid
    n = ahead["n"].to_numpy()
    return described(
        wls.params.to_numpy(),
        wls.scale,
        wls.normalized_cov_params,
        counts=counts,
        market=ahead["market"],
        n=n,
    )


def sample(y, market, rows):
    table = pd.DataFrame({"y": y, "x": market}).iloc[rows].dropna()
    return table["y"].to_numpy(), sm.add_constant(table["x"].to_numpy())


def of_robust(y, x, coefficients, covariance, *, market) -> Estimate:
    residual = y - x @ coefficients
    dof = len(y) - 2
    variance = residual @ residual / dof
    return described(coefficients, variance, covariance, counts=(len(y), dof), market=market)


def lad(y, market, rows, days):
    y, x = sample(y, market, rows)
    n = len(y)
    cost = np.r_[0, 0, np.ones(2 * n)]
    equal = np.hstack([x, np.eye(n), -np.eye(n)])
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    found = optimize.linprog(cost, A_eq=equal, b_eq=y, bounds=bounds)
    quantile = sm.QuantReg(y, x).fit(q=0.5, p_tol=1e-10, max_iter=5000)
    assert abs(np.abs(quantile.resid).sum() / found.fun - 1) < 1e-6
    return of_robust(y, x, found.x[:2], math.pi / 2 * np.linalg.inv(x.T @ x), market=market.iloc[days])


def huber(y, market, rows, days):
    y, x = sample(y, market, rows)
    rlm = sm.RLM(y, x, M=sm.robust.norms.HuberT(1.345)).fit(conv="coefs", tol=1e-13, maxiter=2000)
    norm = sm.robust.norms.HuberT(1.345)
    squares = integrate.quad(lambda z: norm.psi(z) ** 2 * stats.norm.pdf(z), -10, 10, points=[-1.345, 1.345])[
        0
    ]
    slope = integrate.quad(stats.norm.pdf, -1.345, 1.345)[0]
    return of_robust(y, x, rlm.params, squares / slope**2 * np.linalg.inv(x.T @ x), market=market.iloc[days])


def theil_sen(y, market, rows, days):
    y, x = sample(y, market, rows)
    found = stats.theilslopes(y, x[:, 1], method="joint")
    line, mean = x[:, 1], x[:, 1].mean()
    r = stats.pearsonr(line, stats.rankdata(line)).statistic
    slope = math.pi / 3 / (r**2 * ((line - mean) ** 2).sum())
    centre = math.pi / 2 / len(y)
    covariance = [[centre + mean**2 * slope, -mean * slope], [-mean * slope, slope]]
    return of_robust(y, x, np.array([found.intercept, found.slope]), covariance, market=market.iloc[days])


MODELS = {
    "scholes_williams": scholes_williams,
    "dimson": dimson,
    "dimson_2": dimson_2,
    "fowler_rorke": fowler_rorke,
    "fowler_rorke_2": fowler_rorke_2,
    "trade_to_trade": trade_to_trade,
    "lad": lad,
    "huber": huber,
    "theil_sen": theil_sen,
}


def rows_of(name: str, table: pd.DataFrame) -> list[dict]:
    rows = []
    for event, security, zero in EVENTS:
        y, days = table[security], list(range(zero - 5, zero + 6))
        found = MODELS[name](y, table[MARKET], list(range(zero - 130, zero - 10)), days)
        ar = y.iloc[days].to_numpy() - found.pop("normal")
        se = np.where(np.isnan(ar), np.nan, found.pop("se"))
        found |= {"ar": [nullable(v) for v in ar], "se": [nullable(v) for v in se]}
        rows.append({"model": name, "event_id": event, **found})
    return rows


def nullable(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def main() -> None:
    table = pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)
    rows = [row for name in MODELS for row in rows_of(name, table)]
    (HERE / "models.json").write_text(json.dumps(rows, indent=0) + "\n")


if __name__ == "__main__":
    main()
