"""The PDF, taken apart: what PDF/UA asks of its structure and a program can see.

Whether an order makes sense, or an alternative says what a picture shows, is for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.test_pdf import a_report, child

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    """The small report, long enough for several pages."""
    file: Path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    assert child(a_report(45), file) == 0
    with pikepdf.open(file) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure, in reading order."""
    for inside in _children(node):
        if isinstance(inside, pikepdf.Dictionary) and "/S" in inside:
            yield inside
            yield from elements(inside)


def _children(node: Any) -> list[Any]:
    inside = node.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def named(document: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [one for one in elements(document.Root.StructTreeRoot) if str(one.S) in kinds]


def test_it_says_what_it_is(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as said:
        assert said["pdfuaid:part"] in ("1", "2")
        assert "programme report" in str(said["dc:title"])


def test_everything_that_is_painted_is_content_or_an_artifact(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        inside: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                inside.append(str(operands[0]) == "/Artifact" or "/MCID" in operands[1])
            elif name == "EMC":
                inside.pop()
            assert name not in PAINTING or any(inside), f"{name} on page {page.index + 1} is neither"


def test_all_marked_content_is_in_the_structure(document: pikepdf.Pdf) -> None:
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page in document.pages:
        owners = parents[int(page.obj.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                assert "/S" in owners[int(operands[1]["/MCID"])]


def test_headings_begin_at_the_first_level_and_skip_none(document: pikepdf.Pdf) -> None:
    levels = [int(str(one.S)[2:]) for one in named(document, *HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_cell_of_a_table_names_its_heads(document: pikepdf.Pdf) -> None:
    tables = named(document, "/Table")
    assert tables
    for table in tables:
        heads = {str(one.ID) for one in elements(table) if str(one.S) == "/TH"}
        cells = [_attributes(one).get("/Headers", []) for one in elements(table) if str(one.S) == "/TD"]
        assert cells
        assert all({str(head) for head in cell} <= heads and len(cell) for cell in cells)


def _attributes(element: Any) -> Any:
    given = element.get("/A", pikepdf.Dictionary())
    return next(iter(given), pikepdf.Dictionary()) if isinstance(given, pikepdf.Array) else given


def test_figures_have_an_alternative(document: pikepdf.Pdf) -> None:
    figures = named(document, "/Figure")
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_fonts_are_embedded_and_lead_back_to_letters(document: pikepdf.Pdf) -> None:
    fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
    outer = [font for font in fonts if font.Subtype == "/Type0"]
    assert outer
    for font in outer:
        described = font.DescendantFonts[0].FontDescriptor
        assert "/ToUnicode" in font
        assert {"/FontFile2", "/FontFile3"} & set(described.keys())


def test_links_are_in_the_structure_and_say_where_they_lead(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for note in page.obj.get("/Annots", []):
            assert str(page.obj.Tabs) == "/S"
            assert "/StructParent" in note
            assert str(note.get("/Contents", "")).strip()
