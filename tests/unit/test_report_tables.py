import math
import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from unit.report_cases import content, event, finding, january, prices, sessions

from eventstudy.report import boxes, data_box, evidence, tables
from eventstudy.report.assemble import report_input
from eventstudy.report.compose import compose
from eventstudy.report.document import Paragraph, Picture, Table
from eventstudy.report.figures import not_drawn
from eventstudy.report.findings import asset_name, findings, numbering, overlapping_horizons
from eventstudy.report.results import results_document
from eventstudy.study import EPISODE_WINDOW, run_study
from eventstudy.types import Reading


@pytest.fixture(scope="module")
def report():
    return january()


@pytest.fixture(scope="module")
def numbers(report):
    return numbering(report.aligned, report.reading.events)


@pytest.fixture(scope="module")
def document(report):
    return compose(report)


def all_tables(document):
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def column(table, title):
    at = [one.title for one in table.columns].index(title)
    return [row.cells[at].text for row in table.rows if row.cells]


# --- numbers of events ------------------------------------------------------------------------


def test_dated_events_are_numbered_in_order_of_time(numbers):
    assert numbers.by_id == {"killing": 1, "missiles": 2}


def test_events_of_one_session_are_told_together():
    two = content([event("b", date(2020, 1, 3)), event("a", date(2020, 1, 3)), event("c", date(2020, 1, 8))])
    found = numbering(two.aligned, two.reading.events)
    assert found.text("brent", pd.Timestamp("2020-01-03"), "a") == "1, 2"
    assert found.text("brent", pd.Timestamp("2020-01-08"), "c") == "3"
    assert len(findings(two, found)) == 4


# --- findings ---------------------------------------------------------------------------------


def test_findings_hold_the_numbers_of_the_study(report, numbers):
    found = findings(report, numbers)
    assert [(one.asset, one.number) for one in found] == [
        ("Brent crude", "1"), ("Brent crude", "2"),
        ("Dow Jones Industrial Average", "1"), ("Dow Jones Industrial Average", "2"),
    ]  # fmt: skip
    first = found[0]
    tests = report.result.tests.set_index(["test", "event_id", "security", "first", "last"])["p_value"]
    for name, value in (("ewma_rank", first.p_rank), ("t", first.p_t), ("placebo_max", first.p_family)):
        assert value == tests[name, "killing", "brent", 0, 0]
    assert first.ar == report.result.car(0, 0)["killing", "brent"]


def test_the_move_is_the_simple_return_of_the_session(report, numbers):
    close = prices().close["brent"]
    at = close.index.get_loc(pd.Timestamp("2020-01-03"))
    assert findings(report, numbers)[0].move == pytest.approx(close.iloc[at] / close.iloc[at - 1] - 1)


def test_car_paths_end_at_the_declared_horizon(report):
    paths, cars = report.result.car_paths, report.result.cars
    assert set(paths["day"]) == set(range(-1, 6))
    to_one = paths[paths["day"] == 1].reset_index(drop=True)
    declared = cars[(cars["first"] == -1) & (cars["last"] == 1)].reset_index(drop=True)
    for name in ("car", "ci_low", "ci_high"):
        assert to_one[name].to_numpy() == pytest.approx(declared[name].to_numpy())


def test_path_intervals_are_those_of_the_constant_mean_model(report):
    row = report.result.car_paths.query("event_id == 'killing' and security == 'brent' and day == 5").iloc[0]
    held = report.result.events.query("event_id == 'killing' and security == 'brent'").iloc[0]
    error = held["sigma"] * np.sqrt(7 + 49 / held["n_estimation"])
    assert row["ci_high"] - row["car"] == pytest.approx(stats.t.ppf(0.975, held["dof"]) * error)


def test_overlap_is_found_by_horizon(report):
    assert overlapping_horizons(report.result) == ((0, 5),)


# --- tables -----------------------------------------------------------------------------------


def test_day_zero_table_has_every_event_and_asset(report, numbers):
    found = findings(report, numbers)
    table = tables.day_zero_table(found)
    assert column(table, "Event") == ["1", "2"] * 2
    assert [row.group for row in table.rows if row.group] == ["Brent crude", "Dow Jones Industrial Average"]
    assert column(table, "AR %")[0] == f"{100 * found[0].ar:+.1f}".replace("-", "−")


def test_horizon_table_marks_the_windows_that_overlap(report, numbers):
    table = tables.horizon_table(report.result, numbers, ["brent", "dow"])
    marked = {row.cells[2].text for row in table.rows if row.cells and row.cells[2].mark}
    assert marked == {"[0, +5]"}
    assert tables.OVERLAP in [note.text for note in table.notes]
    assert len([row for row in table.rows if row.cells]) == 2 * 2 * 3


