"""Laws of reading a page: nothing crashes, quotes are verbatim, copies have the length of the text."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstudy.errors import ArticleError
from eventstudy.extract.article.page import read_page
from eventstudy.extract.article.text import read_text
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.rules import RuleExtractor

# fmt: off
PIECES = st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "<a href='", "\">", "<!--", "-->", "<script>", "</script>",
    "<nav>", "</nav>",
    "<td>", "<li>", "<h1>", "</h1>", "<", ">", "&", "&amp;", "&amp;#8217;", "&#xD800;",
    "&nbsp;", "&bogus;",
    "<meta name=date content=2020-01-08>", "<time datetime=2020-01-08>", "**", "*", "_", "__",
    "`", "```", "~~",
    "[", "](", ")", "![", "# ", "- ", "> ", "|", "|---|", "\n", "\n\n", "\r\n", " ", "  ", "\t",
    "---\n", "title: ",
    "Oil rose 4%. ", "Jan. 3, 2020 ",
    "Jan 3: ", "14:30 GMT - ", "2019", "on Friday ", "By Ann Field", "© 2020 ",
    "Rebels attacked a port", "ENDS", "ﬁ",
    "\u00ad", "\u200b", "\ufeff", "İ", "🙂", "\\*", "https://x.org/a",
    "1. ",
])
# fmt: on
PAGES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=50).map("".join))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(PAGES, st.data())
def test_every_part_of_the_text_stands_in_the_page(source: str, data: st.DataObject) -> None:
    page = read_page(source)
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))
    first, last = page.span(start, end)
    assert 0 <= first <= last <= len(source)
    assert isinstance(page.plain_words(first, last), str)
    # A letter of the text that the page shows as it is stands where the span says.
    if end > start and page.text[start:end].isalpha() and page.text[start:end].isascii():
        kept = source[first:last]
        assert kept[:1] == page.text[start] or kept[:1] in "&ﬁ<"


@QUICK
@given(PAGES)
def test_reading_a_page_twice_gives_the_same(source: str) -> None:
    page = read_page(source)
    assert read_page(source) == page
    try:
        article = read_text(page.text)
    except ArticleError:
        return
    assert len(article.text) == len(article.clean) == len(article.lower)
    ends = 0
    for sentence in article.sentences:
        assert ends <= sentence.start < sentence.end <= len(article.text)
        assert article.text[sentence.start : sentence.end].strip()
        for span in (sentence.heading_time, sentence.section_time):
            assert span is None or 0 <= span[0] < span[1] <= len(article.text)
        ends = sentence.end
    found = find_publication(article, None)
    assert (found.day is None) == (found.source == "unknown")


@settings(QUICK, max_examples=60)
@given(PAGES)
def test_quotes_are_of_the_page_as_given(source: str) -> None:
    page = read_page(source)
    try:
        reading = page.restored(RuleExtractor().extract(page.text, None))
    except ArticleError:
        return
    for item in [*reading.events, *reading.claims]:
        assert source[item.char_start : item.char_end] == item.quote
    for event in reading.events:
        assert all(0 <= first < last <= len(source) for first, last in event.mentions)


# fmt: off
HOSTILE = [
    "<", "<a \"", "<a '", "<!--", "<script>", "<p class=\"", "<nav>", "<div><div class=ad>", "&amp;",
    "&#", "**a", "__a ",
    "*a", "[a](", "![", "[[", "`a", "| a ", "|---", "- - ", "> > ", "# # ", "Jan 3: ", "Jan 3: a\n",
    "14:30 GMT - x\n",
    "A. ", "a.) ", "\u00ad", "  ", "\t\n", "A-A/", "By A ", "(", "Reporting by a ", "---\n", "```\n",
    "© 2020 ", "Fri ",
    "https://a.b/c ", "a\n", "2020/01/", "1. ",
]
# fmt: on


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_page_takes_long(unit: str) -> None:
    source = (unit * (200_000 // len(unit) + 1))[:200_000]
    start = time.process_time()
    article = read_text(read_page(source).text + "\nend of it")
    find_publication(article, None)
    # Generous for a slow machine: growth with the square of the length would take minutes.
    assert time.process_time() - start < 12
