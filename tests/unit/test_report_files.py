import json

import pytest

from eventstudy.errors import OutputError
from eventstudy.report.files import (
    EDITABLE,
    MANIFEST,
    MANIFEST_SCHEMA,
    check_target,
    remove_stale,
    sha256,
    write_files,
)


@pytest.fixture
def report(tmp_path):
    """A folder with a report of ours."""
    contents = {"report.pdf": b"pdf", "charts/a.svg": b"svg", EDITABLE: b"events"}
    outputs = {name: sha256(content) for name, content in contents.items()}
    manifest = {"schema": MANIFEST_SCHEMA, "outputs": outputs}
    write_files(tmp_path / "report", {**contents, MANIFEST: json.dumps(manifest).encode()})
    return tmp_path / "report"


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_written_with_their_folders_and_nothing_else(tmp_path):
    paths = write_files(tmp_path / "new" / "deep", {"b.txt": b"b", "charts/a.svg": b"a"})
    assert [path.read_bytes() for path in paths] == [b"b", b"a"]
    assert names(tmp_path) == ["new/deep/b.txt", "new/deep/charts/a.svg"]


def test_files_are_replaced(report):
    write_files(report, {"report.pdf": b"new"})
    assert (report / "report.pdf").read_bytes() == b"new"


def test_nothing_is_written_when_a_folder_is_in_the_way(tmp_path):
    (tmp_path / "out" / "b.txt").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"cannot write to .*a folder has this name.*--out"):
        write_files(tmp_path / "out", {"a.txt": b"a", "b.txt": b"b"})
    assert names(tmp_path) == []


def test_a_file_in_the_way_is_one_line(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError) as error:
        write_files(tmp_path / "file" / "out", {"a.txt": b"a"})
    assert "\n" not in str(error.value)
    assert "--out" in str(error.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_failed_move_leaves_no_staging(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OutputError, match="no space left on device"):
        write_files(tmp_path / "out", {"a.txt": b"a"})
    assert list(tmp_path.iterdir()) == []


def test_missing_and_empty_folders_may_be_used(tmp_path):
    assert check_target(tmp_path / "absent") == ()
    assert check_target(tmp_path) == ()


def test_a_report_of_ours_may_be_replaced(report):
    assert set(check_target(report)) == {"report.pdf", "charts/a.svg", EDITABLE}


@pytest.mark.parametrize(
    "manifest", [None, "not json", "[]", '{"schema": "other"}', f'{{"schema": "{MANIFEST_SCHEMA}"}}']
)
def test_a_folder_of_others_is_left_alone(tmp_path, manifest):
    (tmp_path / "thesis.docx").write_text("years of work")
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(OutputError, match="holds no report of eventstudy: name another folder with --out"):
        check_target(tmp_path)


def test_events_edited_by_hand_are_not_overwritten(report):
    (report / EDITABLE).write_text("edited")
    with pytest.raises(OutputError, match=r"events\.toml was edited by hand.*--out"):
        check_target(report)


def test_events_removed_by_hand_do_not_stop_a_report(report):
    (report / EDITABLE).unlink()
    assert EDITABLE in check_target(report)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        check_target(tmp_path / "out")


def test_stale_files_go_and_others_stay(report):
    (report / "notes.txt").write_text("mine")
    remove_stale(report, check_target(report), {"report.pdf": b""})
    assert names(report) == [MANIFEST, "notes.txt", "report.pdf"]


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("x")
    (tmp_path / "out").mkdir()
    outputs = {"../victim": "0", str(victim): "0", "a/../../victim": "0", "report.pdf": "0"}
    manifest = {"schema": MANIFEST_SCHEMA, "outputs": outputs}
    (tmp_path / "out" / MANIFEST).write_text(json.dumps(manifest))
    assert check_target(tmp_path / "out") == ("report.pdf",)
