"""Write ``analysis.json``: alphas, AR(1) fits, clustered means and adjustments without the package.

    python tests/golden/make_analysis.py    (then Rscript tests/golden/make_analysis.R)

Regressions are those of statsmodels (OLS, WLS, HAC, clusters, GLSAR), the sign-flip test is SciPy's.
``analysis_events.csv`` is made once and kept; the panel is ``core_panel.csv``.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import DescrStatsW

HERE = Path(__file__).parent
FACTORS = {"market": ["MKT"], "ff3": ["MKT", "SMB", "HML"]}
P_VALUES = [0.011, 0.002, 0.04, 0.04, 0.3, 0.0004, 0.9, 0.051]
METHODS = {
    "holm": "holm",
    "hochberg": "simes-hochberg",
    "bh": "fdr_bh",
    "by": "fdr_by",
    "bonferroni": "bonferroni",
}


def make_events() -> pd.DataFrame:
    """Sixteen events on twelve dates, with a size and a kind."""
    rng = np.random.default_rng(20200108)
    places = [(f"S{20 + i % 10}", 150 + 19 * i) for i in range(12)]
    places += [(f"S{20 + (i + 5) % 10}", 150 + 19 * i) for i in (0, 3, 6, 9)]
    table = pd.DataFrame(places, columns=["security", "row"])
    table.insert(0, "event_id", [f"e{i:02d}" for i in range(len(table))])
    return table.assign(size=rng.normal(0, 1, len(table)).round(4), kind=[*"abc" * 5, "a"])


def abnormal(table: pd.DataFrame, security: str, zero: int) -> pd.Series:
    """Market-model abnormal returns of days -5 to 5."""
    both = table[[security, "MKT"]].iloc[zero - 130 : zero - 10].dropna()
    fit = sm.OLS(both[security], sm.add_constant(both["MKT"])).fit()
    days = table.iloc[zero - 5 : zero + 6]
    return pd.Series((days[security] - fit.predict(sm.add_constant(days["MKT"]))).to_numpy(), range(-5, 6))


def clustered(table: pd.DataFrame, events: pd.DataFrame) -> dict:
    """Mean CAR and difference of kinds a and b, with errors clustered by date."""
    car = np.array([abnormal(table, e.security, e.row).loc[-1:1].sum() for e in events.itertuples()])
    options = {"cov_type": "cluster", "use_t": True}
    mean = sm.OLS(car, np.ones(car.size)).fit(cov_kwds={"groups": events["row"].to_numpy()}, **options)
    pair = events["kind"].isin(["a", "b"]).to_numpy()
    first = (events["kind"] == "a").to_numpy(dtype=float)[pair]
    groups = {"groups": events["row"].to_numpy()[pair]}
    fit = sm.OLS(car[pair], sm.add_constant(first)).fit(cov_kwds=groups, **options)
    tost = DescrStatsW(car).ttost_mean(-0.02, 0.02)[0]
    alone = car[:12]  # the first twelve events have a date each
    flips = stats.permutation_test(
        (alone,), lambda x, axis: np.abs(x.mean(axis=axis)), permutation_type="samples", alternative="greater"
    )
    return {
        "caar": float(mean.params[0]),
        "se": float(mean.bse[0]),
        "p_value": float(mean.pvalues[0]),
        "difference": [float(v) for v in (fit.params[1], fit.bse[1], fit.tvalues[1], fit.pvalues[1])],
        "tost": float(tost),
        "car": alone.tolist(),
        "flip_p": float(flips.pvalue),
    }


def calendar_time(table: pd.DataFrame, events: pd.DataFrame) -> dict:
    """Coefficients of the portfolio that holds each security for thirty sessions after its events."""
    rows = np.arange(len(table))
    held = {
        name: np.isin(rows, [row + d for row in group["row"] for d in range(1, 31)])
        for name, group in events.groupby("security")
    }
    active = table[list(held)].where(pd.DataFrame(held, table.index))
    portfolio, n_active = active.mean(axis=1), active.count(axis=1)
    found = {}
    for model, names in FACTORS.items():
        rf = table["RF"] if model == "ff3" else 0.0
        x = table[names].copy()
        x["MKT"] = x["MKT"] - rf
        both = pd.concat([(portfolio - rf).rename("y"), x, n_active.rename("n")], axis=1).dropna()
        design = sm.add_constant(both[names])
        for regression in ("ols", "wls"):
            weights = both["n"] if regression == "wls" else 1.0
            for lags in (0, 4):
                hac = {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}, "use_t": True} if lags else {}
                fit = sm.WLS(both["y"], design, weights=weights).fit(**hac)
                found[f"{model} {regression} {lags}"] = {
                    "estimate": fit.params.tolist(),
                    "se": fit.bse.tolist(),
                    "p_value": fit.pvalues.tolist(),
                    "ci_low": float(fit.conf_int().iloc[0, 0]),
                    "n_sessions": int(fit.nobs),
                }
    return found


def autoregressive(table: pd.DataFrame) -> dict:
    """Generalised least squares with AR(1) disturbances of one security's smoothed series on the market."""
    y = table["S21"].rolling(4).mean().iloc[30:150].to_numpy()
    x = sm.add_constant(table["MKT"].iloc[30:150].to_numpy())
    residual = sm.OLS(y, x).fit().resid
    rho = float(sm.OLS(residual[1:], residual[:-1]).fit().params[0])
    fit = sm.GLSAR(y, x, rho=[rho]).fit()
    return {
        "rho": rho,
        "coefficients": fit.params.tolist(),
        "bse": fit.bse.tolist(),
        "sigma2": float(fit.scale / (1 - rho**2)),
    }


def main() -> None:
    path = HERE / "analysis_events.csv"
    if not path.exists():
        make_events().to_csv(path, index=False)
    events = pd.read_csv(path)
    table = pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)
    effects = [0.1, 0.5, 1.0]
    golden = {
        "adjusted": {ours: multipletests(P_VALUES, method=m)[1].tolist() for ours, m in METHODS.items()},
        "clustered": clustered(table, events),
        "calendar_time": calendar_time(table, events),
        "autoregressive": autoregressive(table),
        "power": [float(TTestPower().power(e, 20, 0.05)) for e in effects],
    }
    (HERE / "analysis.json").write_text(json.dumps(golden, indent=0) + "\n")


if __name__ == "__main__":
    main()
