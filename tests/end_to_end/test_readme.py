"""What the README shows is what the library prints."""

import contextlib
import io
import re
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, flags=re.S)


def test_the_example_prints_what_the_readme_shows() -> None:
    at = next(i for i, (kind, _) in enumerate(BLOCKS) if kind == "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(BLOCKS[at][1], "README.md", "exec"), {})
    assert printed.getvalue().split() == BLOCKS[at + 1][1].split()


def test_the_two_commands_are_those_that_ci_runs() -> None:
    ci = (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf8")
    commands = [line.split("#")[0].strip() for line in BLOCKS[0][1].splitlines()]
    assert commands == ["uv run eventstudy report", "uv run pytest"]
    assert "\nuv run pytest\n" in ci
