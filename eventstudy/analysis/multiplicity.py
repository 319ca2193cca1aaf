"""P-values adjusted for the number of tests.

Holm (1979), Scandinavian Journal of Statistics 6:65-70; Hochberg (1988), Biometrika 75:800-802; Benjamini and
Hochberg (1995), Journal of the Royal Statistical Society B 57:289-300; Benjamini and Yekutieli (2001), Annals
of Statistics 29:1165-1188.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from eventstudy.errors import InputError
from eventstudy.inference import TESTS
from eventstudy.registry import lookup
from eventstudy.result import StudyResult
from eventstudy.types import FloatArray


def _bonferroni(p: FloatArray) -> FloatArray:
    return p.size * p


def _holm(p: FloatArray) -> FloatArray:
    return np.maximum.accumulate((p.size - np.arange(p.size)) * p)


def _hochberg(p: FloatArray) -> FloatArray:
    return _from_largest((p.size - np.arange(p.size)) * p)


def _bh(p: FloatArray) -> FloatArray:
    return _from_largest(p.size / (1 + np.arange(p.size)) * p)


def _by(p: FloatArray) -> FloatArray:
    return _from_largest((1 / (1 + np.arange(p.size))).sum() * p.size / (1 + np.arange(p.size)) * p)


def _from_largest(p: FloatArray) -> FloatArray:
    return np.minimum.accumulate(p[::-1])[::-1]


# Each takes p-values in increasing order. Holm and Bonferroni hold under any dependence, Hochberg
# and BH under independence or positive dependence, BY under any; BH and BY bound
# the share of false discoveries.
METHODS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "holm": _holm,
    "hochberg": _hochberg,
    "bh": _bh,
    "by": _by,
    "bonferroni": _bonferroni,
}


@overload
def adjusted_p_values(p_values: pd.Series, method: str = "holm") -> pd.Series: ...
@overload
def adjusted_p_values(p_values: FloatArray | Sequence[float], method: str = "holm") -> FloatArray: ...
def adjusted_p_values(p_values: Any, method: str = "holm") -> Any:
    """Return p-values that hold for the whole family of tests.

    Parameters
    ----------
    p_values : array_like or Series
        One family. NaN stands for a test that was not run: it stays NaN and is not counted.
    method : {"holm", "hochberg", "bh", "by", "bonferroni"}
        Holm, Hochberg and Bonferroni bound the probability of any false rejection; "bh" and "by" the
        expected share of false ones among the rejections.

    Returns
    -------
    ndarray or Series
        As given, same order.

    Raises
    ------
    UnknownNameError
        If there is no such method.
    InputError
        If a value is not between 0 and 1.

    Examples
    --------
    >>> adjusted_p_values([0.01, 0.04, float("nan"), 0.03]).round(2)
    array([0.03, 0.06,  nan, 0.06])
    """
    adjust = lookup(METHODS, method, kind="adjustment")
    given = _probabilities(p_values)
    adjusted = np.full(given.shape, np.nan)
    known = np.flatnonzero(np.isfinite(given))
    order = known[np.argsort(given[known], kind="stable")]
    adjusted[order] = np.minimum(adjust(given[order]), 1.0)
    if isinstance(p_values, pd.Series):
        return pd.Series(adjusted, index=p_values.index, name=p_values.name)
    return adjusted


def with_adjusted(
    result: StudyResult, method: str = "holm", family: str | Sequence[str] = "test"
) -> pd.DataFrame:
    """Return ``result.tests`` with the columns p_adjusted, n_family and adjustment.

    Parameters
    ----------
    result : StudyResult
    method : str
        As in :func:`adjusted_p_values`.
    family : str or sequence of str
        Columns that tell families apart. By default all rows of one test are a family: its events,
        securities and horizons together. ``["test", "first", "last"]`` adjusts each horizon alone.

    Notes
    -----
    The p-values of a test whose scope is the family, such as ``placebo_max``, hold for all its rows
    already and are kept as they are.
    """
    by = [family] if isinstance(family, str) else list(family)
    if missing := [name for name in by if name not in result.tests.columns]:
        raise InputError(
            f"result.tests has no column {missing[0]!r}; it has {', '.join(map(str, result.tests.columns))}."
        )
    groups = result.tests.groupby(by, sort=False)["p_value"]
    adjusted = groups.transform(lambda p: adjusted_p_values(p, method))
    ready = result.tests["test"].map({name: entry.scope == "family" for name, entry in TESTS.items()})
    return result.tests.assign(
        p_adjusted=result.tests["p_value"].where(ready.fillna(False).astype(bool), adjusted),
        n_family=groups.transform("count").astype(int),
        adjustment=np.where(ready.fillna(False).astype(bool), "of the test itself", method),
    )


def _probabilities(p_values: ArrayLike) -> FloatArray:
    given = np.asarray(p_values, dtype=np.float64)
    wrong = given[np.isfinite(given) & ((given < 0) | (given > 1))]
    if given.ndim != 1 or wrong.size or np.isinf(given).any():
        found = wrong[0] if wrong.size else f"an array of shape {given.shape}"
        raise InputError(f"p_values holds {found}: give one list of numbers from 0 to 1, NaN where none.")
    return given
