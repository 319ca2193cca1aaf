"""The analysis functions against base R (make_analysis.R), statsmodels and SciPy (make_analysis.py).

Agreement is asked to a relative 1e-8: both sides solve well-conditioned least squares, which leaves
some 1e-12; sign-flip p-values are counts and agree exactly.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_analysis

import eventstudy.analysis as an
from eventstudy.analysis.calendar_time import newey_west_lags
from eventstudy.analysis.max_t import sign_flip_p_values
from eventstudy.analysis.volume_model import AutoregressiveModel
from eventstudy.study import run_study
from eventstudy.types import EstimationBlock, EventWindow

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "analysis.json").read_text())
R = pd.read_csv(HERE / "analysis_r.csv", index_col="name")["value"]
WINDOW = EventWindow(event=(-5, 5), estimation=(-130, -11), min_estimation=60, clean=False)
HORIZON = (-1, 1)
KINDS = ["a", "b", "c"]


def agree(ours, name, labels=None):
    golden = R[name] if labels is None else R.loc[[f"{name}.{label}" for label in labels]]
    np.testing.assert_allclose(ours, golden, rtol=1e-8, atol=1e-14)


@pytest.fixture(scope="module")
def panel():
    return pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)


@pytest.fixture(scope="module")
def events(panel):
    table = pd.read_csv(HERE / "analysis_events.csv")
    return table.assign(date=panel.index[table["row"]])


@pytest.fixture(scope="module")
def result(panel, events):
    options = {"model": "market", "factors": panel[["MKT"]], "window": WINDOW, "tests": "bmp"}
    return run_study(panel.filter(regex="^S[0-9]"), events, horizons=[HORIZON, (0, 0)], **options)


@pytest.mark.parametrize("covariance", ["ols", "hc3", "cluster_date"])
@pytest.mark.parametrize("weights", ["none", "precision"])
@pytest.mark.parametrize("characteristics", [["size", "kind"], "size + C(kind)"])
def test_regressions_of_the_car_match_lm(result, characteristics, weights, covariance):
    found = an.regress_car(result, HORIZON, characteristics, weights=weights, covariance=covariance)
    names = {"C(kind)[T.b]": "kind_b", "C(kind)[T.c]": "kind_c"}
    table = found.coefficients.rename(index=names).loc[["constant", "size", "kind_b", "kind_c"]]
    for column in ("estimate", "se", "p_value", "ci_low"):
        agree(table[column], f"regress.{weights}.{covariance}.{column}", table.index)
    agree(found.r2, f"regress.{weights}.r2")
    assert (found.n_events, found.dof) == (16, 11 if covariance == "cluster_date" else 12)


def test_differences_between_groups_match_welch(result):
    found = an.group_differences(result, "kind", HORIZON, dependence="none")
    for row in found.itertuples():
        numbers = [row.statistic, row.dof, row.p_value, row.ci_low]
        agree(numbers, f"welch.{row.group_a}.{row.group_b}", ["statistic", "dof", "p_value", "ci_low"])
    assert list(found["method"]) == ["Welch"] * 3


def test_group_means_match_t_tests_adjusted_by_holm(result):
    found = an.caar_by_group(result, "kind", HORIZON, dependence="none").set_index("group")
    agree(found.loc[KINDS, "p_value"], "group.p_value", KINDS)
    agree(found.loc[KINDS, "p_adjusted"], "group.p_adjusted", KINDS)


def test_groups_that_share_dates_match_a_clustered_regression(result):
    found = an.group_differences(result, "kind", HORIZON, quantity="car").iloc[0]
    golden = GOLDEN["clustered"]["difference"]
    np.testing.assert_allclose(
        found[["difference", "se", "statistic", "p_value"]].to_numpy(dtype=float), golden, rtol=1e-8
    )
    assert found["method"] == "clustered"


@pytest.mark.parametrize("name", ["aar", "caar"])
def test_average_paths_match_r(result, name):
    found = an.average_paths(result)
    agree(found[name], name, found.index)
    for column in ("se", "ci_low", "band_high"):
        agree(found[f"{name}_{column}"], f"{name}_{column}", found.index)


def test_standardised_paths_match_r(result):
    found = an.average_paths(result, standardised=True, dependence="none", n_resamples=99)
    agree(found["caar"], "scar_caar", found.index)
    agree(found["caar_se"], "scar_caar_se", found.index)


def test_clustered_mean_matches_statsmodels(result):
    found = an.sample_equivalence(result, 0.02).iloc[0]
    golden = GOLDEN["clustered"]
    np.testing.assert_allclose(
        found[["caar", "se"]].to_numpy(float), [golden["caar"], golden["se"]], rtol=1e-8
    )
    one_group = dataclasses.replace(result, events=result.events.assign(kind="all"))
    group = an.caar_by_group(one_group, "kind", HORIZON).iloc[0]
    np.testing.assert_allclose(group["p_value"], golden["p_value"], rtol=1e-8)


def test_sample_equivalence_matches_statsmodels(result):
    found = an.sample_equivalence(result, 0.02, dependence="none").iloc[0]
    np.testing.assert_allclose(found["p_value"], GOLDEN["clustered"]["tost"], rtol=1e-8)


def test_event_equivalence_matches_r(result, events):
    found = an.event_equivalence(result, 0.02)
    found = found[found["first"] == -1].set_index("event_id").loc[events["event_id"]]
    agree(found["p_value"], "equivalence", found.index)
    agree(found["mde"], "mde", found.index)


def test_power_matches_r_and_statsmodels():
    ours = an.power_curve([0.1, 0.5, 1.0], 1 / np.sqrt(20), dof=19)
    # R and SciPy compute the noncentral t by different series.
    np.testing.assert_allclose(ours, R.loc[["power.t.1", "power.t.2", "power.t.3"]], rtol=1e-7)
    np.testing.assert_allclose(ours, GOLDEN["power"], rtol=1e-7)
    level10 = an.power_curve([0.7], 1 / np.sqrt(8), dof=7, level=0.1)
    np.testing.assert_allclose(level10, R["power.level10"], rtol=1e-7)


def test_sign_flips_over_hypotheses_match_t_tests():
    values = R.loc[[f"max_t.value.{i + 1}" for i in range(36)]].to_numpy().reshape(3, 12).T
    ones = np.ones_like(values)
    statistic, p_value, p_adjusted = sign_flip_p_values(values, ones, n_resamples=4096, seed=0)
    agree(statistic, "max_t.statistic", [1, 2, 3])
    agree(p_value, "max_t.p_value", [1, 2, 3])
    agree(p_adjusted, "max_t.p_adjusted", [1, 2, 3])


def test_sign_flips_of_one_hypothesis_match_scipy():
    car = np.array(GOLDEN["clustered"]["car"])[:, None]
    # |t| and |mean| order the sign patterns alike.
    _, p_value, p_adjusted = sign_flip_p_values(car, np.ones_like(car), n_resamples=4096, seed=0)
    np.testing.assert_allclose(p_value, GOLDEN["clustered"]["flip_p"], rtol=1e-12)
    np.testing.assert_array_equal(p_value, p_adjusted)


@pytest.mark.parametrize("case", list(GOLDEN["calendar_time"]))
def test_calendar_time_alphas_match_statsmodels(panel, events, case):
    model, regression, lags = case.split()
    golden = GOLDEN["calendar_time"][case]
    portfolio = an.event_portfolio(panel.filter(regex="^S[0-9]"), events, holding=(1, 30))
    found = an.calendar_time_alpha(
        portfolio, model=model, factors=panel, regression=regression, lags=int(lags)
    )
    for column in ("estimate", "se", "p_value"):
        np.testing.assert_allclose(found.coefficients[column], golden[column], rtol=1e-8)
    np.testing.assert_allclose(found.ci_low, golden["ci_low"], rtol=1e-8)
    assert found.n_sessions == golden["n_sessions"]
    assert newey_west_lags(found.n_sessions) == 4


def test_buy_and_hold_returns_match_r(panel, events):
    returns = panel.filter(regex="^S[0-9]")
    found = an.buy_and_hold(returns, events, panel[["MKT"]], horizon=(1, 30)).set_index("event_id")
    # R writes -99 for an event without a BHAR: the factor is missing on one session.
    agree(found["bhar"].loc[events["event_id"]].fillna(-99), "bhar", events["event_id"])
    assert 0 < found["bhar"].isna().sum() < len(found)


def test_volatility_matches_r(result, events):
    found = an.volatility_by_day(result, form="published")
    agree(found["multiple"], "lambda", found.index)
    agree(found["p_value"], "lambda.p_value", found.index)
    cumulated = an.cumulative_volatility(result, HORIZON, form="published", n_resamples=9)
    np.testing.assert_allclose([cumulated.cav, cumulated.p_chi2], R[["cav", "cav.p_value"]], rtol=1e-8)
    agree(an.volatility_by_day(result)["multiple"], "lambda.corrected", found.index)
    ratios = an.variance_ratios(result)
    ratios = ratios[ratios["day"] == 0].set_index("event_id").loc[events["event_id"]]
    agree(ratios["p_value"], "ratio.p_value", ratios.index)


def test_autoregressive_fit_matches_statsmodels(panel):
    series = panel["S21"].rolling(4).mean().iloc[30:150].to_numpy()
    market = panel["MKT"].iloc[30:150].to_numpy()
    fit = AutoregressiveModel().fit(EstimationBlock(returns=series[None], factors=market[None, :, None]))
    golden = GOLDEN["autoregressive"]
    np.testing.assert_allclose(fit.parameters["rho"][0], golden["rho"], rtol=1e-8)
    np.testing.assert_allclose(fit.coefficients[0], golden["coefficients"], rtol=1e-8)
    np.testing.assert_allclose(fit.sigma2[0], golden["sigma2"], rtol=1e-8)
    covariance = fit.inverse_root[0] @ fit.inverse_root[0].T * fit.sigma2[0]
    np.testing.assert_allclose(np.sqrt(np.diagonal(covariance)), golden["bse"], rtol=1e-8)


@pytest.mark.parametrize("method", list(make_analysis.METHODS))
def test_adjusted_p_values_match_r_and_statsmodels(method):
    found = an.adjusted_p_values(make_analysis.P_VALUES, method)
    agree(found, f"adjust.{method}", range(1, 9))
    np.testing.assert_allclose(found, GOLDEN["adjusted"][method], rtol=1e-12)
