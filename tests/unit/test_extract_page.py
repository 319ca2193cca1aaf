"""HTML and Markdown read as plain text, and the way back to the page as given."""

from datetime import date

import pytest

from eventstudy.extract.article.html_markup import is_html
from eventstudy.extract.article.page import plain_words, read_page
from eventstudy.extract.article.text import read_text
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.rules import RuleExtractor

HTML = [
    ("<p>Oil <b>rose</b></p><p>4%</p>", "Oil rose 4%"),
    ("<p>The S&amp;P&nbsp;500 fell</p><br>", "The S&P 500 fell"),
    ("<p>Iran&rsquo;s &#8220;reply&#x201D; &mdash; all</p><br>", "Iran’s “reply” — all"),
    ("<p>AT&amp;amp;T and R&amp;amp;#38;D</p><p></p>", "AT&T and R&#38;D"),
    ("<p>a</p><script>var x = '<p>attack</p>';</script><p>b</p>", "a b"),
    ("<p>a</p><style>p { top: 1 }</style><p>b</p>", "a b"),
    ("<p>a</p><!-- <p>attack</p> --><p>b</p>", "a b"),
    ('<p title="x > y">a</p><p>b</p>', "a b"),
    ("<nav><ul><li>Home</li></ul></nav><p>a</p>", "a"),
    ("<p>a</p><footer><p>© 2020</p></footer>", "a"),
    ("<p>a</p><aside>other raid</aside><form><button>Go</button></form><p>b</p>", "a b"),
    ('<p>a</p><div class="related-links"><p>other raid</p></div><p>b</p>', "a b"),
    ('<p>a</p><p hidden>secret</p><p style="display: none">x</p>', "a"),
    ("<h1>Title</h1><p>a</p>", "# Title a"),
    ("<ul><li>a</li><li>b</li></ul>", "- a - b"),
    ("<figure><figcaption>Smoke</figcaption></figure><p>a</p>", "Caption: Smoke a"),
    ("<table><tr><td>Jan 3</td><td>Raid</td></tr><tr><td>Jan 8</td><td>Talks</td></tr></table>",
     "Jan 3 — Raid Jan 8 — Talks"),
    ("<p>one\n   two</p><pre>three</pre>", "one two three"),
    ("<P>a<BR/>b</P>", "a b"),
    ("<html><head><title>T</title></head><body><h1>H</h1>a</body></html>", "# H a"),
    ("<html><head><title>T</title></head><body>a</body></html>", "T a"),
    # broken
    ("<p>a<p>b<nav>c", "a b c"),
    ("<p>a</p></p></div><p>b", "a b"),
    ("<p>5 < 6 and 7 > 3</p><p>b", "5 < 6 and 7 > 3 b"),
    ("<p>a</p><!-- never closed <p>b</p>", "a <!-- never closed b"),
    ("<p>a</p><script>x <p>b</p>", "a x b"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "words"), HTML)
def test_html_as_it_reads(page: str, words: str) -> None:
    assert is_html(page)
    assert plain_words(page) == words


MARKDOWN = [
    ("An [attack](https://x.org/2020/01/03 'day') here", "An attack here"),
    ("A [base](https://x.org/a_(b)) here", "A base here"),
    ("**Oil** rose *4%* and __gold__ fell _1%_", "Oil rose 4% and gold fell 1%"),
    ("***Oil*** ~~fell~~ `rose`", "Oil fell rose"),
    ("![Smoke](x.png)", "Caption: Smoke"),
    ("a\n\n```\nattack\n```\n\nb", "a b"),
    ("a\n\n```\nattack", "a ``` attack"),
    ("---\ntitle: \"Oil\"\nauthor: x\n---\n\nb", "# Oil b"),
    ("| A | B |\n|---|---|\n| Jan 3 | Raid |", "A — B Jan 3 — Raid"),
    ("See https://x.org/2020-01-03/raid now", "See now"),
    ("See <https://x.org> now", "See now"),
    ("a\n\n[1]: https://x.org/raid\n\nb", "a b"),
    ("5 \\* 3", "5 * 3"),
    ("Title\n=====\n\na", "Title a"),
    # plain text stays
    ("2 * 3 * 4 and snake_case_name and a*b*c", "2 * 3 * 4 and snake_case_name and a*b*c"),
    ("[sic] and (see above) [1]", "[sic] and (see above) [1]"),
    ("# Oil\n\n- a\n\n> b", "# Oil - a > b"),
    ("a < b and c > d", "a < b and c > d"),
    ("mis\u00adsile and zero\u200bwidth", "missile and zerowidth"),
    ("ﬁrst oﬀer", "first offer"),
    ("one\r\ntwo  three", "one two three"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "words"), MARKDOWN)
