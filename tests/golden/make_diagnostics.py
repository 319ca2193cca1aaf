"""Write ``diagnostics.json``: diagnostics of real and of random residuals, computed without the package.

    PYTHONPATH=tests python tests/golden/make_diagnostics.py

statsmodels has the Jarque-Bera, ARCH-LM and Ljung-Box tests, SciPy that of Brown and Forsythe; the ICSS
statistic is statsmodels' CUSUM of the squares less their mean, in another scale. With missing days the
same tests are put together from statsmodels' autocorrelations that leave out pairs, and from
regressions that leave out rows. ``diagnostics_residuals.csv`` holds the residuals, made once and kept;
diagnostics.R reads it too.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from golden import make_core
from scipy import stats
from statsmodels.stats.diagnostic import acorr_ljungbox, breaks_cusumolsresid, het_arch
from statsmodels.stats.stattools import jarque_bera
from statsmodels.tsa.stattools import acf

HERE = Path(__file__).parent
RESIDUALS = HERE / "diagnostics_residuals.csv"
ARCH_LAGS, BOX_LAGS, RECENT = 5, 10, 20


def make_residuals() -> pd.DataFrame:
    """Returns of Brent and the Dow, and three random series, each less its mean; two with holes."""
    real = make_core.sample_returns().iloc[60:310].reset_index(drop=True)
    rng = np.random.default_rng(7)
    normal, wide = rng.normal(0, 0.02, 250), rng.standard_t(4, 250) * 0.01
    wide[-20:] *= 2.5
    slow = np.convolve(rng.normal(0, 0.01, 251), [1, 0.4], mode="valid")
    table = real.assign(normal=normal, wide=wide, slow=slow)
    table["brent_holes"] = table["brent"].where(rng.random(250) > 0.06)
    table["slow_holes"] = table["slow"].where(rng.random(250) > 0.06)
    return (table - table.mean()).round(8)


def ewma_ratio(x: np.ndarray) -> float:
    start = variance = float(np.nanmean(x**2))
    for value in x[~np.isnan(x)]:
        variance = 0.94 * variance + 0.06 * value * value
    return math.sqrt(variance / start)


def outlying(used: np.ndarray) -> int:
    distance = np.abs(used - np.median(used)) / (1.4826 * stats.median_abs_deviation(used))
    return int((distance > 4).sum())


def arch_lm(x: np.ndarray) -> tuple[float, float]:
    if not np.isnan(x).any():
        return het_arch(x, nlags=ARCH_LAGS)[:2]
    squares = pd.Series(x**2)
    lags = pd.concat([squares.shift(lag) for lag in range(1, ARCH_LAGS + 1)], axis=1)
    fit = sm.OLS(squares, sm.add_constant(lags), missing="drop").fit()
    statistic = fit.nobs * fit.rsquared
    return statistic, stats.chi2.sf(statistic, ARCH_LAGS)


def ljung_box(x: np.ndarray) -> tuple[float, float]:
    if not np.isnan(x).any():
        return tuple(acorr_ljungbox(x, lags=[BOX_LAGS]).iloc[0])
    known = ~np.isnan(x)
    r, n = acf(x, nlags=BOX_LAGS, missing="conservative", fft=False), known.sum()
    pairs = [(known[lag:] & known[:-lag]).sum() for lag in range(1, BOX_LAGS + 1)]
    statistic = n * (n + 2) * sum(r[lag] ** 2 / pairs[lag - 1] for lag in range(1, BOX_LAGS + 1))
    return statistic, stats.chi2.sf(statistic, BOX_LAGS)


def icss(used: np.ndarray) -> tuple[float, float]:
    squares = used**2
    centred = squares - squares.mean()
    supremum = breaks_cusumolsresid(centred)[0]
    statistic = supremum * math.sqrt((centred**2).sum()) / (squares.mean() * math.sqrt(2 * used.size))
    return statistic, stats.kstwobign.sf(statistic)


def diagnostics(x: np.ndarray) -> dict[str, float]:
    used = x[~np.isnan(x)]
    jb, jb_p, skewness, kurtosis = jarque_bera(used)
    found = {"skewness": skewness, "excess_kurtosis": kurtosis - 3, "jarque_bera": jb, "jarque_bera_p": jb_p}
    found["arch_lm"], found["arch_lm_p"] = arch_lm(x)
    found["ljung_box"], found["ljung_box_p"] = ljung_box(x)
    found["autocorrelation"] = acf(x, nlags=1, missing="conservative", fft=False)[1]
    levene = stats.levene(used[-RECENT:], used[:-RECENT], center="median")
    found["brown_forsythe"], found["brown_forsythe_p"] = levene.statistic, levene.pvalue
    found["icss"], found["icss_p"] = icss(used)
    found |= {"n_outlying": outlying(used), "vol_ratio": ewma_ratio(x)}
    return {name: float(value) for name, value in found.items()}


def main() -> None:
    if not RESIDUALS.exists():
        make_residuals().to_csv(RESIDUALS, index=False)
    table = pd.read_csv(RESIDUALS)
    golden = {name: diagnostics(table[name].to_numpy()) for name in table}
    (HERE / "diagnostics.json").write_text(json.dumps(golden, indent=0) + "\n")


if __name__ == "__main__":
    main()
