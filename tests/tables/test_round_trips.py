"""Whatever a spreadsheet could have written is read back the same; whatever else comes, our own error."""

import codecs
import csv
import datetime
import io

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from lt_web.tables import Table, TableError, read_table
from lt_web.tables.formats import KEYS

# A busy machine is no failure.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADINGS = (
    "Title",
    "Date",
    "Time",
    "Presenters",
    "Topics",
    "Format",
    "Length",
    "Place",
    "Description",
    "Link",
    "Id",
)
ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
}
LETTERS = "abcXYZäöüßéñÅ"
words = st.text(LETTERS + " ,;|\t\"'=+-@<>&#/()", min_size=1, max_size=30)
names = st.text(LETTERS, min_size=3, max_size=8).map(lambda name: f"Q{name}")
lines = st.lists(words.map(lambda text: f"x{' '.join(text.split())}"), min_size=1, max_size=3)


@st.composite
def sessions(draw: st.DrawFn, number: int) -> tuple[str, ...]:
    """One row of cells in the plainest form, whose reading is the cell itself."""
    return (
        f"Talk {number} {' '.join(draw(words).split())}".strip(),
        draw(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))).isoformat(),
        f"{draw(st.times()):%H:%M}",
        ", ".join(draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))),
        "; ".join(draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))),
        draw(st.sampled_from(KEYS)),
        str(draw(st.integers(5, 480))),
        draw(names),
        "\n".join(draw(lines)),
        f"https://wiki.tern.example/{number}",
        f"id-{number}",
    )


tables = st.integers(1, 6).flatmap(lambda count: st.tuples(*(sessions(number) for number in range(count))))


def cells_of(table: Table) -> list[tuple[str, ...]]:
    return [
        (row.title, row.date.isoformat(), f"{row.time:%H:%M}", ", ".join(row.presenters),
         "; ".join(row.topics),
         row.format, str(row.length), row.place, row.description, row.link, row.key)
        for row in table.rows
    ]  # fmt: skip


@settings(CALM)
@given(tables, st.sampled_from(",;\t|"), st.sampled_from(sorted(ENCODINGS)), st.sampled_from(["\n", "\r\n"]))
def test_rows_written_with_any_delimiter_and_encoding_are_read_back_the_same(rows, delimiter, encoding, end):
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, lineterminator=end)
    writer.writerows([HEADINGS, *rows])
    data = ENCODINGS[encoding](held.getvalue())
    table = read_table(data)
    assume(table.encoding in encoding)  # two letters of Windows-1252 can be one of UTF-8
    assert (table.delimiter, cells_of(table)) == (delimiter, list(rows))
    assert [row.number for row in table.rows] == list(range(2, len(rows) + 2))
    assert table.problems == ()


def read_or_refused(data: bytes, **options: bool | None) -> Table | str:
    """The table, its sentences formed once; or the sentence of a refusal. Nothing else may be raised."""
    try:
        table = read_table(data, **options)
    except TableError as refused:
        return str(refused)
    assert all(map(str, (*table.problems, *table.notes)))
    return table


@settings(CALM, max_examples=300)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_are_read_or_refused_in_words(data):
    assert read_or_refused(data)


PIECES = st.sampled_from(
    [
        "Title", "Date", "Time", "End", "Who", "Topic", "Format", "Length", "Place", "Link", "Id", "Tag",
        "Name",
        "Start", ",", ";", "\t", "|", "||", "\n", "\r\n", '"', '""', "{|", "|-", "|}", "!", "!!", "|+", "---",
        "|---|", "\\", "\\|", "[[", "]]", "[", "](", ")", "https://", "http://[", "javascript:", "2024-05-03",
        "03/05/2024", "3.5.24", "45415", "31.2.2024", "Fri", "14:00", "-", "–", "Uhr", "pm", "+02:00",
        "CET", "45 min",
        "1,5 h", "Total", "2023", "Q1 2024", "TBD", 'rowspan="9"', 'colspan="9" |', "<br>", "**", "''",
        "&lt;",
        "\u200b", "\u2028", "\x85", "٣", "½", "²", "İ", "ß", "{0}",
    ]
)  # fmt: skip


@settings(CALM, max_examples=500)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, True, False]))
def test_any_heap_of_table_pieces_is_read_or_refused_in_words(text, day_first):
    assert read_or_refused(text.encode(), day_first=day_first)
    assert read_or_refused(("Title|Date|Time|Who\n" + text).encode(), day_first=day_first)
    assert read_or_refused(("{|\n! Title !! Date !! End !! Place\n|-\n" + text).encode())


CELLS = (
    "Title",
    "Date",
    "Time",
    "End",
    "Presenters",
    "Topics",
    "Format",
    "Length",
    "Place",
    "Description",
    "Link",
    "Id",
)


@settings(CALM, max_examples=300)
@given(
    st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=12, max_size=12),
    st.sampled_from([None, True]),
)
def test_any_cells_under_known_headings_are_read_or_reported(cells, day_first):
    held = io.StringIO(newline="")
    csv.writer(held).writerows([CELLS, cells])
    table = read_or_refused(held.getvalue().encode(), day_first=day_first)
    for row in () if isinstance(table, str) else table.rows:
        assert row.title
        assert row.length is None or 5 <= row.length <= 480
        assert row.link == "" or row.link.lower().startswith(("https://", "http://"))
        assert not any(
            set(text) & set("\r\n\t\0") for text in (row.title, row.place, row.key, *row.presenters)
        )
