"""What one time expression says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """One time expression.

    ``year``, ``month``, ``day``, ``weekday`` (0 is Monday), ``quarter``, ``half``, ``season`` are what the
    words say; ``prefix`` the first digits of the years of a decade or century; ``holiday`` a name; ``part``
    the part of the day, month or year; ``deictic`` a word such as "yesterday"; ``count``, ``unit`` and
    ``direction`` a distance such as "two days later"; ``modifier`` the word before a weekday; ``nth`` the
    number in "first week of May"; ``number`` whether a distance is counted ("a week later", not "the
    next week"); ``relative_year`` the year in "March last year"; ``about`` how a clock time is meant: "near
    about", "near before", "before", ... or empty if exact, and of a distance whether it is "exact" to the
    day or at any time "within" it; ``to_month``, ``to_day``, ``to_weekday``, ``to_year`` the end of a range;
    ``unsure`` whether day and month can be mistaken for one another; ``bare`` whether the words are a mere
    "the year"; ``historical`` whether they stand after "since": the time from which something lasts, not
    that of an event.

    ``tag`` is the extent by the conventions of TIMEX3, ``cut`` the end of the first and the start of the
    second expression of a range; ``type``, ``value``, ``mod``, ``quant`` and ``freq``
    are attributes of TIMEX3 where the words alone give them.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_year: int | None = None
    to_month: int | None = None
    to_day: int | None = None
    weekday: int | None = None
    to_weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str = ""
    prefix: str = ""
    holiday: str = ""
    nth: int | None = None
    relative_year: str = ""
    part: str = ""
    deictic: str = ""
    bare: bool = False
    modifier: str = ""
    count: float | None = None
    number: bool = False
    unit: str = ""
    direction: str = ""
    clock: tuple[int, int] | None = None
    zone: str = ""
    about: str = ""
    unsure: bool = False
    historical: bool = False
    type: str = ""
    value: str = ""
    mod: str = ""
    quant: str = ""
    freq: str = ""
    tag: tuple[int, int] | None = None
    cut: tuple[int, int] | None = None
    kinds: tuple[str, ...] = field(default=())

    @property
    def is_absolute(self) -> bool:
        """Whether the words alone, without a date of publication, name a time."""
        return (self.year is not None or bool(self.prefix)) and not self.direction

    @property
    def has_day(self) -> bool:
        """Whether the words name a day of a month."""
        return self.month is not None and self.day is not None

    @property
    def extent(self) -> tuple[int, int]:
        """Where the expression stands by the conventions of TIMEX3."""
        return self.tag or (self.start, self.end)
