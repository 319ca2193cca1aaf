"""The language model that the user names in the environment: address, model, key, time to wait.

``EVENTSTUDY_LLM_URL`` (such as ``http://localhost:11434/v1``), ``EVENTSTUDY_LLM_MODEL``, where it asks for
one ``EVENTSTUDY_LLM_KEY``, and ``EVENTSTUDY_LLM_TIMEOUT`` in seconds. The key is sent in the header of the
request and goes nowhere else: neither into errors nor into the cache.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from eventstudy.errors import InputError

URL, MODEL, KEY = "EVENTSTUDY_LLM_URL", "EVENTSTUDY_LLM_MODEL", "EVENTSTUDY_LLM_KEY"
TIMEOUT = "EVENTSTUDY_LLM_TIMEOUT"
_SECONDS = 120.0
_MOST_SECONDS = 3600.0
_SHORTEST_KEY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, which model, with what key (never shown), and how many seconds to wait."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS

    @property
    def shown(self) -> str:
        """Address for errors: without query."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    def without_key(self, text: str) -> str:
        """Return text in which the key, should it stand there, is blotted out.

        A key of fewer characters than any secret has ("none") may be a word of the text, and stays.
        """
        return text.replace(self.key, "[key]") if len(self.key) >= _SHORTEST_KEY else text


def endpoint_from_environment() -> Endpoint:
    """Return the endpoint that the environment names.

    Raises
    ------
    InputError
        If the address or the model is not set, or one of the variables cannot be used.
    """
    url, model = os.environ.get(URL, "").strip(), os.environ.get(MODEL, "").strip()
    for name, value, example in ((URL, url, "http://localhost:11434/v1"), (MODEL, model, "llama3.1:8b")):
        if not value:
            raise InputError(
                f"the llm extractor needs {name}, which is not set: set {URL} to an OpenAI-compatible address"
                f" (such as {example if name == URL else 'http://localhost:11434/v1'}), {MODEL} to a model"
                f" that it serves, and {KEY} if it asks for a key; or use --extractor rules."
            )
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise InputError(f"{KEY} holds characters that no key has: set it to the key alone.")
    _check(_parts(url), key)
    return Endpoint(url=url, model=model, key=key, seconds=_seconds())


def _parts(url: str) -> SplitResult:
    """Return the parts of an address; raise InputError if it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise InputError(f"{URL} is no address: give one such as http://localhost:11434/v1.") from error
    if parts.username is not None or parts.password is not None:
        raise InputError(f"{URL} holds a user name or password: put the key into {KEY}.")
    if parts.scheme not in ("http", "https") or not parts.hostname or not _is_plain(url):
        raise InputError(
            f"{URL} is {url[:60]!r}, no http or https address: give one such as http://localhost:11434/v1."
        )
    return parts


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and " " not in url


def _check(parts: SplitResult, key: str) -> None:
    if key and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise InputError(
            f"{KEY} would be sent to {parts.hostname} unencrypted: give {URL} with https://, or unset {KEY}."
        )


def is_loopback(host: str) -> bool:
    """Whether a host is this computer."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds() -> float:
    given = os.environ.get(TIMEOUT, "").strip()
    try:
        seconds = float(given) if given else _SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _MOST_SECONDS:
        raise InputError(f"{TIMEOUT} is {given[:30]!r}: give seconds, more than 0 and at most 3600.")
    return seconds
