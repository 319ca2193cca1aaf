"""Market claims of a text, each held against the daily price it speaks of.

The rules, by what the claim says:

- "closed", "settled": the close over the previous close; "opened": the open over it. A future on
  the first day of a new contract is measured from that contract's own previous settlement.
- "as high as", "as low as": the day's extreme. Supported if the price traded that far, for the text may
  have been written before the day went further; the answer then shows how far, and that it understates.
- No such word: the close or the day's extreme, within the rounding of the stated number. A size
  that the price passed through but that is neither cannot be checked with daily bars; one that
  the day's range never reached is contradicted.
- No size: the sign of the close's move; "little changed" is a close within :data:`FLAT` of the last.
- A record is contradicted by an earlier price that beats it, and cannot be confirmed by a sample.
- Futures of an index, and a move outside its session, cannot be checked with the index. A move is
  outside if the claim says so ("overnight", "after-hours"), or if the claim has its day only from the
  news in its sentence, which came while the index was closed, and the index made no such move.
- A claim that names its day is held against that session alone; without one, it cannot be checked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from eventstudy.alignment import align
from eventstudy.daybar import DayBar, Field, beaten_before, day_bar, day_in_words, is_session, per_unit
from eventstudy.instruments import INSTRUMENTS, Instrument, instrument
from eventstudy.types import Claim, Event, Magnitude, PriceTable

Verdict = Literal["supported", "contradicted", "cannot be checked"]

FLAT = 0.005  # a close within this share of the last, up or down, may be called flat or little changed
_FLAT_WORDS = f"{100 * FLAT:g} % of the previous one, which counts as little changed"
_SIGN = {"up": 1.0, "down": -1.0, "flat": 0.0}
_UNITS = {"percent": " %", "points": " points", "usd": " dollars", "cents": " cents", "bp": " basis points"}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"\b(?:today|yesterday|{_MONTH}\.?\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}"
    r"|\d{4}-\d\d-\d\d)\b"
)
_OFF_HOURS = re.compile(
    r"\b(?:overnight|night|evening|after[ -]hours|pre[ -]?market"
    r"|(?:before|after)\sthe\s(?:opening\s|closing\s)?(?:bell|open))\b"
)
_FUTURES = "the text speaks of futures, and this sample holds the index"
_NO_PRICE_THEN = "the text speaks of hours in which the cash index is closed, and this sample holds the index"
_ONLY_FUTURES = (
    "the news came while the cash index was closed, and the index made no such move:"
    " it can only be one of futures, and this sample holds the index"
)
_FLOAT_NOISE = 1e-9  # a move of exactly the stated bound counts as inside it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """The verdict on one claim.

    ``measured`` is what the tested price did, in words, and ``change`` the same as a decimal
    return over the previous close (None where it is unknown). ``price`` names the price that
    tests the claim, ``session`` the day it was taken from.
    """

    claim: Claim
    verdict: Verdict
    why: str
    price: str
    measured: str = ""
    change: float | None = None
    session: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """An event that may lie on a claim's date, its day 0, and how far from the claim the text names it."""

    event: Event
    day_zero: date
    distance: int  # characters; 0 if the claim or its sentence names it


def check_claims(
    claims: Sequence[Claim], prices: PriceTable, events: Sequence[Event] = ()
) -> tuple[ClaimCheck, ...]:
    """Return the verdict on each claim, in the order given.

    Parameters
    ----------
    claims : sequence of Claim
        What the text says.
    prices : PriceTable
        Daily prices of the assets at hand.
    events : sequence of Event
        News of the same text. What the text names nearest to a claim tells whether the market was
        open when the news came.
    """
    return tuple(_check(claim, prices, events) for claim in claims)


def claim_document(check: ClaimCheck) -> dict[str, Any]:
    """Return a verdict as plain JSON values."""
    claim = check.claim
    return {
        "claim": claim.quote,
        "asset": claim.asset,
        "direction": claim.direction,
        "magnitudes": [{"value": size.value, "unit": size.unit} for size in claim.magnitudes],
        "level": claim.level,
        "qualifiers": list(claim.qualifiers),
        "date": claim.date.isoformat() if claim.date else None,
        "verdict": check.verdict,
        "measured": check.measured,
        "change": check.change,
        "price": check.price,
        "session": check.session.isoformat() if check.session else None,
        "why": check.why,
    }


# --- which days -------------------------------------------------------------------------------


