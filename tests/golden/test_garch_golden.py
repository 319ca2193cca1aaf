"""GARCH models against arch called directly (make_garch.py) and the likelihood maximised in R (garch.R).

Optimisers stop when the likelihood changes by less than a bound (1e-9 in one step of ours), so the likelihood
is asked to be arch's maximum to 1e-6. Where it is flat, parameters of that likelihood differ: they are asked
to be within a hundredth of their standard error, which costs it no more than some 1e-4, and the variances
to agree to a relative 2e-4, which is what such differences make of them.
"""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_core, make_garch

from eventstudy.models import MODELS
from eventstudy.models.garch import Garch
from eventstudy.models.variance_path import VarianceDynamics, variance_path
from eventstudy.study import run_study
from eventstudy.types import EstimationBlock, EventWindow

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "garch.json").read_text())
IN_R = pd.read_csv(HERE / "garch_r.csv", skipinitialspace=True).set_index("name")
CASES = sorted(make_garch.CASES)
N_OBS = make_garch.N_OBS
OF_ERROR, OF_VARIANCE = 1e-2, 2e-4


def model_of(name, **options):
    _, factors, process, innovations = make_garch.CASES[name]
    return Garch(factors=tuple(factors), process=process, innovations=innovations, **options)


def blocks(name):
    y, x = (values[None] / 100 for values in make_garch.case_data(name))
    return tuple(
        EstimationBlock(returns=y[:, at], factors=x[:, at]) for at in (slice(N_OBS), slice(N_OBS, None))
    )


def in_percent(name, fit):
    """Estimates by arch's names, in the units of returns in percent."""
    found = {key.removeprefix("garch_"): value.item() for key, value in fit.parameters.items()}
    egarch = model_of(name).process == "egarch"
    omega = found["omega"] + (1 - found["beta"]) * math.log(1e4) if egarch else 1e4 * found["omega"]
    mean = [100 * fit.coefficients[0, 0], *fit.coefficients[0, 1:]]
    rest = {"alpha[1]": found["alpha"], "gamma[1]": found["gamma"], "beta[1]": found["beta"]}
    return mean, {"omega": omega, **rest, "nu": found["nu"]}


def variances(prediction, fit):
    return (prediction.spread**2 * fit.sigma2[:, None])[0]


@pytest.fixture(scope="module")
def fits():
    return {name: model_of(name).fit(blocks(name)[0]) for name in CASES}


@pytest.mark.parametrize("name", sorted(make_garch.REGISTERED))
def test_registered_models_are_among_the_cases(name):
    registered = MODELS[GOLDEN["cases"][name]["model"]].model
    assert registered == replace(model_of(name), factors=("MKT",))


@pytest.mark.parametrize("name", CASES)
def test_parameters_are_those_of_arch(fits, name):
    golden = GOLDEN["cases"][name]
    mean, variance = in_percent(name, fits[name])
    for at, (key, value) in enumerate(golden["parameters"].items()):
        ours = mean[at] if at < len(mean) else variance[key]
        # arch gives no standard error to a parameter on its bound.
        error = golden["errors"][key] if abs(value) > 1e-8 else 1e-3
        assert abs(ours - value) < OF_ERROR * error, key


@pytest.mark.parametrize("name", CASES)
def test_the_likelihood_is_at_its_maximum(fits, name):
    golden = GOLDEN["cases"][name]
    mean, variance = in_percent(name, fits[name])
    names = list(golden["parameters"])
    ours = dict(zip(names, [*mean, *(variance[key] for key in names[len(mean) :])], strict=True))
    found = make_garch.log_likelihood(name, ours, golden["backcast"])
    assert found == pytest.approx(golden["loglikelihood"], abs=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_the_path_of_the_variance_is_that_of_arch(fits, name):
    ours = variances(fits[name], fits[name])
    np.testing.assert_allclose(ours, GOLDEN["cases"][name]["variance"], rtol=OF_VARIANCE)


@pytest.mark.parametrize("name", CASES)
def test_filtered_variances_are_archs_forecasts_of_one_day(fits, name):
    predicted = model_of(name).predict(fits[name], blocks(name)[1])
    golden = GOLDEN["cases"][name]["filtered"]
    np.testing.assert_allclose(variances(predicted, fits[name]), golden, rtol=OF_VARIANCE)


@pytest.mark.parametrize("name", [name for name in CASES if GOLDEN["cases"][name]["frozen"]])
def test_frozen_variances_are_archs_forecasts_of_many_days(fits, name):
    predicted = model_of(name, variance="frozen").predict(fits[name], blocks(name)[1])
    golden = GOLDEN["cases"][name]["frozen"]
    np.testing.assert_allclose(variances(predicted, fits[name]), golden, rtol=OF_VARIANCE)


@pytest.mark.parametrize("name", CASES)
def test_the_recursion_is_the_formula_as_a_loop(name):
    """At arch's parameters, so that no optimiser stands between the two: to rounding."""
    golden = GOLDEN["cases"][name]
    given = {"gamma[1]": 0.0, "nu": np.nan, **golden["parameters"]}
    keys = ("omega", "alpha", "gamma", "beta", "nu")
    dynamics = VarianceDynamics.of(
        model_of(name).process,
        {f"garch_{k}": np.array([given.get(k, given.get(f"{k}[1]"))]) for k in keys},
    )
    e = np.random.default_rng(5).standard_t(5, (1, 60))
    first = dynamics.opening(np.array([golden["backcast"]]))
    by_hand = make_garch.plain_path(name, golden["parameters"], golden["backcast"], e[0].tolist())
    np.testing.assert_allclose(variance_path(dynamics, first, e)[0], by_hand, rtol=1e-12)


@pytest.mark.parametrize("name", sorted(IN_R.index))
def test_parameters_are_those_of_a_likelihood_maximised_in_r(fits, name):
    mean, variance = in_percent(name, fits[name])
    errors = list(GOLDEN["cases"][name]["errors"].values())
    ours = [*mean, variance["omega"], variance["alpha[1]"], variance["gamma[1]"], variance["beta[1]"]]
    row = IN_R.loc[name, ["mu", "slope", "omega", "alpha", "gamma", "beta"]].to_numpy(dtype=float)
    row = row[~np.isnan(row)]
    if model_of(name).process == "garch":
        ours.pop(-2), errors.insert(-1, 0.0)
        row, errors = np.delete(row, -2), np.delete(errors, -2)
    assert (np.abs(np.array(ours) - row) < OF_ERROR * np.array(errors)).all()


def test_mean_scar_is_tested_as_savickas_does():
    golden = GOLDEN["savickas"]
    table = make_core.sample_returns()
    events = pd.DataFrame(
        [(f"{a}{z}", a, table.index[z]) for a, z in make_garch.SAVICKAS_EVENTS],
        columns=["event_id", "security", "date"],
    )
    window = EventWindow(event=(-10, 0), estimation=(-260, -11), clean=False)
    result = run_study(
        table, events, model=Garch(factors=()), window=window, horizons=[(0, 0)], tests=["bmp"]
    )
    scar = result.events.set_index("event_id")["scar_0_0"].loc[events["event_id"]]
    # SCARs of order one, from variances that agree to 2e-4 and so roots that agree to 1e-4.
    np.testing.assert_allclose(scar, golden["scar"], rtol=1e-4, atol=1e-4)
    row = result.tests.iloc[0]
    assert row["statistic"] == pytest.approx(golden["statistic"], abs=3e-4)
    assert row["p_value"] == pytest.approx(golden["p_value"], abs=3e-4)
