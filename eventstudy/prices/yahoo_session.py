"""The HTTP session that yfinance is given: bounded in time, remembering what Yahoo answered.

yfinance turns most failures into an empty frame. The session keeps the last answer of the chart
interface, so that what went wrong can be said. The environment variable ``EVENTSTUDY_YAHOO_URL`` names
a mirror, such as ``http://127.0.0.1:8000``, that takes all requests meant for Yahoo's hosts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from curl_cffi import requests

URL_VARIABLE = "EVENTSTUDY_YAHOO_URL"
CHART_PATH = "/v8/finance/chart/"
MAX_BODY = 20_000_000  # bytes; 30 years of daily bars are under 1 MB
REQUEST_SECONDS = 10.0
SYMBOL_SECONDS = 60.0  # for all requests that one symbol takes, cookies and retries included


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of a request: an answer, or the reason that there was none."""

    host: str
    status: int = 0
    body: str = ""
    failure: str = ""


class YahooSession(requests.Session[requests.Response]):
    """A session with yfinance's browser likeness, a time limit and a memory of the last chart."""

    def __init__(self) -> None:
        super().__init__(impersonate="chrome")
        self.mirror = os.environ.get(URL_VARIABLE, "").rstrip("/")
        self.chart: Reply | None = None
        self._deadline: float | None = None

    @contextmanager
    def limited(self, seconds: float = SYMBOL_SECONDS) -> Iterator[None]:
        """Refuse requests once ``seconds`` have passed, and forget the answers of before."""
        self.chart, self._deadline = None, time.monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = None

    def request(self, method: Any, url: str, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request within the time left; keep the answer if it is one of the chart interface."""
        target = self._target(url)
        host = urlsplit(target).netloc
        try:
            response = super().request(method, target, *args, **{**kwargs, "timeout": self._seconds_left()})
        except requests.exceptions.RequestException as error:
            self._keep(target, Reply(host=host, failure=_reason(error)))
            raise
        self._keep(target, Reply(host=host, status=response.status_code, body=_text(response)))
        return response

    def _target(self, url: str) -> str:
        parts = urlsplit(url)
        if not self.mirror or not (parts.hostname or "").endswith("yahoo.com"):
            return url
        return f"{self.mirror}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    def _seconds_left(self) -> float:
        if self._deadline is None:
            return REQUEST_SECONDS
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise requests.exceptions.Timeout("no time left for this symbol")
        return min(left, REQUEST_SECONDS)

    def _keep(self, target: str, reply: Reply) -> None:
        if CHART_PATH in target:
            self.chart = reply


def _text(response: requests.Response) -> str:
    return response.content[:MAX_BODY].decode("utf-8", errors="replace")


def _reason(error: requests.exceptions.RequestException) -> str:
    """Return why a request had no answer, in the words of a user."""
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.DNSError):
        return "the host name is not found"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection"
    return "no connection"