def _check(claim: Claim, prices: PriceTable, events: Sequence[Event]) -> ClaimCheck:
    if obstacle := _obstacle(claim, prices):
        return ClaimCheck(claim=claim, verdict="cannot be checked", why=obstacle, price=_price_named(claim))
    asset = instrument(claim.asset)
    news = [] if _states_day(claim) else _dating_news(claim, asset, events)
    days = _sessions_spoken_of(claim, asset, news)
    bars = [bar for day in days if (bar := day_bar(prices, asset, day)) is not None]
    if not bars:
        why = _no_bar(claim, asset, prices, days)
        return ClaimCheck(claim=claim, verdict="cannot be checked", why=why, price=_price_named(claim))
    checks = [_judge(claim, bar, prices, shut=_came_while_shut(bar, news)) for bar in bars]
    rank = {"supported": 2, "cannot be checked": 1, "contradicted": 0}
    # Of equals the later session: it is the first that could react to the news.
    return max(reversed(checks), key=lambda check: rank[check.verdict])


def _obstacle(claim: Claim, prices: PriceTable) -> str:
    """Say why no price at hand can test the claim, or nothing."""
    if claim.asset not in INSTRUMENTS:
        return f"{claim.asset!r} is not an asset known here: {', '.join(sorted(INSTRUMENTS))}"
    if claim.asset not in prices.assets:
        return (
            f"these data hold no prices of {instrument(claim.asset).label}: {', '.join(prices.assets)} only"
        )
    if claim.date is None:
        return "the text does not tell the day of the move"
    for size in claim.magnitudes:
        if per_unit(instrument(claim.asset), size.unit) is None:
            asset = instrument(claim.asset)
            return (
                f"{asset.label} is quoted in {asset.unit}: a move in{_UNITS[size.unit]} says nothing about it"
            )
    return ""


def _states_day(claim: Claim) -> bool:
    """Say whether the claim itself names its day: its weekday, a date, "today" or "yesterday"."""
    words, day = claim.quote.lower(), claim.date
    weekday = f"{day:%A}|{day:%a}(?:s|rs)?".lower() if day else "today"
    return re.search(rf"\b(?:{weekday})\b", words) is not None or _DAY.search(words) is not None


def _dating_news(claim: Claim, asset: Instrument, events: Sequence[Event]) -> list[_News]:
    """Return the news of the claim's day, nearest first, if the text names some of it beside the claim."""
    near = [event for event in events if _touches(event, claim)]
    if not near:
        return []
    # What did not happen has no day 0 and is no news.
    day_zero = align(near, [asset.name]).set_index("event_id")["date"].dropna()
    news = [
        _News(event=event, day_zero=day_zero[event.event_id].date(), distance=_distance(event, claim))
        for event in near
        if event.event_id in day_zero.index
    ]
    news.sort(key=lambda one: (one.distance, one.event.start, one.event.event_id))
    return news if news and news[0].distance == 0 else []


def _touches(event: Event, claim: Claim) -> bool:
    """Say whether the claim's date can be the event's, which is then known to the day."""
    if claim.date is None or not 1900 < event.start.year <= event.end.year < 2200:
        return False
    return event.start.date() <= claim.date <= event.end.date() and (event.end - event.start).days < 2


def _distance(event: Event, claim: Claim) -> int:
    """Return the characters between a claim and the nearest mention of an event; 0 if that holds it."""
    words = re.findall(r"\w{4,}", event.trigger.lower())
    if any(word in claim.quote.lower() for word in words):
        return 0
    spans = (*event.mentions, (event.char_start, event.char_end))
    return min(max(0, first - claim.char_end, claim.char_start - last) for first, last in spans)


def _sessions_spoken_of(claim: Claim, asset: Instrument, news: Sequence[_News]) -> list[date]:
    """Return the claim's own session, and day 0 of the news that dates it if that came after its fixing."""
    own = [claim.date] if claim.date and is_session(asset, claim.date) else []
    return own + [one.day_zero for one in news[:1] if claim.date and one.day_zero > claim.date]


def _came_while_shut(bar: DayBar, news: Sequence[_News]) -> bool:
    """Say whether the news came while a cash index was closed.

    The nearest news whose interval lies wholly inside or wholly outside the session decides;
    news known only to the day could be either.
    """
    if bar.asset.kind != "index":
        return False
    hours = (bar.outside_hours(one.event.start, one.event.end) for one in news)
    return next((outside for outside in hours if outside is not None), False)


