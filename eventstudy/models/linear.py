"""Least-squares normal-return models: constant mean, market model, factor models.

MacKinlay (1997), Journal of Economic Literature 35:13-39, sections 4 and 5; forecast-error
variance as in Patell (1976), Journal of Accounting Research 14:246-276.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from eventstudy.errors import InputError
from eventstudy.types import (
    BoolArray,
    EstimationBlock,
    FloatArray,
    IntArray,
    ModelFit,
    NormalReturnModel,
    Prediction,
)

# A diagonal of R below this share of its column's length means that the factors are collinear.
COLLINEAR = 1e-10
# Below this share of a factor's variance left by the others, products of deviations lose too many digits.
NEARLY_COLLINEAR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Regress the return on a constant and ``factors`` by ordinary least squares.

    Parameters
    ----------
    factors : tuple of str
        Names of the factors; none gives the constant-mean model.
    excess : bool
        Whether ``RF`` is subtracted from the security (and from ``MKT``) first.
    intercept : bool
        False imposes an alpha of zero, as the CAPM does on excess returns.
    compiled : bool
        Whether sums over days run in the compiled kernels of ``compiled_linear``; set by a study of
        many events.
    """

    factors: tuple[str, ...] = ()
    excess: bool = False
    intercept: bool = True
    compiled: bool = field(default=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.intercept and not self.factors:
            raise InputError("a model without intercept needs a factor: LinearModel(factors=('MKT',)).")

    @property
    def n_params(self) -> int:
        """One slope a factor, and the intercept."""
        return len(self.factors) + self.intercept

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept, if there is one, then one slope a factor."""
        return (*(("alpha",) if self.intercept else ()), *(f"beta_{name}" for name in self.factors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days; see :func:`centred_least_squares`."""
        if self.intercept:
            return centred_least_squares(block.returns, block.factors, compiled=self.compiled)
        return least_squares(block.returns, block.factors)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the factors of each day."""
        return linear_prediction(fit, with_constant(days.factors) if self.intercept else days.factors)


def with_kernels(model: NormalReturnModel) -> NormalReturnModel:
    """Return a linear model that uses the compiled kernels; any other model as it is."""
    return replace(model, compiled=True) if isinstance(model, LinearModel) else model


def with_constant(factors: FloatArray) -> FloatArray:
    """Return regressors (n_events, n_days, 1 + n_factors): a column of ones, then the factors."""
    return np.concatenate([np.ones((*factors.shape[:2], 1)), factors], axis=2)


def linear_prediction(fit: ModelFit, design: FloatArray) -> Prediction:
    """Return design times coefficients as the normal return; design is (n_events, n_days, n_coefficients)."""
    normal = np.einsum("edk,ek->ed", design, fit.coefficients)
    return Prediction(normal=np.asarray(normal, dtype=np.float64), design=design)


def centred_least_squares(returns: FloatArray, factors: FloatArray, *, compiled: bool = False) -> ModelFit:
    """Fit ``returns`` on a constant and ``factors`` for every event, from moments about the means.

    The slopes solve S b = c, S and c the sums of squares and products about the means (Frisch and
    Waugh 1933); an event whose factors are too nearly collinear for that goes to :func:`least_squares`,
    which works on the regressors themselves.

    Parameters
    ----------
    returns : ndarray of shape (n_events, n_obs)
        Decimal; NaN where missing or left out.
    factors : ndarray of shape (n_events, n_obs, n_factors)
    compiled : bool
        Whether the sums over days run in compiled kernels.
    """
    x = np.moveaxis(factors, 2, 0)
    found = _compiled_line(returns, x) if compiled else _line(returns, x)
    n_obs, mean_y, mean_x, slopes, root, safe, residuals, squares = found
    dof = (n_obs - 1 - len(x)).astype(np.float64)
    safe &= dof > 0
    fit = ModelFit(
        coefficients=_coefficients(mean_y, mean_x, slopes),
        inverse_root=_with_constant_root(root, mean_x, n_obs),
        sigma2=np.divide(squares, dof, out=np.full(dof.shape, np.nan), where=safe),
        dof=dof,
        n_obs=n_obs,
        residuals=residuals,
    )
    return (
        fit
        if safe.all()
        else _with_rows(fit, ~safe, least_squares(returns[~safe], with_constant(factors[~safe])))
    )


Line = tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray, BoolArray, FloatArray, FloatArray]


def _line(returns: FloatArray, x: FloatArray) -> Line:
    """Return T, means, slopes, B with B B' = S^-1, whether that is safe, residuals, sum of squares."""
    used = np.isfinite(returns)
    if not np.isfinite(x).all():
        used &= np.isfinite(x).all(axis=0)
    n_obs = used.sum(axis=1)
    unused = ~used
    mean_x, deviation_x = _about_mean(x, unused, n_obs)
    mean_y, deviation_y = _about_mean(returns, unused, n_obs)
    root, safe = _inverse_cholesky(np.einsum("anm,bnm->nab", deviation_x, deviation_x))
    slopes = _slopes(root, np.einsum("anm,nm->na", deviation_x, deviation_y))
    for slope, deviation in zip(slopes.T, deviation_x, strict=True):
        # The deviations are not needed any more: their memory takes what the factor explains.
        np.multiply(slope[:, None], deviation, out=deviation)
        deviation_y -= deviation
    squares = np.einsum("nm,nm->n", deviation_y, deviation_y)
    np.copyto(deviation_y, np.nan, where=unused)
    return n_obs, mean_y, mean_x.T, slopes, root, safe, deviation_y, squares


def _compiled_line(returns: FloatArray, x: FloatArray) -> Line:
    """Return what :func:`_line` does, from the compiled kernels."""
    from eventstudy.models import compiled_linear as kernels

    returns, x = np.ascontiguousarray(returns), np.ascontiguousarray(x)
    n_obs, mean_y, mean_x, products, cross = kernels.moments(returns, x)
    root, safe = _inverse_cholesky(products)
    slopes = _slopes(root, cross)
    residuals, squares = kernels.residuals(returns, x, mean_y, mean_x, slopes)
    return n_obs, mean_y, mean_x, slopes, root, safe, residuals, squares


def from_moments(
    n_obs: IntArray, mean_y: FloatArray, mean_x: FloatArray, products: FloatArray, cross: FloatArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return coefficients, the root A of the inverse moment matrix, and whether both can be relied on.

    Parameters
    ----------
    n_obs, mean_y : ndarray of shape (n_events,)
    mean_x, cross : ndarray of shape (n_events, n_factors)
        Means of the factors, and sums of their products with the return about the means.
    products : ndarray of shape (n_events, n_factors, n_factors)

    Returns
    -------
    coefficients : ndarray of shape (n_events, 1 + n_factors)
    inverse_root : ndarray of shape (n_events, 1 + n_factors, 1 + n_factors)
    safe : ndarray of bool, shape (n_events,)
        Else the event is one for :func:`least_squares`.
    """
    root, safe = _inverse_cholesky(products)
    coefficients = _coefficients(mean_y, mean_x, _slopes(root, cross))
    return coefficients, _with_constant_root(root, mean_x, n_obs), safe & (n_obs > 1 + mean_x.shape[1])


def _coefficients(mean_y: FloatArray, mean_x: FloatArray, slopes: FloatArray) -> FloatArray:
    return np.column_stack([mean_y - (slopes * mean_x).sum(axis=1), slopes])


def _slopes(root: FloatArray, cross: FloatArray) -> FloatArray:
    return _times(root, _times(root, cross, transposed=True))


def least_squares(returns: FloatArray, design: FloatArray) -> ModelFit:
    """Fit ``returns`` on ``design`` for every event, leaving out days with a missing value.

    Parameters
    ----------
    returns : ndarray of shape (n_events, n_obs)
        Decimal; NaN where missing or left out.
    design : ndarray of shape (n_events, n_obs, n_params)

    Returns
    -------
    ModelFit
        Rows are NaN where an event has no more usable days than parameters, or collinear factors.
    """
    n_given, n_params = design.shape[1:]
    if n_given < n_params:
        short = n_params - n_given
        # Rows of missing days let the decomposition keep its shape; no such event is solvable.
        returns = np.pad(returns, ((0, 0), (0, short)), constant_values=np.nan)
        design = np.pad(design, ((0, 0), (0, short), (0, 0)), constant_values=np.nan)
    used = np.isfinite(returns) & np.isfinite(design).all(axis=2)
    n_obs = used.sum(axis=1)
    x = np.where(used[..., None], design, 0.0)
    y = np.where(used, returns, 0.0)
    q, r = np.linalg.qr(x)
    solvable = (n_obs > n_params) & _full_rank(r)
    inverse_root = np.full((returns.shape[0], n_params, n_params), np.nan)
    inverse_root[solvable] = np.linalg.inv(r[solvable])
    coefficients = np.einsum("ekj,enj,en->ek", inverse_root, q, y, optimize=True)
    residuals = np.where(used, y - np.einsum("enk,ek->en", x, coefficients), np.nan)
    dof = (n_obs - n_params).astype(np.float64)
    squares = np.where(used, residuals, 0.0)
    sigma2 = np.divide((squares**2).sum(axis=1), dof, out=np.full(dof.shape, np.nan), where=dof > 0)
    return ModelFit(
        coefficients=coefficients,
        inverse_root=inverse_root,
        sigma2=np.where(solvable, sigma2, np.nan),
        dof=dof,
        n_obs=n_obs,
        residuals=residuals[:, :n_given],
    )


def _about_mean(values: FloatArray, unused: BoolArray, n_obs: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return means over the used days, and deviations from them with zeros on the other days."""
    known = values.copy()
    np.copyto(known, 0.0, where=unused)
    mean = known.sum(axis=-1) / np.maximum(n_obs, 1)
    known -= mean[..., None]
    np.copyto(known, 0.0, where=unused)
    return mean, known


def _inverse_cholesky(products: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return B with B B' = products^-1 for (n_events, k, k), and where that is numerically safe."""
    n_events, k, _ = products.shape
    scale = np.sqrt(np.diagonal(products, axis1=1, axis2=2))
    safe = np.asarray((scale > 0).all(axis=1), dtype=np.bool_)
    scale = np.where(scale > 0, scale, 1.0)
    correlation = products / scale[:, :, None] / scale[:, None, :]
    lower, inverse = np.zeros((n_events, k, k)), np.zeros((n_events, k, k))
    for j in range(k):
        rest = correlation[:, j:, j] - np.einsum("nij,nj->ni", lower[:, j:, :j], lower[:, j, :j])
        safe &= rest[:, 0] > NEARLY_COLLINEAR
        pivot = np.sqrt(np.where(safe, rest[:, 0], 1.0))
        lower[:, j:, j] = rest / pivot[:, None]
        lower[:, j, j] = pivot
        inverse[:, j, :j] = -np.einsum("ni,nij->nj", lower[:, j, :j], inverse[:, :j, :j]) / pivot[:, None]
        inverse[:, j, j] = 1 / pivot
    return inverse.transpose(0, 2, 1) / scale[:, :, None], safe


def _times(root: FloatArray, vectors: FloatArray, *, transposed: bool = False) -> FloatArray:
    product = np.einsum("nba,nb->na" if transposed else "nab,nb->na", root, vectors)
    return np.asarray(product, dtype=np.float64)


def _with_constant_root(root: FloatArray, mean: FloatArray, n_obs: IntArray) -> FloatArray:
    """Return A with A A' the inverse moment matrix of a constant and factors of these means."""
    n_events, k, _ = root.shape
    full = np.zeros((n_events, k + 1, k + 1))
    full[:, 0, 0] = 1 / np.sqrt(np.maximum(n_obs, 1))
    full[:, 0, 1:] = -_times(root, mean, transposed=True)
    full[:, 1:, 1:] = root
    return full


def _with_rows(fit: ModelFit, rows: BoolArray, other: ModelFit) -> ModelFit:
    """Return ``fit`` with the events marked in ``rows`` taken from ``other``."""
    for name in ("coefficients", "inverse_root", "sigma2", "residuals"):
        getattr(fit, name)[rows] = getattr(other, name)
    return fit


def _full_rank(r: FloatArray) -> BoolArray:
    diagonal = np.abs(np.diagonal(r, axis1=1, axis2=2))
    length = np.sqrt((r**2).sum(axis=1))
    return np.asarray((diagonal > COLLINEAR * length).all(axis=1) & (length > 0).all(axis=1))