def test_episode_table_does_not_average_opposite_events(report):
    table = tables.episode_table(report.result)
    assert tables.OPPOSITE in table.foot
    assert "Mean CAR" not in table.foot
    assert column(table, "Events") == ["2"] * 8


def test_only_windows_that_share_sessions_are_marked():
    days = [date(2020, 1, 3), date(2020, 1, 6), date(2020, 1, 24)]
    three = content([event(f"e{at}", day) for at, day in enumerate(days)])
    table = tables.horizon_table(three.result, numbering(three.aligned, three.reading.events), ["brent"])
    marked = {row.cells[0].text for row in table.rows if row.cells and row.cells[2].mark}
    assert marked == {"1", "2"}
    assert tables.OVERLAP in [note.text for note in table.notes]


@pytest.fixture(scope="module")
def far_apart():
    """Events spread over more sessions than the estimation window has."""
    return content([event(f"e{at}", day) for at, day in enumerate(sessions(160, 26, 9))])


def test_a_family_that_could_not_be_tested_is_said_so_everywhere(far_apart):
    document = compose(far_apart)
    found = findings(far_apart, numbering(far_apart.aligned, far_apart.reading.events))
    assert {one.verdict for one in found} == {"untested"}
    told = " ".join(document.summary)
    assert f"None of the {len(found)} event-day moves could be tested family-wise" in told
    assert "stands out" not in told.replace("stand out is not proof", "")
    assert "could be tested family-wise" in dict(document.glance)["Event-day moves that stand out"]
    assert "cannot be established" in document.headline
    table = tables.day_zero_table(found)
    assert set(column(table, "Family p")) == {"–"}
    assert tables.UNTESTED in " ".join([table.foot, *(note.text for note in table.notes)])


def test_events_far_apart_are_no_episode(far_apart):
    assert tables.episode_table(far_apart.result) is None
    assert "span 225 sessions" in tables.long_episode(far_apart.result)
    texts = [b.text for s in compose(far_apart).sections for b in s.blocks if isinstance(b, Paragraph)]
    assert tables.long_episode(far_apart.result) in texts
    assert any("No figure shows the abnormal return of every session" in text for text in texts)


def test_many_events_have_few_footnotes(far_apart):
    for table in all_tables(compose(far_apart)):
        assert len(table.notes) <= tables.MOST_OTHER_NOTES, table.title


def test_events_near_one_another_are_an_episode(report):
    assert tables.long_episode(report.result) == ""
    assert not_drawn(report) == ""


def test_events_of_one_session_share_a_panel():
    two = content([event("b", date(2020, 1, 3)), event("a", date(2020, 1, 3)), event("c", date(2020, 1, 8))])
    alt = next(p for p in compose(two).pictures if p.name == "cumulative_abnormal_returns").alt
    assert "events 1, 2 from" in alt
    assert "event 3 from" in alt
    assert "event 2 from" not in alt


def test_one_event_is_no_episode():
    assert tables.episode_table(content([event("only", date(2020, 1, 3))]).result) is None


def test_relative_table_says_what_it_is(report, numbers):
    table = tables.relative_table(report.relative, numbers)
    assert "Relative effect" in table.title
    assert "bad control" in table.foot
    assert len(table.rows) == 4
    assert tables.relative_table((), numbers) is None


def test_every_mark_has_its_footnote_and_every_footnote_its_mark(document):
    many = compose(content([event(f"e{at}", day) for at, day in enumerate(sessions(350, 12, 2))]))
    for table in [*all_tables(document), *all_tables(many)]:
        used = {mark for row in table.rows for cell in row.cells for mark in cell.mark.split(",") if mark}
        assert used == {note.mark for note in table.notes}


def test_columns_of_numbers_have_one_number_of_decimals(document):
    for table in all_tables(document):
        for at, one in enumerate(table.columns):
            texts = [row.cells[at].text for row in table.rows if row.cells]
            decimals = {len(text.partition(".")[2]) for text in texts if re.fullmatch(r"[+−]?\d+\.\d+", text)}
            assert len(decimals) <= 1, one.title


def test_tables_and_figures_are_numbered_in_order(document):
    assert [table.number for table in all_tables(document)] == list(range(1, len(all_tables(document)) + 1))
    assert [picture.number for picture in document.pictures] == list(range(1, len(document.pictures) + 1))


def test_every_figure_says_what_it_shows(document):
    names = [picture.name for picture in document.pictures]
    assert names == [
        "prices",
        "abnormal_by_session",
        "cumulative_abnormal_returns",
        "heat_map_brent",
        "heat_map_dow",
    ]
    assert all(
        isinstance(p, Picture) and re.search(r"\d", p.alt) and len(p.alt) > 80 for p in document.pictures
    )


