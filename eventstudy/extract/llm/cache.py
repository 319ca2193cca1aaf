"""Answers of a model kept in the user's cache folder, so that one text is asked about once.

The folder is that of the platform, or the one that the environment variable ``EVENTSTUDY_CACHE`` names. A
file is written whole or not at all; one that does not match its sha256 is set aside, not used.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

from eventstudy.cache_files import FOLDER_VARIABLE, cache_folder, write_whole

SCHEMA = "eventstudy/llm-answer/1"


def key_of(text: str, published: date | None, *, url: str, model: str, version: str) -> str:
    """Return the hash of all that an answer depends on."""
    parts = [version, url, model, published.isoformat() if published else "", text]
    return sha256(json.dumps(parts).encode()).hexdigest()


def load_answer(key: str) -> tuple[str | None, str]:
    """Return the answer kept under a key, or None, and a warning if the file was damaged."""
    path = _path(key)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        return None, f"the cache file {path} cannot be read ({error.strerror}): the model was asked again."
    answer = _checked(key, content)
    return (answer, "") if answer is not None else (None, _set_aside(path))


def store_answer(key: str, answer: str) -> str:
    """Keep an answer under a key; return a warning if the folder cannot be written."""
    path = _path(key)
    entry = {"schema": SCHEMA, "key": key, "sha256": _digest(answer), "answer": answer}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (json.dumps(entry, indent=2) + "\n").encode())
    except OSError as error:
        return (
            f"the model's answer was not kept: cannot write to {path.parent} ({error.strerror}); name another"
            f" folder in {FOLDER_VARIABLE}."
        )
    return ""


def _path(key: str) -> Path:
    return cache_folder() / "llm" / f"{key[:32]}.json"


def _digest(answer: str) -> str:
    return sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()


def _checked(key: str, content: bytes) -> str | None:
    """Return the answer if the file is what was written, else None."""
    try:
        entry = json.loads(content)
        answer = entry["answer"]
        whole = entry["key"] == key and entry["sha256"] == _digest(answer)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return str(answer) if whole else None


def _set_aside(path: Path) -> str:
    damaged = path.with_suffix(".damaged")
    try:
        path.replace(damaged)
    except OSError as error:
        return f"the cache file {path} is damaged and cannot be moved ({error.strerror}): asked again."
    return f"the cache file {path.name} was damaged: set aside as {damaged.name}, and the model asked again."
