"""Files that are refused as a whole, each with a sentence that says what to do."""

import csv
import io
import zipfile

import pytest

from lt_web.tables import TableError, read_table

HEAD = "Title,Date\n"


def refusal(data: bytes) -> str:
    with pytest.raises(TableError) as refused:
        read_table(data)
    return str(refused.value)


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(
                name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x"
            )
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b" \r\n\t\n", "The file is empty."),
        (b";;;\n;;;\n", "The file is empty."),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "This is an Excel workbook."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an Excel workbook."),
        (archive("mimetype", "content.xml"), "This is a LibreOffice document."),
        (archive("sessions.csv"), "This is a zip archive, not a table."),
        (b"%PDF-1.7\n", "This is a PDF."),
        (b"<!DOCTYPE html><table><tr><td>Title</table>", "This is a web page, not a table."),
        (b"\n <html><body>", "This is a web page, not a table."),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06\x07\x08", "This file is not text."),
        (b"\xff\xfeT\x00i\x00t", "The file says it is UTF-16, but parts of it are not."),
        (b"\xef\xbb\xbfTitel\xff", "The file says it is UTF-8, but parts of it are not."),
        ("Title,Date\n".encode("utf-16-le"), "Line 1 holds a NUL character"),
        (
            b'Title,Date\nKnots,2024-01-01\n"Ropes,2024-01-02\n',
            "The quotation mark that opens in row 3 is never closed.",
        ),
        (b"Title,Date\n" + b"," * 200 + b"x\n", "Row 2 has 201 columns; 200 is the most."),
        (b'Title,Date\nA,"' + b"x" * 200_000 + b'"\n', "Row 2 holds a cell of more than 131,072 characters."),
        (b"x" * (5 * 1024 * 1024 + 1), "The file has 5.0 MB; 5 MB is the most."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data, sentence):
    assert refusal(data).startswith(sentence)


def test_a_nul_character_is_refused_with_its_line(stored):
    with pytest.raises(TableError) as refused:
        stored("nul.csv")
    assert str(refused.value).startswith("Line 3 holds a NUL character, which text never has.")


def test_twenty_thousand_rows_are_read_and_one_more_is_refused():
    rows = [f"Talk {number},2024-01-01\n" for number in range(20_001)]
    assert len(read_table((HEAD + "".join(rows[:-1])).encode()).rows) == 20_000
    assert refusal((HEAD + "".join(rows)).encode()).startswith("The table has more than 20,000 rows.")


def test_two_hundred_columns_are_read(read):
    heads = ",".join(f"Extra {number}" for number in range(198))
    assert len(read(f"Title,Date,{heads}\nKnots,2024-01-01,{','.join('x' * 198)}\n").rows) == 1


def test_a_cell_of_ten_thousand_characters_is_read_and_a_longer_one_leaves_its_row_out(read):
    table = read(f"Title,Date,Description\nA,2024-01-01,{'x' * 10_000}\nB,2024-01-02,{'x' * 10_001}\n")
    assert [len(row.description) for row in table.rows] == [10_000]
    assert (
        str(table.problems[0]) == "Row 3, Description: the text is longer than 10,000 characters. Shorten it."
    )


def test_a_wiki_page_cannot_grow_by_its_spans():
    wide = "{|\n! Title !! Date\n|-\n" + '| rowspan="999" colspan="999" | x\n' * 300
    assert refusal(wide.encode()).startswith("Row 2 has 300 columns")


def test_text_behind_a_closing_quote_is_warned_of(read):
    table = read('Title,Date\n"Knots" and ropes,2024-01-01\n')
    assert table.rows[0].title == "Knots and ropes"
    assert str(table.problems[0]).startswith("Row 2: there is text after a closing quotation mark.")


def test_a_host_that_allows_longer_cells_changes_nothing_for_us(read):
    before = csv.field_size_limit(10_000_000)
    try:
        table = read(f"Title,Date,Description\nA,2024-01-01,{'x' * 200_000}\n")
    finally:
        csv.field_size_limit(before)
    assert table.rows == ()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Titel,Datum\nÜbung,2024-01-01\n".encode(), "UTF-8"),
        ("Titel,Datum\nÜbung,2024-01-01\n".encode("utf-8-sig"), "UTF-8"),
        ("\ufeffTitel,Datum\nÜbung,2024-01-01\n".encode("utf-16-le"), "UTF-16"),
        ("\ufeffTitel,Datum\nÜbung,2024-01-01\n".encode("utf-16-be"), "UTF-16"),
        ("Titel,Datum\nÜbung,2024-01-01\n".encode("cp1252"), "Windows-1252"),
        ("Titel,Datum,Ort\nÜbung,2024-01-01,\u0081 und die Möwe daneben\n".encode("latin-1"), "Latin-1"),
        ("Titel,Datum\nU\u0308bung,2024-01-01\n".encode(), "UTF-8"),
    ],
)
def test_the_encoding_is_found_out(data, encoding):
    table = read_table(data)
    assert (table.encoding, table.rows[0].title) == (encoding, "Übung")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_is_understood(end, read):
    assert len(read(end.join(["Title,Date", "Knots,2024-01-01", "", "Ropes,2024-01-02", ""])).rows) == 2


def test_excels_own_first_line_names_the_delimiter_and_is_not_counted(read):
    table = read("sep=|\nTitle|Date\nKnots|2024-01-01\n")
    assert (table.delimiter, table.rows[0].number) == ("|", 2)
