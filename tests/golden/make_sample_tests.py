"""Write ``sample_tests.json``: sample tests on moments, signs and resampling, without the package.

    python tests/golden/make_sample_tests.py && Rscript tests/golden/sample_tests.R

CARs and their errors are contrasts of dummies in statsmodels regressions (``make_core.Fit``) on
``core_panel.csv``; signs, ranks, flips and skewness are SciPy's, weighted means statsmodels' WLS.
``sample_tests_cars.csv`` hands the CARs to the R script, which writes ``sample_tests_r.csv``.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from make_core import PANEL_HORIZONS, Fit, panel_case, panel_events, row, same_date_events
from scipy import stats
from statsmodels.stats.proportion import proportions_ztest

HERE = Path(__file__).parent
N_PARAMS = 2  # of the market model
N_BOOT = 400_000
Key = tuple[str, int, range]


def near_events() -> list[tuple[str, str, int]]:
    """Ten securities within two weeks: windows of several days overlap in part."""
    offsets = [0, 0, 1, 1, 2, 3, 5, 5, 6, 9]
    return [(f"n{i}", f"S{20 + i}", 260 + offset) for i, offset in enumerate(offsets)]


class Case:
    """CARs over one horizon, with what their tests need; events without a CAR are left out."""

    def __init__(self, fits: dict[Key, Fit], first: int, last: int) -> None:
        self.first, self.last, self.n_days = first, last, last - first + 1
        found = [(key, fit, self.contrasts(key, fit)) for key, fit in fits.items()]
        found = [each for each in found if not math.isnan(each[2][0][0])]
        self.keys, self.fits = [each[0] for each in found], [each[1] for each in found]
        self.car, self.error = (np.array([each[2][0][at] for each in found]) for at in (0, 1))
        self.sar_sum = np.array([sum(day[0] / day[1] for day in each[2][1:]) for each in found])
        self.zero = np.array([key[1] for key in self.keys])
        self.dof = np.array([fit.dof for fit in self.fits])
        self.sigma = np.array([math.sqrt(fit.sigma2) for fit in self.fits])
        self.residuals = pd.DataFrame(
            {key[0]: pd.Series(fit.residual) for key, fit in zip(self.keys, self.fits, strict=True)}
        )

    def contrasts(self, key: Key, fit: Fit) -> list[tuple[float, float, float]]:
        days = [key[1] + day for day in range(self.first, self.last + 1)]
        return [fit.contrast(dict.fromkeys(days, 1.0)), *(fit.contrast({day: 1.0}) for day in days)]

    def scar(self, scaling: str = "forecast") -> np.ndarray:
        return self.car / self.error if scaling == "forecast" else self.sar_sum / math.sqrt(self.n_days)

    def row(self, test: str, statistic: float, p: float, **options: object) -> dict:
        found = row(test, self.first, self.last, est=self.car.mean(), stat=statistic, p=p)
        return {**found, "options": options}

    def t_row(self, test: str, statistic: float, dof: float, **options: object) -> dict:
        return self.row(test, statistic, 2 * stats.t.sf(abs(statistic), dof), **options)

    def z_row(self, test: str, statistic: float, **options: object) -> dict:
        return self.row(test, statistic, 2 * stats.norm.sf(abs(statistic)), **options)


def moment_rows(case: Case) -> list[dict]:
    n, mean = case.car.size, case.car.mean()
    rows = [case.z_row("j1", mean / (np.linalg.norm(case.error) / n))]
    naive = np.linalg.norm(case.sigma * math.sqrt(case.n_days)) / n
    rows.append(case.z_row("j1", mean / naive, forecast_error=False))
    aligned = pd.concat(
        [
            case.residuals[key[0]].dropna().rename(index=lambda day, key=key: day - key[1])
            for key in case.keys
        ],
        axis=1,
    ).mean(axis=1)
    for divisor, lost in (("m_minus_1", 1), ("m_minus_p", N_PARAMS)):
        statistic = mean / (aligned.std(ddof=lost) * math.sqrt(case.n_days))
        rows.append(case.t_row("brown_warner", statistic, aligned.size - lost, variance_divisor=divisor))
    for scaling in ("forecast", "sum_sar"):
        z = case.scar(scaling).sum() / math.sqrt((case.dof / (case.dof - 2)).sum())
        rows.append(case.z_row("patell", z, car_scaling=scaling))
        bmp = stats.ttest_1samp(case.scar(scaling), 0)
        rows.append(case.row("bmp", bmp.statistic, bmp.pvalue, car_scaling=scaling))
    return rows


def correlations(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Sums of products of standardised residuals by pair of events, and the sessions in common."""
    standardised = (case.residuals - case.residuals.mean()) / case.residuals.std(ddof=0)
    values, used = standardised.fillna(0.0).to_numpy(), standardised.notna().to_numpy(dtype=float)
    return values.T @ values, used.T @ used


