"""The notebooks run from top to bottom, show what their text says, and are stored without outputs."""

from __future__ import annotations

import ast
import io
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS_A_CELL = 120  # a guard against hanging, not a target
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Lines that IPython understands and Python does not.
MAGIC = re.compile(r"^%.*$", re.MULTILINE)


@pytest.fixture
def own_jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the kernel of this environment, and leave the user's Jupyter and IPython folders alone."""
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    monkeypatch.setenv("PYTHONWARNINGS", "default")


def executed(path: Path, cwd: Path) -> dict[str, NotebookNode]:
    """Run a notebook in its own kernel; return its cells by id. Raises if a cell does."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(cwd)}},
    )
    client.execute()
    return {cell.id: cell for cell in notebook.cells}


def shown(cell: NotebookNode, kind: str = "text/plain") -> str:
    """Everything a cell shows, as text: what it printed and what its last line gave."""
    parts = [out.text if out.output_type == "stream" else out.data.get(kind, "") for out in cell.outputs]
    return "\n".join(parts)


def table(cell: NotebookNode) -> pd.DataFrame:
    return pd.read_html(io.StringIO(shown(cell, "text/html")), flavor="lxml")[0]


def with_figure(cells: dict[str, NotebookNode]) -> set[str]:
    outputs = [(key, out) for key, cell in cells.items() for out in cell.get("outputs", ())]
    return {key for key, out in outputs if "image/png" in out.get("data", {})}


def said_on_stderr(cells: dict[str, NotebookNode]) -> str:
    outputs = [out for cell in cells.values() for out in cell.get("outputs", ())]
    return "".join(out.text for out in outputs if out.get("name") == "stderr")


def test_there_are_notebooks() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{n:02}" for n in range(1, len(NOTEBOOKS) + 1)]
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stored_clean(path: Path) -> None:
    stored = path.read_text(encoding="utf8")
    notebook = json.loads(stored)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"] == METADATA
    assert stored == json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    nbformat.validate(nbformat.from_dict(notebook))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    # Generated ids are random: a stored one is a word, so that a diff names the cell.
    assert all(re.fullmatch(r"[a-z]+[a-z0-9-]*", key) for key in ids)
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}, cell["id"]
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], cell["id"]
            assert cell["execution_count"] is None, cell["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_opens_with_its_question(path: Path) -> None:
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert re.search(r"\*\*Question\.\*\* [^*]+\?", first.source)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_defines_nothing(path: Path) -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            tree = ast.parse(MAGIC.sub("", cell.source))
            assert not [node for node in ast.walk(tree) if isinstance(node, definitions)], cell.id


@pytest.mark.usefixtures("own_jupyter")
def test_january_2020(tmp_path: Path) -> None:
    cells = executed(FOLDER / "01_january_2020.ipynb", tmp_path)
    assert said_on_stderr(cells) == ""
    assert with_figure(cells) == {"price-chart", "session-chart", "heat-chart", "car-chart"}

    events = table(cells["read-events"]).set_index("event_id")
    happened = events[events["modality"] == "happened"]
    killing = happened[happened.index.str.contains("killing")].iloc[0]
    assert (killing["start_date"], killing["timezone"]) == ("2020-01-03", "Asia/Baghdad")
    assert happened["start_date"].isin(["2019-12-27", "2020-01-08"]).sum() >= 2

    for asset in ("brent", "dow"):
        assert f"{asset}: the largest move on a day 0 is" in shown(cells["answer"])
    claims = table(cells["claims"])
    assert set(claims["verdict"]) <= {"supported", "contradicted", "cannot be checked"}
    assert len(claims) >= 2
    assert claims["why"].str.len().min() > 0
    for name in ("report.pdf", "report.html", "results.json", "manifest.json"):
        assert re.search(rf"[1-9][\d,]* bytes +january_2020/{name}", shown(cells["report"])), name


@pytest.mark.usefixtures("own_jupyter")
def test_event_windows(tmp_path: Path) -> None:
    cells = executed(FOLDER / "02_event_windows.ipynb", tmp_path)
    assert said_on_stderr(cells) == ""
    assert with_figure(cells) == {"caar-chart", "placebo-chart"}

    # Every deal given is studied or dropped with its reason.
    given = nbformat.read(FOLDER / "02_event_windows.ipynb", as_version=4)
    n_given = next(len(re.findall(r'\d{4}-\d\d-\d\d"', c.source)) for c in given.cells if c.id == "events")
    counts = table(cells["accounts"]).set_index("status")["events"]
    dropped = table(cells["dropped"])
    assert counts.sum() == n_given
    assert counts["dropped"] == len(dropped) == 3
    assert dropped["stage"].tolist() == ["prices", "prices", "merge"]
    assert dropped["reason"].str.len().min() > 0

    sample = table(cells["sample-tests"]).set_index(["test", "first", "last"])
    assert sample.loc[("bmp", 0, 0), "n_events"] == counts["studied"]
    assert sample.loc[("joint_f", 0, 0), "note"].startswith("not run")

    # What the text says of the tests is so.
    rates = table(cells["placebo-rates"]).set_index("test")["rejected at 5 %"].str.rstrip("%").astype(float)
    assert rates["adj_bmp"] < 8
    assert rates["bmp"] > 20
    assert set(table(cells["few"])["test"]) >= {"cross_sectional", "patell", "bmp", "adj_bmp"}
    assert f"BMP: t({counts['studied'] - 1}) = " in shown(cells["answer"])
