"""Files that a user gives: read whole, bounded, decoded, and told apart by what they are."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pandas as pd

from eventstudy.errors import ArticleError, DataError, EventStudyError, InputError
from eventstudy.extract import extract
from eventstudy.extract.files.event_csv import delimiter
from eventstudy.extract.files.event_files import read_events_csv, read_events_toml
from eventstudy.extract.files.given_dates import dated_events, is_date
from eventstudy.extract.files.request_file import Request, is_request_file, read_requests
from eventstudy.types import Reading

ARTICLE_BYTES = 5_000_000
TABLE_BYTES = 2_000_000_000
DEFAULT_ARTICLE = "january_2020.txt"
MOST_FILES = 1_000
KEYS = ("event_id", "security", "date")
ARTICLES = (".txt", ".text", ".md", ".markdown", ".html", ".htm")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReadings:
    """What was read from several files, each under its own name; ``unread`` says what was not, and why."""

    articles: tuple[tuple[str, GivenReading], ...]
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


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


def read_given(
    arguments: Sequence[str], *, published: date | None = None, extractor: str = "rules"
) -> GivenReading:
    """Read what a command was given: one file, ISO dates, or nothing (the default article).

    Raises
    ------
    InputError
        If it was given several files, or files and dates.
    """
    dates = [text for text in arguments if is_date(text) and not Path(text).exists()]
    if dates and len(dates) == len(arguments):
        listed = "\n".join(dates).encode()
        source = GivenText(name=", ".join(dates), text=listed.decode(), sha256=sha256(listed).hexdigest())
        return GivenReading(reading=dated_events(dates), source=source, article=None)
    if len(arguments) > 1:
        raise InputError(
            f"given {len(arguments)} arguments, {arguments[0][:60]!r} and others: give one file, or ISO dates"
            " alone. Several articles become one list of events by: eventstudy extract A B --toml."
        )
    return read_events(arguments[0] if arguments else None, published=published, extractor=extractor)


def read_several(paths: Sequence[str], *, extractor: str = "rules") -> GivenReadings:
    """Read several files, and the texts of folders in the order of their names.

    A file that cannot be read does not stop the others.

    Raises
    ------
    InputError
        If there are no files or more than :data:`MOST_FILES`, or none of them can be read.
    DataError
        If none of them can be read because a language model gives no answer.
    """
    files_given, warnings = _files_of(paths)
    articles: list[tuple[str, GivenReading]] = []
    unread: list[str] = []
    errors: list[EventStudyError] = []
    for path in files_given:
        try:
            found = read_events(path, extractor=extractor)
        except (InputError, DataError) as error:
            if len(files_given) == 1:
                raise
            told = str(error)
            errors.append(error)
            unread.append(told if Path(path).name in told else f"{path}: {told}")
        else:
            taken = {name for name, _ in articles}
            articles.append((path if found.source.name in taken else found.source.name, found))
    if not articles:
        kind = DataError if all(isinstance(error, DataError) for error in errors) else InputError
        raise kind(f"none of the {len(unread)} files can be read; the first: {unread[0]}")
    return GivenReadings(articles=tuple(articles), unread=tuple(unread), warnings=tuple(warnings))


def _files_of(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the files named, with the texts of folders in their place, and warnings of what is no text."""
    found: list[str] = []
    warnings: list[str] = []
    for path in dict.fromkeys(paths):
        if not Path(path).is_dir():
            found.append(path)
            continue
        listed = sorted(p for p in Path(path).iterdir() if not p.name.startswith("."))
        inside = [p for p in listed if p.is_file()]
        texts = [str(p) for p in inside if p.suffix.lower() in ARTICLES]
        if not texts:
            raise ArticleError(f"{path} holds no text: articles there end in {', '.join(ARTICLES)}.")
        if others := [p.name for p in inside if p.suffix.lower() not in ARTICLES]:
            more = f" and {len(others) - 5} more" if len(others) > 5 else ""
            warnings.append(f"{path}: not read, as no text by its name: {', '.join(others[:5])}{more}.")
        if folders := [f"{p.name}/" for p in listed if p.is_dir()]:
            more = f" and {len(folders) - 5} more" if len(folders) > 5 else ""
            warnings.append(f"{path}: not read, as folders inside it: {', '.join(folders[:5])}{more}.")
        found += texts
    if len(found) > MOST_FILES:
        raise InputError(f"{len(found)} files; at most {MOST_FILES:,} are read at once: give fewer.")
    return list(dict.fromkeys(found)), warnings


def requests_of(path: str) -> tuple[Request, ...]:
    """Return the lines of a request file of EventStudyTools; none if the file is of another kind.

    Raises
    ------
    InputError
        If it is one and cannot be read.
    """
    if Path(path).suffix.lower() not in (".csv", ".txt") or not Path(path).is_file():
        return ()
    with Path(path).open("rb") as file:
        head = file.read(4_000).decode("utf-8-sig", "replace")
    return read_requests(read_text(path).text) if is_request_file(head) else ()


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
            return _events_table(content)
        return pd.read_csv(io.BytesIO(content))
    except ImportError as error:
        raise InputError(f"{what}: reading parquet needs the extra: market-eventstudy[parquet].") from error
    except InputError:
        raise
    except (ValueError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{what}: {path} cannot be read as a table ({reason}).") from error


def _events_table(content: bytes) -> pd.DataFrame:
    """Return a table of events as text; its first line tells what parts the cells, in capitals or not."""
    mark = delimiter(content[:10_000].decode("utf-8-sig", "replace"))
    table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, sep=mark)
    named = {str(name).strip().lower(): name for name in table.columns}
    others = {named[key]: key for key in KEYS if key in named and key not in table.columns}
    return table.rename(columns=others)


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
