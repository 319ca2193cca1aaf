"""A text with some of its parts replaced, and the offsets of the one in the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Edit:
    """``words`` in place of what stood from ``start`` to ``end``."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """A text after its edits; ``firsts`` and ``lasts`` are where each edit's words begin and end in it."""

    text: str
    edits: tuple[Edit, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def start_before(self, offset: int) -> int:
        """Return where what begins at ``offset`` began before, past what was taken out in front of it."""
        n = bisect_right(self.firsts, offset) - 1
        if n < 0:
            return offset
        return self.edits[n].start if offset < self.lasts[n] else self.edits[n].end + offset - self.lasts[n]

    def end_before(self, offset: int) -> int:
        """Return where what ends at ``offset`` ended before, without what was taken out behind it."""
        if offset <= 0:
            return 0
        n = bisect_right(self.firsts, offset - 1) - 1
        if n < 0:
            return offset
        return self.edits[n].end + max(0, offset - self.lasts[n])

    def start_after(self, offset: int) -> int:
        """Return where what began at ``offset`` of the text before begins now."""
        n = bisect_right(self.edits, offset, key=lambda edit: edit.start) - 1
        if n < 0:
            return offset
        return self.firsts[n] if offset < self.edits[n].end else self.lasts[n] + offset - self.edits[n].end

    def end_after(self, offset: int) -> int:
        """Return where what ended at ``offset`` of the text before ends now."""
        n = bisect_right(self.edits, offset - 1, key=lambda edit: edit.start) - 1
        return offset if n < 0 else self.lasts[n] + max(0, offset - self.edits[n].end)


def rewritten(text: str, edits: Iterable[Edit]) -> Rewriting | None:
    """Return ``text`` with ``edits`` made, in order and without overlap; None if there are none."""
    made = tuple(edits)
    if not made:
        return None
    pieces, at = [], 0
    for edit in made:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
    ends = list(accumulate(len(piece) for piece in pieces))
    firsts, lasts = tuple(ends[0::2]), tuple(ends[1::2])
    return Rewriting(text="".join([*pieces, text[at:]]), edits=made, firsts=firsts, lasts=lasts)
