"""docs/import.md promises only what is so."""

from pathlib import Path

import pytest

from lt_web.tables.headings import meaning

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
COLUMNS = {"Start time": "time"}  # the page's word, where it is not ours


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def lines_of_table(title: str) -> list[list[str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


PROMISED = [
    (heading, COLUMNS.get(what, what.lower()))
    for what, english, german in lines_of_table("The columns")
    for heading in f"{english}, {german}".split(", ")
]
DATES = [text for written, _ in lines_of_table("Dates") for text in written.split("; ")]


@pytest.mark.parametrize(("heading", "column"), PROMISED)
def test_a_heading_on_the_page_is_known(heading, column):
    assert meaning(heading)[0] == column


@pytest.mark.parametrize("text", DATES)
def test_a_date_on_the_page_is_the_third_of_may(text, read):
    table = read(f'Title;Date\nKnots;"{text}"\n')
    assert [row.date.isoformat() for row in table.rows] == ["2024-05-03"]


def test_the_example_on_the_page_is_read_without_a_word(read):
    table = read(section("An example").split("```\n")[1].rstrip("`"))
    assert (len(table.rows), table.problems, table.notes, table.question) == (2, (), (), None)
