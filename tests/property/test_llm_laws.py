"""Whatever words of the article a model points at, the reading keeps the laws of a reading."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from eventstudy.extract.article.text import read_text
from eventstudy.extract.events.lexicon import senses
from eventstudy.extract.llm.answers import Answer, ClaimAnswer, EventAnswer
from eventstudy.extract.llm.merge import merged
from eventstudy.extract.llm.reading import llm_claims, llm_events
from eventstudy.extract.llm.rejected import Rejected
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.rules import RuleExtractor

TEXT = (
    "Mill closes\n\nPARIS, March 9, 2018 - A fire broke out at the mill in Lyon shortly before dawn on"
    " Thursday, and the owner filed for insolvency at 3 p.m. GMT on Friday, March 9.\n\nTwo days"
    " earlier the lender had cut its loan; the Bank of France will meet next Tuesday. Shares in Europe"
    " slid: the FTSE 100 fell 1.2 percent to 7,150.3 on Friday, while Brent rose 80 cents.\n"
)
ARTICLE = read_text(TEXT)
WORDS = TEXT.split()


@st.composite
def pieces(draw: st.DrawFn, most: int = 30) -> str:
    start = draw(st.integers(0, len(WORDS) - 1))
    return " ".join(WORDS[start : start + draw(st.integers(1, most))])


event_answers = st.builds(
    EventAnswer,
    quote=pieces() | st.just("An invented sentence stands here"),
    trigger=pieces(2) | st.sampled_from(["fire", "filed", "cut", "meet", "slid"]),
    time=pieces(6)
    | st.sampled_from(["", "on Thursday", "3 p.m. GMT on Friday, March 9", "Two days earlier"]),
    place=pieces(3) | st.sampled_from(["", "Lyon", "Europe", "Bank of France"]),
    type=st.sampled_from([*senses(), "", "nonsense"]),
    modality=st.sampled_from(["happened", "scheduled", "hypothetical", "denied", "background"]),
    participants=st.lists(pieces(3), max_size=3),
)
claim_answers = st.builds(
    ClaimAnswer,
    quote=pieces(),
    asset=pieces(2) | st.sampled_from(["FTSE 100", "Brent"]),
    direction=st.sampled_from(["up", "down", "flat"]),
    sizes=st.lists(pieces(3) | st.sampled_from(["1.2 percent", "80 cents"]), max_size=3),
    level=pieces(3) | st.sampled_from(["", "to 7,150.3"]),
)
answers = st.builds(
    Answer,
    events=st.lists(event_answers, max_size=6).map(tuple),
    claims=st.lists(claim_answers, max_size=4).map(tuple),
)


@given(answers, st.sampled_from([None, date(2018, 3, 9), date(2018, 3, 12)]))
def test_quotes_are_exact_dates_are_ours_and_nothing_is_lost(answer, published):
    publication = find_publication(ARTICLE, published)
    rules = RuleExtractor().extract(TEXT, published)
    rejected = Rejected()
    events = llm_events(ARTICLE, answer, publication, rejected)
    claims = llm_claims(ARTICLE, answer, events, publication, rejected)
    reading = merged(rules, events, claims)
    for one in (*reading.events, *reading.claims):
        assert TEXT[one.char_start : one.char_end] == one.quote
    for event in reading.events:
        assert event.start <= event.end
        assert event.provenance in ("rules", "llm", "rules+llm")
        if event.utc_time is not None:
            assert "p.m." in event.time_text
            assert event.start <= event.utc_time <= event.end
    ids = [event.event_id for event in reading.events]
    assert len(set(ids)) == len(ids)
    assert {event.event_id for event in rules.events} <= set(ids)
    assert set(rules.claims) <= set(reading.claims)
    for claim in claims:
        for size in claim.magnitudes:
            assert f"{size.value:g}" in claim.quote
    assert merged(rules, events, claims) == reading
