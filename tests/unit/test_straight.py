"""Events read where they lie in the table: the same numbers as from windows cut out of it."""

from dataclasses import replace

import numpy as np
import pytest
from unit.executor_cases import N_SECURITIES, N_SESSIONS, factors_with_gaps, returns_with_gaps

from eventstudy.abnormal import predicted
from eventstudy.blockwise import StudyData
from eventstudy.models.linear import LinearModel, with_kernels
from eventstudy.straight import AT_ONCE, predictions, residuals_of
from eventstudy.types import EventWindow
from eventstudy.windows import event_days

pytest.importorskip("numba")
# Both add the same terms in another order.
ROUNDING = 1e-12
WINDOW = EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=5)
MODELS = [LinearModel(), LinearModel(factors=("MKT",)), LinearModel(factors=("MKT", "SMB", "HML"))]
# Windows reach before the first and beyond the last session.
FIRST, LAST = 12, N_SESSIONS - 2


def data_of(model, *, clean=False, n_events=AT_ONCE + 200):
    random = np.random.default_rng(31)
    returns = np.asfortranarray(returns_with_gaps().to_numpy())
    factors = factors_with_gaps(returns_with_gaps()).reindex(returns_with_gaps().index)
    day_zero = np.sort(random.integers(FIRST, LAST, n_events))
    security = random.integers(0, N_SECURITIES, n_events)
    data = StudyData(
        model=with_kernels(model),
        returns=returns,
        factors=factors[list(model.factors)].to_numpy(),
        window=WINDOW,
        span=(int(day_zero[0]), int(day_zero[-1])),
        event_days=event_days(day_zero, security, (-1, 1), returns.shape) if clean else None,
    )
    return data, day_zero, security


@pytest.fixture
def straight(monkeypatch):
    """A function that gives the windows of few events as those of many."""
    monkeypatch.setattr("eventstudy.blockwise.HELD_EVENTS", 1)
    return lambda data, day_zero, security: data.windows(day_zero, security)


def by_reference(data, day_zero, security):
    return predicted(replace(data, model=replace(data.model, compiled=False)).block(day_zero, security))


def assert_close(found, expected, name):
    size = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    np.testing.assert_allclose(found, expected, rtol=ROUNDING, atol=ROUNDING * size, err_msg=name)


@pytest.mark.parametrize("clean", [False, True])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{len(model.factors)} factors")
def test_fits_and_predictions_are_those_of_windows_cut_out(model, clean, straight):
    given = data_of(model, clean=clean)
    windows = straight(*given)
    found = predictions(windows)
    abnormal, fit = by_reference(*given)
    safe = found.safe
    assert 0.9 < safe.mean() < 1
    np.testing.assert_array_equal(found.n_obs, fit.n_obs)
    for name in ("ar", "normal", "sigma2", "loadings"):
        assert_close(getattr(found, name)[safe], getattr(abnormal, name)[safe], name)
    assert_close(found.coefficients[safe], fit.coefficients[safe], "coefficients")
    residuals = residuals_of(windows, found.coefficients, slice(None))
    assert_close(residuals[safe], fit.residuals[safe], "residuals")


def test_collinear_factors_are_left_to_the_reference(straight):
    data, day_zero, security = data_of(MODELS[2])
    factors = data.factors.copy()
    factors[:, 2] = factors[:, 1]
    found = predictions(straight(replace(data, factors=factors), day_zero, security))
    assert not found.safe.any()
    assert np.isnan(found.sigma2).all()


def test_only_many_events_of_a_linear_model_with_intercept_are_read_straight(straight):
    data, day_zero, security = data_of(MODELS[1])
    assert straight(data, day_zero, security) is not None
    assert straight(data, day_zero[:1], security[:1]) is None
    without = LinearModel(factors=("MKT",), intercept=False)
    for other in (
        replace(data, model=MODELS[1]),
        replace(data, model=with_kernels(without)),
        replace(data, returns=np.ascontiguousarray(data.returns)),
    ):
        assert straight(other, day_zero, security) is None
