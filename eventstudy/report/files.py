"""Files written whole or not at all, with a manifest that tells ours from others'."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from eventstudy.errors import OutputError
from eventstudy.report.plain import plain

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "eventstudy/manifest/1"
EDITABLE = "events.toml"
# And their full-width forms, which some spreadsheets take for the same.
_RUN_BY_SPREADSHEETS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_MAX_CELL = 5000


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet will run: text gets an apostrophe first, a number stays.

    Control characters, and others that are not seen, are shown as ``[U+001B]``.
    """
    if not isinstance(value, str):
        return value
    shown = plain(value, most=_MAX_CELL)
    return f"'{shown}" if shown.startswith(_RUN_BY_SPREADSHEETS) else shown


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV, text cells through :func:`safe_cell`, dates as ISO dates."""
    safe = table.rename(columns=lambda name: safe_cell(str(name)))
    for at, column in enumerate(table.columns):
        if not pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_datetime64_dtype(
            table[column]
        ):
            safe.isetitem(at, [safe_cell(value) for value in table[column]])
    return safe.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def sha256(content: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made if needed; each is the old one or the new, never half.

    All are first written beside the target, so that a full disk leaves the folder as it was.

    Parameters
    ----------
    folder : Path
    contents : Mapping
        Path inside the folder, with forward slashes -> content; written in this order.

    Returns
    -------
    list of Path
        What was written, in order.

    Raises
    ------
    OutputError
        If something cannot be written; the message names it and the reason.
    """
    staging: Path | None = None
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Inside the target: the same file system, so that the move is atomic.
        staging = Path(tempfile.mkdtemp(prefix=".eventstudy-", dir=folder))
        for name, content in contents.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        written = [folder / name for name in contents]
        for path in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "a folder has this name", str(path))
        for name in contents:
            os.replace(staging / name, folder / name)  # noqa: PTH105 - the atomic call, named as such
    except OSError as error:
        raise OutputError(_cannot_write(folder, error)) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # it holds files: the write went well
                folder.rmdir()
    return written


def _cannot_write(folder: Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    where = f" ({error.filename})" if error.filename and str(error.filename) != str(folder) else ""
    return f"cannot write to {folder}{where}: {reason}; name another folder with --out."


def check_target(folder: Path) -> tuple[str, ...]:
    """Return the files of an earlier report in ``folder``, after checking that it may be replaced.

    Raises
    ------
    OutputError
        If the path is a file, the folder holds files that are not a report of ours, or the
        ``events.toml`` of the report there was edited since.
    """
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return ()
        if not folder.is_dir():
            raise OutputError(f"{folder} is a file, not a folder: name another with --out.")
        outputs = _outputs_of_ours(folder / MANIFEST)
        if outputs is None:
            raise OutputError(
                f"{folder} is not empty and holds no report of eventstudy: name another folder with --out."
            )
        edited = folder / EDITABLE
        if EDITABLE in outputs and edited.exists() and sha256(edited.read_bytes()) != outputs[EDITABLE]:
            raise OutputError(
                f"{edited} was edited by hand since the report was written: give it as the input and name"
                " another folder with --out, or move it away."
            )
    except OSError as error:
        raise OutputError(_cannot_write(folder, error)) from error
    return tuple(outputs)


def _outputs_of_ours(path: Path) -> dict[str, str] | None:
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(manifest, dict) or manifest.get("schema") != MANIFEST_SCHEMA:
        return None
    outputs = manifest.get("outputs")
    if not isinstance(outputs, dict):
        return None
    # A path that leads out of the folder is not one that we wrote.
    return {name: str(digest) for name, digest in outputs.items() if _is_inside(name)}


def _is_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def remove_stale(folder: Path, names: tuple[str, ...], kept: Mapping[str, bytes]) -> None:
    """Remove the files of an earlier report that the new one does not have."""
    for name in names:
        if name not in kept:
            (folder / name).unlink(missing_ok=True)
