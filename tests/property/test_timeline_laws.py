"""Laws of timelines, of edits of events files, and of copied words."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventstudy.errors import DataError
from eventstudy.extract.files.event_files import events_toml, read_events_toml
from eventstudy.extract.llm.answers import Answer, answer_of
from eventstudy.extract.llm.quotes import Finder
from eventstudy.extract.timeline import timeline
from eventstudy.types import Event, Reading

NIGHT = datetime(2020, 1, 1, tzinfo=UTC)


@st.composite
def events(draw: st.DrawFn) -> Event:
    start = NIGHT + timedelta(hours=draw(st.integers(0, 24 * 5)))
    exact = draw(st.booleans())
    return Event(
        event_id=draw(st.sampled_from(["a", "b", "a-2"])),
        start=start,
        end=start if exact else start + timedelta(hours=23, minutes=59),
        precision="minute" if exact else "day",
        utc_time=start if exact else None,
        type=draw(st.sampled_from(["assault", "disaster", "rate_decision"])),
        country=draw(st.sampled_from([None, "IQ", "US"])),
        place=draw(st.sampled_from([None, "Baghdad", "Kirkuk"])),
        participants=tuple(draw(st.lists(st.sampled_from(["Ann Lee", "Bo Ek", "Iran"]), max_size=2))),
        modality=draw(st.sampled_from(["happened", "scheduled", "denied"])),
        provenance="rules",
        label="x",
        rule="full date",
    )


readings = st.lists(events(), max_size=4).map(lambda found: Reading(published=None, events=tuple(found)))
articles = st.lists(readings, max_size=5).map(
    lambda found: [(f"{n}.txt", one) for n, one in enumerate(found)]
)


@given(articles)
def test_every_telling_is_in_one_event_and_every_source_is_named(given_articles):
    line = timeline(given_articles)
    told = [(t.source, id(t.event)) for one in line.events for t in one.tellings]
    assert sorted(told) == sorted((name, id(e)) for name, reading in given_articles for e in reading.events)
    ids = [one.event.event_id for one in line.events]
    assert len(set(ids)) == len(ids)
    for one in line.events:
        sources = [telling.source for telling in one.tellings]
        assert len(set(sources)) == len(sources)
        assert one.event.sources == tuple(sources)
        assert one.event.quote == one.tellings[0].event.quote
    assert [one.event.start for one in line.events] == sorted(one.event.start for one in line.events)


@given(articles)
def test_a_timeline_is_the_same_each_time(given_articles):
    assert timeline(given_articles) == timeline(given_articles)


@given(readings)
def test_an_article_told_twice_adds_sources_and_no_events(reading):
    line = timeline([("a", reading), ("b", reading)])
    assert len(line.events) == len(reading.events)
    assert all(one.event.sources for one in line.events)


CHANGES = {
    "label": "y",
    "type": "protest",
    "modality": "hypothetical",
    "country": "FR",
    "place": "Paris",
    "participants": ("Cy",),
    "confidence": 0.25,
    "event_id": "z",
    "timezone": "Asia/Tokyo",
}


@given(events(), st.sampled_from(sorted(CHANGES)))
def test_any_change_of_a_field_is_an_edit_and_none_is_none(event, name):
    written = events_toml(Reading(published=None, events=(event,)), name="x")
    (same,) = read_events_toml(written).events
    assert same.provenance == "rules"
    changed = replace(event, **{name: CHANGES[name]})
    lines = events_toml(Reading(published=None, events=(changed,)), name="x").splitlines()
    mark = next(line for line in written.splitlines() if line.startswith("written = "))
    edited = "\n".join(mark if line.startswith("written = ") else line for line in lines)
    (found,) = read_events_toml(edited).events
    assert found.provenance == "edited by hand"
    assert getattr(found, name) == CHANGES[name]


@given(st.text("ab .-'\"\n“”’–", min_size=1, max_size=60), st.data())
def test_copied_words_are_found_where_they_stand(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    at = Finder(text).within(words)
    whole = (start == 0 or not text[start - 1].isalnum() or not text[start].isalnum()) and (
        end == len(text) or not text[end].isalnum() or not text[end - 1].isalnum()
    )
    if at is not None:
        plain = str.maketrans("“”’–", '""\'-')
        assert text[slice(*at)].translate(plain).split() == words.translate(plain).split()
    if words.strip() and whole and words == words.strip():
        assert at is not None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_answer_is_more_than_an_error(value):
    for document in (value, {"events": value}, {"events": [value], "claims": [value]}):
        answer = Answer()
        with suppress(DataError):
            answer = answer_of(json.dumps(document))
        assert answer.events == answer.claims == ()
