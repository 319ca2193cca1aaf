"""The page that a text was given as, and the plain text that is read of it, with the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventstudy.extract.article.html_markup import html_edits, is_html
from eventstudy.extract.article.markdown_markup import markdown_passes
from eventstudy.extract.article.rewriting import Rewriting, rewritten
from eventstudy.extract.article.stray_characters import character_edits, entity_edits
from eventstudy.types import Claim, Event, Reading

MOST_CHARS = 8_000_000
_UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text as given (``source``) and without markup (``text``), the same where it has none.

    Offsets into ``text`` are turned into offsets into ``source`` by :meth:`span`: what lies between the two
    ends may hold markup, neither end does.
    """

    source: str
    text: str
    passes: tuple[Rewriting, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in ``source``."""
        for one in reversed(self.passes):
            start, end = one.start_before(start), one.end_before(end)
            end = max(start, end)
        return start, end

    def plain_words(self, start: int, end: int) -> str:
        """Return ``source[start:end]`` as it reads: without markup, each run of white space one space."""
        for one in self.passes:
            start, end = one.start_after(start), one.end_after(end)
        return " ".join(self.text[start : max(start, end)].split())

    def restored(self, reading: Reading) -> Reading:
        """Return a reading of ``text`` with the offsets and the quotes of ``source``."""
        if not self.passes:
            return reading
        return replace(
            reading,
            events=tuple(self._event(event) for event in reading.events),
            claims=tuple(self._claim(claim) for claim in reading.claims),
        )

    def _event(self, event: Event) -> Event:
        start, end = self.span(event.char_start, event.char_end)
        mentions = tuple(self.span(*mention) for mention in event.mentions)
        quote = self.source[start:end]
        return replace(event, quote=quote, char_start=start, char_end=end, mentions=mentions)

    def _claim(self, claim: Claim) -> Claim:
        start, end = self.span(claim.char_start, claim.char_end)
        return replace(claim, quote=self.source[start:end], char_start=start, char_end=end)


def read_page(source: str) -> Page:
    """Return ``source`` without HTML, Markdown, entities, characters that do not show, and doubled spaces.

    A text that no article can be (binary, half of a surrogate pair, far too long) is left as it is, for
    :func:`~eventstudy.extract.article.text.read_text` to refuse.
    """
    if len(source) > MOST_CHARS or _UNREADABLE.search(source):
        return Page(source=source, text=source)
    text, passes = source, []
    for find in (*((html_edits,) if is_html(source) else markdown_passes()), entity_edits, character_edits):
        one = rewritten(text, find(text))
        if one is not None:
            passes.append(one)
            text = one.text
    return Page(source=source, text=text, passes=tuple(passes))


def plain_words(source: str) -> str:
    """Return ``source`` as it reads, on one line: for labels."""
    return " ".join(read_page(source).text.split())
