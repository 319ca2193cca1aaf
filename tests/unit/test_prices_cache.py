"""Fetched prices are kept whole, apart by key, and never used when damaged."""

import json

import pytest

from eventstudy.cache_files import cache_folder, write_whole
from eventstudy.prices.cache import CacheEntry, load, store

ENTRY = CacheEntry(text="date,close\n2020-01-02,66.25\n", retrieved="2020-06-01T12:00:00+00:00")


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path))
    return tmp_path / "prices"


def test_what_is_stored_is_loaded():
    assert load("yahoo ^DJI") == (None, None)
    assert store("yahoo ^DJI", ENTRY) is None
    assert load("yahoo ^DJI") == (ENTRY, None)


def test_keys_that_read_alike_are_kept_apart():
    store("yahoo ^DJI", ENTRY)
    assert load("yahoo =DJI") == (None, None)


def test_key_cannot_leave_the_folder(folder):
    store("../../etc/x\n", ENTRY)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda csv, manifest: csv.write_text("date,close\n2020-01-02,1\n"),
        lambda csv, manifest: manifest.write_text("{"),
        lambda csv, manifest: manifest.write_text("[]"),
        lambda csv, manifest: manifest.write_text(
            json.dumps({**json.loads(manifest.read_text()), "key": "x"})
        ),
        lambda csv, manifest: manifest.write_text(
            json.dumps({**json.loads(manifest.read_text()), "retrieved": "soon"})
        ),
    ],
)
def test_damaged_entry_is_set_aside(folder, change):
    store("k", ENTRY)
    change(*sorted(folder.iterdir()))
    entry, warning = load("k")
    assert entry is None
    assert "was damaged: set aside as" in warning
    assert [path.suffix for path in folder.iterdir()] == [".damaged"]
    assert load("k") == (None, None)


def test_failed_write_leaves_the_old_content_and_no_litter(folder, monkeypatch):
    store("k", ENTRY)

    def no_space(*args):
        raise OSError(28, "No space left on device")

    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr("pathlib.Path.replace", no_space)
    warning = store("k", CacheEntry(text="new", retrieved=ENTRY.retrieved))
    monkeypatch.undo()
    assert "No space left on device" in warning
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_write_whole_replaces(tmp_path):
    path = tmp_path / "file"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_platform_folder_is_used_unless_one_is_named(monkeypatch, tmp_path):
    assert cache_folder() == tmp_path
    monkeypatch.delenv("EVENTSTUDY_CACHE")
    assert cache_folder().name == "eventstudy"
