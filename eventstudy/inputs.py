"""Files that a user gives: read whole, bounded, decoded, and told apart by what they are."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pandas as pd

from eventstudy.errors import ArticleError, InputError
from eventstudy.extract import extract
from eventstudy.extract.event_files import read_events_csv, read_events_toml
from eventstudy.types import Reading

ARTICLE_BYTES = 5_000_000
TABLE_BYTES = 2_000_000_000
DEFAULT_ARTICLE = "january_2020.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenText:
    """A text file as given: its name without folders, its text, the hash of its bytes."""

    name: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReading:
    """What was read from a file: an article, or a list of events (then ``article`` is None)."""

    reading: Reading
    source: GivenText
    article: str | None


def read_text(path: str | None, *, limit: int = ARTICLE_BYTES) -> GivenText:
    """Read a UTF-8 text file; None is the default article, "-" standard input.

    Raises
    ------
    ArticleError
        If the file is missing, a folder, unreadable, larger than ``limit`` bytes, empty, binary or
        not UTF-8.
    """
    name, content = _content(path, limit)
    if len(content) > limit:
        raise ArticleError(
            f"{name} is larger than {limit / 1e6:g} MB, the most that is read: give the article alone."
        )
    if not content.strip():
        raise ArticleError(f"{name} is empty: give the text of an article.")
    if b"\0" in content[:100_000]:
        raise ArticleError(f"{name} is a binary file: save the article as plain text (UTF-8) first.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name} is not UTF-8 text (byte {error.start}): save it as UTF-8 first."
        ) from error
    return GivenText(name=name, text=text, sha256=sha256(content).hexdigest())


def read_events(path: str | None, *, published: date | None = None, extractor: str = "rules") -> GivenReading:
    """Read an article, an ``events.toml`` or a CSV of dated events, told apart by the file's ending.

    Raises
    ------
    InputError
        If the file cannot be read as what its ending says.
    """
    given = read_text(path)
    kind = Path(given.name).suffix.lower()
    if kind == ".toml":
        return GivenReading(reading=read_events_toml(given.text), source=given, article=None)
    if kind == ".csv":
        return GivenReading(reading=read_events_csv(given.text), source=given, article=None)
    reading = extract(given.text, published=published, extractor=extractor)
    return GivenReading(reading=reading, source=given, article=given.text)


def read_table(path: str, what: str, *, as_text: bool = False) -> pd.DataFrame:
    """Read a CSV or parquet table; the first line of a CSV names the columns.

    With ``as_text`` the cells of a CSV stay as written: an id 001 or NA is an id.

    Raises
    ------
    InputError
        If the file is missing, too large, empty, or no table.
    """
    given = Path(path)
    if not given.is_file():
        raise InputError(f"{what}: no file {path}.")
    if given.stat().st_size > TABLE_BYTES:
        raise InputError(f"{what}: {path} is larger than {TABLE_BYTES / 1e9:g} GB, the most that is read.")
    try:
        if given.suffix.lower() in (".parquet", ".pq"):
            return pd.read_parquet(given)
        content = given.read_bytes()
        header = pd.read_csv(io.BytesIO(content), header=None, nrows=1, dtype=str).iloc[0]
        if header.duplicated().any():
            twice = header[header.duplicated()].iloc[0]
            raise InputError(f"{what}: {path} has two columns named {twice}: give each a name of its own.")
        if as_text:
            return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        return pd.read_csv(io.BytesIO(content))
    except ImportError as error:
        raise InputError(f"{what}: reading parquet needs the extra: market-eventstudy[parquet].") from error
    except InputError:
        raise
    except (ValueError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{what}: {path} cannot be read as a table ({reason}).") from error


def _content(path: str | None, limit: int) -> tuple[str, bytes]:
    if path is None:
        return DEFAULT_ARTICLE, _default_article()
    if path == "-":
        return "standard input", sys.stdin.buffer.read(limit + 1)
    given = Path(path)
    try:
        with given.open("rb") as file:
            return given.name, file.read(limit + 1)
    except IsADirectoryError as error:
        raise ArticleError(f"{path} is a folder: name a file.") from error
    except OSError as error:
        raise ArticleError(f"cannot read {path}: {error.strerror or error}.") from error


def _default_article() -> bytes:
    shipped = files("eventstudy") / "_seeds" / DEFAULT_ARTICLE
    if shipped.is_file():
        return shipped.read_bytes()
    return (Path(__file__).parents[1] / "seeds" / DEFAULT_ARTICLE).read_bytes()
