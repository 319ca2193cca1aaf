"""Return and factor tables as arrays: the edge between labelled tables and the core."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from eventstudy.errors import InputError
from eventstudy.types import FloatArray, NormalReturnModel

# "MKT(-1)" is the factor MKT of the session before, "MKT(+1)" that of the session after.
_SHIFTED = re.compile(r"(.+)\(([+-]\d+)\)")


# Rows of a table that are laid out anew together: few enough for the processor's cache.
ROWS_AT_ONCE = 64
ROWS_CHECKED = 16

# Squares of larger values, summed over a window, would not be finite.
LARGEST = 1e100


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Panel:
    """Returns (n_sessions, n_securities), decimal, with their sessions and securities."""

    returns: FloatArray
    sessions: pd.DatetimeIndex
    securities: tuple[str, ...]
    return_kind: str


def to_pandas(table: Any, what: str) -> pd.DataFrame:
    """Return a pandas, polars or pyarrow table as pandas, one that may be changed without touching it.

    Raises
    ------
    InputError
        If ``table`` is none of these.
    """
    if isinstance(table, pd.Series):
        table = table.to_frame()
    if isinstance(table, pd.DataFrame) and not table.columns.is_unique:
        repeated = ", ".join(map(str, table.columns[table.columns.duplicated()].unique()))
        raise InputError(f"{what} has two columns named {repeated}: give each column a name of its own.")
    if isinstance(table, pd.DataFrame):
        # Columns may be set and replaced; no value is ever written into.
        return table.copy(deep=False)
    try:
        frame = nw.from_native(table, eager_only=True)
    except TypeError as error:
        raise InputError(
            f"{what} is a {type(table).__name__}: give a pandas, polars or pyarrow table."
        ) from error
    converted: pd.DataFrame = frame.to_pandas()
    return converted


def session_table(table: Any, what: str) -> pd.DataFrame:
    """Return a table indexed by session, increasing, without repeated sessions.

    The index is taken if it holds dates, else the first column named session or date, else the
    first column of dates. Rows repeated to the letter count once.

    Raises
    ------
    InputError
        If there are no dates, no rows, or two different rows for one session.
    """
    given = to_pandas(table, what)
    if given.empty:
        raise InputError(f"{what} has no rows or no columns: give sessions x names, at least one of each.")
    frame = _dated(given, what)
    if frame.index.is_monotonic_increasing and frame.index.is_unique:
        return frame
    if frame.index.hasnans:
        raise InputError(f"{what} has a row without a date: give each row its session.")
    if frame.empty:
        raise InputError(f"{what} has no rows or no columns: give sessions x names, at least one of each.")
    repeated = frame.index.duplicated(keep=False)
    if repeated.any():
        distinct = frame[repeated].reset_index().drop_duplicates()
        clash = distinct[distinct.iloc[:, 0].duplicated()]
        if not clash.empty:
            day = pd.DatetimeIndex(clash.iloc[:, 0])[0]
            raise InputError(f"{what} has two different rows for {day:%Y-%m-%d}: keep one of them.")
        frame = frame[~frame.index.duplicated()]
    return frame.sort_index()


def return_panel(table: Any) -> Panel:
    """Return the arrays of a sessions x securities table of returns.

    Raises
    ------
    InputError
        If the table has no dates or rows, or holds text or infinite values.
    """
    frame = session_table(table, "returns")
    securities = tuple(map(str, frame.columns.to_numpy(dtype=object)))
    if len(set(securities)) < len(securities):
        names = pd.Index(securities)
        repeated = names[names.duplicated()][0]
        raise InputError(f"returns has two columns named {repeated}: give each column a name of its own.")
    return Panel(
        returns=numbers(frame, "returns"),
        sessions=pd.DatetimeIndex(frame.index),
        securities=securities,
        return_kind=str(getattr(table, "attrs", {}).get("return_kind", "as given")),
    )


def by_security(returns: FloatArray) -> FloatArray:
    """Return the same table laid out by security in memory; a square of it at a time is twice as fast."""
    if returns.flags.f_contiguous:
        return returns
    laid_out = np.empty(returns.shape[::-1])
    for first in range(0, returns.shape[0], ROWS_AT_ONCE):
        some = slice(first, first + ROWS_AT_ONCE)
        laid_out[:, some] = returns[some].T
    return laid_out.T


def factor_names(factors: Any) -> tuple[str, ...]:
    """Return the names in a factor table; none without one."""
    return () if factors is None else tuple(map(str, session_table(factors, "factors").columns))


def model_inputs(panel: Panel, factors: Any, model: NormalReturnModel) -> tuple[FloatArray, FloatArray]:
    """Return the returns and factors as the model wants them: in excess of ``RF`` where it says so.

    Returns
    -------
    returns : ndarray of shape (n_sessions, n_securities)
    factors : ndarray of shape (n_sessions, n_factors)
        In the order of ``model.factors``; NaN on sessions that the factor table lacks. A factor
        named "MKT(-1)" or "MKT(+1)" is MKT on the session before or after, of the sessions of the
        return table; so may any other be, in a user's list of factors too. NaN beyond the table.

    Raises
    ------
    InputError
        If a factor that the model needs is not in the table.
    """
    if not model.factors and not model.excess:
        return panel.returns, np.empty((panel.sessions.size, 0))
    if factors is None:
        needed = ", ".join(dict.fromkeys(map(_unshifted, model.factors)))
        raise InputError(
            f"this model needs the factors {needed}: pass factors= (sessions x names;"
            " --factors FILE on the command line), or use model='constant_mean'."
        )
    table = session_table(factors, "factors")
    table.columns = pd.Index([str(name).upper() for name in table.columns])
    if not table.columns.is_unique:
        repeated = table.columns[table.columns.duplicated()][0]
        raise InputError(f"factors has two columns named {repeated} (case apart): keep one.")
    table = table.reindex(panel.sessions)
    values = [_factor(table, name, excess=model.excess) for name in model.factors]
    returns = panel.returns - _column(table, "RF")[:, None] if model.excess else panel.returns
    return returns, np.column_stack(values)


def _factor(table: pd.DataFrame, name: str, *, excess: bool) -> FloatArray:
    name = name.upper()
    if name not in table.columns and (shifted := _SHIFTED.fullmatch(name)):
        base = pd.Series(_factor(table, shifted[1], excess=excess))
        return base.shift(-int(shifted[2])).to_numpy()
    if name != "MKT":
        return _column(table, name)
    if "MKT-RF" in table.columns:
        premium = _column(table, "MKT-RF")
        return premium if excess else premium + _column(table, "RF")
    return _column(table, "MKT") - _column(table, "RF") if excess else _column(table, "MKT")


def _unshifted(name: str) -> str:
    shifted = _SHIFTED.fullmatch(name)
    return shifted[1] if shifted else name


def _column(table: pd.DataFrame, name: str) -> FloatArray:
    if name not in table.columns:
        raise InputError(
            f"the factor table has no column {name!r}; it has {', '.join(map(str, table.columns))}."
        )
    return numbers(table[[name]], "factors")[:, 0]


def numbers(frame: pd.DataFrame, what: str, *, infinite: bool = False) -> FloatArray:
    """Return the values of a session table; ``infinite`` lets infinite ones through.

    Raises
    ------
    InputError
        If a value is text, or infinite.
    """
    kinds = frame.dtypes
    floats = bool((kinds == np.float64).all())
    for name, kind in kinds.items() if not floats else ():
        if getattr(kind, "kind", "O") in "cmM":
            raise InputError(f"{what} holds {kind} values in column {name}: real numbers are needed.")
    try:
        # Asking for a missing value would copy a table that has plain floats already.
        values = frame.to_numpy() if floats else frame.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        text = [str(c) for c in frame.columns if not pd.api.types.is_numeric_dtype(frame[c])]
        raise InputError(f"{what} holds text in column {', '.join(text[:3])}: numbers are needed.") from error
    if not infinite and _has_too_large(values):
        row, column = np.argwhere(np.abs(values) > LARGEST)[0]
        found = "an infinite value" if np.isinf(values[row, column]) else f"{values[row, column]:g}"
        raise InputError(
            f"{what} holds {found} for {frame.columns[column]} on {frame.index[row]:%Y-%m-%d}:"
            " is a price zero?"
        )
    return values


def _has_too_large(values: FloatArray) -> bool:
    """Whether a value is infinite or nearly: the extremes tell, at a quarter of the cost of asking each."""
    rows = values if values.flags.c_contiguous else values.T
    for first in range(0, len(rows) if rows.size else 0, ROWS_CHECKED):
        some = rows[first : first + ROWS_CHECKED]
        # The second look finds the rows in the processor's cache.
        if np.fmax.reduce(some, axis=None) > LARGEST or np.fmin.reduce(some, axis=None) < -LARGEST:
            return True
    return False


def _dated(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    if not isinstance(frame.index, pd.DatetimeIndex | pd.PeriodIndex):
        named = [c for c in frame.columns if str(c).lower() in ("session", "date")]
        typed = [c for c in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[c])]
        if named or typed:
            frame = frame.set_index((named + typed)[0])
    frame.index = sessions_of(frame.index, what)
    return frame


def sessions_of(values: Sequence[Any] | pd.Index, what: str, *, whole_days: bool = False) -> pd.DatetimeIndex:
    """Return dates as naive midnights, read from dates, time stamps, periods or ISO text.

    Raises
    ------
    InputError
        If a value is no date; with ``whole_days``, if one has a time of day.
    """
    if isinstance(values, pd.DatetimeIndex) and values.tz is None and (values == values.normalize()).all():
        return values.rename("session")
    text = [value for value in values if isinstance(value, str)]
    if short := next((value for value in text if len(value.strip()) < len("20200103")), None):
        raise InputError(f"{what}: {short!r} is no whole date: write it as 2020-01-03.")
    if isinstance(values, pd.PeriodIndex):
        values = values.to_timestamp()
    if pd.api.types.is_numeric_dtype(pd.Index(values)):
        raise InputError(
            f"{what} has no dates but numbers, such as {values[0]}: write dates as 2020-01-03, in the index"
            " or in a column named date."
        )
    try:
        index = pd.DatetimeIndex(pd.to_datetime(pd.Index(values), format="ISO8601"))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{what}: cannot read the dates ({str(error).splitlines()[0]}): write them as 2020-01-03."
        ) from error
    local = index.tz_localize(None)
    timed = local[(local != local.normalize()) & local.notna()]
    if whole_days and len(timed):
        raise InputError(
            f"{what}: {timed[0]} has a time of day, so the session that could react depends on the asset:"
            " line the events up with es.align first, or give the date of day 0."
        )
    return local.normalize().rename("session")
