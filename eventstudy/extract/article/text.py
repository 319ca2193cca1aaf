"""The article as matched by the rules: a copy with the same offsets, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from eventstudy.errors import ArticleError
from eventstudy.extract.article.layout import Kind, kind_of_sentence, kinds_of
from eventstudy.extract.article.sentences import MARKER, paragraphs, sentences_of
from eventstudy.extract.article.timeline_heads import heads_of
from eventstudy.extract.article.word_sets import word_set

MAX_CHARS = 2_000_000

__all__ = ["MAX_CHARS", "Article", "Sentence", "news_sentences", "read_text", "sentence_at", "word_set"]


# One character for one character, so that an offset into the copy is an offset into the article.
_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width letters, digits, signs
    **dict.fromkeys(map(ord, "‘’‚‛ʼ`´′＇‹›"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″＂〝〞"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–−﹣－"), "-"),
    **dict.fromkeys(map(ord, "\u2015\u2e3a\ufe58"), "—"),
    **dict.fromkeys(
        map(ord, "\u00a0\u1680\u202f\u205f\u3000\u2028\u2029\u0085\t\v\f\r\ufeff\u00ad\u2060"), " "
    ),
    **dict.fromkeys(range(0x2000, 0x2010), " "),
    **dict.fromkeys(range(0x202A, 0x202F), " "),
    **dict.fromkeys(range(0x2066, 0x206A), " "),
}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE = re.compile(r"[\ud800-\udfff]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: offsets into the article, number of its paragraph, what it is.

    ``heading_time`` is where the words for a time stand that head its entry in a timeline ("Jan. 3: ...",
    "14:30 GMT - ..."), ``section_time`` those of the date line above its section.
    """

    start: int
    end: int
    paragraph: int
    kind: Kind = "body"
    heading_time: tuple[int, int] | None = None
    section_time: tuple[int, int] | None = None

    @property
    def caption(self) -> bool:
        """Whether it stands under a picture."""
        return self.kind == "caption"

    @property
    def is_news(self) -> bool:
        """Whether it may tell events or moves of markets: no credit, notice, contact or date line."""
        return self.kind not in ("boilerplate", "dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text as given, the copies used for matching, and its sentences.

    ``clean`` and ``lower`` have the length of ``text``: quotation marks, dashes and spaces are plain,
    and in ``lower`` the letters A to Z are small.
    """

    text: str
    clean: str
    lower: str
    sentences: tuple[Sentence, ...]

    @property
    def title(self) -> str:
        """The headline, else the first line of the text that is not blank, without surrounding space."""
        for first in self.sentences:
            if first.kind in ("headline", "body", "list_item"):
                if first.kind != "headline":
                    break
                last = [s.end for s in self.sentences if s.paragraph == first.paragraph][-1]
                return " ".join(self.text[first.start : last].split())
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


def news_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences that may tell events or moves of markets."""
    return tuple(s for s in article.sentences if s.is_news)


def read_text(text: str) -> Article:
    """Check ``text`` and cut it into sentences.

    Raises
    ------
    ArticleError
        If the text is blank, longer than ``MAX_CHARS`` characters, looks like a binary file, or holds
        half of a surrogate pair.
    """
    _check(text)
    clean = text.translate(_PLAIN)
    blocks = [block for block in paragraphs(clean) if _has_words(clean, block)]
    clean = _unwrapped(clean, blocks)
    return Article(text=text, clean=clean, lower=clean.translate(_LOWER), sentences=_sentences(clean, blocks))


def sentence_at(article: Article, offset: int) -> Sentence | None:
    """Return the sentence that holds ``offset``."""
    after = bisect_right(article.sentences, offset, key=lambda s: s.start)
    found = article.sentences[after - 1] if after else None
    return found if found is not None and offset < found.end else None


def _check(text: str) -> None:
    if len(text) > MAX_CHARS:
        raise ArticleError(
            f"the article has {len(text):,} characters; the bound is {MAX_CHARS:,}: give one article, not "
            f"an archive."
        )
    lone = _LONE.search(text)
    if lone:
        raise ArticleError(
            f"the article is no valid Unicode: character {lone.start()} is half of a surrogate pair"
            f" (U+{ord(lone.group()):04X}): decode the file as UTF-8 or UTF-16, or take that character out."
        )
    if not text.strip().strip("\ufeff\u200b"):
        raise ArticleError("the article is empty: give a text file with the words of a news article.")
    control = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if "\x00" in text or control > max(8, len(text) // 100):
        raise ArticleError(
            f"the article looks like a binary file ({control} control characters): give plain text, UTF-8."
        )


def _has_words(clean: str, block: tuple[int, int]) -> bool:
    return bool(_WORD.search(clean, *block)) or bool(clean[slice(*block)].strip(" *-_=~.|"))


def _unwrapped(clean: str, blocks: list[tuple[int, int]]) -> str:
    """Return the copy with a space for each line end inside a paragraph."""
    pieces, at = [], 0
    for start, end in blocks:
        pieces += [clean[at:start], clean[start:end].replace("\n", " ")]
        at = end
    return "".join([*pieces, clean[at:]])


def _sentences(clean: str, blocks: list[tuple[int, int]]) -> tuple[Sentence, ...]:
    heads = heads_of(clean, blocks)
    kinds = kinds_of(clean, blocks, heads)
    found = []
    for number, (start, end) in enumerate(blocks):
        marker = MARKER.match(clean, start, end)
        first = marker.end() if marker and marker.end() < end else start
        for low, high in sentences_of(clean, first, end):
            sentence = Sentence(
                start=low,
                end=high,
                paragraph=number,
                kind=kind_of_sentence(clean[low:high], kinds[number]),
                heading_time=heads[number].entry,
                section_time=heads[number].section,
            )
            found.append(sentence)
    return tuple(found)
