"""Write ``core.json``: the statistics of three small studies, computed without the package.

    python tests/golden/make_core.py

Abnormal returns are dummy coefficients of a statsmodels regression, their CAR a contrast of them
with the regression's own standard error, the joint test statsmodels' Wilks F; ranks and placebos
are plain loops written from the formulas. ``core_panel.csv`` is the random panel (made once with
``make_panel``, rounded, and kept: generators may change between NumPy versions).
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.multivariate.multivariate_ols import _MultivariateOLS

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
FACTORS = ["MKT", "SMB", "HML", "MOM", "RMW", "CMA"]
MODELS = {
    "constant_mean": [],
    "market_adjusted": ["MKT"],
    "market": ["MKT"],
    "capm": ["MKT"],
    "ff3": ["MKT", "SMB", "HML"],
    "carhart": ["MKT", "SMB", "HML", "MOM"],
    "ff5": ["MKT", "SMB", "HML", "RMW", "CMA"],
}
EXCESS = {"capm", "ff3", "carhart", "ff5"}
PANEL_HORIZONS = [(0, 0), (-1, 1), (0, 5)]
SAMPLE_HORIZONS = [(0, 0), (0, 1), (-1, 1), (0, 5)]
SAMPLE_DATES = ["2019-12-27", "2019-12-31", "2020-01-03", "2020-01-06", "2020-01-08"]


def make_panel() -> pd.DataFrame:
    """Returns of 30 securities on 400 sessions with six factors, RF and missing days."""
    rng = np.random.default_rng(20200103)
    n, k = 400, 30
    sessions = pd.bdate_range("2018-01-01", periods=n, name="session")
    factors = rng.standard_t(5, (n, 6)) * [0.008, 0.004, 0.004, 0.005, 0.003, 0.003] + 0.0003
    rf = np.round(0.00008 + 0.00002 * np.sin(np.arange(n) / 60), 6)
    loadings = rng.normal([1, 0.3, 0.1, 0, 0.1, 0], 0.4, (k, 6))
    shared = rng.normal(0, 0.006, (n, 1))
    noise = rng.standard_t(5, (n, k)) * rng.uniform(0.008, 0.03, k)
    returns = 0.0002 + factors @ loadings.T + shared + noise
    gaps = rng.random((n, k)) < 0.01
    gaps[:, 20:] = False
    returns[gaps] = np.nan
    returns[248, 5] = np.nan  # day +3 of an event below
    table = pd.DataFrame(np.round(returns, 6), index=sessions, columns=[f"S{i:02d}" for i in range(k)])
    table[FACTORS] = np.round(factors, 6)
    table["RF"] = rf
    table.loc[sessions[163], FACTORS] = np.nan
    return table


def panel_events() -> list[tuple[str, str, int]]:
    """Event id, security, row of day 0: staggered events, one security with two of them."""
    staggered = [(f"p{i:02d}", f"S{i:02d}", 150 + 19 * i) for i in range(12)]
    return [*staggered, ("p12", "S03", 300), ("p13", "S12", 245), ("p14", "S13", 245)]


def same_date_events() -> list[tuple[str, str, int]]:
    """Ten securities on one session; no day of theirs is missing but that of the factors."""
    return [(f"d{i}", f"S{20 + i}", 260) for i in range(10)]


class Fit:
    """One security, one estimation window: a regression with a dummy for each day of ``days``."""

    def __init__(self, y: pd.Series, x: pd.DataFrame, estimation: list[int], days: list[int]) -> None:
        table = pd.concat([y.rename("y"), x], axis=1)
        known = table.notna().all(axis=1).to_numpy()
        self.rows = [row for row in estimation if known[row]]
        self.known_days = [day for day in days if known[day]]
        used = self.rows + self.known_days
        design = sm.add_constant(x.iloc[used], has_constant="add").to_numpy()
        dummies = np.zeros((len(used), len(self.known_days)))
        for at in range(len(self.known_days)):
            dummies[len(self.rows) + at, at] = 1
        self.design, self.y = np.hstack([design, dummies]), y.iloc[used].to_numpy()
        self.ols = sm.OLS(self.y, self.design).fit()
        self.n_params = design.shape[1]
        self.plain = sm.OLS(self.y[: len(self.rows)], design[: len(self.rows)]).fit()
        self.residual = dict(zip(self.rows, self.plain.resid, strict=True))
        self.dof, self.sigma2 = self.plain.df_resid, self.plain.mse_resid
        # Prediction errors of any other day, for the volatility filter.
        normal = sm.add_constant(x, has_constant="add").to_numpy() @ self.plain.params
        self.error = dict(enumerate(y.to_numpy() - normal))

    def contrast(self, weights: dict[int, float]) -> tuple[float, float, float]:
        """Estimate, standard error and p-value of the weighted sum of dummies; NaN if one is unknown."""
        if not set(weights) <= set(self.known_days):
            return math.nan, math.nan, math.nan
        row = np.zeros(self.design.shape[1])
        for day, weight in weights.items():
            row[self.n_params + self.known_days.index(day)] = weight
        test = self.ols.t_test(row)
        return float(test.effect[0]), float(test.sd[0, 0]), float(test.pvalue)

    def serial_error(self, first: int, last: int) -> float:
        """Standard error of the CAR by the formula for autocorrelated days."""
        n_days, m = last - first + 1, len(self.rows)
        total = sum(e * e for e in self.residual.values()) / m
        for lag in range(1, n_days):
            pairs = [e * self.residual[r + lag] for r, e in self.residual.items() if r + lag in self.residual]
            total += 2 * (1 - lag / n_days) * sum(pairs) / m
        x = self.plain.model.exog
        total_x = self.design[
            [len(self.rows) + self.known_days.index(d) for d in range(first, last + 1)], : self.n_params
        ].sum(axis=0)
        forecast = self.sigma2 * total_x @ np.linalg.inv(x.T @ x) @ total_x
        return math.sqrt(n_days * total * m / (m - self.n_params) + forecast)


def ewma_before(days: range, value: dict[int, float], start: float) -> dict[int, float]:
    """Sigma of each day of ``days`` and of the day after, from the days before it."""
    variance, sigma = start, {}
    for day in days:
        sigma[day] = math.sqrt(variance)
        x = value.get(day, math.nan)
        if not math.isnan(x):
            variance = 0.94 * variance + 0.06 * x * x
    sigma[days.stop] = math.sqrt(variance)
    return sigma


def rank_rows(fit: Fit, estimation: list[int], first: int, last: int) -> dict[str, tuple[float, float]]:
    """Statistic and p-value of ``sq`` and ``ewma_rank`` for rows ``first`` to ``last``."""
    n_days = last - first + 1
    car = sum(fit.error[day] for day in range(first, last + 1))
    before = {**{r: fit.residual.get(r, math.nan) for r in estimation}}
    for day in range(estimation[-1] + 1, first):
        before[day] = fit.error[day]
    sigma = ewma_before(range(estimation[0], first), before, fit.sigma2)
    raw, scaled = [], []
    for start in range(estimation[0], estimation[-1] - n_days + 2):
        window = [fit.residual.get(r) for r in range(start, start + n_days)]
        if None not in window:
            raw.append(sum(window))
            scaled.append(sum(window) / sigma[start])
    observed = car / sigma[first]
    return {
        "sq": (car, (1 + sum(abs(s) >= abs(car) for s in raw)) / (len(raw) + 1)),
        "ewma_rank": (observed, (1 + sum(abs(s) >= abs(observed) for s in scaled)) / (len(scaled) + 1)),
    }


def single_event_rows(fits: dict, horizons: list) -> list[dict]:
    rows = []
    for (event, zero, estimation), fit in fits.items():
        for first, last in horizons:
            days = range(zero + first, zero + last + 1)
            car, error, p = fit.contrast(dict.fromkeys(days, 1.0))
            if math.isnan(car):
                continue
            serial = car / fit.serial_error(days[0], days[-1])
            found = {"t": (car / error, p), "serial_t": (serial, 2 * stats.t.sf(abs(serial), fit.dof))}
            found |= rank_rows(fit, list(estimation), days[0], days[-1])
            for test, (statistic, p_value) in found.items():
                rows.append(row(test, first, last, event_id=event, est=car, stat=statistic, p=p_value))
    return rows


def row(test, first, last, *, est, stat, p, event_id="", security="") -> dict:
    numbers = {"estimate": est, "statistic": stat, "p_value": p}
    where = {"test": test, "first": first, "last": last, "event_id": event_id, "security": security}
    return {**where, **{name: float(value) for name, value in numbers.items()}}


def sample_rows(fits: dict, horizons: list) -> list[dict]:
    rows = []
    for first, last in horizons:
        found = [
            (*fit.contrast(dict.fromkeys(range(zero + first, zero + last + 1), 1.0))[:2], fit.dof)
            for (_, zero, _), fit in fits.items()
        ]
        found = [f for f in found if not math.isnan(f[0])]
        car = np.array([f[0] for f in found])
        scar = np.array([f[0] / f[1] for f in found])
        z = scar.sum() / math.sqrt(sum(f[2] / (f[2] - 2) for f in found))
        values = {
            "cross_sectional": stats.ttest_1samp(car, 0),
            "bmp": stats.ttest_1samp(scar, 0),
            "patell": (z, 2 * stats.norm.sf(abs(z))),
        }
        for test, (statistic, p) in values.items():
            rows.append(row(test, first, last, est=car.mean(), stat=statistic, p=p))
    return rows


def adj_bmp_rows(fits: dict, horizons: list) -> list[dict]:
    residuals = pd.DataFrame({key[0]: pd.Series(fit.residual) for key, fit in fits.items()})
    matrix = residuals.corr().to_numpy()
    r, n = matrix[np.triu_indices_from(matrix, k=1)].mean(), len(fits)
    rows = []
    for bmp in [found for found in sample_rows(fits, horizons) if found["test"] == "bmp"]:
        statistic = bmp["statistic"] * math.sqrt((1 - r) / (1 + (n - 1) * r))
        p = 2 * stats.t.sf(abs(statistic), n - 1)
        rows.append({**bmp, "test": "adj_bmp", "statistic": statistic, "p_value": p})
    return rows


def wilks(fits: list[Fit], weights: dict[int, float]) -> tuple[float, float]:
    """F and p of the hypothesis that the weighted sum of dummies is zero for every asset."""
    one = fits[0]
    contrast = np.zeros((1, one.design.shape[1]))
    for day, weight in weights.items():
        contrast[0, one.n_params + one.known_days.index(day)] = weight
    model = _MultivariateOLS(np.column_stack([fit.y for fit in fits]), one.design).fit()
    found = model.mv_test([("car", contrast, np.eye(len(fits)))]).results["car"]["stat"]
    return float(found.loc["Wilks' lambda", "F Value"]), float(found.loc["Wilks' lambda", "Pr > F"])


def shares(zeros: list[int], first: int, last: int) -> dict[int, float]:
    """Share of the windows that hold each day."""
    weights: dict[int, float] = {}
    for zero in zeros:
        for day in range(zero + first, zero + last + 1):
            weights[day] = weights.get(day, 0.0) + 1 / len(zeros)
    return weights


def model_rows(table: pd.DataFrame) -> list[dict]:
    rows = []
    for name, factors in MODELS.items():
        x = table[factors].copy()
        rf = table["RF"] if name in EXCESS else 0.0
        if name in EXCESS:
            x["MKT"] = x["MKT"] - rf
        for event, security, zero in panel_events()[1:8:3]:
            y, days = table[security] - rf, range(zero - 5, zero + 6)
            estimation = list(range(zero - 130, zero - 10))
            if name == "market_adjusted":
                excess = (y - x["MKT"]).to_numpy()
                used = excess[estimation][~np.isnan(excess[estimation])]
                sigma, params, n_obs, dof = used.std(ddof=1), [], used.size, used.size - 1
                ar, error = [excess[d] for d in days], [sigma] * 11
            else:
                fit = Fit(y, x, estimation, list(days))
                sigma, params, n_obs, dof = (
                    math.sqrt(fit.sigma2),
                    list(fit.plain.params),
                    len(fit.rows),
                    fit.dof,
                )
                found = [fit.contrast({d: 1.0}) for d in days]
                ar, error = [f[0] for f in found], [f[1] for f in found]
                forecast_error_agrees(fit, error)
            rows.append(
                {
                    "model": name,
                    "event_id": event,
                    "coefficients": [float(v) for v in params],
                    "sigma": float(sigma),
                    "n_estimation": int(n_obs),
                    "dof": float(dof),
                    "ar": [nullable(v) for v in ar],
                    "se": [nullable(v + 0 * a) for v, a in zip(error, ar, strict=True)],
                }
            )
    return rows


def nullable(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def forecast_error_agrees(fit: Fit, error: list[float]) -> None:
    """Dummy standard errors are the forecast errors of statsmodels' own prediction."""
    known = [e for e in error if not math.isnan(e)]
    rows = fit.design[len(fit.rows) :, : fit.n_params]
    np.testing.assert_allclose(fit.plain.get_prediction(rows).se_obs, known, rtol=1e-9)


