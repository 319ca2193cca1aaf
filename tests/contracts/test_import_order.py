"""A module imports only from the lines above its own in the map of ARCHITECTURE.md."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "eventstudy"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def mapped_modules() -> list[str]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf8")
    table = text.split("<!-- map -->")[1].split("<!-- /map -->")[0]
    return re.findall(r"^\| `(\w+)` \|", table, flags=re.M)


def step_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_steps(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("eventstudy.")}
    return found - {"__version__"}


def test_every_module_is_on_the_map_once() -> None:
    steps = mapped_modules()
    assert len(steps) == len(set(steps))
    assert set(steps) == {step_of(path) for path in SOURCES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_come_from_earlier_steps(path: Path) -> None:
    order = mapped_modules()
    own = order.index(step_of(path))
    later = {step for step in imported_steps(path) if order.index(step) > own}
    assert not later, f"{path.name} imports from later steps: {later}"
