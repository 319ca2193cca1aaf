"""Days of holidays, fixed and moveable, by year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

FIXED = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year": (1, 1),
    "twelfth night": (1, 5),
    "epiphany": (1, 6),
    "groundhog day": (2, 2),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "april fool's day": (4, 1),
    "may day": (5, 1),
    "cinco de mayo": (5, 5),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "fourth of july": (7, 4),
    "4th of july": (7, 4),
    "independence day": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "guy fawkes night": (11, 5),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "st. stephen's day": (12, 26),
    "australia day": (1, 26),
    "anzac day": (4, 25),
}


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches.

    The algorithm of the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the ``nth`` such weekday of a month, the last for -1.

    Raises
    ------
    ValueError
        If the month has no such day.
    """
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if day.month != month:
        raise ValueError(f"month {month} of {year} has no weekday {weekday} number {nth}")
    return day


def _days_from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(month: int, weekday: int, nth: int, days: int = 0) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth) + timedelta(days=days)


MOVEABLE: dict[str, Callable[[int], date]] = {
    "mardi gras": _days_from_easter(-47),
    "shrove tuesday": _days_from_easter(-47),
    "ash wednesday": _days_from_easter(-46),
    "palm sunday": _days_from_easter(-7),
    "maundy thursday": _days_from_easter(-3),
    "good friday": _days_from_easter(-2),
    "holy saturday": _days_from_easter(-1),
    "easter sunday": _days_from_easter(0),
    "easter": _days_from_easter(0),
    "easter monday": _days_from_easter(1),
    "ascension day": _days_from_easter(39),
    "pentecost": _days_from_easter(49),
    "whit sunday": _days_from_easter(49),
    "whit monday": _days_from_easter(50),
    "martin luther king day": _nth(1, 0, 3),
    "martin luther king jr. day": _nth(1, 0, 3),
    "mlk day": _nth(1, 0, 3),
    "presidents' day": _nth(2, 0, 3),
    "presidents day": _nth(2, 0, 3),
    "president's day": _nth(2, 0, 3),
    "memorial day": _nth(5, 0, -1),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "indigenous peoples' day": _nth(10, 0, 2),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "thanksgiving eve": _nth(11, 3, 4, -1),
    "black friday": _nth(11, 3, 4, 1),
    "cyber monday": _nth(11, 3, 4, 4),
}
NAMES = sorted([*FIXED, *MOVEABLE], key=lambda name: (-len(name), name))


def holiday(name: str, year: int) -> date:
    """Return the day of a holiday in ``year``; ``name`` in small letters, one of :data:`NAMES`.

    Names that mean other days elsewhere (Labour Day, Independence Day) are read as in the United States
    where that spelling or name is used in its news.
    """
    if name in FIXED:
        return date(year, *FIXED[name])
    return MOVEABLE[name](year)
