"""The scorer of time expressions, on documents of our own."""

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

HEAD = '<TimeML><DCT><TIMEX3 value="2020-01-08" functionInDocument="CREATION_TIME">8</TIMEX3></DCT>'
SCRIPT = Path(__file__).parents[2] / "benchmarks" / "time_expressions.py"


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("time_scorer", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["time_scorer"] = module
    spec.loader.exec_module(module)
    return module


def timex(words: str, value: str) -> str:
    return f'<TIMEX3 tid="t2" type="DATE" value="{value}" functionInDocument="NONE">{words}</TIMEX3>'


def test_a_document_is_read_with_its_offsets(scorer: ModuleType) -> None:
    marked = f"Oil &amp; gas <EVENT eid='e1'>fell</EVENT> on {timex('Friday', '2020-01-03')}."
    source = f"{HEAD}<TEXT>{marked}</TEXT></TimeML>"
    text, published, (gold,) = scorer.read_document(source)
    assert (text, published) == ("Oil & gas fell on Friday.", date(2020, 1, 8))
    assert (text[gold.start : gold.end], gold.type, gold.value) == ("Friday", "DATE", "2020-01-03")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"It fell on {timex('Friday', '2020-01-03')}.", (1.0, 1.0, 1.0)),
        (f"It fell on {timex('Friday', '2020-01-10')}.", (1.0, 1.0, 0.0)),
        (f"It fell {timex('on Friday', '2020-01-03')}.", (1.0, 0.0, 1.0)),
        (f"It {timex('fell', '2020-01-03')} on Friday.", (0.0, 0.0, 0.0)),
        (f"It fell on {timex('Friday', '2020-01-03')} and {timex('sank', 'X')}.", (0.6667, 0.6667, 0.6667)),
    ],
)
def test_scores(scorer, tmp_path, capsys, marked: str, expected: tuple[float, float, float]) -> None:
    (tmp_path / "a.tml").write_text(f"{HEAD}<TEXT>{marked}</TEXT></TimeML>", encoding="utf8")
    assert scorer.main([str(tmp_path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["relaxed"], report["strict"], report["value"]) == expected


def test_a_folder_without_documents_is_an_error(scorer, tmp_path, capsys) -> None:
    assert scorer.main([str(tmp_path)]) == 2
    assert "documents  0" in capsys.readouterr().out
