"""Text from strangers made safe to show: nothing in it acts, everything in it is visible."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from matplotlib.ft2font import FT2Font

FONTS = Path(__file__).with_name("fonts")
MAX_CHARS = 600
_NOT_DRAWABLE = "\N{BLACK SQUARE}"

# Controls, format characters (bidi, zero width), surrogates, private use and unassigned code points.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_TERMINAL_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|\x9b[0-?]*[ -/]*[@-~]"
)
_LONG_WORD = re.compile(r"\S{25,}")


def plain(text: object, *, most: int = MAX_CHARS) -> str:
    """Return ``text`` on one line, without terminal sequences, with hidden characters shown.

    White space becomes single spaces. A character that would not be seen but could act (a bidi
    override, a zero-width space, a control) is shown as ``[U+202E]``.

    Parameters
    ----------
    text : object
        What is to be shown; anything but a string is converted with :class:`str`.
    most : int
        Longest result; what is cut is marked with an ellipsis.
    """
    spaced = " ".join(_TERMINAL_SEQUENCE.sub("", str(text)[: 4 * most]).split())
    seen = "".join(_seen(character) for character in spaced)
    return seen if len(seen) <= most else f"{seen[: most - 1].rstrip()}…"


def _seen(character: str) -> str:
    if character == "\N{SOFT HYPHEN}":
        return ""
    if unicodedata.category(character) in _HIDDEN:
        return f"[U+{ord(character):04X}]"
    return character


@cache
def drawable() -> frozenset[int]:
    """Return the code points that every font shipped with the report can draw."""
    return frozenset.intersection(
        *(frozenset(FT2Font(str(path)).get_charmap()) for path in sorted(FONTS.glob("*.ttf")))
    )


def undrawable(text: str) -> str:
    """Return the characters of a text that the fonts shipped cannot draw."""
    return "".join(character for character in text if ord(character) not in drawable())


def printable(text: str) -> str:
    """Return :func:`plain` text fit for the PDF: drawn by its fonts, with places to break long words.

    A character that the fonts lack becomes a black square: a missing glyph would make the file invalid
    under PDF/UA.
    """
    covered = drawable()
    drawn = "".join(c if ord(c) in covered else _NOT_DRAWABLE for c in text)
    return _LONG_WORD.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(_pieces(word.group())), drawn)


def _pieces(word: str) -> list[str]:
    return [word[at : at + 12] for at in range(0, len(word), 12)]