# --- evidence ---------------------------------------------------------------------------------


def test_events_table_has_words_time_evidence_and_sessions(report, numbers):
    table = evidence.events_table(report, numbers)
    cells = [cell.text for cell in table.rows[0].cells]
    assert cells == [
        "1", "Label of killing: “words about killing”", "3 Jan 2020, 00:00–09:00 (America/New York)",
        "date stated", "3 Jan 2020", "3 Jan 2020",
    ]  # fmt: skip


def test_an_interval_is_told_with_both_ends():
    one = event("statement", date(2020, 1, 2))
    one = replace(one, precision="range", start=one.start.replace(hour=16), end=one.end + timedelta(hours=25))
    assert evidence.when(one) == "2 Jan 2020, 16:00 to 3 Jan 2020, 10:00 (America/New York)"


@pytest.mark.parametrize(
    ("source", "rule", "said"),
    [
        ("relative", "counted from the event before it", "counted from the event before it: “hours later”"),
        ("relative", "R2/anchor_x", "worked out from: “hours later”"),
        ("stated", "full date", "date stated: “hours later”"),
        ("stated", "given by hand", "date given: “hours later”"),
    ],
)
def test_how_an_event_was_dated(source, rule, said):
    one = event("e", date(2020, 1, 2), date_source=source, rule=rule, time_text="hours later")
    assert evidence.how_dated(one) == said


def test_an_ambiguous_session_is_marked_with_the_reason():
    whole_day = event("day", date(2020, 1, 3))
    late = content([type(whole_day)(
        event_id="day", start=whole_day.start, end=whole_day.start.replace(hour=23), precision="day",
        timezone="America/New_York",
    )])  # fmt: skip
    found = numbering(late.aligned, late.reading.events)
    table = evidence.events_table(late, found)
    assert table.rows[0].cells[4].mark == "a"
    assert table.rows[0].cells[4].text == "3 or 6 Jan 2020"
    assert "both sides" in table.notes[0].text
    brent, _ = findings(late, found)
    next_day = late.result.abnormal.query("security == 'brent' and day == 1")["ar"].iloc[0]
    told = f"{100 * next_day:+.1f} %".replace("-", "−")
    said = f"For event 1 the session could also be 6 January 2020, abnormal return {told}"
    assert said in brent.other
    assert brent.other in [note.text for note in tables.day_zero_table((brent, finding())).notes]


def test_a_first_session_without_a_return_keeps_its_row():
    held = prices()
    # A new contract whose own previous settlement is not known has no return that day.
    rolls = {"brent": (*held.rolls["brent"], pd.Timestamp("2020-01-03"))}
    events = (event("killing", date(2020, 1, 3)), event("missiles", date(2020, 1, 8)))
    made = report_input(Reading(published=None, events=events), replace(held, rolls=rolls), title="t")
    left = evidence.left_out_table(made, numbering(made.aligned, made.reading.events))
    assert "a return is missing" in left.rows[0].cells[4].text
    result = run_study(
        made.returns, made.aligned, window=EPISODE_WINDOW, horizons=((0, 0), (1, 5)), tests=("t",)
    )
    made = replace(made, result=result)
    found = findings(made, numbering(made.aligned, made.reading.events))
    lost = [one for one in found if not math.isfinite(one.ar)]
    assert [(one.asset, one.number) for one in lost] == [("Brent crude", "1")]
    table = tables.day_zero_table(found)
    assert column(table, "AR %")[0] == "–"
    assert tables.NO_RETURN in [note.text for note in table.notes]
    assert any("not known, not zero" in sentence for sentence in compose(made).summary)


def test_events_left_out_are_listed_with_the_reason(report, numbers):
    table = evidence.left_out_table(report, numbers)
    assert len(table.rows) == 1
    texts = [cell.text for cell in table.rows[0].cells]
    assert texts[:4] == ["–", "words about funeral", "Brent crude, Dow Jones Industrial Average", "alignment"]
    assert "announces" in texts[4]


def test_studied_and_left_out_make_up_what_was_given():
    days = [date(2020, 1, 3), date(2020, 1, 3), date(2020, 1, 8), date(1999, 1, 4)]
    mixed = content([event(f"e{at}", day) for at, day in enumerate(days)])
    found = numbering(mixed.aligned, mixed.reading.events)
    left = evidence.left_out_table(mixed, found)
    studied = {row.event_id for row in mixed.result.events.itertuples() if row.status == "studied"}
    assert studied == {"e0", "e2"}
    assert len(left.rows) == 2


def test_claims_table_gives_verdict_and_reason(report):
    table = evidence.claims_table(report.claim_checks)
    assert column(table, "Verdict") == [check.verdict for check in report.claim_checks]
    assert "gold" in column(table, "Why")[1]
    assert evidence.claims_table(()) is None


