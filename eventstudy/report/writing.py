"""Write a report: the documents, the tables, the charts, and what they were made from."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eventstudy.extract import reading_document
from eventstudy.extract.files.event_files import events_toml
from eventstudy.report.compose import compose
from eventstudy.report.content import ReportInput
from eventstudy.report.document import Document
from eventstudy.report.files import (
    EDITABLE,
    MANIFEST,
    MANIFEST_SCHEMA,
    check_target,
    csv_text,
    remove_stale,
    sha256,
    write_files,
)
from eventstudy.report.html import html
from eventstudy.report.pdf import pdf
from eventstudy.report.plain import plain
from eventstudy.report.results import json_text, results_document

_PACKAGES = (
    "market-eventstudy", "exchange-calendars", "jinja2", "matplotlib", "numpy", "pandas", "scipy", "typst",
    "tzdata",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """What was written: the headline of the report, the folder, and every file."""

    headline: str
    folder: Path
    paths: tuple[Path, ...]


def write_report(content: ReportInput, out: Path, *, inputs: Mapping[str, Any]) -> ReportFiles:
    """Write report.pdf, report.html, the data files, the charts and manifest.json into a folder.

    The same content and inputs give the same bytes. A report that is there already is replaced.

    Parameters
    ----------
    content : ReportInput
    out : Path
        The folder; made if needed.
    inputs : Mapping
        What the report was made from, for the manifest. Bytes are recorded by their sha256.

    Raises
    ------
    OutputError
        If the folder holds anything but a report of ours, its ``events.toml`` was edited since, or
        it cannot be written.
    """
    earlier = check_target(out)
    # A folder that cannot be written to is told before the drawing, not after it.
    write_files(out, {})
    document = compose(content)
    contents = report_contents(content, document)
    contents[MANIFEST] = json_text(_manifest(contents, inputs)).encode()
    paths = write_files(out, contents)
    remove_stale(out, earlier, contents)
    return ReportFiles(headline=document.headline, folder=out, paths=tuple(paths))


def report_contents(content: ReportInput, document: Document) -> dict[str, bytes]:
    """Return every file of a report but the manifest: its path in the folder -> its bytes."""
    result = content.result
    texts = {
        "report.html": html(document),
        "events.json": json_text(reading_document(content.reading)),
        "results.json": json_text(
            results_document(result, content.claim_checks, content.warnings, provenance=_provenance(content))
        ),
        "abnormal_returns.csv": csv_text(result.abnormal),
        "tests.csv": csv_text(result.tests),
        **{f"charts/{picture.name}.svg": picture.svg for picture in document.pictures},
        EDITABLE: events_toml(content.reading, name=plain(content.title, most=80) or "a study"),
    }
    files = {path: text.encode("utf-8", "backslashreplace") for path, text in texts.items()}
    return {"report.pdf": pdf(document), **files}


def _provenance(content: ReportInput) -> dict[str, Any]:
    series = [
        {name: getattr(one, name) for name in one.__dataclass_fields__} for one in content.prices.provenance
    ]
    rolls = {asset: list(days) for asset, days in content.prices.rolls.items()}
    return {"title": content.title, "prices": series, "rolls": rolls}


def _manifest(contents: Mapping[str, bytes], inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "schema": MANIFEST_SCHEMA,
        "inputs": {name: _hashed(value) for name, value in inputs.items()},
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
        "outputs": {name: sha256(content) for name, content in sorted(contents.items())},
    }


def _hashed(value: Any) -> Any:
    return {"sha256": sha256(value), "bytes": len(value)} if isinstance(value, bytes) else value


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
