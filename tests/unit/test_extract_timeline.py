"""One timeline of several articles: what is told twice is one event, what differs is two."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from eventstudy.cli import main
from eventstudy.extract import extract, timeline_document
from eventstudy.extract.explain import explanation, timeline_explanation
from eventstudy.extract.files.event_files import events_toml, read_events_toml
from eventstudy.extract.same_event import likeness
from eventstudy.extract.timeline import timeline
from eventstudy.types import Event, Reading

BAGHDAD = ZoneInfo("Asia/Baghdad")


def day(
    iso: str, zone: str = "Asia/Baghdad", *, kind: str = "assault", event_id: str = "x", **changes: object
) -> Event:
    first = date.fromisoformat(iso)
    start = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone))
    event = Event(
        event_id=event_id,
        start=start,
        end=start + timedelta(hours=23, minutes=59, seconds=59),
        precision="day",
        type=kind,
        timezone=zone,
        country="IQ",
        place="Baghdad",
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def minute(iso: str, **changes: object) -> Event:
    at = datetime.fromisoformat(iso)
    event = day(at.date().isoformat())
    return replace(event, start=at, end=at, precision="minute", utc_time=at.astimezone(UTC), **changes)  # type: ignore[arg-type]


ONE = day("2020-01-03", participants=("Iran", "Qassem Soleimani"))
SAME = [
    day("2020-01-03"),
    day("2020-01-03", country=None, place=None),
    day("2020-01-03", place="Baghdad airport", participants=("United States",)),
    day("2020-01-03", participants=("General Soleimani",)),
    day("2020-01-03", modality="background"),
    day("2020-01-02", "America/New_York", country=None, place=None, participants=("Soleimani",)),
    replace(ONE, end=ONE.end + timedelta(days=6), precision="week"),
    minute("2020-01-03T01:00:00+03:00"),
]
OTHER = [
    day("2020-01-04"),
    day("2020-01-05", "America/New_York"),
    day("2020-01-01", "America/New_York"),
    day("2020-01-03", kind="rate_decision"),
    day("2020-01-03", country="US", place="Washington", timezone="America/New_York"),
    day("2020-01-03", place="Kirkuk"),
    day("2020-01-03", place=None, participants=("Abu Bakr",)),
    day("2020-01-03", modality="denied"),
    day("2020-01-03", modality="hypothetical"),
    day("2020-01-02", "America/New_York", country=None, place=None),
    day("2021-01-03"),
    replace(day("2020-01-06"), end=ONE.end + timedelta(days=6), precision="week"),
]


@pytest.mark.parametrize("other", SAME, ids=range(len(SAME)))
def test_tellings_of_one_happening_are_alike(other: Event) -> None:
    assert likeness(ONE, other) > 0
    assert likeness(ONE, other) == likeness(other, ONE)


@pytest.mark.parametrize("other", OTHER, ids=range(len(OTHER)))
def test_what_contradicts_is_another_happening(other: Event) -> None:
    assert likeness(ONE, other) == 0
    assert likeness(other, ONE) == 0


def test_of_statements_only_those_of_one_speaker_are_one():
    said = day("2020-01-03", kind="statement", participants=("Ann Lee",))
    assert likeness(said, day("2020-01-03", kind="statement", participants=("Ms Lee",))) > 0
    assert likeness(said, day("2020-01-03", kind="statement")) == 0


def test_two_hours_apart_are_one_and_half_a_day_apart_are_two() -> None:
    first = minute("2020-01-08T01:30:00+03:00")
    assert likeness(first, minute("2020-01-08T01:34:00+03:00")) > 0
    assert likeness(first, minute("2020-01-07T22:30:00+00:00")) > 0
    assert likeness(first, minute("2020-01-08T13:30:00+03:00")) == 0


def reading(*events: Event) -> Reading:
    return Reading(published=None, events=events)


def test_one_event_of_two_articles_has_two_sources_and_the_finer_date() -> None:
    known = minute("2020-01-03T01:00:00+03:00", participants=("Soleimani",), confidence=0.7)
    line = timeline([("a.txt", reading(replace(ONE, confidence=0.9))), ("b.txt", reading(known))])
    (one,) = line.events
    assert one.event.sources == ("b.txt", "a.txt")
    assert [telling.source for telling in one.tellings] == ["b.txt", "a.txt"]
    assert one.event.utc_time == known.utc_time
    assert one.event.confidence == 0.9
    assert one.event.participants == ("Soleimani", "Iran", "Qassem Soleimani")
    assert line.warnings == ()


def test_events_of_one_article_stay_apart() -> None:
    twins = reading(day("2020-01-03", event_id="a"), day("2020-01-03", event_id="b"))
    line = timeline([("a.txt", twins), ("b.txt", reading(day("2020-01-03", event_id="c")))])
    assert len(line.events) == 2
    assert sorted(len(one.tellings) for one in line.events) == [1, 2]


def test_what_was_expected_and_happened_is_told_as_happened() -> None:
    before = day("2020-01-06", kind="consult", modality="scheduled")
    after = day("2020-01-06", kind="consult")
    (one,) = timeline([("a.txt", reading(before)), ("b.txt", reading(after))]).events
    assert one.event.modality == "happened"
    assert one.event.sources == ("b.txt", "a.txt")


def test_a_day_off_between_zones_is_said() -> None:
    there = day("2020-01-08", event_id="there")
    here = day("2020-01-07", "America/New_York")
    line = timeline([("a.txt", reading(there)), ("b.txt", reading(here))])
    assert len(line.events) == 1
    (warning,) = line.warnings
    assert "b.txt dates there 2020-01-07 (America/New_York) and a.txt 2020-01-08" in warning


def test_copies_of_one_sentence_are_one_event() -> None:
    said = day("2020-01-03", kind="statement", quote="The minister said no.", country=None, place=None)
    wrapped = replace(said, quote="The minister\nsaid no.", event_id="y")
    line = timeline([("a", reading(said)), ("b", reading(wrapped)), ("c", reading(said))])
    (one,) = line.events
    assert one.event.sources == ("a", "b", "c")
    other = replace(said, quote="The minister said yes.")
    assert len(timeline([("a", reading(said)), ("b", reading(other))]).events) == 2
    later = replace(day("2020-01-04", kind="statement"), quote=said.quote)
    assert len(timeline([("a", reading(said)), ("b", reading(later))]).events) == 2


def test_ids_are_made_different() -> None:
    first, second = day("2020-01-03"), day("2020-03-03")
    line = timeline([("a", reading(first)), ("b", reading(second)), ("c", reading(day("2020-05-03")))])
    assert [one.event.event_id for one in line.events] == ["x", "x-2", "x-3"]


def test_an_events_file_keeps_the_sources_it_names() -> None:
    merged = day("2020-01-03", sources=("a.txt", "b.txt"))
    (one,) = timeline([("events.toml", reading(merged)), ("c.txt", reading(ONE))]).events
    assert set(one.event.sources) == {"a.txt", "b.txt", "c.txt"}


# --- articles ------------------------------------------------------------------------------------

FIRST = (
    "BAGHDAD, Jan. 3, 2020 (Wire) - A U.S. drone strike killed Gen. Qassem Soleimani at Baghdad airport early"
    " on Friday.\n\nBrent crude rose 4 percent to $69.02 a barrel on Friday.\n"
)
SECOND = (
    "WASHINGTON, Jan. 5, 2020 - The killing of Qassem Soleimani in an air strike in Baghdad on Jan. 3 has set"
    " the region on edge. On Tuesday, Dec. 31, protesters stormed the U.S. embassy in Baghdad.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "first.txt").write_text(FIRST)
    (tmp_path / "second.md").write_text(SECOND)
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_text(FIRST)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_folder_is_one_timeline(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out, err = run(capsys, "extract", folder, "--strict")
    document = json.loads(out)
    assert code == 0
    assert document["schema"] == "eventstudy/timeline/1"
    assert [article["source"] for article in document["articles"]] == ["first.txt", "second.md"]
    (killing,) = [event for event in document["events"] if event["start_date"] == "2020-01-03"]
    assert sorted(killing["sources"]) == ["first.txt", "second.md"]
    texts = {"first.txt": FIRST, "second.md": SECOND}
    for event in document["events"]:
        assert [telling["source"] for telling in event["tellings"]] == event["sources"]
        for telling in event["tellings"]:
            text = texts[telling["source"]]
            assert text[telling["char_start"] : telling["char_end"]] == telling["quote"]
    assert [claim["source"] for claim in document["claims"]] == ["first.txt"]
    assert "notes.pdf" in err
    assert "hidden" not in out + err


def test_a_folder_inside_is_named(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "older").mkdir()
    (folder / "older" / "third.txt").write_text(FIRST)
    code, _, err = run(capsys, "extract", folder)
    assert code == 0
    assert "not read, as folders inside it: older/." in err


def test_several_files_give_what_the_folder_gives(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    whole = run(capsys, "extract", folder)[1]
    assert run(capsys, "extract", folder / "first.txt", folder / "second.md")[1] == whole
    assert run(capsys, "extract", folder, folder / "first.txt")[1] == whole


@pytest.mark.parametrize("form", ["--toml", "--csv"])
def test_a_timeline_can_be_given_back(capsys: pytest.CaptureFixture[str], folder: Path, form: str) -> None:
    code, out, _ = run(capsys, "extract", folder, form)
    assert code == 0
    again = folder / f"events.{form[2:]}"
    again.write_text(out)
    code, out, _ = run(capsys, "align", again, "--json")
    assert code == 0
    assert {row["date"] for row in json.loads(out)} >= {"2020-01-03"}


def test_a_timeline_in_toml_is_the_same_when_read() -> None:
    line = timeline([("first.txt", extract(FIRST)), ("second.md", extract(SECOND))])
    again = read_events_toml(events_toml(line.reading, name="x"))
    assert again.events == line.reading.events
    assert again.claims == line.reading.claims


@pytest.mark.parametrize("strict", [False, True])
def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], folder: Path, strict: bool
) -> None:
    (folder / "bad.txt").write_bytes(b"\x89PNG\0\0")
    (folder / "empty.txt").write_text("")
    code, out, err = run(capsys, "extract", folder, *(["--strict"] if strict else []))
    assert code == (4 if strict else 0)
    assert len(json.loads(out)["articles"]) == 2
    assert "not read: bad.txt is a binary file" in err
    assert "not read: empty.txt is empty" in err
    assert ("partial: files not read: 2" in err) == strict


def test_files_of_one_name_are_told_apart(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "first.txt").write_text(FIRST)
    code, out, _ = run(capsys, "extract", folder / "first.txt", folder / "other" / "first.txt")
    assert code == 0
    names = [article["source"] for article in json.loads(out)["articles"]]
    assert names == ["first.txt", str(folder / "other" / "first.txt")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing-a.txt", "missing-b.txt"], "none of the 2 files can be read; the first: "),
        (["first.txt", "second.md", "--published", "2020-01-05"], "--published is the date of one article"),
        (["empty"], "holds no text"),
        (["first.txt", "second.md", "--times"], "--times reads one article"),
        (["first.txt", "--times", "--explain"], "give one form"),
        (["first.txt", "--explain", "--csv"], "give one form"),
        (["first.txt", "--times", "--toml"], "give one form"),
        (["first.txt", "second.md", "--extractor", "magic"], "unknown extractor 'magic'"),
        ([], "ARTICLE"),
    ],
)
def test_what_cannot_be_done_exits_2(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    code, out, err = run(capsys, "extract", *arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert says in err


def test_too_many_files_are_refused(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventstudy.inputs.MOST_FILES", 1)
    code, _, err = run(capsys, "extract", folder)
    assert code == 2
    assert "at most 1 are read at once" in err


# --- in words -------------------------------------------------------------------------------------


def test_an_explanation_names_words_rule_zone_interval_and_publication() -> None:
    told = explanation(FIRST, extract(FIRST))
    for words in (
        "publication date: 2020-01-03, from the dateline",
        '"early on Friday"',
        "rule: ",
        "Asia/Baghdad",
        "2020-01-02 21:00:00 to 2020-01-03 02:59:59",
        "an interval of hours and no clock time",
        "claim: brent up",
        "4 percent, to 69.02",
    ):
        assert words in told


def test_an_explanation_says_which_day_a_paragraph_stands_at() -> None:
    text = "On 3 January 2020 rebels attacked a refinery in Basra. They killed two guards.\n"
    found = extract(text)
    event = replace(
        found.events[0],
        event_id="x",
        trigger="killed",
        quote="They killed two guards.",
        char_start=text.index("They"),
        char_end=text.index("They") + 23,
        time_text="",
        date_source="relative",
        rule="the day at which the paragraph stands",
        anchor="publication date 2020-01-08 (given)",
    )
    told = explanation(text, replace(found, events=(event,)))
    assert "it takes the day at which its paragraph stands, 2020-01-03, from " in told
    assert "3 January 2020" in told
    assert "something else" not in told
    assert "counted" not in told


@pytest.mark.parametrize(
    ("words", "source", "said"),
    [
        ("at 2 p.m. ET on March 3", "stated", "the zone that the text names beside the time"),
        ("on March 3", "stated", "that of the time it is dated by"),
        ("", "stated", "that of the time it is dated by"),
        ("on March 3", "place", "that of the event's place"),
    ],
)
def test_a_zone_is_named_by_the_text_only_if_it_is(words: str, source: str, said: str) -> None:
    event = day("2020-03-03", "America/New_York", zone_source=source, time_text=words)
    told = explanation("x", reading(event))
    assert f"America/New_York, {said}" in told


def test_an_explanation_names_the_mentions_that_were_merged() -> None:
    text = "On 3 January 2020 a missile attack hit Basra.\n\nThe attack on Basra killed two.\n"
    event = replace(extract(text).events[0], mentions=((0, 45), (47, 78)), char_start=0, char_end=45)
    told = explanation(text, Reading(published=None, events=(event,)))
    assert "merged with 1 more mention:" in told
    assert '"The attack on Basra killed two."' in told
    assert "publication date: unknown" in told


def test_an_explanation_of_what_was_given_by_hand() -> None:
    event = day("2020-01-03", rule="given by hand", provenance="given", sources=("a", "b"))
    told = explanation("", Reading(published=None, events=(event,)))
    assert "given as assault, happened" in told
    assert "2020-01-03: given by hand" in told
    assert told.startswith("events as given")
    assert "read by     given" in told
    assert "sources     a, b" in told


def test_no_event_is_said() -> None:
    assert "no dated event was found" in explanation("x", Reading(published=None, events=()))


def test_a_merge_is_explained(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out, _ = run(capsys, "extract", folder, "--explain")
    assert code == 0
    assert "one event, 2 articles" in out
    assert "merged: the same kind of event, the same country (IQ)" in out
    assert out.index("=== first.txt") < out.index("=== second.md") < out.index("=== the timeline")


def test_no_merge_is_said() -> None:
    line = timeline([("a", reading(ONE)), ("b", reading(day("2021-03-03")))])
    assert "no event is told by two of the articles" in timeline_explanation({}, line)


def test_terminal_controls_of_an_article_are_shown_not_obeyed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("On 3 January 2020 a \x1b[31mmissile\x1b[0m attack hit Basra.")
    for form in ("--explain", "--json", "--csv", "--toml"):
        code, out, _ = run(capsys, "extract", path, form)
        assert code == 0
        assert "\x1b" not in out


def test_a_timeline_is_json(folder: Path) -> None:
    line = timeline([("a", extract(FIRST)), ("b", extract(SECOND))])
    assert json.loads(json.dumps(timeline_document(line))) == timeline_document(line)
