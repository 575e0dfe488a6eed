"""A theme on paper: reports in its colours and type, by a name of their own, the same bytes each time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lt_web import pdf, press
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.theme.paper import Look, faces_of, look, packed
from lt_web.theme.reading import theme
from tests.test_pdf import a_report, poppler, unpacked
from tests.test_theme import OURS, PURPLE, THEIRS


def dressed(**given: Any) -> Look:
    made = theme(given or str(THEIRS))
    assert made
    return look(packed(made.told, faces_of(made)))


def drawn(made: bytes) -> set[str]:
    """The colours that a PDF is drawn in."""
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", unpacked(made))
    return {"#" + "".join(f"{round(float(part) * 255):02x}" for part in parts) for parts in found}


def test_a_report_is_drawn_in_the_theme_and_in_nothing_of_ours(tmp_path: Path) -> None:
    ours, theirs = pdf.rendered(a_report()), pdf.rendered(a_report(), looks=dressed())
    made = theme(str(THEIRS))
    assert made
    expected = {made.light[name] for name in ("accent", "ink", "muted", "line", "accent-line")}
    assert expected <= drawn(theirs)
    gone = {OURS[name][0] for name in ("accent", "ink", "muted", "line", "accent-line")}
    assert gone <= drawn(ours)
    assert drawn(theirs) & (gone | {"#2b7d6e", "#1a7263"}) == set()
    (tmp_path / "theirs.pdf").write_bytes(theirs)
    fonts = poppler("pdffonts", tmp_path / "theirs.pdf")
    assert "LT-Theme" in fonts
    assert "Inter" not in fonts


def test_without_a_file_of_type_a_report_keeps_ours(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        pdf.rendered(a_report(), looks=dressed(accent=PURPLE, font="DejaVu Serif"))
    )
    assert "DejaVu" not in poppler("pdffonts", tmp_path / "a.pdf")
    assert PURPLE in drawn((tmp_path / "a.pdf").read_bytes())


def test_the_theme_is_in_the_name_of_a_pdf_and_in_its_order(tmp_path: Path) -> None:
    def ordered(**given: Any) -> tuple[str, str]:
        config = Config({"LT_DATA_DIR": tmp_path, "LT_THEME": given})
        house = Installation(config)
        house.close()
        return press.ordered(house, "{}", "a4")

    plain, purple, again, dark = (
        ordered(),
        ordered(accent=PURPLE),
        ordered(accent=PURPLE),
        ordered(paper=["#faf8f4", "#000000"]),
    )
    assert plain[1] == "a4\n{}"
    assert plain[0] == press.name_of("{}", "a4")
    assert purple == again
    assert len({plain[0], purple[0], dark[0]}) == 3
    paper, _, told = purple[1].partition("\n")[0].partition(" ")
    assert paper == "a4"
    assert json.loads(told)["tones"]["accent"] == PURPLE


def test_type_that_is_not_there_any_more_is_no_report_in_other_type() -> None:
    made = theme(str(THEIRS))
    assert made
    with pytest.raises(KeyError):
        look(packed(made.told, {}))
