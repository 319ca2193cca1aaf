"""Whether two events, each read on its own, are one happening."""

from __future__ import annotations

from datetime import timedelta
from functools import cache, lru_cache

from eventstudy.extract.article.text import word_set
from eventstudy.extract.events.lexicon import senses
from eventstudy.extract.geography.places import country_name, gazetteer
from eventstudy.types import Event, Precision

FINENESS: dict[Precision, int] = {
    "minute": 0,
    "hour": 1,
    "part_of_day": 2,
    "day": 3,
    "range": 4,
    "week": 5,
    "part_of_month": 6,
    "month": 7,
    "quarter": 8,
    "year": 9,
}
_EXACT = FINENESS["day"]
_DAY = timedelta(days=1)
# One happening, its hour told by two articles: reports differ by the time it took to be known.
_SAME_HOUR = timedelta(hours=3)
_ONE_TALE = ("happened", "scheduled", "background")
# Of these a country has many a day: only a shared name makes two of them one.
_MANY_A_DAY = ("statement", "earnings", "merger")
# Words that a name may end in without naming anyone: of two firms "Corp" is shared.
_NO_NAMES = word_set("states kingdom emirates union bank corp inc group company co ltd plc court")


def likeness(one: Event, other: Event) -> float:
    """Return how surely two events are one, from 0 (they are not) up.

    The family of types must be the same, the modalities go together, and no country, town or names
    contradict one another. Times must overlap; a day off is allowed between time zones, where a place or a
    name is shared. A vague time (a week, a range) needs a shared place or name too.
    """
    if not _near(one, other) or family_of(one.type) != family_of(other.type) or not _one_tale(one, other):
        return 0.0
    if _elsewhere(one, other):
        return 0.0
    ours, theirs = _names(one.participants), _names(other.participants)
    shared = len(ours & theirs)
    strangers = bool(ours and theirs and not shared)
    site = _same_site(one, other)
    if (strangers and not site) or (one.type in _MANY_A_DAY and not shared):
        return 0.0
    evidence = shared + 2 * site + (one.country is not None and one.country == other.country)
    time = _time_likeness(one, other, evidence > 0)
    return 0.0 if time == 0 else time + evidence + (one.type == other.type)


def family_of(kind: str) -> str:
    """Return the group of types that can tell of one happening; a type of its own is its own."""
    return _families().get(kind, kind)


@cache
def _families() -> dict[str, str]:
    table = {name: sense.family for name, sense in senses().items()}
    for sense in senses().values():
        table.setdefault(sense.type, sense.family)
    return table


def _near(one: Event, other: Event) -> bool:
    """Whether the two lie at most a day apart."""
    return one.start - other.end <= _DAY and other.start - one.end <= _DAY


def _one_tale(one: Event, other: Event) -> bool:
    """Whether what one expects is what the other tells; what was denied did not happen elsewhere."""
    return one.modality == other.modality or (one.modality in _ONE_TALE and other.modality in _ONE_TALE)


def _elsewhere(one: Event, other: Event) -> bool:
    """Whether the two are of different countries or towns."""
    if one.country and other.country and one.country != other.country:
        return True
    first, second = _town(one), _town(other)
    return bool(first and second and first not in second and second not in first)


def _town(event: Event) -> str:
    """Return the place of an event in small letters, if it is more than the country."""
    place = event.place or ""
    return "" if event.country and place == country_name(event.country) else place.lower()


def _same_site(one: Event, other: Event) -> bool:
    first, second = _town(one), _town(other)
    return bool(first and second and (first in second or second in first))


@lru_cache(maxsize=4096)
def _names(participants: tuple[str, ...]) -> frozenset[str]:
    """Return the last words of the people and firms of an event, but for countries."""
    last = (name.split()[-1].lower().strip(".") for name in participants if name.split())
    return frozenset(word for word in last if word not in _NO_NAMES and word.capitalize() not in gazetteer())


def _time_likeness(one: Event, other: Event, has_evidence: bool) -> float:
    """Return 2 where the times overlap, 1 where they are a day apart, 0 where they are of two events."""
    vague = max(FINENESS[one.precision], FINENESS[other.precision]) > _EXACT
    overlap = one.start <= other.end and other.start <= one.end
    if vague:
        return 1.0 if overlap and has_evidence else 0.0
    if one.utc_time is not None and other.utc_time is not None:
        return 2.0 if abs(one.utc_time - other.utc_time) <= _SAME_HOUR else 0.0
    same_day = one.start.date() <= other.end.date() and other.start.date() <= one.end.date()
    if same_day:
        return 2.0
    if one.timezone == other.timezone and one.precision == other.precision == "day":
        return 0.0  # two dates of one calendar are two days
    a_day_off = one.start.date() - other.end.date() <= _DAY and other.start.date() - one.end.date() <= _DAY
    return 1.0 if a_day_off and has_evidence else 0.0
