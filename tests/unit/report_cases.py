"""Reports on the embedded sample for events given by hand, for the tests of charts and report."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from eventstudy.prices import load_prices
from eventstudy.report.assemble import report_input
from eventstudy.report.wording import Finding
from eventstudy.types import Claim, Event, Magnitude, Reading

ZONE = ZoneInfo("America/New_York")
HOSTILE = (
    "#import \"x\" $ x^2 $ *bold* <script>alert(1)</script> =cmd()|'/C calc'!A0 \x1b[31mred\x1b[0m"
    " \u202eright\u202c @ref {{7*7}} \u65e5\u672c \\frac{ $\\frac$ </svg> --> " + "W" * 120
)


@cache
def prices():
    return load_prices(["brent", "dow"], None, None, source="snapshot")


def event(event_id, day, **fields):
    """An event known to have come before the fixings of a day."""
    start = datetime.combine(day, time(0), ZONE)
    fields = {"label": f"Label of {event_id}", "quote": f"words about {event_id}", **fields}
    return Event(
        event_id=event_id,
        start=start,
        end=start + timedelta(hours=9),
        precision="part_of_day",
        timezone="America/New_York",
        **fields,
    )


def content(events, *, title="A title", claims=(), warnings=()):
    reading = Reading(published=None, events=tuple(events), claims=claims, warnings=warnings)
    return report_input(reading, prices(), title=title, article_text=None)


@cache
def january():
    """Two events of January 2020 and one that is only announced, with two claims."""
    claims = (
        Claim(quote="Brent up 4%", char_start=0, char_end=11, asset="brent", direction="up",
              magnitudes=(Magnitude(value=4.0, unit="percent"),), date=date(2020, 1, 3)),
        Claim(quote="gold rose", char_start=0, char_end=9, asset="gold", direction="up"),
    )  # fmt: skip
    events = [
        event("killing", date(2020, 1, 3)),
        event("missiles", date(2020, 1, 8)),
        event("funeral", date(2020, 1, 9), modality="scheduled"),
    ]
    return content(events, claims=claims)


def sessions(first, count, step=1):
    held = [day.date() for day in prices().sessions]
    return held[first : first + count * step : step]


def finding(**fields):
    values = {
        "number": "1", "label": "the killing", "asset": "Brent crude", "session": date(2020, 1, 3),
        "move": 0.035, "ar": 0.034, "ci_low": -0.007, "ci_high": 0.074, "mde": 0.058, "p_rank": 0.016,
        "p_t": 0.1, "p_family": 0.2, "family_law": "placebo max(239)", "vol_ratio": 1.0, "note": "",
    }  # fmt: skip
    return Finding(**{**values, **fields})
