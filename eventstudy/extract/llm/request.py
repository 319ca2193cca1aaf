"""One question to an OpenAI-compatible endpoint, and its answer as text."""

from __future__ import annotations

import json
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from eventstudy.errors import DataError
from eventstudy.extract.llm.endpoint import KEY, MODEL, TIMEOUT, URL, Endpoint, is_loopback

MAX_REPLY = 4_000_000
_EXCERPT = 160
_STATUS = {
    401: f"refused the key: check {KEY}",
    403: f"refused the key: check {KEY}",
    404: f"has no such address or model: check {URL}, such as http://localhost:11434/v1, and {MODEL}",
    408: "took too long: try again",
    413: "refused the article as too long: give a shorter one",
    429: "has had too many requests, or the quota is used up: wait and try again",
}


class LlmError(DataError):
    """The endpoint named for the llm extractor gave no usable answer."""


def ask(endpoint: Endpoint, question: dict[str, Any]) -> str:
    """Send one question and return the text of the first answer.

    Redirects are not followed: the article goes to the address named and to no other.

    Raises
    ------
    LlmError
        If the endpoint is down, too slow, refuses, redirects, or answers with no chat completion.
    """
    opener = build_opener(_NoRedirect(), *_proxies(endpoint))
    body = json.dumps({"model": endpoint.model, **question}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "eventstudy"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = Request(_address(endpoint.url), data=body, headers=headers, method="POST")  # noqa: S310
    return _content(endpoint, _reply(endpoint, opener, request))


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing: the redirect is an error of its own."""


def _proxies(endpoint: Endpoint) -> list[ProxyHandler]:
    """Return no proxy for an address on this computer; else those of the environment hold."""
    return [ProxyHandler({})] if is_loopback(urlsplit(endpoint.url).hostname or "") else []


def _address(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


def _reply(endpoint: Endpoint, opener: OpenerDirector, request: Request) -> bytes:
    try:
        with opener.open(request, timeout=endpoint.seconds) as response:
            return _bounded(endpoint, response)
    except HTTPError as error:
        with error:
            raise LlmError(_refusal(endpoint, error)) from None
    except TimeoutError:
        raise LlmError(_too_slow(endpoint)) from None
    except (OSError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise LlmError(_too_slow(endpoint)) from None
        reason = _words(endpoint, str(getattr(error, "reason", None) or error or type(error).__name__))
        raise LlmError(
            f"the endpoint {endpoint.shown} cannot be reached ({reason}): is it running, and is {URL} right?"
            " --extractor rules needs none."
        ) from None


def _too_slow(endpoint: Endpoint) -> str:
    return (
        f"the endpoint {endpoint.shown} did not answer within {endpoint.seconds:g} seconds: try again, or set"
        f" {TIMEOUT} to more."
    )


def _bounded(endpoint: Endpoint, response: HTTPResponse) -> bytes:
    """Read a reply piece by piece, within the time and the size that it may have."""
    deadline = monotonic() + endpoint.seconds
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_REPLY:
            raise LlmError(
                f"the endpoint {endpoint.shown} answered with more than {MAX_REPLY / 1e6:g} MB, the most that"
                " is read: is it a language model's?"
            )
        if monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def _refusal(endpoint: Endpoint, error: HTTPError) -> str:
    start = f"the endpoint {endpoint.shown}"
    if 300 <= error.code < 400:
        where = urlsplit(error.headers.get("Location", "")).hostname or "another address"
        return (
            f"{start} redirects to {_words(endpoint, where)} (status {error.code}), which is not followed:"
            f" set {URL} to the final address if you trust it."
        )
    if error.code in (401, 403):  # what it says may quote the key
        return f"{start} {_STATUS[error.code]} (status {error.code})."
    told = _words(endpoint, _message(error))
    said = f": {told}" if told else ""
    known = _STATUS.get(error.code)
    if known is None:
        known = "failed: try again later" if error.code >= 500 else f"refused the request: check {MODEL}"
    return f"{start} {known} (status {error.code}{said})."


def _message(error: HTTPError) -> str:
    """Return what the endpoint says of its refusal, if it says it as such endpoints do."""
    try:
        document = json.loads(error.read(65_536))
        found = document["error"]
        return str(found["message"] if isinstance(found, dict) else found)
    except (ValueError, KeyError, TypeError, RecursionError, OSError, HTTPException):
        return ""


def _words(endpoint: Endpoint, text: str) -> str:
    """Return a short text on one line, without the key and without control characters."""
    plain = "".join(ch if ch.isprintable() else " " for ch in endpoint.without_key(text))
    return " ".join(plain.split())[:_EXCERPT]


def _content(endpoint: Endpoint, reply: bytes) -> str:
    """Return the text of the first choice of a chat completion."""
    if reply.lstrip()[:1] == b"<":
        raise LlmError(
            f"the endpoint {endpoint.shown} answered with a web page, not with JSON: is {URL} the base"
            " address of its API, such as http://localhost:11434/v1?"
        )
    try:
        choice = json.loads(reply)["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
        refusal = choice["message"].get("refusal")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise LlmError(
            f"the endpoint {endpoint.shown} answered with no chat completion: is {URL} OpenAI-compatible?"
        ) from None
    if refusal:
        raise LlmError(f"the model {endpoint.model} declined to read the article.")
    if ended == "length":
        raise LlmError(
            f"the answer of {endpoint.model} was cut off at the endpoint's limit: give a shorter article, or"
            " raise the limit there."
        )
    if not isinstance(content, str) or not content.strip():
        raise LlmError(f"the model {endpoint.model} gave an empty answer: try another model.")
    return endpoint.without_key(content)
