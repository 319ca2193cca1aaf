"""Laws of the reader of events: what may change in a text without changing what it tells."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.extract_cases import sense

from eventstudy.extract import extract
from eventstudy.types import Event

PUBLISHED = date(2023, 5, 17)

# Each tells of one day in full, and of nothing that another speaks of.
DATED = [
    "Rebels attacked a port in Yemen on 3 April 2023.",
    "The Bank of Canada raised interest rates on 12 April 2023.",
    "An earthquake struck Chile on 20 March 2023.",
    "Italy's prime minister resigned on 6 February 2023.",
    "Moody's downgraded Egypt on 7 March 2023.",
    "Brussels imposed sanctions on Belarus on 14 February 2023.",
    "Two lenders in Kenya filed for bankruptcy on 27 March 2023.",
    "India restricted rice exports on 21 February 2023.",
    "Protesters stormed the parliament in Tbilisi on 9 March 2023.",
]
LOOSE = [
    "Rockets hit a base in Kirkuk on Monday.",
    "Two days later, jets bombed a camp in Syria.",
    "The storming came after the attack.",
    "The minister resigned overnight.",
    "A week earlier, the talks had collapsed.",
    "Crowds stormed the embassy at noon on Tuesday.",
    "That evening, the governor declared a state of emergency.",
    "OPEC will cut output on June 4.",
    "The Fed raised interest rates at 2 p.m. ET on May 3.",
    "Shares fell three days after the Treasury imposed sanctions.",
    "In retaliation for the attack, the navy seized a tanker.",
]
WORDLESS = [s for s in LOOSE if not any(c.isdigit() for c in s) and "noon" not in s]
TEXTS = st.lists(st.sampled_from([*DATED, *LOOSE]), min_size=1, max_size=6)


def told(events: tuple[Event, ...]) -> list[tuple[str, str, str, str]]:
    return sorted((sense(e), e.start.isoformat(), e.end.isoformat(), e.modality) for e in events)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_white_space_between_sentences_changes_no_date(sentences: list[str], data: st.DataObject) -> None:
    plain = extract("\n".join(sentences), PUBLISHED)
    tails = data.draw(st.lists(st.integers(0, 3), min_size=len(sentences), max_size=len(sentences)))
    loose = "\n".join(s + " " * tail for s, tail in zip(sentences, tails, strict=True))
    assert told(extract(loose, PUBLISHED).events) == told(plain.events)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(1, 3))
def test_more_blank_lines_between_paragraphs_change_no_date(sentences: list[str], more: int) -> None:
    plain = extract("\n\n".join(sentences), PUBLISHED)
    loose = extract(("\n\n" + "\n" * more).join(sentences), PUBLISHED)
    assert told(loose.events) == told(plain.events)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([" ", "\n", "\n\n", "  \n\n "]))
def test_quotes_are_verbatim_and_stand_where_they_say(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    for event in extract(text, PUBLISHED).events:
        assert event.quote
        assert text[event.char_start : event.char_end] == event.quote
        assert event.quote == event.quote.strip()
        assert event.trigger in event.quote
        assert all(0 <= first < last <= len(text) for first, last in event.mentions)


@settings(max_examples=60, deadline=None)
@given(st.permutations(DATED), st.integers(2, len(DATED)))
def test_the_order_of_paragraphs_with_full_dates_does_not_matter(sentences: list[str], few: int) -> None:
    chosen = sentences[:few]
    one, other = "\n\n".join(chosen), "\n\n".join(reversed(chosen))
    assert told(extract(one, PUBLISHED).events) == told(extract(other, PUBLISHED).events)
    assert len(extract(one, PUBLISHED).events) == few


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.just(PUBLISHED)))
def test_reading_twice_gives_the_same(sentences: list[str], published: date | None) -> None:
    text = " ".join(sentences)
    assert extract(text, published) == extract(text, published)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDLESS), min_size=1, max_size=6), st.sampled_from([" ", "\n\n"]))
def test_no_moment_without_a_clock_time(sentences: list[str], between: str) -> None:
    assert all(e.utc_time is None for e in extract(between.join(sentences), PUBLISHED).events)
