"""Test statistics, by name: one file and one row of :data:`TESTS` each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eventstudy.inference.adj_bmp import adj_bmp
from eventstudy.inference.bmp import bmp
from eventstudy.inference.cross_sectional import cross_sectional
from eventstudy.inference.ewma_rank import ewma_rank
from eventstudy.inference.exact_t import t
from eventstudy.inference.joint_f import joint_f
from eventstudy.inference.overlap_t import overlap_t
from eventstudy.inference.patell import patell
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.inference.samples import Part, Sample
from eventstudy.inference.serial_t import serial_t
from eventstudy.inference.sq import sq
from eventstudy.types import AbnormalReturns, EventTests, Horizon, TestResult

EventTest = Callable[[AbnormalReturns], EventTests]
EpisodeTest = Callable[[AbnormalReturns], TestResult]
SampleTest = Callable[[AbnormalReturns | Sample], TestResult]
FamilyTest = Callable[[AbnormalReturns, Sequence[Horizon]], tuple[EventTests, ...]]
# What a test speaks of: each event alone; all events as a sample; the few overlapping events of
# one security; those of several securities jointly; every event of a family, family-wise.
Scope = Literal["event", "sample", "episode", "joint", "family"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEntry:
    """A row of :data:`TESTS`: the function, its scope, what it is for, when it fails, its source."""

    __test__ = False  # not a pytest class

    scope: Scope
    function: EventTest | EpisodeTest | SampleTest | FamilyTest
    purpose: str
    fails: str
    source: str
    same_date: bool = False  # valid for many securities on one date
    parts: tuple[Part, ...] = ()  # what the test needs of a Sample beyond its arrays


TESTS: Mapping[str, TestEntry] = {
    "t": TestEntry(
        scope="event",
        function=t,
        purpose="one event: exact under normal residuals, with the forecast error",
        fails="in high-volatility regimes (size 12-17 %) and fat tails at the 1 % level",
        source="Patell 1976; Salinger 1992",
    ),
    "serial_t": TestEntry(
        scope="event",
        function=serial_t,
        purpose="one event over several days, autocorrelated returns",
        fails="as t; the autocovariances are noisy for long horizons",
        source="Newey and West 1987 weights, on estimation days only",
    ),
    "sq": TestEntry(
        scope="event",
        function=sq,
        purpose="one event, fat-tailed returns of constant variance",
        fails="in high-volatility regimes; p cannot fall below 1/(M+1)",
        source="Gelbach, Helland and Klick 2013",
    ),
    "ewma_rank": TestEntry(
        scope="event",
        function=ewma_rank,
        purpose="one event; the default: fat tails and clustered volatility",
        fails="when the event day itself has a higher variance (8-13 % if doubled)",
        source="Gelbach, Helland and Klick 2013 on RiskMetrics 1996 volatility",
    ),
    "cross_sectional": TestEntry(
        scope="sample",
        function=cross_sectional,
        purpose="many independent events whose variance may change",
        fails="when events share dates; low power when variances differ",
        source="Brown and Warner 1980",
    ),
    "patell": TestEntry(
        scope="sample",
        function=patell,
        purpose="many independent events, variance unchanged by the event",
        fails="under event-induced variance (20-35 %) and when events share dates",
        source="Patell 1976",
    ),
    "bmp": TestEntry(
        scope="sample",
        function=bmp,
        purpose="many independent events; robust to event-induced variance",
        fails="when events share dates",
        source="Boehmer, Musumeci and Poulsen 1991",
    ),
    "adj_bmp": TestEntry(
        scope="sample",
        function=adj_bmp,
        purpose="many securities on the same date; robust to event-induced variance",
        fails="is conservative when event windows overlap only in part",
        source="Kolari and Pynnönen 2010",
        same_date=True,
        parts=("dates",),
    ),
    "overlap_t": TestEntry(
        scope="episode",
        function=overlap_t,
        purpose="mean CAR of few overlapping events of one security",
        fails="when the events push in opposite directions; in high volatility",
        source="exact theory of the general linear model",
    ),
    "joint_f": TestEntry(
        scope="joint",
        function=joint_f,
        purpose="few overlapping events, several assets at once",
        fails="as overlap_t; needs common sessions of the assets; size 8-9 % with fat tails",
        source="Binder 1985; Schipper and Thompson 1983",
    ),
    "placebo_max": TestEntry(
        scope="family",
        function=placebo_max,
        purpose="few events: p-values that hold over all assets, events and horizons together",
        fails="when the event day itself has a higher variance; M < 250 with long horizons",
        source="Westfall and Young 1993 maximum on EWMA placebos",
    ),
}