# --- the verdict ------------------------------------------------------------------------------


def _outside_session(claim: Claim, asset: Instrument, *, shut: bool) -> str:
    """Say why the move is one that a cash index cannot show, or nothing."""
    if asset.kind != "index":
        return ""
    if "futures" in claim.qualifiers:
        return _FUTURES
    if {"open", "close"} & set(claim.qualifiers):
        return ""
    return _NO_PRICE_THEN if _OFF_HOURS.search(claim.quote.lower()) else _ONLY_FUTURES if shut else ""


def _judge(claim: Claim, bar: DayBar, prices: PriceTable, *, shut: bool) -> ClaimCheck:
    fields = _fields(claim)
    fitting = [field for field in fields if _fits(claim, bar, field)]
    # Where none fits, the last field is shown: the furthest that the day went.
    tested = fitting[0] if fitting else fields[-1]
    outside = _outside_session(claim, bar.asset, shut=shut and not fitting)
    verdict, cause = _verdict(claim, bar, fitting, outside=outside)
    if verdict == "supported" and "record" in claim.qualifiers:
        verdict, cause = _record_verdict(claim, bar, prices)
    return ClaimCheck(
        claim=claim,
        verdict=verdict,
        why=f"{cause}. {bar.sentence()}",
        price=_price_named(claim, outside=bool(outside)),
        measured=f"{bar.word(tested)} {bar.told(tested)}",
        change=None if math.isnan(bar.previous) else bar.move(tested) / bar.previous,
        session=bar.session.date(),
    )


def _verdict(claim: Claim, bar: DayBar, fitting: Sequence[Field], *, outside: str) -> tuple[Verdict, str]:
    said = set(claim.qualifiers)
    if outside:
        return "cannot be checked", outside
    if math.isnan(bar.previous) and (claim.level is None or claim.magnitudes):
        return "cannot be checked", f"the previous {bar.word('close')} of the same series is not known"
    if fitting:
        return "supported", _agreement(claim, bar, fitting[0])
    if not said & {"open", "close", "at_least"} and _passed_through(claim, bar):
        return "cannot be checked", (
            "the price passed through what the text says, but neither its extreme nor its"
            f" {bar.word('close')} was there: daily prices do not tell where it stood at a given time"
        )
    return "contradicted", _disagreement(claim, bar)


def _record_verdict(claim: Claim, bar: DayBar, prices: PriceTable) -> tuple[Verdict, str]:
    """Judge the word "record" in a claim that is otherwise true: one that earlier prices beat is none."""
    highest = claim.direction != "down"
    extreme: Field = "high" if highest else "low"
    fields: tuple[Field, ...] = ("close",) if "close" in claim.qualifiers else ("close", extreme)
    if all(beaten_before(prices, bar, field, highest=highest) for field in fields):
        return (
            "contradicted",
            f"no record: the {bar.word(fields[-1])} of an earlier day of this sample beats it",
        )
    return "cannot be checked", "no earlier day of this sample beats it, but a record needs all of history"


def _agreement(claim: Claim, bar: DayBar, field: Field) -> str:
    name = bar.word(field)
    if not _sized(claim):
        if claim.direction == "flat":
            return f"the {name} is within {_FLAT_WORDS}"
        return f"the {name} moved the way the text says"
    if "intraday_extreme" in claim.qualifiers and not _fits(claim, bar, field, exactly=True):
        return (
            f"the price did trade that far, but the day went further, to a {name} of {bar.told(field)}:"
            " the text understates the day's extreme"
        )
    return f"the {name} agrees with the text within its rounding"


def _disagreement(claim: Claim, bar: DayBar) -> str:
    names = [bar.word(field) for field in _fields(claim)]
    if _sized(claim):
        does = "does" if len(names) == 1 else "do"
        return f"the {' and the '.join(names)} of that day {does} not agree with the text"
    if claim.direction == "flat":
        return f"the {names[0]} is not within {_FLAT_WORDS}"
    return f"the {names[0]} did not move the way the text says"


def _sized(claim: Claim) -> bool:
    return bool(claim.magnitudes) or claim.level is not None


def _fields(claim: Claim) -> tuple[Field, ...]:
    """Return the prices that can test a claim, the one it most likely means first."""
    extreme: Field = "low" if claim.direction == "down" else "high"
    if "intraday_extreme" in claim.qualifiers:
        return (extreme,)
    if "open" in claim.qualifiers:
        return ("open",)
    if "close" in claim.qualifiers or claim.direction == "flat" or not _sized(claim):
        return ("close",)
    return ("close", extreme)


