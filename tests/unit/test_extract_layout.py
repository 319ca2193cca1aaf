"""Sentences: where they end, what they are, and the time that heads them in a timeline."""

import pytest

from eventstudy.extract.article.text import Article, Sentence, news_sentences, read_text


def sentences(text: str) -> list[str]:
    article = read_text(text)
    return [text[s.start : s.end] for s in article.sentences]


def sentence(text: str, words: str) -> Sentence:
    article = read_text(text)
    return next(s for s in article.sentences if text[s.start : s.end].startswith(words))


def head(article: Article, span: tuple[int, int] | None) -> str | None:
    return None if span is None else article.text[slice(*span)]


SPLITS = [
    ("The U.S. Federal Reserve cut rates. Stocks rose.", 2),
    ("Troops left the U.S. The base is empty.", 2),
    ("It was hit on Jan. 3. It burned.", 2),
    ("It was hit in Jan. The fire burned.", 2),
    ("Gen. A. B. Khan died. He was 60.", 2),
    ("J. P. Morgan and St. Mary's Corp. of Ohio agreed.", 1),
    ("It opened at 9:30 a.m. Monday.", 1),
    ("It opened at 9:30 a.m. Traders cheered.", 2),
    ("It fell at 2 p.m. ET. It rose later.", 2),
    ("Acme Inc. said on Friday it would close.", 1),
    ("He works for Acme Inc. The firm is small.", 2),
    ("See No. 10 for details.", 1),
    ("The index lost 2.5 percent. Gold rose 1.1.", 2),
    ('"It is over." He left.', 2),
    ('"Is it over?" he asked.', 1),
    ("“It is over!” she said. “Go home.”", 2),
    ("Well ... it fell. Then it rose.", 2),
    ("It fell… Then it rose.", 2),
    ("Prices fell.[1] They rose.[2][3] They fell.", 3),
    ("Shares of the chip maker sank. iPhone sales fell.", 2),
    ("The raid failed (it was the third). More followed.", 2),
    ("Mr. and Mrs. Doe v. the state, Dr. Roe said.", 1),
    ("It cost approx. 5 million, i.e. nothing.", 1),
    ("That was Plan B. The army had no Plan C.", 2),
    ("Sen. Lee, R-Utah, met Rep. Poe at Ft. Hood.", 1),
    ("Jan. 3: The port shuts; Jan. 7: A base is hit; Jan. 8: Talks begin.", 3),
    ("The port shut; a base was hit; talks began.", 1),
]


@pytest.mark.parametrize(("text", "count"), SPLITS)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


PARAGRAPH = "Rebels attacked a port in Yemen on Friday, and oil rose by two per cent in London trading."

