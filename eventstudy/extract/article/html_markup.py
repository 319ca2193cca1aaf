"""What HTML takes out of a text and puts between its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from eventstudy.extract.article.html_stamps import stamp_of
from eventstudy.extract.article.html_tags import Tag, tags_of
from eventstudy.extract.article.rewriting import Edit
from eventstudy.extract.article.word_sets import word_set

_DOCUMENT = re.compile(r"<!doctype html|<(?:html|body|head|article)\b[^<>]{0,500}>", re.IGNORECASE)
_KNOWN = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|th|blockquote|section|figure|figcaption|span|a|b|i|em|strong"
    r"|img|hr|script|style|main|header|footer|nav|aside|time|pre|dl|dt|dd|u|small|sup|sub|font|center)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCKS = word_set(
    "p div br ul ol table tr section article main header footer figure hr pre dl dt dd address fieldset"
    " legend details summary caption thead tbody tfoot center body html head title picture video audio"
    " iframe noscript form nav aside option select optgroup"
)
_RAW = word_set("script style template svg math textarea noscript object canvas")
_AROUND = word_set("nav footer aside form button select option iframe menu dialog label")
_ABOUT_PAGE = re.compile(
    r"\b(?:class|id|role|data-testid)\s*=\s*[\"']?[^\"'<>]{0,200}\b(?:share|sharing|social|newsletter|related"
    r"|advert\w{0,10}|ad|ads|promo\w{0,6}|cookies?|breadcrumbs?|subscri\w{0,6}|comments?|sidebar|recirc\w{0,10}"
    r"|paywall|navigation|banner|most-read|read-more|recommend\w{0,6}|skip-link|screen-reader-text|sr-only)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"\bhidden(?=[\s=/]|$)|display\s*:\s*none|aria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]*[\t\r\n\f][ \t\r\n\f]*")
_HOLDS_ARTICLE = word_set("article h1 main")
_MOST_OF_PAGE = 0.3
_MARKS = {"li": "- ", "figcaption": "Caption: ", "blockquote": "> "} | {
    f"h{n}": "#" * n + " " for n in range(1, 7)
}


def is_html(text: str) -> bool:
    """Whether a text shows by itself that it is HTML: a document's tags, or two known ones."""
    if _DOCUMENT.search(text):
        return True
    known = _KNOWN.finditer(text)
    return next(known, None) is not None and next(known, None) is not None


def html_edits(text: str) -> Iterator[Edit]:
    """Take out tags, scripts, comments and what stands around the article; put line ends between blocks.

    Headings, items of lists, quotations and captions get the marks of plain text; the date of publication
    that a page keeps for machines becomes a line of its own.
    """
    tags = tags_of(text)
    closers = _closers(tags)
    stamp = stamp_of(text, tags)
    has_heading = any(tag.name == "h1" for tag in tags)
    at = number = cells = 0
    verbatim = 0
    while number < len(tags):
        tag = tags[number]
        if not verbatim:
            yield from _unbroken(text, at, tag.start)
        last = _skipped(text, tags, number, closers, has_heading)
        verbatim = max(0, verbatim + (tag.name == "pre") * (-1 if tag.closing else 1))
        cells = 0 if tag.name == "tr" else cells + (tag.name in ("td", "th") and not tag.closing)
        words = "\n\n" if last > number else _words(tag, cells)
        if stamp is not None and tag.start <= stamp[0] < tags[last].end:
            words, stamp = f"\n\nPublished: {stamp[1]}\n\n", None
        yield Edit(tag.start, tags[last].end, words)
        at, number = tags[last].end, last + 1
    if not verbatim:
        yield from _unbroken(text, at, len(text))


def _unbroken(text: str, start: int, end: int) -> Iterator[Edit]:
    """Write a space for each run of white space that holds a line end, which HTML shows as a space."""
    for match in _BLANK.finditer(text, start, end):
        yield Edit(match.start(), match.end(), " ")


def _words(tag: Tag, cells: int) -> str:
    if tag.name in ("td", "th"):
        return " — " if cells > 1 and not tag.closing else " "
    if tag.name in _MARKS:
        return "\n\n" if tag.closing else "\n\n" + _MARKS[tag.name]
    if tag.name == "q":
        return '"'
    return "\n\n" if tag.name in _BLOCKS else ""


def _closers(tags: Sequence[Tag]) -> dict[int, int]:
    """Numbers of the tags that close others, by the number of the one closed."""
    found: dict[int, int] = {}
    still_open: dict[str, list[int]] = defaultdict(list)
    for number, tag in enumerate(tags):
        if not tag.closing:
            still_open[tag.name].append(number)
        elif still_open[tag.name]:
            found[still_open[tag.name].pop()] = number
    return found


def _skipped(text: str, tags: Sequence[Tag], number: int, closers: dict[int, int], has_heading: bool) -> int:
    """Return the number of the last tag of what is taken out as a whole, beginning with tag ``number``."""
    tag = tags[number]
    last = closers.get(number, number)
    if tag.closing or last == number:
        return number
    if tag.name in _RAW or (tag.name == "title" and has_heading):
        return last
    page = tag.name in _AROUND or bool(_ABOUT_PAGE.search(tag.attributes) or _HIDDEN.search(tag.attributes))
    if not page or tag.name in ("body", "html", "main", "article"):
        return number
    small = tags[last].end - tag.start <= max(400, _MOST_OF_PAGE * len(text))
    # What holds the article itself is no part of the frame, whatever its name is.
    few = last - number < 400 and not any(t.name in _HOLDS_ARTICLE for t in tags[number + 1 : last])
    return last if small and few else number
