"""Buy-and-hold abnormal returns against a reference return.

BHAR = prod(1 + R) - prod(1 + R_ref) without rebalancing: Barber and Lyon (1997), Journal of Financial
Economics 43:341-372; the test with a bootstrapped, skewness-adjusted t of Lyon, Barber and Tsai (1999),
Journal of Finance 54:165-201.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from eventstudy.analysis.event_portfolio import ReturnKind, placed_events, simple_panel
from eventstudy.errors import InputError, TooFewEventsError, WindowError
from eventstudy.inference.samples import Sample
from eventstudy.inference.skewness_adjusted import Form, skewness_adjusted
from eventstudy.panel import Panel
from eventstudy.placement import Placement
from eventstudy.types import BoolArray, FloatArray, Horizon, IntArray, TestResult

# More missing days than this are counted, not named.
NAMED_DAYS = 5
BENCHMARK = "benchmark"


def buy_and_hold(
    returns: Any,
    events: Any,
    benchmark: Any,
    *,
    horizon: Horizon,
    missing: Literal["drop", "benchmark"] = "drop",
    return_kind: ReturnKind | None = None,
) -> pd.DataFrame:
    """Return the buy-and-hold abnormal return of each event.

    Parameters
    ----------
    returns : table of sessions x securities
        Decimal; log returns are turned into simple ones.
    events : table
        As for :func:`~eventstudy.study.run_study`. A column ``benchmark`` names the benchmark of each
        event, such as its control firm or size portfolio, where there are several.
    benchmark : table of sessions x benchmarks
        Returns of the same kind; one column serves all events.
    horizon : (int, int)
        First and last relative session held.
    missing : {"drop", "benchmark"}
        What becomes of an event with missing returns: no BHAR, or the return of the benchmark on
        those sessions, as if the proceeds had been moved there.
    return_kind : {"simple", "log"}, optional
        What both tables hold; by default ``attrs["return_kind"]`` of each, and simple returns if that is
        not set. Tables of polars and pyarrow have no attrs: name log returns here.

    Returns
    -------
    DataFrame
        event_id, security, date, benchmark, held (buy-and-hold return of the security), reference,
        bhar, n_missing and note, which names the missing sessions; ``attrs["dropped"]`` holds the
        events without a day 0, ``attrs["horizon"]`` the horizon.

    Raises
    ------
    InputError
        If an event names no known benchmark, or the kind of the returns is not known.
    """
    if horizon[0] > horizon[1]:
        raise WindowError(f"horizon {horizon[0]}:{horizon[1]} is reversed: give the earlier day first.")
    if missing not in ("drop", "benchmark"):
        raise InputError(f"missing is {missing!r}: use 'drop' or 'benchmark'.")
    panel = simple_panel(returns, return_kind)
    placement, dropped = placed_events(events, panel, "next")
    references = simple_panel(benchmark, return_kind)
    chosen = _benchmarks(placement, references)
    rows = placement.day_zero[:, None] + np.arange(horizon[0], horizon[1] + 1)
    inside = (rows >= 0) & (rows < panel.sessions.size)
    at = np.clip(rows, 0, panel.sessions.size - 1)
    own = np.where(inside, panel.returns[at, placement.security[:, None]], np.nan)
    aligned = pd.DataFrame(references.returns, references.sessions).reindex(panel.sessions).to_numpy()
    other = np.where(inside, aligned[at, chosen[:, None]], np.nan)
    filled = np.where(np.isnan(own), other, own) if missing == "benchmark" else own
    table = placement.table[["event_id", "security", "date"]].assign(
        benchmark=[references.securities[int(code)] for code in chosen],
        held=_compounded(filled),
        reference=_compounded(other),
        bhar=buy_and_hold_difference(filled, other),
        n_missing=np.isnan(own).sum(axis=1),
        note=[_note(panel, *event) for event in zip(rows, inside, own, other, strict=True)],
    )
    table.attrs = {"dropped": dropped, "horizon": horizon}
    return table


def buy_and_hold_difference(returns: FloatArray, reference: FloatArray) -> FloatArray:
    """Return prod(1 + R) - prod(1 + R_ref) of simple returns (n_events, n_days); NaN if any is missing."""
    return _compounded(returns) - _compounded(reference)


def buy_and_hold_test(
    table: pd.DataFrame, *, form: Form = "hall", n_boot: int = 1000, seed: int = 0
) -> TestResult:
    """Test that the mean BHAR is zero by the bootstrapped skewness-adjusted t.

    Assumes independent events: holding periods that overlap make the test reject too often; see
    :func:`~eventstudy.analysis.calendar_time.calendar_time_alpha`.

    Parameters
    ----------
    table : DataFrame
        From :func:`buy_and_hold`.
    form : {"hall", "johnson"}
    n_boot, seed : int
        As for :func:`~eventstudy.inference.skewness_adjusted.skewness_adjusted`.

    Raises
    ------
    TooFewEventsError
        If fewer than three events have a BHAR.
    """
    bhar = table["bhar"].dropna().to_numpy(dtype=np.float64)
    if bhar.size < 3:
        raise TooFewEventsError("buy_and_hold", 3, bhar.size)
    # The test sees a sample of long-horizon returns; what it does not use is unknown here.
    unknown, no_code = np.full(bhar.size, np.nan), np.zeros(bhar.size, dtype=np.int64)
    sample = Sample(
        horizon=table.attrs.get("horizon", (0, 0)),
        car=bhar,
        car_variance=unknown,
        sar_sum=unknown,
        sigma2=unknown,
        dof=unknown,
        n_obs=unknown,
        day_zero=no_code,
        security=no_code,
    )
    return skewness_adjusted(sample, form=form, n_boot=n_boot, seed=seed)


def _compounded(returns: FloatArray) -> FloatArray:
    return np.asarray(np.prod(1 + returns, axis=1) - 1, dtype=np.float64)


def _benchmarks(placement: Placement, references: Panel) -> IntArray:
    """Return the column of the benchmark of each event."""
    if BENCHMARK not in placement.table.columns:
        if len(references.securities) > 1:
            raise InputError(
                f"benchmark has {len(references.securities)} columns and events no column 'benchmark': name"
                " the benchmark of each event, or give one column."
            )
        return np.zeros(placement.day_zero.size, dtype=np.int64)
    named = placement.table[BENCHMARK].astype(str)
    code = pd.Index(references.securities).get_indexer(pd.Index(named))
    if (code < 0).any():
        at = int((code < 0).argmax())
        raise InputError(
            f"benchmark {named.iloc[at]!r} of event {placement.table['event_id'].iloc[at]!r} is"
            f" no column of the benchmark table; it has {', '.join(references.securities[:8])}."
        )
    return np.asarray(code, dtype=np.int64)


def _note(panel: Panel, rows: IntArray, inside: BoolArray, own: FloatArray, other: FloatArray) -> str:
    parts = []
    if not inside.all():
        parts.append(f"{int((~inside).sum())} days of the horizon lie outside the sessions of the returns")
    for what, values in (("no return", own), ("no benchmark return", other)):
        days = panel.sessions[rows[inside & np.isnan(values)]]
        named = ", ".join(f"{day:%Y-%m-%d}" for day in days[:NAMED_DAYS])
        more = f" and {len(days) - NAMED_DAYS} more" if len(days) > NAMED_DAYS else ""
        parts += [f"{what} on {named}{more}"] if len(days) else []
    return "; ".join(parts)
