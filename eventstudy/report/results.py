"""The results as one JSON document, schema ``eventstudy/result/1``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from eventstudy.claims import ClaimCheck, claim_document
from eventstudy.result import StudyResult

SCHEMA = "eventstudy/result/1"
_ABNORMAL = ["event_id", "security", "day", "session", "ar", "se", "normal"]
_CAR = ["event_id", "security", "first", "last", "car", "se", "ci_low", "ci_high", "mde"]
_TESTS = [
    "test", "event_id", "security", "first", "last", "n_events", "estimate", "statistic", "p_value",
    "distribution", "note",
]  # fmt: skip


def results_document(
    result: StudyResult,
    claim_checks: Sequence[ClaimCheck] = (),
    warnings: Sequence[str] = (),
    *,
    provenance: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the results as plain JSON values: returns are decimals, a missing number is null.

    Parameters
    ----------
    result : StudyResult
    claim_checks : sequence of ClaimCheck
    warnings : sequence of str
        Warnings of the steps before the study; those of the study follow, each once.
    provenance : Mapping, optional
        Where prices and events came from.
    """
    document = {
        "schema": SCHEMA,
        "estimation": result.estimation,
        "events": _records(result.events),
        "abnormal_returns": _records(result.abnormal[_ABNORMAL]),
        "car": _records(result.cars[_CAR]),
        "tests": _records(result.tests[_TESTS]),
        "claims": [claim_document(check) for check in claim_checks],
        "dropped": _records(result.dropped),
        "warnings": list(dict.fromkeys([*warnings, *result.warnings])),
        "provenance": provenance or {},
    }
    plain_document: dict[str, Any] = json_values(document)
    return plain_document


def json_text(document: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return plain values as JSON text, in ASCII: nothing in it can act on a terminal."""
    return json.dumps(json_values(document), indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def json_values(value: Any) -> Any:
    """Return a value made of what JSON knows; dates as ISO text, NaN and NaT as None."""
    if isinstance(value, Mapping):
        return {str(key): json_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray, pd.Index, pd.Series)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [json_values(item) for item in items]
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (datetime, date)):
        return _iso(value)
    if isinstance(value, np.generic):
        return json_values(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, (str, int, bool)) else str(value)


def _iso(value: date | datetime) -> str:
    midnight = isinstance(value, datetime) and value.tzinfo is None and value.time() == datetime.min.time()
    return value.date().isoformat() if midnight and isinstance(value, datetime) else value.isoformat()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [json_values(row) for row in table.to_dict("records")]
