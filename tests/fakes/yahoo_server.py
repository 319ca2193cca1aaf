"""Yahoo's chart interface on loopback, with prices of the embedded sample and ways to fail."""

from __future__ import annotations

import csv
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import numpy as np

DATA = Path(__file__).parents[2] / "data"
NEW_YORK = ZoneInfo("America/New_York")
FILES = {"BZ=F": ("brent.csv", time(0), "FUTURE"), "^DJI": ("dow.csv", time(9, 30), "INDEX")}
Bar = tuple[str, list[float | None]]


@dataclass
class FakeYahoo:
    """What the server answers, and what it was asked."""

    mode: str = "good"
    drop: set[str] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    extra: list[Bar] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    address: str = ""

    def reply(self, target: str) -> tuple[int, str, str]:
        """Return status, content type and body."""
        parts = urlsplit(target)
        if not parts.path.startswith("/v8/finance/chart/"):
            return (200, "text/plain", "crumb") if "getcrumb" in parts.path else (404, "text/html", "no page")
        symbol = unquote(parts.path.rsplit("/", 1)[1])
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if "period1" in query:
            self.charts.append(symbol)
        if self.mode == "limited":
            return 429, "text/plain", "Too Many Requests"
        if self.mode == "html":
            return 200, "text/html", "<html>\n<b>Your consent\x1b[31m is needed</b></html>"
        if self.mode == "broken":
            return 503, "text/html", "Service Unavailable"
        if symbol not in FILES or self.mode == "unknown":
            return chart_error(404, "Not Found", "No data found, symbol may be delisted")
        if self.mode == "outside" and "period1" in query:
            return chart_error(400, "Bad Request", "Data doesn't exist for startDate = 1, endDate = 2")
        return 200, "application/json", json.dumps(self.chart(symbol, query))

    def chart(self, symbol: str, query: dict[str, str]) -> dict[str, object]:
        """Return a chart document for the dates asked for."""
        _, clock, kind = FILES[symbol]
        rows = [(stamp(day, clock), values) for day, values in self.bars(symbol)]
        first, last = int(query.get("period1", 0)), int(query.get("period2", 4e9))
        rows = [row for row in rows if first <= row[0] < last]
        if self.mode == "short":
            rows = rows[: len(rows) // 3]
        if "period1" not in query:
            rows = rows[-1:]
        result: dict[str, object] = {
            "meta": meta(symbol, kind),
            "indicators": {"quote": [{}], "adjclose": [{}]},
        }
        if rows and self.mode != "empty":
            result["timestamp"] = [moment for moment, _ in rows]
            columns = dict(
                zip(("open", "high", "low", "close"), zip(*(v for _, v in rows), strict=True), strict=True)
            )
            quote = {name: list(values) for name, values in columns.items()} | {"volume": [0] * len(rows)}
            result["indicators"] = {"quote": [quote], "adjclose": [{"adjclose": quote["close"]}]}
        return {"chart": {"result": [result], "error": None}}

    def bars(self, symbol: str) -> list[Bar]:
        """Return dates and prices as the vendor shows them, in single precision."""
        found: list[Bar] = list(self.extra)
        with (DATA / FILES[symbol][0]).open(newline="") as handle:
            for row in csv.DictReader(handle):
                if row["date"] in self.drop:
                    continue
                stale = re.search(r"flat at ([\d.]+)", row.get("note") or "")
                texts = [stale[1]] * 4 if stale else [row[name] for name in ("open", "high", "low", "close")]
                values = [None if row["date"] in self.blank else float(np.float32(text)) for text in texts]
                found.append((row["date"], values))
        return sorted(found)


def stamp(day: str, clock: time) -> int:
    """Return the moment at which Yahoo dates a daily bar."""
    return int(datetime.combine(datetime.fromisoformat(day), clock, tzinfo=NEW_YORK).timestamp())


def meta(symbol: str, kind: str) -> dict[str, object]:
    """Return what Yahoo says of a symbol."""
    return {
        "currency": "USD",
        "symbol": symbol,
        "exchangeName": "NYM",
        "instrumentType": kind,
        "exchangeTimezoneName": "America/New_York",
        "timezone": "EST",
        "gmtoffset": -18000,
        "priceHint": 2,
        "dataGranularity": "1d",
        "range": "",
        "validRanges": ["1d", "5d", "max"],
    }


def chart_error(status: int, code: str, description: str) -> tuple[int, str, str]:
    """Return a chart document that holds an error."""
    body = {"chart": {"result": None, "error": {"code": code, "description": description}}}
    return status, "application/json", json.dumps(body)


@contextmanager
def fake_yahoo() -> Iterator[FakeYahoo]:
    """Serve a :class:`FakeYahoo` on a free loopback port while the block runs."""
    fake = FakeYahoo()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = fake.reply(self.path)
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