# --- boxes ------------------------------------------------------------------------------------


def test_method_says_enough_to_repeat_the_study(report):
    facts = dict(boxes.method(report))
    assert facts["Returns"].startswith("log")
    assert "constant mean" in facts["Normal return"]
    assert "[−260, −11]" in facts["Estimation window"]
    assert "250 sessions" in facts["Estimation window"]
    assert "[0, 0], [0, +1], [−1, +1] and [0, +5]" in facts["Horizons"]
    assert "family-wise" in facts["Tests"]
    assert "joint F over assets" in facts["Tests"]


def test_one_asset_has_no_joint_test():
    held = prices()
    one = replace(held, **{name: getattr(held, name)[["brent"]] for name in ("open", "high", "low", "close")})
    made = report_input(Reading(published=None, events=(event("only", date(2020, 1, 3)),)), one)
    assert "joint F" not in dict(boxes.method(made))["Tests"]


def test_outliers_are_told_only_where_the_study_lists_them(report):
    name = "Outliers kept in the estimation window"
    held = [{"security": "brent", "session": "2019-09-16", "value": 0.136, "robust_sd": 9.0}]
    for outliers, there in ((held, True), ([], False), (None, False)):
        estimation = {**report.result.estimation, "outliers": outliers}
        made = replace(report, result=replace(report.result, estimation=estimation))
        assert (name in dict(boxes.method(made))) is there
    bare = {key: value for key, value in report.result.estimation.items() if key != "outliers"}
    assert name not in dict(boxes.method(replace(report, result=replace(report.result, estimation=bare))))


def test_remarks_on_sessions_of_no_window_are_counted_in_the_data_box(report):
    facts, cautions = dict(data_box.data(report)), data_box.cautions(report)
    assert "2 remarks" in facts["Outside every window"]
    assert "1 Aug 2018" in facts["Outside every window"]
    assert not any("2018-08-01" in line for line in cautions)
    assert any("2019-02-01" in line for line in cautions)


def test_characters_that_the_fonts_lack_are_told():
    assert data_box.not_drawable(january()) == ()
    made = content([event("killing", date(2020, 1, 3), quote="\u65e5\u672c")], title="\u65e5\u672c\u8a9e")
    ((name, told),) = data_box.not_drawable(made)
    assert (name, told.split(" of ")[0]) == ("Characters", "3 characters")
    assert "report.html" in told
    assert any("3 characters" in str(b) for s in compose(made).sections for b in s.blocks)


def test_data_names_source_hash_and_rolls(report):
    facts = dict(data_box.data(report))
    series = report.prices.provenance[0]
    assert series.sha256[:16] in facts["Brent crude"]
    assert f"{series.n_sessions} sessions" in facts["Brent crude"]
    assert "31 Dec 2019" in facts["Rolls, Brent crude"] or "2 Jan 2020" in facts["Rolls, Brent crude"]


def test_warnings_of_every_step_are_shown_once(report):
    cautions = data_box.cautions(report)
    assert len(set(cautions)) == len(cautions)
    assert any("corrected" in line for line in cautions)
    assert any("4 over [0, +5] share sessions" in line for line in cautions)
    assert not any("horizon [" in line.lower() for line in cautions)


def test_glance_counts_what_was_read_and_studied(report, numbers):
    facts = dict(boxes.glance(report, findings(report, numbers)))
    assert facts["Events studied"] == "2 of 3 given"
    read = replace(report, article_text="the article")
    assert dict(boxes.glance(read, ()))["Events studied"] == "2 of 3 read in the text"


def test_an_asset_outside_the_table_of_instruments_keeps_its_name():
    assert asset_name("ACME\x1b[31m") == "ACME"


# --- results ----------------------------------------------------------------------------------


def test_results_document_has_the_agreed_keys(report):
    document = results_document(report.result, report.claim_checks, ("a warning",), provenance={"x": 1})
    assert document["schema"] == "eventstudy/result/1"
    assert list(document) == [
        "schema", "estimation", "events", "abnormal_returns", "car", "tests", "claims", "dropped",
        "warnings", "provenance",
    ]  # fmt: skip
    assert list(document["car"][0]) == [
        "event_id",
        "security",
        "first",
        "last",
        "car",
        "se",
        "ci_low",
        "ci_high",
        "mde",
    ]
    assert document["warnings"][0] == "a warning"
    assert len(document["abnormal_returns"]) == len(report.result.abnormal)
    assert document["claims"][0]["verdict"] == report.claim_checks[0].verdict
    assert not any(
        isinstance(row["p_value"], float) and math.isnan(row["p_value"]) for row in document["tests"]
    )
