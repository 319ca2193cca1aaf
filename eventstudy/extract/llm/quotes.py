"""Where the words that a model copied stand in the article; nothing that is not there is found.

Words count as found if they are the same but for space, quotation marks and dashes.
"""

from __future__ import annotations

import re

_PLAIN = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ`´′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}
_TRIMMED = " \t\r\n\u00a0"
Extent = tuple[int, int]


class Finder:
    """Finds copied words in one text."""

    def __init__(self, text: str) -> None:
        self._plain = text.translate(_PLAIN)

    def within(self, words: str, extent: Extent | None = None) -> Extent | None:
        """Return where ``words`` stand first inside ``extent`` (None: anywhere), as whole words."""
        pattern = _pattern(words)
        if pattern is None:
            return None
        start, end = extent or (0, len(self._plain))
        found = pattern.search(self._plain, start, end)
        return found.span() if found else None

    def nearest(self, words: str, extents: list[Extent], around: int) -> Extent | None:
        """Return where ``words`` stand in the first of ``extents`` that has them, else nearest to a place."""
        pattern = _pattern(words)
        if pattern is None:
            return None
        for extent in extents:
            found = pattern.search(self._plain, *extent)
            if found:
                return found.span()
        spans = [match.span() for match in pattern.finditer(self._plain)]
        return min(spans, key=lambda span: (abs(span[0] - around), span[0]), default=None)


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = [re.escape(part) for part in words.translate(_PLAIN).strip(_TRIMMED).split()]
    if not parts:
        return None
    first, last = words.strip()[0], words.strip()[-1]
    # Neither a part of a word nor a part of a figure: "4 percent" does not stand in "1.4 percent".
    before = r"(?<!\w)(?<!\d[.,])" if first.isalnum() or first == "_" else ""
    after = r"(?!\w)(?![.,]\d)" if last.isalnum() or last == "_" else r"(?!\d)" if last in ".," else ""
    return re.compile(before + r"\s+".join(parts) + after)