def adjusted_rows(case: Case) -> list[dict]:
    n = case.car.size
    pairs = np.triu_indices(n, k=1)
    products, common = (matrix[pairs] for matrix in correlations(case))
    r = products.sum() / common.sum()
    apart = np.abs(case.zero[:, None] - case.zero)[pairs]
    theta = (np.clip(1 - apart / case.n_days, 0, None) * products / common).mean()
    rows = []
    for scaling in ("forecast", "sum_sar"):
        scar = case.scar(scaling)
        z = scar.sum() / math.sqrt((case.dof / (case.dof - 2)).sum())
        rows.append(case.z_row("kp_patell", z / math.sqrt(1 + (n - 1) * r), car_scaling=scaling))
        t = stats.ttest_1samp(scar, 0).statistic
        for test, rho in (("adj_bmp", r), ("adj_bmp_overlap", theta)):
            statistic = t * math.sqrt((1 - rho) / (1 + (n - 1) * rho))
            rows.append(case.t_row(test, statistic, n - 1, car_scaling=scaling))
    return rows


def sign_rows(case: Case) -> list[dict]:
    n, positive = case.car.size, int((case.car > 0).sum())
    z = proportions_ztest(positive, n, value=0.5, prop_var=0.5)
    rows = [
        case.row("sign", z[0], stats.binomtest(positive, n).pvalue),
        case.row("sign", z[0], z[1], exact=False),
    ]
    share = np.mean([np.mean(np.array(list(fit.residual.values())) > 0) for fit in case.fits])
    cowan = proportions_ztest(positive, n, value=share, prop_var=share)
    rows.append(case.row("generalized_sign", *cowan))
    z = stats.wilcoxon(case.car, method="asymptotic").zstatistic
    # SciPy's statistic is the smaller rank sum: its z has no sign.
    z = math.copysign(z, sum(stats.rankdata(abs(case.car)) * np.sign(case.car)))
    return [*rows, case.row("wilcoxon", z, stats.wilcoxon(case.car, method="exact").pvalue)]


def resampling_rows(case: Case) -> list[dict]:
    n, weights = case.car.size, 1 / case.error**2

    def weighted_mean(keep: np.ndarray) -> float:
        return float(sm.WLS(case.car[keep], np.ones(keep.sum()), weights=weights[keep]).fit().params[0])

    everyone = np.ones(n, dtype=bool)
    deleted = np.array([weighted_mean(np.arange(n) != at) for at in range(n)])
    jackknife = stats.ttest_1samp(n * weighted_mean(everyone) - (n - 1) * deleted, 0)
    rows = [case.row("jackknife", jackknife.statistic, jackknife.pvalue)]
    for scaling, cluster in (("forecast", "date"), ("forecast", "none"), ("sum_sar", "date")):
        scar = case.scar(scaling)
        sums = pd.Series(scar).groupby(case.zero).sum().to_numpy() if cluster == "date" else scar
        flipped = stats.permutation_test((sums,), np.sum, permutation_type="samples", n_resamples=np.inf)
        t = stats.ttest_1samp(scar, 0).statistic
        rows.append(case.row("sign_flip", t, flipped.pvalue, cluster=cluster, car_scaling=scaling))
    return rows


def transformed(values: np.ndarray, centre: float, form: str, skewness: str) -> np.ndarray:
    """Skewness-adjusted t by row, the skewness from SciPy's."""
    n = values.shape[-1]
    ratio = (values.mean(axis=-1) - centre) / values.std(axis=-1, ddof=1)
    skew = stats.skew(values, axis=-1, bias=skewness == "moment")
    if skewness == "moment":
        skew = skew * ((n - 1) / n) ** 1.5
    within = ratio + skew * ratio**2 / 3 + skew / (6 * n)
    return math.sqrt(n) * (within + skew**2 * ratio**3 / 27 * (form == "hall"))


def skewness_rows(case: Case) -> list[dict]:
    """Statistics, and p-values from many draws, which other draws meet up to their standard error."""
    rng, rows = np.random.RandomState(20210517), []
    drawn = rng.choice(case.car, (N_BOOT, 10))
    for form in ("johnson", "hall"):
        for skewness in ("moment", "adjusted"):
            observed = float(transformed(case.car, 0.0, form, skewness))
            values = transformed(drawn, case.car.mean(), form, skewness)
            p = 2 * min((values >= observed).mean(), (values <= observed).mean())
            rows.append(case.row("skewness_adjusted", observed, p, form=form, skewness=skewness))
    return rows


def main() -> None:
    table = pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)
    events = {"panel": panel_events(), "same_date": same_date_events(), "near": near_events()}
    golden, cars = {"n_boot": N_BOOT}, []
    for name, given in events.items():
        fits = panel_case(table, given)
        cases = [Case(fits, *horizon) for horizon in PANEL_HORIZONS]
        golden[name] = [found for case in cases for found in moment_rows(case)]
        if name != "panel":
            golden[name] += [found for case in cases for found in adjusted_rows(case)]
            continue
        for case in cases:
            golden[name] += sign_rows(case) + resampling_rows(case)
            where = {"first": case.first, "last": case.last, "event_id": [key[0] for key in case.keys]}
            cars.append(pd.DataFrame({**where, "car": case.car, "error": case.error}))
        golden["bootstrap"] = [found for case in cases for found in skewness_rows(case)]
    (HERE / "sample_tests.json").write_text(json.dumps(golden, indent=0) + "\n")
    pd.concat(cars).to_csv(HERE / "sample_tests_cars.csv", index=False)


if __name__ == "__main__":
    main()
