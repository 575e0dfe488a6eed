"""The look keeps to itself: every rule under `.lt-app`, nothing inline that the policy would refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from lt_web import sheets

ROOT = Path(__file__).resolve().parent.parent / "lt_web"
SHEETS = sorted(sheet for sheet in (ROOT / "static" / "lt_web").glob("*.css") if sheet.name != sheets.ALL)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def selectors(rules: list[Any]) -> Iterator[str]:
    """Every selector of a sheet, those inside @media and @supports too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from tinycss2.serialize(rule.prelude).split(",")
        elif (
            rule.type == "at-rule"
            and rule.content is not None
            and rule.lower_at_keyword in ("media", "supports")
        ):
            yield from selectors(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


def parsed(sheet: Path) -> list[Any]:
    """The rules of a sheet; a rule that cannot be read fails."""
    rules = tinycss2.parse_stylesheet(sheet.read_text(), skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    return rules


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_ours_alone(sheet: Path) -> None:
    outside = [s.strip() for s in _whole(selectors(parsed(sheet))) if ".lt-app" not in s]
    assert outside == []


def _whole(parts: Iterator[str]) -> Iterator[str]:
    """Put selectors together again that have a comma inside parentheses."""
    kept = ""
    for part in parts:
        kept = f"{kept},{part}" if kept else part
        if kept.count("(") == kept.count(")"):
            yield kept
            kept = ""


def test_an_area_does_not_lay_out_what_another_area_named() -> None:
    """Two areas named two things alike, and pulled each other's apart. What is everybody's is in `modes`."""
    whose: dict[str, set[str]] = {}
    for sheet in SHEETS:
        for selector in _whole(selectors(parsed(sheet))):
            if alone := re.fullmatch(r"\s*\.lt-app (\.lt-[\w-]+)\s*", selector):
                whose.setdefault(alone[1], set()).add(sheet.name)
    assert {name: sheets for name, sheets in whose.items() if len(sheets - {"modes.css"}) > 1} == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_holds_one_thing_and_fetches_nothing_from_elsewhere(sheet: Path) -> None:
    text = sheet.read_text()
    assert len(text.splitlines()) <= 200
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_has_nothing_inline_that_the_policy_refuses(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "hx-on" not in text
    assert "|safe" not in text.replace(" ", "")


def test_every_sheet_is_linked_from_the_head() -> None:
    head = (ROOT / "templates" / "lt_web" / "_page" / "head.html").read_text()
    missing = [sheet.stem for sheet in SHEETS if f'"{sheet.stem}"' not in head]
    assert missing == []
