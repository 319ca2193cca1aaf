"""Market-impact event studies: from a news article to tested abnormal returns.

Names are loaded when first used, so that ``import eventstudy`` and the command's help stay fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventstudy.alignment import align, merge_same_session
    from eventstudy.analysis import recommend_tests
    from eventstudy.claims import check_claims
    from eventstudy.errors import DataError, EventStudyError, InputError
    from eventstudy.extract import EXTRACTORS, extract, reading_document
    from eventstudy.extract.files.event_files import events_toml, read_events_csv, read_events_toml
    from eventstudy.inference import TESTS
    from eventstudy.instruments import INSTRUMENTS
    from eventstudy.models import MODELS
    from eventstudy.prices import SOURCES, load_prices
    from eventstudy.report import ReportInput, write_report
    from eventstudy.report.assemble import report_input
    from eventstudy.result import StudyResult
    from eventstudy.returns import log_returns, simple_returns
    from eventstudy.simulate import simulate
    from eventstudy.simulation_designs import DESIGNS
    from eventstudy.simulation_rates import SimulationResult
    from eventstudy.study import EPISODE_HORIZONS, EPISODE_WINDOW, run_study
    from eventstudy.types import AbnormalReturns, Claim, Event, EventWindow, PriceTable, Reading, TestResult

__version__ = "0.1.0"

_HOME = {
    "DESIGNS": "simulation_designs",
    "EPISODE_HORIZONS": "study",
    "EPISODE_WINDOW": "study",
    "EXTRACTORS": "extract",
    "INSTRUMENTS": "instruments",
    "MODELS": "models",
    "SOURCES": "prices",
    "TESTS": "inference",
    "AbnormalReturns": "types",
    "Claim": "types",
    "DataError": "errors",
    "Event": "types",
    "EventStudyError": "errors",
    "EventWindow": "types",
    "InputError": "errors",
    "PriceTable": "types",
    "Reading": "types",
    "ReportInput": "report",
    "SimulationResult": "simulation_rates",
    "StudyResult": "result",
    "TestResult": "types",
    "align": "alignment",
    "check_claims": "claims",
    "events_toml": "extract.files.event_files",
    "extract": "extract",
    "load_prices": "prices",
    "log_returns": "returns",
    "merge_same_session": "alignment",
    "read_events_csv": "extract.files.event_files",
    "read_events_toml": "extract.files.event_files",
    "reading_document": "extract",
    "recommend_tests": "analysis",
    "report_input": "report.assemble",
    "run_study": "study",
    "simple_returns": "returns",
    "simulate": "simulate",
    "write_report": "report",
}

__all__ = [
    "DESIGNS",
    "EPISODE_HORIZONS",
    "EPISODE_WINDOW",
    "EXTRACTORS",
    "INSTRUMENTS",
    "MODELS",
    "SOURCES",
    "TESTS",
    "AbnormalReturns",
    "Claim",
    "DataError",
    "Event",
    "EventStudyError",
    "EventWindow",
    "InputError",
    "PriceTable",
    "Reading",
    "ReportInput",
    "SimulationResult",
    "StudyResult",
    "TestResult",
    "align",
    "check_claims",
    "events_toml",
    "extract",
    "load_prices",
    "log_returns",
    "merge_same_session",
    "read_events_csv",
    "read_events_toml",
    "reading_document",
    "recommend_tests",
    "report_input",
    "run_study",
    "simple_returns",
    "simulate",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    setattr(sys.modules[__name__], name, value)
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Package(ModuleType):
    """Keeps ``eventstudy.extract`` and ``eventstudy.simulate`` the functions.

    Importing the module of the same name would otherwise put the module in its place.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