def panel_case(table: pd.DataFrame, events: list) -> dict:
    hull = (min(f for f, _ in PANEL_HORIZONS), max(last for _, last in PANEL_HORIZONS))
    fits = {}
    for event, security, zero in events:
        others = {d for _, s, z in events if s == security for d in range(z + hull[0], z + hull[1] + 1)}
        estimation = range(zero - 130, zero - 10)
        clean = [r for r in estimation if r not in others]
        fit = Fit(table[security], table[["MKT"]], clean, list(range(zero - 5, zero + 6)))
        fits[event, zero, estimation] = fit
    return fits


def sample_returns() -> pd.DataFrame:
    series = {}
    for asset in ("brent", "dow"):
        bars = pd.read_csv(DATA / f"{asset}.csv", index_col="date", parse_dates=True)
        before = bars["close"].shift()
        if "previous_close" in bars:
            before = bars["previous_close"].fillna(before)
        series[asset] = np.log(bars["close"] / before)
    return pd.DataFrame(series).dropna()


def sample_case() -> dict:
    table = sample_returns()
    zeros = [table.index.get_loc(date) for date in SAMPLE_DATES]
    estimation = range(zeros[0] - 260, zeros[0] - 10)
    days = list(range(zeros[0] - 10, zeros[-1] + 11))
    fits = {a: Fit(table[a], pd.DataFrame(index=table.index), list(estimation), days) for a in table}
    rows, episodes = [], []
    for asset, fit in fits.items():
        keys = {(f"{asset} {date}", z, estimation): fit for date, z in zip(SAMPLE_DATES, zeros, strict=True)}
        rows += single_event_rows(keys, SAMPLE_HORIZONS)
        for first, last in SAMPLE_HORIZONS:
            weights = shares(zeros, first, last)
            est, error, p = fit.contrast(weights)
            rows.append(row("overlap_t", first, last, security=asset, est=est, stat=est / error, p=p))
            car, error, p = fit.contrast(dict.fromkeys(weights, 1.0))
            episodes.append([asset, first, last, len(weights), car, error, p])
    for first, last in SAMPLE_HORIZONS:
        weights = shares(zeros, first, last)
        statistic, p = wilks(list(fits.values()), weights)
        mean = np.mean([fit.contrast(weights)[0] for fit in fits.values()])
        rows.append(row("joint_f", first, last, est=mean, stat=statistic, p=p))
    rows += placebo_rows(fits, zeros, estimation)
    return {"tests": rows, "episodes": episodes}


