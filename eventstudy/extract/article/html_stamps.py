"""The date of publication that a page keeps for machines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventstudy.extract.article.html_tags import Tag

_DAY = r"(?P<day>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_NAMED = re.compile(
    r"\b(?:property|name|itemprop)\s*=\s*[\"']?(?:article:published(?:_time)?|og:published_time|date|pubdate"
    r"|datepublished|publish-?date|publication_?date|dc\.date(?:\.issued)?|dcterms\.(?:date|created|issued)"
    r"|parsely-pub-date|sailthru\.date|cxenseparse:recs:publishtime|citation_(?:publication_)?date)[\"'\s/]",
    re.IGNORECASE,
)
_CONTENT = re.compile(rf"\b(?:content|datetime)\s*=\s*[\"']?\s*{_DAY}", re.IGNORECASE)
_LINKED = re.compile(rf"\"datePublished\"\s*:\s*\"\s*{_DAY}")
_OF_ARTICLE = re.compile(r"datepublished|pubdate|published", re.IGNORECASE)


def stamp_of(text: str, tags: Sequence[Tag]) -> tuple[int, str] | None:
    """Return where a page states its day of publication, and it: in a meta tag, JSON-LD or a time tag."""
    return _in_meta(text, tags) or _in_script(text, tags) or _in_time(text, tags)


def _in_meta(text: str, tags: Sequence[Tag]) -> tuple[int, str] | None:
    for tag in tags:
        if tag.name == "meta" and _NAMED.search(tag.attributes + " "):
            match = _CONTENT.search(text, tag.start, tag.end)
            if match:
                return match.start("day"), match["day"]
    return None


def _in_script(text: str, tags: Sequence[Tag]) -> tuple[int, str] | None:
    for tag in tags:
        if tag.name == "script" and "ld+json" in tag.attributes:
            match = _LINKED.search(text, tag.start, tag.end)
            if match:
                return match.start("day"), match["day"]
    return None


def _in_time(text: str, tags: Sequence[Tag]) -> tuple[int, str] | None:
    """Return the date of a time tag that says so, else of the first before the first paragraph."""
    in_head = True
    for tag in tags:
        in_head = in_head and tag.name != "p"
        if tag.name == "time" and (in_head or _OF_ARTICLE.search(tag.attributes)):
            match = _CONTENT.search(text, tag.start, tag.end)
            if match:
                return match.start("day"), match["day"]
    return None
