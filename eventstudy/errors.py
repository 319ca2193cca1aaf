"""The tree of errors: each says what is wrong, with the value received, and what to do.

The command line maps :class:`InputError` to exit code 2 and :class:`DataError` to exit code 3.
"""

from __future__ import annotations

from typing import Any


class EventStudyError(Exception):
    """Base of every error that this package raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        # A worker's error is read back from its message: a subclass may take other arguments.
        return _with_message, (type(self), self.args), self.__dict__


def _with_message(kind: type[EventStudyError], args: tuple[Any, ...]) -> EventStudyError:
    error = kind.__new__(kind)
    error.args = args
    return error


class InputError(EventStudyError, ValueError):
    """The input or the options are wrong; the user can mend them."""


class UnknownNameError(InputError, KeyError):
    """A name is not in the table it was looked up in."""

    def __init__(self, kind: str, name: object, known: list[str], near: list[str]) -> None:
        guess = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
        super().__init__(f"unknown {kind} {name!r}.{guess} Known: {', '.join(known)}.")

    def __str__(self) -> str:
        # KeyError prints the repr of its argument, quotes and all.
        return str(self.args[0])


class ArticleError(InputError):
    """The text given cannot be read as an article."""


class EventsFileError(InputError):
    """An events file (TOML or CSV) is malformed."""


class WindowError(InputError):
    """A window is reversed, overlaps another, or asks for more than there is."""


class ForbiddenTestError(InputError):
    """A test was named that is not valid for this design, and no override was given."""


class OutputError(InputError):
    """The output cannot be written where it was asked for."""


class DataError(EventStudyError):
    """There are no usable data: a source is down, a series is empty, every event was dropped."""


class PriceSourceError(DataError):
    """A price source gave no usable prices."""


class SampleError(DataError):
    """The embedded sample is damaged or does not cover what was asked."""


class NoEventsError(DataError):
    """Nothing is left to study."""


class TooFewEventsError(EventStudyError, ValueError):
    """A test has too few events to be computed."""

    def __init__(self, test: str, needed: int, found: int) -> None:
        super().__init__(
            f"test {test!r} needs at least {needed} events with a CAR, found {found}."
            " See StudyResult.dropped for the events that left the study."
        )