def placebo_rows(fits: dict[str, Fit], zeros: list[int], estimation: range) -> list[dict]:
    earliest = min(f for f, _ in SAMPLE_HORIZONS)
    latest = max(last for _, last in SAMPLE_HORIZONS)
    offsets = [zero - zeros[0] for zero in zeros]
    sigma = {a: ewma_before(estimation, fit.residual, fit.sigma2) for a, fit in fits.items()}
    maxima = []
    for place in estimation:  # day 0 of the first event of the pattern
        if place + earliest < estimation[0] or place + offsets[-1] + latest > estimation[-1]:
            continue
        sizes = []
        for asset, fit in fits.items():
            for offset in offsets:
                for first, last in SAMPLE_HORIZONS:
                    opening = place + offset + first
                    total = sum(fit.residual[opening + d] for d in range(last - first + 1))
                    sizes.append(abs(total) / sigma[asset][opening] / math.sqrt(last - first + 1))
        maxima.append(max(sizes))
    rows = []
    for asset, fit in fits.items():
        for date, zero in zip(SAMPLE_DATES, zeros, strict=True):
            for first, last in SAMPLE_HORIZONS:
                opening = zero + first
                past = {**fit.error, **fit.residual}
                at_open = ewma_before(range(estimation[0], opening), past, fit.sigma2)[opening]
                car = sum(fit.error[zero + d] for d in range(first, last + 1))
                observed = car / at_open / math.sqrt(last - first + 1)
                p = (1 + sum(m >= abs(observed) for m in maxima)) / (len(maxima) + 1)
                where = {"event_id": f"{asset} {date}"}
                rows.append(row("placebo_max", first, last, est=car, stat=observed, p=p, **where))
    return rows


def main() -> None:
    path = HERE / "core_panel.csv"
    if not path.exists():
        make_panel().to_csv(path)
    table = pd.read_csv(path, index_col="session", parse_dates=True)
    panel, same_date = (panel_case(table, events) for events in (panel_events(), same_date_events()))
    joint = []
    for first, last in PANEL_HORIZONS:
        weights = shares([260], first, last)
        statistic, p = wilks(list(same_date.values()), weights)
        mean = np.mean([fit.contrast(weights)[0] for fit in same_date.values()])
        joint.append(row("joint_f", first, last, est=mean, stat=statistic, p=p))
    golden = {
        "panel": single_event_rows(panel, PANEL_HORIZONS) + sample_rows(panel, PANEL_HORIZONS),
        "same_date": adj_bmp_rows(same_date, PANEL_HORIZONS) + joint,
        "sample": sample_case(),
        "models": model_rows(table),
    }
    (HERE / "core.json").write_text(json.dumps(golden, indent=0) + "\n")


if __name__ == "__main__":
    main()
