"""The README says what is so: its settings are those of the code, its files and pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lt_web.config import SETTINGS
from tests import test_packaging

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
PLUGIN = (ROOT / "docs" / "plugin.md").read_text()


def settings_table() -> str:
    """The table as the page for hosts must have it."""
    rows = [f"| `{name}` | {_shown(s.default)} | {s.meaning} |" for name, s in SETTINGS.items()]
    return "\n".join(["| Setting | Default | Meaning |", "|---|---|---|", *rows])


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    return "" if default == "" else f"`{default}`"


def test_the_table_of_settings_is_that_of_the_code() -> None:
    found = re.search(r"<!-- settings: kept by a test -->\n(.*?)\n<!-- /settings -->", PLUGIN, re.S)
    assert found
    assert found.group(1) == settings_table()


@pytest.mark.parametrize("target", re.findall(r'(?:\]\(|src=")([^)"#:]+)[)"]', README))
def test_everything_that_the_readme_leads_to_is_there(target: str) -> None:
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"\bmake ([a-z-]+)", README))))
def test_every_make_target_that_the_readme_names_exists(command: str) -> None:
    assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(), re.M)


def test_the_ten_lines_are_those_that_a_test_serves() -> None:
    assert test_packaging.HOST.strip() in PLUGIN


def excerpts() -> list[tuple[str, str]]:
    """Each piece of code in the walk through a feature, with the file that its chapter is about."""
    chapters = re.split(r"^## ", (ROOT / "docs" / "adding-a-feature.md").read_text(), flags=re.M)[1:]
    return [
        (found.group(1), code)
        for chapter in chapters
        if (found := re.search(r"`([\w/]+\.py)`", chapter.splitlines()[0]))
        for code in re.findall(r"```python\n(.*?)```", chapter, re.S)
    ]


@pytest.mark.parametrize(("file", "code"), excerpts())
def test_the_code_in_the_walk_through_a_feature_is_the_code_as_it_is(file: str, code: str) -> None:
    pieces = [[line.strip() for line in piece.splitlines()] for piece in code.split("    ...\n")]
    real = "\n".join(line.strip() for line in (ROOT / file).read_text().splitlines())
    for piece in pieces:
        assert "\n".join(piece) in real


def test_the_walk_through_a_feature_shows_code_of_every_room() -> None:
    rooms = {file.split("/")[-2] for file, _code in excerpts()}
    assert rooms == {"events", "commands", "projections", "views"}
