"""Fetched prices kept in the user's cache folder: a CSV file and a JSON manifest with its sha256.

The folder is that of the platform, or the one that the environment variable ``EVENTSTUDY_CACHE`` names.
Files are written whole or not at all; one that does not match its sha256 is set aside, not used.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventstudy.cache_files import FOLDER_VARIABLE, cache_folder, write_whole

SCHEMA = "eventstudy/cache/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheEntry:
    """A text that was fetched, and when (ISO 8601, UTC)."""

    text: str
    retrieved: str


def load(key: str) -> tuple[CacheEntry | None, str | None]:
    """Return what is kept under a key, or None, and a warning if it was damaged.

    Parameters
    ----------
    key : str
        What was asked for: source, symbol and dates in one line.
    """
    content_path, manifest_path = _paths(key)
    try:
        content = content_path.read_bytes()
        manifest = manifest_path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, None
    except (OSError, UnicodeDecodeError) as error:
        return None, f"the cache file {content_path} cannot be read ({error}): fetched again"
    entry = _checked(key, content, manifest)
    if entry is not None:
        return entry, None
    return None, _set_aside(content_path, manifest_path)


def store(key: str, entry: CacheEntry) -> str | None:
    """Keep a text under a key; return a warning if the folder cannot be written."""
    content_path, manifest_path = _paths(key)
    content = entry.text.encode()
    manifest = {
        "schema": SCHEMA,
        "key": key,
        "retrieved": entry.retrieved,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    try:
        content_path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(content_path, content)
        write_whole(manifest_path, (json.dumps(manifest, indent=2) + "\n").encode())
    except OSError as error:
        return (
            f"prices were not kept: cannot write to {content_path.parent} ({error.strerror});"
            f" name another folder in {FOLDER_VARIABLE}"
        )
    return None


def _paths(key: str) -> tuple[Path, Path]:
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", key).strip("-.")[:60]
    # The digest keeps keys apart that read the same once signs are taken out.
    stem = f"{readable}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    folder = cache_folder() / "prices"
    return folder / f"{stem}.csv", folder / f"{stem}.json"


def _checked(key: str, content: bytes, manifest: str) -> CacheEntry | None:
    """Return the entry if the content is what the manifest says, else None."""
    try:
        facts = json.loads(manifest)
        whole = facts["key"] == key and facts["sha256"] == hashlib.sha256(content).hexdigest()
        moment = datetime.fromisoformat(facts["retrieved"])
        if not whole or moment.tzinfo is None:
            return None
        return CacheEntry(text=content.decode(), retrieved=moment.isoformat())
    except (ValueError, KeyError, TypeError):
        return None


def _set_aside(content_path: Path, manifest_path: Path) -> str:
    damaged = content_path.with_suffix(".damaged")
    try:
        content_path.replace(damaged)
        manifest_path.unlink(missing_ok=True)
    except OSError as error:
        return (
            f"the cache file {content_path} is damaged and cannot be moved ({error.strerror}): fetched again"
        )
    return f"the cache file {content_path.name} was damaged: set aside as {damaged.name}, fetched again"