def test_markdown_as_it_reads(page: str, words: str) -> None:
    assert not is_html(page)
    assert plain_words(page) == words


def test_plain_text_is_left_as_it_is() -> None:
    text = "Oil rose 4%.\n\n“It is a raid,” he said – on Jan. 3."
    page = read_page(text)
    assert (page.text, page.passes, page.span(3, 9)) == (text, (), (3, 9))


ARTICLE = """<!DOCTYPE html><html><head><title>Oil jumps | News</title>
<meta property="article:published_time" content="2020-01-08T10:00:00Z"></head><body>
<article><h1>Oil jumps after <em>raid</em></h1>
<p>The <a href="/x/2019-05-05">S&amp;P&nbsp;500</a> fell <b>3</b>% on
Wednesday. <i>Rockets</i> hit a base in <span title="a > b">Iraq</span> on <b>Jan. 7</b>.</p>
<ul><li>Brent rose <b>4%</b>.</li></ul></article>
<div class="newsletter"><p>Rebels attacked a port in Yemen on Jan. 2.</p></div></body></html>"""


def test_quotes_are_of_the_page_as_given() -> None:
    page = read_page(ARTICLE)
    reading = page.restored(RuleExtractor().extract(page.text, None))
    items = [*reading.events, *reading.claims]
    assert len(items) >= 3
    for item in items:
        assert ARTICLE[item.char_start : item.char_end] == item.quote
        assert item.quote[0] not in "<>&"
        assert not item.quote.endswith(">")
    quotes = {page.plain_words(item.char_start, item.char_end) for item in items}
    assert "Rockets hit a base in Iraq on Jan. 7." in quotes
    assert not any("Yemen" in quote for quote in quotes)
    assert reading.title == "Oil jumps after raid"
    assert reading.published == date(2020, 1, 8)


@pytest.mark.parametrize(
    "stamp",
    [
        '<meta property="article:published_time" content="2020-01-08T10:00:00Z">',
        '<meta content="2020-01-08" itemprop="datePublished">',
        '<meta name="date" content="2020-01-08"/>',
        '<script type="application/ld+json">{"datePublished": "2020-01-08T01:00"}</script>',
        '<time datetime="2020-01-08T10:00">3 hours ago</time>',
    ],
)
def test_the_date_that_a_page_keeps_for_machines(stamp: str) -> None:
    text = read_page(f"<html>{stamp}<h1>Oil jumps</h1><p>Oil rose on Wednesday.</p></html>").text
    found = find_publication(read_text(text), None)
    assert (found.day, found.source) == (date(2020, 1, 8), "dateline")
    assert "2020-01-08" in found.evidence


@pytest.mark.parametrize(
    "other", ['<meta name="expires" content="2030-01-01">', '<meta name="date" content="x">']
)
def test_other_dates_of_a_page_do_not_count(other: str) -> None:
    assert "Published" not in read_page(f"<html>{other}<p>Oil rose.</p></html>").text


def test_what_no_article_can_be_is_left_to_be_refused() -> None:
    for text in ("<p>a</p>\x00<p>b</p>", "<p>a</p>\ud800<p>b</p>"):
        assert read_page(text).text == text
