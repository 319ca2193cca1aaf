"""Exact joint F test that few events left several assets unmoved.

F = (g' S^-1 g / w'Vw) (M-p-A+1) / (A (M-p)) follows F(A, M-p-A+1): Binder
(1985), Journal of Accounting Research 23:370-383, and Schipper and Thompson (1983), 21:184-221.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from eventstudy.errors import ForbiddenTestError
from eventstudy.inference.overlap_t import weighted_car, weighted_variance
from eventstudy.inference.samples import few_with_car
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def joint_f(abnormal: AbnormalReturns) -> TestResult:
    """Test that the mean CAR of every asset is zero, with the covariance between the assets.

    Raises
    ------
    ForbiddenTestError
        If the assets do not share event sessions and estimation sessions: the law is then not F.
    """
    events = few_with_car(abnormal, test="joint_f")
    assets = np.unique(events.security)
    blocks = [events.take(events.security == asset) for asset in assets]
    _require_common_sessions(blocks)
    weights = np.full((blocks[0].n_events, events.ar.shape[1]), 1 / blocks[0].n_events)
    mean_car = np.array([weighted_car(block, weights) for block in blocks])
    spread = weighted_variance(blocks[0], weights) / blocks[0].sigma2[0]
    dof, n_assets = float(events.dof[0]), len(blocks)
    freedom = dof - n_assets + 1
    quadratic = _quadratic(_covariance(blocks, dof), mean_car, freedom)
    statistic = quadratic / spread * freedom / (n_assets * dof)
    return TestResult(
        test="joint_f",
        first=int(events.days[0]),
        last=int(events.days[-1]),
        estimate=float(mean_car.mean()),
        statistic=statistic,
        p_value=float(stats.f.sf(statistic, n_assets, freedom)),
        distribution=f"F({n_assets},{freedom:g})",
        n_events=events.n_events,
        note=f"{n_assets} assets, {blocks[0].n_events} events each; the estimate is the mean over assets",
    )


def _quadratic(covariance: FloatArray, mean_car: FloatArray, freedom: float) -> float:
    if freedom <= 0 or np.linalg.matrix_rank(covariance) < len(covariance):
        raise ForbiddenTestError(
            "test 'joint_f' needs assets whose residuals differ, and fewer assets than estimation days:"
            " leave out the assets that repeat another."
        )
    return float(mean_car @ np.linalg.solve(covariance, mean_car))


def _covariance(blocks: list[AbnormalReturns], dof: float) -> FloatArray:
    residuals = np.stack([block.residuals.values[0] for block in blocks])
    residuals = residuals[:, np.isfinite(residuals).all(axis=0)]
    return np.asarray(residuals @ residuals.T / dof, dtype=np.float64)


def _require_common_sessions(blocks: list[AbnormalReturns]) -> None:
    first = blocks[0]
    order = np.argsort(first.sessions[:, 0])
    for block in blocks[1:]:
        same_events = block.n_events == first.n_events and np.array_equal(
            block.sessions[np.argsort(block.sessions[:, 0])], first.sessions[order]
        )
        used = np.isfinite(block.residuals.values[0]), np.isfinite(first.residuals.values[0])
        if not same_events or not np.array_equal(*used):
            raise ForbiddenTestError(
                "test 'joint_f' needs the same event sessions and the same estimation sessions for every"
                " asset, and these differ: read the assets one by one (overlap_t, placebo_max)."
            )
