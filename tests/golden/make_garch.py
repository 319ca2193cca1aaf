"""Write ``garch.json``: GARCH models of the embedded sample by arch directly, without the package.

    PYTHONPATH=tests python tests/golden/make_garch.py

arch is called the way its manual shows: returns in percent, its own starting values, one model a case.
Only the variance before the first day is given to it (the mean square of the least-squares residuals, our
convention). Days after the estimation window have arch's one-step forecasts (each knows the days before
it) and its forecast of many steps made at the end of the window. ``plain_path`` is the recursion as a
loop, and the maker checks that arch's variances obey it. garch.R maximises the likelihood in base R.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from arch import arch_model
from golden import make_core
from scipy import stats

HERE = Path(__file__).parent
N_OBS, N_AFTER = 380, 30  # estimation window, and days after it: into March 2020
CASES = {
    "brent_garch": ("brent", [], "garch", "normal"),
    "brent_garch_t": ("brent", [], "garch", "t"),
    "dow_gjr": ("dow", [], "gjr", "normal"),
    "market_garch": ("brent", ["dow"], "garch", "normal"),
    "market_gjr_t": ("brent", ["dow"], "gjr", "t"),
    "dow_egarch": ("dow", [], "egarch", "normal"),
    "market_egarch": ("brent", ["dow"], "egarch", "normal"),
    "dow_egarch_t": ("dow", [], "egarch", "t"),
}
SAVICKAS_EVENTS = [(asset, zero) for asset in ("brent", "dow") for zero in (270, 310, 350, 390)]
# Cases that are entries of the package's table of models, with the Dow as the market.
REGISTERED = {"market_garch": "garch", "market_egarch": "egarch"}
VARIANCE = {
    "garch": {"vol": "GARCH", "p": 1, "o": 0, "q": 1},
    "gjr": {"vol": "GARCH", "p": 1, "o": 1, "q": 1},
    "egarch": {"vol": "EGARCH", "p": 1, "o": 1, "q": 1},
}


def case_data(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return returns (n_days,) and factors (n_days, n_factors), in percent: the window and days after."""
    asset, factors, _, _ = CASES[name]
    table = 100 * make_core.sample_returns().iloc[: N_OBS + N_AFTER]
    return table[asset].to_numpy(), table[factors].to_numpy()


def by_arch(name: str) -> dict:
    _, factors, process, law = CASES[name]
    y, x = case_data(name)
    design = sm.add_constant(x, has_constant="add") if factors else np.ones((y.size, 1))
    backcast = float(np.mean(sm.OLS(y[:N_OBS], design[:N_OBS]).fit().resid ** 2))
    mean = {"mean": "LS", "x": x} if factors else {"mean": "Constant"}
    model = arch_model(y, **mean, **VARIANCE[process], dist=law, rescale=False)
    fit = model.fit(
        disp="off", last_obs=N_OBS, backcast=backcast, cov_type="classic", options={"ftol": 1e-12}
    )
    if fit.convergence_flag != 0:
        raise RuntimeError(f"arch did not converge for {name}")

    def ahead(steps: int) -> np.ndarray:
        """Variances of 1 to ``steps`` days ahead, seen from the last day of the window and each day after."""
        unused = {"x": np.zeros((1, N_AFTER + 1, steps))} if factors else {}  # factors move no variance
        made = fit.forecast(horizon=steps, start=N_OBS - 1, reindex=False, **unused)
        return made.residual_variance.to_numpy() / 1e4

    return {
        "model": REGISTERED.get(name, ""),
        "parameters": fit.params.to_dict(),
        "errors": fit.std_err.to_dict(),
        "loglikelihood": float(fit.loglikelihood),
        "backcast": backcast,
        "variance": (fit.conditional_volatility[:N_OBS] ** 2 / 1e4).tolist(),
        "filtered": ahead(1)[:N_AFTER, 0].tolist(),
        # arch has no formula for EGARCH several steps ahead.
        "frozen": None if process == "egarch" else ahead(N_AFTER)[0].tolist(),
    }


