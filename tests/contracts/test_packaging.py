"""What the wheel must hold, and what the project says of itself."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))


def test_the_package_is_typed_and_carries_its_own_files() -> None:
    for name in (
        "py.typed",
        "charts/eventstudy.mplstyle",
        "report/templates/report.typ",
        "report/fonts/OFL.txt",
    ):
        assert (ROOT / "eventstudy" / name).is_file(), name


def test_the_sample_and_the_article_go_into_the_wheel() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"data": "eventstudy/_data", "seeds": "eventstudy/_seeds"}
    assert (ROOT / "data" / "manifest.json").is_file()
    assert (ROOT / "seeds" / "january_2020.txt").is_file()


def test_names_and_licence_are_as_announced() -> None:
    project = PROJECT["project"]
    assert (project["name"], project["license"]) == ("market-eventstudy", "BSD-3-Clause")
    assert project["scripts"] == {"eventstudy": "eventstudy.cli:main"}
    assert (ROOT / "uv.lock").is_file()


def test_the_version_is_said_once() -> None:
    from eventstudy import __version__

    assert __version__ == PROJECT["project"]["version"]