def _fits(claim: Claim, bar: DayBar, field: Field, *, exactly: bool = False) -> bool:
    """Say whether one price of the day agrees with direction, sizes and level of the claim."""
    reach = not exactly and bool({"intraday_extreme", "at_least"} & set(claim.qualifiers))
    sign = _SIGN[claim.direction]
    if claim.level is not None:
        off = bar.price(field) - claim.level
        if not _within(off, 0.0, claim, _tolerance(claim.level, "", claim), reach=reach):
            return False
    elif not sign and not claim.magnitudes and not abs(bar.move(field)) <= FLAT * bar.previous:
        return False
    if sign and not math.isnan(bar.previous) and not sign * bar.move(field) > 0:
        return False
    return all(_size_fits(size, claim, bar, field, reach=reach) for size in claim.magnitudes)


def _size_fits(size: Magnitude, claim: Claim, bar: DayBar, field: Field, *, reach: bool) -> bool:
    moved = bar.moved(field, size.unit)
    stated = size.value * (_SIGN[claim.direction] or math.copysign(1.0, moved))
    return _within(moved, stated, claim, _tolerance(size.value, size.unit, claim), reach=reach)


def _within(found: float, stated: float, claim: Claim, tolerance: float, *, reach: bool) -> bool:
    """Compare two numbers by the words of the claim: the same, at least, or reached."""
    if not reach:
        return abs(found - stated) <= tolerance + _FLOAT_NOISE
    # "More than 4 %" does not allow 3.9 %; "as high as 4 %" is rounded like any number.
    strict = "at_least" in claim.qualifiers and "approx" not in claim.qualifiers
    beyond = (found - stated) * (_SIGN[claim.direction] or 1.0)
    return beyond >= -_FLOAT_NOISE - (0.0 if strict else tolerance)


def _passed_through(claim: Claim, bar: DayBar) -> bool:
    """Say whether all sizes and the level that the claim states lie between the day's prices."""
    if claim.level is not None and not bar.low <= claim.level <= bar.high:
        return False
    sign = _SIGN[claim.direction]
    far: Field = "low" if sign < 0 else "high"
    return _sized(claim) and all(bar.moved(far, size.unit) * sign >= size.value for size in claim.magnitudes)


def _tolerance(value: float, unit: str, claim: Claim) -> float:
    """Return half a unit of the last digit stated; one unit more for "about".

    Whole hundreds and tens of points are taken as rounded to the hundred and the ten.
    """
    written = [text.replace(",", "") for text in _NUMBER.findall(claim.quote)]
    digits = next((text for text in written if math.isclose(float(text), value)), f"{value:g}")
    step = 10.0 ** -len(digits.partition(".")[2])
    if unit == "points" and step == 1.0:
        step = 100.0 if value % 100 == 0 else 10.0 if value % 10 == 0 else 1.0
    return step * (1.5 if "approx" in claim.qualifiers else 0.5)


# --- words ------------------------------------------------------------------------------------


def _price_named(claim: Claim, *, outside: bool = False) -> str:
    """Name the price that would test the claim."""
    if claim.asset not in INSTRUMENTS:
        return f"prices of {claim.asset}"
    asset = instrument(claim.asset)
    if asset.kind == "index" and (outside or "futures" in claim.qualifiers):
        return f"futures on the {asset.label}"
    close = "settlement" if asset.kind == "future" else "close"
    fields = " or ".join(f"the day's {close if field == 'close' else field}" for field in _fields(claim))
    against = "" if claim.level is not None and not claim.magnitudes else f" over the previous {close}"
    return f"{asset.label}: {fields}{against}"


def _no_bar(claim: Claim, asset: Instrument, prices: PriceTable, days: Sequence[date]) -> str:
    if "futures" in claim.qualifiers and asset.kind == "index":
        return _FUTURES
    if not days:
        day = day_in_words(claim.date) if claim.date else "that day"
        return f"{day} is not a session of {asset.label}: no price of that day can test the claim"
    held = prices.close[asset.name].dropna().index
    span = f"they run from {held[0].date()} to {held[-1].date()}" if len(held) else "there are none"
    return f"these data hold no price of {asset.label} for {days[-1]}: {span}"
