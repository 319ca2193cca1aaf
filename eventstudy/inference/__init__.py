"""Test statistics, by name: one file and one row of :data:`TESTS` each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eventstudy.inference.adj_bmp import adj_bmp
from eventstudy.inference.adj_bmp_overlap import adj_bmp_overlap
from eventstudy.inference.bmp import bmp
from eventstudy.inference.brown_warner import brown_warner
from eventstudy.inference.conformal import conformal
from eventstudy.inference.corrado import corrado
from eventstudy.inference.corrado_zivney import corrado_zivney
from eventstudy.inference.cross_sectional import cross_sectional
from eventstudy.inference.cumrank_t import cumrank_t
from eventstudy.inference.ewma_rank import ewma_rank
from eventstudy.inference.exact_t import t
from eventstudy.inference.generalized_sign import generalized_sign
from eventstudy.inference.grank_t import grank_t
from eventstudy.inference.grank_z import grank_z
from eventstudy.inference.j1 import j1
from eventstudy.inference.jackknife import jackknife
from eventstudy.inference.joint_f import joint_f
from eventstudy.inference.kp_patell import kp_patell
from eventstudy.inference.overlap_t import overlap_t
from eventstudy.inference.patell import patell
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.inference.samples import Part, Sample
from eventstudy.inference.serial_t import serial_t
from eventstudy.inference.sign import sign
from eventstudy.inference.sign_flip import sign_flip
from eventstudy.inference.sign_gsar_t import sign_gsar_t
from eventstudy.inference.skewness_adjusted import skewness_adjusted
from eventstudy.inference.sq import sq
from eventstudy.inference.wilcoxon import wilcoxon
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
    date_clusters: bool = False  # valid for correlated events within dates, if the dates are many
    partial_overlap: bool = False  # valid where windows of several days overlap in part
    refits: bool = False  # fits the model again, so that what it was fitted on must be kept
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
    "conformal": TestEntry(
        scope="event",
        function=conformal,
        purpose="one event under any model, such as a synthetic control",
        fails="in high-volatility regimes; p cannot fall below 1/(M + days)",
        source="Chernozhukov, Wüthrich and Zhu 2021",
        refits=True,
    ),
    "cross_sectional": TestEntry(
        scope="sample",
        function=cross_sectional,
        purpose="many independent events whose variance may change",
        fails="when events share dates; low power when variances differ",
        source="Brown and Warner 1980",
    ),
    "j1": TestEntry(
        scope="sample",
        function=j1,
        purpose="many independent events, variance unchanged by the event; each event counts the same",
        fails="under event-induced variance and when events share dates",
        source="MacKinlay 1997",
    ),
    "brown_warner": TestEntry(
        scope="sample",
        function=brown_warner,
        purpose="many securities on the same date, variance unchanged by the event",
        fails="under event-induced variance (17-32 %) and when windows overlap in part (23 %)",
        source="Brown and Warner 1980, 1985",
        same_date=True,
        parts=("residuals",),
    ),
    "patell": TestEntry(
        scope="sample",
        function=patell,
        purpose="many independent events, variance unchanged by the event",
        fails="under event-induced variance (20-35 %) and when events share dates",
        source="Patell 1976",
    ),
    "kp_patell": TestEntry(
        scope="sample",
        function=kp_patell,
        purpose="many securities on the same date, variance unchanged by the event",
        fails="under event-induced variance (20-35 %); conservative when event windows overlap only in part",
        source="Kolari and Pynnönen 2010",
        same_date=True,
        parts=("dates",),
        partial_overlap=True,
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
        partial_overlap=True,
    ),
    "corrado": TestEntry(
        scope="sample",
        function=corrado,
        purpose="many securities, also on one date; returns of any law",
        fails="under event-induced variance (10-15 %); over several days when windows overlap in part",
        source="Corrado 1989; Cowan 1992; Campbell and Wasley 1993",
        same_date=True,
        parts=("ranks",),
    ),
    "corrado_zivney": TestEntry(
        scope="sample",
        function=corrado_zivney,
        purpose="as corrado, and nearly robust to event-induced variance (6-7 %)",
        fails="over several days when windows overlap in part; gives little power to long horizons",
        source="Corrado and Zivney 1992",
        same_date=True,
        parts=("adjusted_ranks",),
    ),
    "cumrank_t": TestEntry(
        scope="sample",
        function=cumrank_t,
        purpose="ranks cumulated over several days, many securities, also on one date",
        fails="as corrado: event-induced variance (10-15 %), several days of windows that overlap in part",
        source="own derivation, family of Luoma and Pynnönen 2010; Pynnönen 2022",
        same_date=True,
        parts=("ranks",),
    ),
    "grank_t": TestEntry(
        scope="sample",
        function=grank_t,
        purpose="rank of the CAR; many securities, also on one date; robust to event-induced variance",
        fails="for strong skewness (8 %), thin trading over several days, long windows that overlap in part",
        source="Kolari and Pynnönen 2011",
        same_date=True,
        parts=("generalised_ranks",),
    ),
    "grank_z": TestEntry(
        scope="sample",
        function=grank_z,
        purpose="rank of the CAR, many independent events; robust to event-induced variance",
        fails="when events share dates (40 % at a correlation of 0.10); for strong skewness (8 %)",
        source="Kolari and Pynnönen 2011",
        parts=("generalised_ranks",),
    ),
    "sign_gsar_t": TestEntry(
        scope="sample",
        function=sign_gsar_t,
        purpose="sign of the CAR; many securities, also on one date; robust to event-induced variance",
        fails="for skewed returns over long horizons (13 %)",
        source="Luoma 2011",
        same_date=True,
        parts=("generalised_signs",),
    ),
    "adj_bmp_overlap": TestEntry(
        scope="sample",
        function=adj_bmp_overlap,
        purpose="many events whose windows overlap wholly, in part or not; robust to event-induced variance",
        fails="when the correlation differs much between pairs of events",
        source="Kolari, Pape and Pynnönen 2018",
        same_date=True,
        parts=("dates",),
        partial_overlap=True,
    ),
    "skewness_adjusted": TestEntry(
        scope="sample",
        function=skewness_adjusted,
        purpose="many independent events with skewed CARs; long horizons",
        fails="when events share dates; coarse for fewer than 40 events",
        source="Johnson 1978; Hall 1992; Lyon, Barber and Tsai 1999",
    ),
    "sign": TestEntry(
        scope="sample",
        function=sign,
        purpose="many independent events, CARs with outliers",
        fails="when returns are skewed (long horizons most) and when events share dates",
        source="Brown and Warner 1980",
    ),
    "generalized_sign": TestEntry(
        scope="sample",
        function=generalized_sign,
        purpose="many independent events, CARs with outliers, skewed daily returns",
        fails="when events share dates; skewed returns over long horizons",
        source="Cowan 1992",
        parts=("positive",),
    ),
    "wilcoxon": TestEntry(
        scope="sample",
        function=wilcoxon,
        purpose="many independent events, symmetric CARs with outliers",
        fails="when returns are strongly skewed (11 %) and when events share dates",
        source="Wilcoxon 1945",
    ),
    "jackknife": TestEntry(
        scope="sample",
        function=jackknife,
        purpose="many independent events of unequal precision; robust to event-induced variance",
        fails="when events share dates; few events whose precision differs much",
        source="Tukey 1958; Giaccotto and Sfiridis 1996",
    ),
    "sign_flip": TestEntry(
        scope="sample",
        function=sign_flip,
        purpose="events on several dates; exact under symmetry, robust to event-induced variance",
        fails="with few dates (p cannot fall below 2^(1 - dates)); strongly skewed returns",
        source="Fisher 1935; Cameron, Gelbach and Miller 2008",
        date_clusters=True,
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
