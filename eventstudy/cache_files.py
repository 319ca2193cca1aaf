"""The user's cache folder, and files in it that are written whole or not at all.

The folder is that of the platform, or the one that the environment variable ``EVENTSTUDY_CACHE`` names.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs

FOLDER_VARIABLE = "EVENTSTUDY_CACHE"


def cache_folder() -> Path:
    """Return the folder that holds fetched prices and answers; it need not exist yet."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("eventstudy"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees either the old content or the new."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