KINDS = [
    (f"Oil jumps after raid\n\n{PARAGRAPH}", "Oil jumps", "headline"),
    (f"# Oil jumps\n\n{PARAGRAPH}", "Oil jumps", "headline"),
    (f"Oil jumps\n\n{PARAGRAPH}\n\nWhat comes next\n\n{PARAGRAPH}", "What comes", "headline"),
    (f"Oil jumps\n\nPublished: 8 January 2020\n\n{PARAGRAPH}", "Published", "dateline"),
    (f"Oil jumps\n\n8 January 2020\n\n{PARAGRAPH}", "8 January", "dateline"),
    (f"Oil jumps\n\nBy Ann Field and Bo Lee\n\n{PARAGRAPH}", "By Ann", "boilerplate"),
    (f"Oil jumps\n\n{PARAGRAPH}\n\nAdvertisement\n\n{PARAGRAPH}", "Advert", "boilerplate"),
    (f"{PARAGRAPH} (Reporting by A. Poe; Editing by B. Roe)", "(Reporting", "boilerplate"),
    (f"{PARAGRAPH}\n\nRead more: Rebels attacked a ship", "Read more", "boilerplate"),
    (f"{PARAGRAPH}\n\nSign up for our newsletter on attacks.", "Sign up", "boilerplate"),
    (f"{PARAGRAPH}\n\nFollow us on Twitter.", "Follow", "boilerplate"),
    (f"{PARAGRAPH}\n\n© 2020 Wire. All rights reserved.", "©", "boilerplate"),
    (f"{PARAGRAPH}\n\nCopyright 2020 Wire", "Copyright", "boilerplate"),
    (f"{PARAGRAPH}\n\n{PARAGRAPH}\n\nENDS\n\nAnn Field, 555 1234", "Ann", "boilerplate"),
    (f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n###\n\nAcme attacked a rival in 2001.", "Acme", "boilerplate"),
    (f"{PARAGRAPH}\n\nAbout Acme Corp.\n\nAcme cut prices in 2001.", "Acme cut", "boilerplate"),
    (f"{PARAGRAPH}\n\nForward-Looking Statements\n\nWe may cut output.", "We may", "boilerplate"),
    (f"{PARAGRAPH}\n\nMedia contacts\n\nAnn Field\n\nBo Lee", "Bo", "boilerplate"),
    (f"{PARAGRAPH}\n\nAbout the author\n\nAnn covered the raid of 2001.", "Ann", "boilerplate"),
    (f"{PARAGRAPH}\n\nRelated articles\n\nRebels storm embassy\n\nBank fails", "Bank", "boilerplate"),
    (f"{PARAGRAPH}\n\nFILE PHOTO: Smoke over the port.\n\n{PARAGRAPH}", "FILE", "caption"),
    (f"{PARAGRAPH}\n\nA map of the port hit on Jan. 3.\n\n{PARAGRAPH}", "A map", "caption"),
    (f"{PARAGRAPH}\n\nIn this Jan. 3, 2020, file photo, it burns.", "In this", "caption"),
    (f"{PARAGRAPH}\n\nSmoke over the port. REUTERS/Ann Field\n\n{PARAGRAPH}", "Smoke", "caption"),
    (f"{PARAGRAPH}\n\n- Gold rose.\n- Silver fell.", "Silver", "list_item"),
    (f"{PARAGRAPH}\n\n1. Gold rose.\n2. Silver fell.", "Silver", "list_item"),
    (f"{PARAGRAPH}\n\n• Gold rose.\n• Silver fell.", "Gold", "list_item"),
    (f"> {PARAGRAPH}\n\nIt ended.", "Rebels", "body"),
    # what only looks like the page
    (f"{PARAGRAPH}\n\nAbout 30 people were killed in the port.", "About 30", "body"),
    (f"{PARAGRAPH}\n\nBy Friday the port was shut.", "By Friday", "body"),
    (f"{PARAGRAPH}\n\nFollow-up raids hit the port.", "Follow-up", "body"),
    (f"{PARAGRAPH}\n\nSubscribers fell by 2 million.", "Subscribers", "body"),
    (f"{PARAGRAPH}\n\nContacts between the two broke off on Friday.", "Contacts", "body"),
    (f"{PARAGRAPH}\n\nReuters reported the raid on Friday.", "Reuters", "body"),
    (f"{PARAGRAPH}\n\nThe copyright law passed on Friday.", "The copyright", "body"),
    ("Oil jumps after raid", "Oil", "body"),
]


@pytest.mark.parametrize(("text", "words", "kind"), KINDS)
def test_what_a_sentence_is(text: str, words: str, kind: str) -> None:
    found = sentence(text, words)
    assert found.kind == kind
    assert found.caption == (kind == "caption")
    assert found.is_news == (kind not in ("boilerplate", "dateline"))


def test_news_sentences_leave_the_page_out() -> None:
    text = f"Oil jumps\n\nBy Ann Field\n\n8 January 2020\n\n{PARAGRAPH}\n\nRead more: Rebels storm embassy"
    assert [text[s.start : s.end] for s in news_sentences(read_text(text))] == ["Oil jumps", PARAGRAPH]


def test_the_title_is_the_headline_without_its_marks() -> None:
    assert read_text(f"Advertisement\n\n8 January 2020\n\n# Oil  jumps\n\n{PARAGRAPH}").title == "Oil jumps"
    assert read_text(PARAGRAPH).title == PARAGRAPH


BLOG = """Live: the raid

## January 3, 2020

14:30 GMT - Rockets hit a base
No one was hurt. Oil rose.

15:10 GMT - The president speaks
He said all was well.

## January 4, 2020

Markets were shut.

## Reaction

Traders shrugged."""

HEADS = [
    ("14:30", "14:30 GMT", "January 3, 2020"),
    ("Oil rose", "14:30 GMT", "January 3, 2020"),
    ("He said", "15:10 GMT", "January 3, 2020"),
    ("Markets", None, "January 4, 2020"),
    ("Traders", None, None),
]


@pytest.mark.parametrize(("words", "entry", "section"), HEADS)
def test_the_time_that_heads_an_entry_and_its_section(words: str, entry: str, section: str) -> None:
    article, found = read_text(BLOG), sentence(BLOG, words)
    assert (head(article, found.heading_time), head(article, found.section_time)) == (entry, section)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("2020-01-03 — A raid.\n2020-01-08 — A reply.", ["2020-01-03", "2020-01-08"]),
        ("- Jan 3: A raid.\n- Jan 8: A reply.", ["Jan 3", "Jan 8"]),
        ("* 3 January 2020: A raid. It burned.\n* 8 January: Talks.", ["3 January 2020"] * 2 + ["8 January"]),
        ("1973: An embargo.\n1979: A revolution.", ["1973", "1979"]),
        ("Early March 2020: A pact fails.\nQ2 2020: It returns.", ["Early March 2020", "Q2 2020"]),
        ("Sept 12-14: Talks fail.\nMonday, Sept. 15: It files.", ["Sept 12-14", "Monday, Sept. 15"]),
        ("| Jan 3 | A raid.\n6.30 am: A reply.", [None, "6.30 am"]),
        ("Oil: It rose.\nGold: It fell.", [None, None]),
        ("Jan 3: A raid.", [None]),
    ],
)
def test_entries_of_a_timeline(lines: str, expected: list) -> None:
    text = f"Timeline\n\n{lines}"
    article = read_text(text)
    assert [head(article, s.heading_time) for s in article.sentences[1:]] == expected or expected[0] is None


def test_a_table_row_does_not_head_the_prose_below() -> None:
    text = f"Timeline\n\nJan 3 — A raid\nJan 8 — A reply\n\n{PARAGRAPH}"
    assert sentence(text, "Rebels").heading_time is None


@pytest.mark.parametrize(
    "text", ["３％ fell on １４ ＡＰＲＩＬ", "mis\u00adsile", "a\u200bb", "«x» ‹y› – — ―"]
)
def test_the_copy_for_matching_has_the_length_of_the_text(text: str) -> None:
    article = read_text(text)
    assert len(article.clean) == len(article.lower) == len(text)


def test_full_width_signs_become_plain() -> None:
    assert read_text("３．５％ on １４ ＡＰＲＩＬ").clean == "3.5% on 14 APRIL"


def test_a_line_end_inside_a_paragraph_is_a_space() -> None:
    text = "The army said that it had struck a base in the north of\nIraq early on Friday.\n"
    assert "north of Iraq" in read_text(text).clean
