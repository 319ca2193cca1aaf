"""One request to Yahoo through yfinance: the bars as CSV text, or an error that says what failed."""

from __future__ import annotations

import csv
import io
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from eventstudy.cache_files import cache_folder
from eventstudy.errors import PriceSourceError
from eventstudy.prices.bars import OHLC, price_text

if TYPE_CHECKING:
    from eventstudy.prices.yahoo_session import Reply, YahooSession

DECIMALS = 2  # both series are quoted to the cent; Yahoo sends single-precision noise behind it
LATER = "wait some minutes and try again"
# What yfinance lets through when an answer is not what it expects.
MALFORMED = (OSError, ValueError, LookupError, TypeError, AttributeError)


def fetched_csv(symbol: str, first: date, last: date) -> str:
    """Return Yahoo's daily bars from ``first`` to ``last`` as CSV: date, open, high, low, close.

    Rows are as Yahoo gives them, those without a price too.

    Raises
    ------
    PriceSourceError
        If Yahoo gives no bars; the message says whether the network, the quota, the symbol, the
        dates or the answer is at fault.
    """
    # yfinance and curl_cffi take a second to import, and most commands do without them.
    from eventstudy.prices.yahoo_session import YahooSession

    session = YahooSession()
    with session.limited():
        frame, failure = _history(session, symbol, first, last)
    if frame is None or frame.empty or not frame["Close"].notna().any():
        raise PriceSourceError(_diagnosis(session.chart, symbol, f"{first} to {last}", failure))
    return _csv(frame)


def _history(
    session: YahooSession, symbol: str, first: date, last: date
) -> tuple[pd.DataFrame | None, BaseException | None]:
    """Return the frame that yfinance makes of Yahoo's answer, or None and what it raised."""
    import peewee
    import yfinance
    from yfinance.data import YfData
    from yfinance.exceptions import YFException

    with _quiet():
        _keep_yfinance_store(str(cache_folder() / "yfinance"))
        # yfinance remembers answers by address, bad ones too: a second try must ask again.
        YfData.cache_get.cache_clear()
        try:
            ticker = yfinance.Ticker(symbol, session=session)
            frame = ticker.history(
                start=first,
                end=last + timedelta(days=1),
                interval="1d",
                auto_adjust=False,
                actions=False,
                keepna=True,
            )
        except (YFException, peewee.PeeweeException, *MALFORMED) as error:
            return None, error
    return frame, None


@cache
def _keep_yfinance_store(folder: str) -> None:
    """Have yfinance keep its store of time zones and cookies in our folder."""
    import yfinance

    # Once a folder: setting it again closes the store, which fails if the folder was cleared.
    yfinance.set_tz_cache_location(folder)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep yfinance from logging and warning: what matters is told by our own errors."""
    logger = logging.getLogger("yfinance")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _diagnosis(reply: Reply | None, symbol: str, dates: str, failure: BaseException | None) -> str:
    """Return one line on why there are no bars, what to do included."""
    if reply is None:
        cause = _one_line(f"{type(failure).__name__}: {failure}", 80) if failure else "no request was made"
        return f"Yahoo was not asked for {symbol} ({cause}): {LATER}."
    if reply.failure:
        return (
            f"Yahoo cannot be reached at {reply.host} for {symbol}: {reply.failure}: check the network"
            f" and {LATER}."
        )
    if reply.status == 429 or reply.body.startswith("Too Many Requests"):
        return f"Yahoo limits the rate of requests (HTTP 429), asked for {symbol}: {LATER}."
    code, description = _chart_error(reply.body)
    if code is None:
        return (
            f"Yahoo's answer for {symbol} is not price data (HTTP {reply.status}, it begins with"
            f" {_one_line(reply.body, 40)!r}): a proxy or a consent page may be in the way; {LATER}."
        )
    if description and "exist for" not in description:
        return f"Yahoo does not know the symbol {symbol!r} ({_one_line(description, 80)}): check the symbol."
    return f"Yahoo has no prices of {symbol} from {dates}: give other dates, or {LATER}."


def _chart_error(body: str) -> tuple[str | None, str]:
    """Return code and description of the error in a chart answer; code None if it is no such answer."""
    try:
        chart = json.loads(body)["chart"]
        error = chart["error"] or {}
        return str(error.get("code", "")), str(error.get("description", ""))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None, ""


def _one_line(text: str, limit: int) -> str:
    """Return the start of a stranger's text without line breaks and control characters."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:limit]).strip()


def _csv(frame: pd.DataFrame) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", *OHLC])
    values = frame[[name.capitalize() for name in OHLC]].to_numpy(dtype=float).round(DECIMALS)
    for moment, row in zip(frame.index, values, strict=True):
        writer.writerow([moment.date().isoformat(), *(price_text(value) for value in row)])
    return text.getvalue()
