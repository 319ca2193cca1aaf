"""The article as matched by the rules: a copy with the same offsets, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from eventstudy.errors import ArticleError

MAX_CHARS = 2_000_000


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, as a set."""
    return frozenset(words.split())


# One character for one character, so that an offset into the copy is an offset into the article.
_PLAIN = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ`´′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–−﹣－"), "-"),
    **dict.fromkeys(map(ord, "\u2015\u2e3a"), "—"),
    **dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\u2028\u2029\u0085\t\v\f\r\ufeff"), " "),
    **dict.fromkeys(range(0x2000, 0x2010), " "),
    ord("％"): "%",
    ord("．"): ".",
}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

_NEVER_LAST = word_set(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " gen lt col sgt maj capt adm mr mrs ms dr prof rev hon sen rep gov pres amb st mt ft vs no nos art"
    " approx est e.g i.e cf fig vol al"
)
_MAYBE_LAST = word_set("u.s u.k u.n e.u u.a.e a.m p.m d.c inc corp co ltd plc jr sr etc bros dept")
_STARTERS = word_set(
    "the a an in it he she they we i but and on after before at as this that these those there when while"
    " with for by from however meanwhile his her its their our one two some many most no if although though"
    " since until last later both what who analysts investors officials markets shares oil stocks"
)
_STOP = re.compile(r"[.!?…]+[\"')\]]{0,3}(?=\s)")
_WORD_BEFORE = re.compile(r"[A-Za-z.]{0,12}\Z")
_WORD_AFTER = re.compile(r"\s+[\"'(\[]{0,3}([^\s\"')]{1,20})")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE = re.compile(r"[\ud800-\udfff]")
_CAPTION = re.compile(
    r"\W{0,3}(?:(?:A|An|The|This)\s+)?(?:\w+\s+)?(?:map|photo|photograph|image|picture|graphic|chart|file "
    r"photo"
    r"|video still|handout|screengrab)\b",
    re.IGNORECASE,
)
_WRAPPED_WIDTH = 110
_LONGEST = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: offsets into the article, number of its paragraph, what it is."""

    start: int
    end: int
    paragraph: int
    caption: bool = False


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
        """First line of the text that is not blank, without surrounding space."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


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
    return Article(text=text, clean=clean, lower=clean.translate(_LOWER), sentences=_sentences(clean))


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


def _paragraphs(clean: str) -> list[tuple[int, int]]:
    """Return runs of lines that belong together: single line ends inside wrapped text do not cut."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", clean)]
    widest = max((end - start for start, end in lines), default=0)
    blocks: list[tuple[int, int]] = []
    joined = False
    for start, end in lines:
        if not clean[start:end].strip():
            joined = False
            continue
        if joined and clean[blocks[-1][1] : start] == "\n":
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
        # A line much shorter than the others is a heading or the end of a paragraph.
        joined = widest <= _WRAPPED_WIDTH and end - start > 0.6 * widest
    return blocks


def _sentences(clean: str) -> tuple[Sentence, ...]:
    found = []
    for number, (first, last) in enumerate(_paragraphs(clean)):
        start = first
        stops = [
            s.end()
            for s in _STOP.finditer(clean, first, last)
            if _ends_sentence(clean, s.start(), s.end(), last)
        ]
        for end in [*stops, last]:
            found += [_sentence(clean, *piece, number) for piece in _pieces(clean, start, end)]
            start = end
    return tuple(s for s in found if s.end > s.start)


def _pieces(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for a sentence at spaces, so that the work stays linear in the text."""
    pieces = []
    while end - start > _LONGEST:
        space = clean.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _sentence(clean: str, start: int, end: int, paragraph: int) -> Sentence:
    body = clean[start:end]
    start += len(body) - len(body.lstrip())
    end = max(start, end - (len(body) - len(body.rstrip())))
    caption = bool(_CAPTION.match(clean, start, min(end, start + 80)))
    return Sentence(start=start, end=end, paragraph=paragraph, caption=caption)


def _ends_sentence(clean: str, at: int, end: int, last: int) -> bool:
    if clean[at] != ".":
        return True
    after = _WORD_AFTER.match(clean, end, last)
    following = after.group(1) if after else ""
    if following[:1].islower():
        return False
    before = _WORD_BEFORE.search(clean, max(0, at - 12), at)
    word = (before.group() if before else "").lower().lstrip(".")
    if word in _NEVER_LAST or (len(word) == 1 and word.isalpha()):
        return False
    return word not in _MAYBE_LAST or following.strip(",.;:").lower() in _STARTERS
