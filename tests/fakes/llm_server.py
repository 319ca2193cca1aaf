"""An OpenAI-compatible endpoint on loopback, with answers made for the test and ways to fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeLlm:
    """What the server answers, and what it was asked."""

    content: str = '{"events": [], "claims": []}'
    status: int = 200
    body: bytes | None = None
    kind: str = "application/json"
    location: str = ""
    wait: float = 0.0
    finish: str = "stop"
    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def say(self, *, events: list[Any] | None = None, claims: list[Any] | None = None) -> None:
        """Answer with these items."""
        self.content = json.dumps({"events": events or [], "claims": claims or []})

    def fail(self, status: int, message: str = "no") -> None:
        """Refuse with a status and a message of the usual form."""
        self.status, self.body = status, json.dumps({"error": {"message": message}}).encode()

    def reply(self) -> bytes:
        """Return the body of the reply."""
        if self.body is not None:
            return self.body
        message = {"role": "assistant", "content": self.content}
        return json.dumps({"choices": [{"message": message, "finish_reason": self.finish}]}).encode()


@contextmanager
def fake_llm() -> Iterator[FakeLlm]:
    """Serve a :class:`FakeLlm` on a free loopback port while the block runs."""
    fake = FakeLlm()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fake.paths.append(self.path)
            fake.keys.append(self.headers.get("Authorization"))
            fake.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            fake.stopped.wait(fake.wait)
            content = fake.reply()
            try:
                self.send_response(fake.status)
                self.send_header("Content-Type", fake.kind)
                self.send_header("Content-Length", str(len(content)))
                if fake.location:
                    self.send_header("Location", fake.location)
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # the client has gone
                pass

        def do_GET(self) -> None:
            fake.paths.append(f"GET {self.path}")
            self.send_error(405)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