def plain_path(
    name: str, parameters: dict[str, float], backcast: float, residuals: list[float]
) -> list[float]:
    """The variance of each day, and of the day after the last, as a loop over days; in percent squared."""
    process = CASES[name][2]
    omega, alpha, beta = (parameters[key] for key in ("omega", "alpha[1]", "beta[1]"))
    gamma = parameters.get("gamma[1]", 0.0)
    if process == "egarch":
        path = [math.exp(omega + beta * math.log(backcast))]
        for e in residuals:
            z = e / math.sqrt(path[-1])
            news = alpha * (abs(z) - math.sqrt(2 / math.pi)) + gamma * z
            path.append(math.exp(omega + news + beta * math.log(path[-1])))
        return path
    path = [omega + (alpha + gamma / 2 + beta) * backcast]
    for e in residuals:
        path.append(omega + (alpha + gamma * (e < 0)) * e * e + beta * path[-1])
    return path


def log_likelihood(name: str, parameters: dict[str, float], backcast: float) -> float:
    """Of the estimation window, from the plain recursion and SciPy's densities; returns in percent."""
    y, x = (values[:N_OBS] for values in case_data(name))
    mean = list(parameters.values())[: 1 + x.shape[1]]
    residuals = y - mean[0] - (x @ mean[1:] if x.shape[1] else 0.0)
    sigma = np.sqrt(plain_path(name, parameters, backcast, residuals[:-1].tolist()))
    if "nu" not in parameters:
        return float(stats.norm.logpdf(residuals, scale=sigma).sum())
    nu = parameters["nu"]
    return float(stats.t.logpdf(residuals, nu, scale=sigma * math.sqrt((nu - 2) / nu)).sum())


def arch_obeys_the_formula(name: str, found: dict) -> None:
    y, x = case_data(name)
    mean = [found["parameters"][key] for key in found["parameters"]][: 1 + x.shape[1]]
    residuals = y - mean[0] - (x @ mean[1:] if x.shape[1] else 0.0)
    path = plain_path(name, found["parameters"], found["backcast"], residuals[:-1].tolist())
    both = np.array(found["variance"] + found["filtered"])
    np.testing.assert_allclose(np.array(path) / 1e4, both, rtol=1e-9)
    by_hand = log_likelihood(name, found["parameters"], found["backcast"])
    np.testing.assert_allclose(by_hand, found["loglikelihood"], rtol=1e-9)


def savickas() -> dict:
    """AR over the root of (h + variance of the mean given h), and its t test, for eight events on day 0."""
    table = 100 * make_core.sample_returns()
    scar = []
    for asset, zero in SAVICKAS_EVENTS:
        y = table[asset].to_numpy()[zero - 260 : zero + 1]
        backcast = float(np.var(y[:250]))
        model = arch_model(y, **VARIANCE["garch"], rescale=False)
        fit = model.fit(disp="off", last_obs=250, backcast=backcast, options={"ftol": 1e-12})
        h = fit.forecast(horizon=1, start=259, reindex=False).residual_variance.to_numpy()[0, 0]
        of_mean = 1 / np.sum(1 / fit.conditional_volatility[:250] ** 2)
        scar.append(float((y[-1] - fit.params["mu"]) / math.sqrt(h + of_mean)))
    test = stats.ttest_1samp(scar, 0.0)
    return {"scar": scar, "statistic": float(test.statistic), "p_value": float(test.pvalue)}


def main() -> None:
    table = make_core.sample_returns().iloc[:N_OBS]
    (100 * table).to_csv(HERE / "garch_returns.csv", index=False, float_format="%.12f")
    golden = {name: by_arch(name) for name in CASES}
    for name, found in golden.items():
        arch_obeys_the_formula(name, found)
    (HERE / "garch.json").write_text(json.dumps({"cases": golden, "savickas": savickas()}, indent=0) + "\n")


if __name__ == "__main__":
    main()
