import hashlib
import json
import re
import tomllib
import zlib
from datetime import date
from html.parser import HTMLParser

import pytest
from unit.report_cases import HOSTILE, content, event, january, sessions

from eventstudy.errors import OutputError
from eventstudy.report import write_report
from eventstudy.types import Claim

INPUTS = {"article": b"the words of the article", "options": {"assets": ["brent", "dow"]}}


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def pdf_objects(pdf):
    """The file with its compressed streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return pdf + b"\n".join(unpacked)


def n_pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf_objects(pdf)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("reports") / "january"
    write_report(january(), out, inputs=INPUTS)
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    claim = Claim(quote=HOSTILE, char_start=0, char_end=1, asset=HOSTILE, direction="up")
    fields = {"label": HOSTILE, "quote": HOSTILE, "time_text": HOSTILE, "place": HOSTILE}
    events = [event(f"={HOSTILE[:40]}{at}", day, **fields) for at, day in enumerate(sessions(378, 2, 3))]
    made = content(events, title=HOSTILE * 20, claims=(claim,), warnings=(HOSTILE,))
    out = tmp_path_factory.mktemp("reports") / "hostile"
    write_report(made, out, inputs={})
    return out


def test_every_file_is_there_and_in_the_manifest(folder):
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert names == {*manifest["outputs"], "manifest.json"}
    assert {"report.pdf", "report.html", "events.json", "events.toml", "results.json", "tests.csv"} <= names
    assert "abnormal_returns.csv" in names
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_manifest_tells_inputs_and_versions_and_no_place_or_time(folder):
    text = (folder / "manifest.json").read_text()
    manifest = json.loads(text)
    assert manifest["inputs"]["article"]["sha256"] == hashlib.sha256(INPUTS["article"]).hexdigest()
    assert manifest["versions"]["pandas"]
    assert str(folder.parent) not in text
    assert not re.search(r"\d{2}:\d{2}", text)


def test_the_second_run_writes_the_same_bytes(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    write_report(january(), folder, inputs=INPUTS)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_folder_leaves_no_trace_in_the_files(folder, tmp_path):
    write_report(january(), tmp_path / "elsewhere", inputs=INPUTS)
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "elsewhere" / path.relative_to(folder)).read_bytes()


def test_a_report_is_replaced_and_what_it_no_longer_has_goes(tmp_path):
    write_report(january(), tmp_path / "out", inputs=INPUTS)
    one = content([event("only", date(2020, 1, 3))])
    (tmp_path / "out" / "charts" / "mine.svg").write_text("mine")
    written = write_report(one, tmp_path / "out", inputs=INPUTS)
    names = {path.name for path in (tmp_path / "out" / "charts").iterdir()}
    assert names == {path.name for path in written.paths if path.suffix == ".svg"} | {"mine.svg"}


def test_events_edited_by_hand_stop_a_second_report(tmp_path):
    write_report(january(), tmp_path / "out", inputs=INPUTS)
    (tmp_path / "out" / "events.toml").write_text("# my edits")
    pdf = (tmp_path / "out" / "report.pdf").read_bytes()
    with pytest.raises(OutputError, match="edited by hand"):
        write_report(january(), tmp_path / "out", inputs=INPUTS)
    assert (tmp_path / "out" / "events.toml").read_text() == "# my edits"
    assert (tmp_path / "out" / "report.pdf").read_bytes() == pdf


# --- pdf --------------------------------------------------------------------------------------


def test_pdf_is_tagged_for_accessibility(folder):
    pdf = pdf_objects((folder / "report.pdf").read_bytes())
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfuaid:part(>|=.)1", pdf)
    assert b"/MarkInfo" in pdf
    assert re.search(rb"/Lang\s*\(en", pdf)
    assert b"/Outlines" in pdf
    n_pictures = len(list((folder / "charts").iterdir()))
    assert len(re.findall(rb"/S\s*/Figure", pdf)) >= n_pictures
    assert len(re.findall(rb"/Alt\s*[(<]", pdf)) >= n_pictures
    assert re.search(rb"/S\s*/TH\b", pdf)


def test_metadata_keep_the_real_title(tmp_path):
    title = "\u65e5\u672c " + "W" * 40
    write_report(content([event("only", date(2020, 1, 3))], title=title), tmp_path / "out", inputs={})
    pdf = pdf_objects((tmp_path / "out" / "report.pdf").read_bytes())
    told = re.search(rb"<dc:title>.*?</dc:title>", pdf, re.DOTALL).group().decode("utf8")
    assert title in told


def test_captions_of_tables_do_not_scroll(folder):
    text = (folder / "report.html").read_text(encoding="utf8")
    assert "<caption" not in text
    named = re.findall(r'<table aria-labelledby="(table-\d+)"', text)
    assert len(named) == len(set(named)) > 3
    assert all(f'<figcaption id="{name}"' in text for name in named)


def test_pdf_embeds_the_fonts_shipped_and_no_date(folder):
    pdf = pdf_objects((folder / "report.pdf").read_bytes())
    fonts = set(re.findall(rb"/FontName\s*/(?:[A-Z]{6}\+)?([A-Za-z0-9-]+)", pdf))
    assert fonts
    assert all(name.startswith((b"SourceSans3", b"SourceSerif4")) for name in fonts)
    assert not re.search(rb"D:20[12]\d", pdf)


@pytest.mark.parametrize(("count", "fewest"), [(1, 3), (40, 8)])
def test_one_and_forty_events_lay_out(tmp_path, count, fewest):
    days = sessions(320, count, 2)
    made = content([event(f"e{at}", day) for at, day in enumerate(days)], title="A very long title " * 60)
    written = write_report(made, tmp_path / "out", inputs={})
    pages = n_pages((tmp_path / "out" / "report.pdf").read_bytes())
    assert pages >= fewest
    page = Page((tmp_path / "out" / "report.html").read_text(encoding="utf8"))
    assert written.headline in page.text
    assert sum(tag == "table" for tag, _ in page.tags) >= 3


# --- html -------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["folder", "hostile"])
def test_page_is_self_contained_and_runs_nothing(which, request):
    page = Page((request.getfixturevalue(which) / "report.html").read_text(encoding="utf8"))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "xlink:href", "action", "data"):
            assert attributes.get(name, "#").startswith("#")
    assert not re.search(r"url\((?!#)|@import", (request.getfixturevalue(which) / "report.html").read_text())


def test_every_chart_of_the_page_has_words(folder):
    page = Page((folder / "report.html").read_text(encoding="utf8"))
    pictures = [attributes for _, attributes in page.tags if attributes.get("role") == "img"]
    assert (
        len(pictures) == sum(tag == "svg" for tag, _ in page.tags) == len(list((folder / "charts").iterdir()))
    )
    assert all(len(attributes["aria-label"]) > 80 for attributes in pictures)


def test_ids_of_the_page_are_unique(folder):
    page = Page((folder / "report.html").read_text(encoding="utf8"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = {a["xlink:href"][1:] for _, a in page.tags if "xlink:href" in a}
    assert wanted <= set(ids)


def test_page_follows_the_colour_scheme(folder):
    text = (folder / "report.html").read_text(encoding="utf8")
    assert "prefers-color-scheme:dark" in text
    charts_of_page = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert "var(--s0)" in charts_of_page
    assert "#0f3557" not in charts_of_page


# --- hostile text -----------------------------------------------------------------------------


def test_hostile_text_comes_out_as_text(hostile):
    page = Page((hostile / "report.html").read_text(encoding="utf8"))
    assert "<script>alert(1)</script>" in page.text
    assert "{{7*7}}" in page.text
    assert "[U+202E]" in page.text


def test_no_file_holds_what_acts_unseen(hostile):
    for path in hostile.rglob("*"):
        if path.suffix in (".html", ".json", ".csv", ".svg"):
            text = path.read_text(encoding="utf8")
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), path.name


def test_no_text_cell_of_a_csv_would_run(hostile):
    for path in hostile.glob("*.csv"):
        cells = re.findall(r'(?:^|,)"?([=@][^,]*)', path.read_text(encoding="utf8"), re.MULTILINE)
        assert cells == [], path.name


def test_data_files_give_the_text_back(hostile):
    reading = json.loads((hostile / "events.json").read_text())
    assert reading["events"][0]["quote"] == HOSTILE
    toml = tomllib.loads((hostile / "events.toml").read_text(encoding="utf8"))
    assert [one["quote"] for one in toml["events"]] == [HOSTILE] * 2
    assert toml["claims"][0]["asset"] == HOSTILE
