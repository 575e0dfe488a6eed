"""Date cells: the forms people use, and the order that a whole column agrees on."""

import pytest

from lt_web.tables.dates import read_day
from lt_web.tables.findings import Unread


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03", "2024-5-3", "2024/05/03", "2024.05.03", "20240503", "3.5.2024", "03.05.2024",
        "3. 5. 2024",
        "03.05.24", "May 3, 2024", "May 3rd, 2024", "3 May 2024", "3rd of May 2024", "3-May-24", "3 May '24",
        "Fri 3 May 2024", "Fri, May 3, 2024", "Friday 3 May 2024", "Fr., 03.05.2024", "Freitag, 3. Mai 2024",
        "3. MAI 2024", "03-Mai-2024", "3.5.2024 (Fr)", "45415", "45415.0", "2024‑05‑03", "\u200e3.5.2024",
        "Fri 03/05/2024",
    ],
)  # fmt: skip
def test_the_third_of_may_is_read_in_each_form(text, read):
    table = read(f'Title;Date\nKnots;"{text}"\n')
    assert [row.date.isoformat() for row in table.rows] == ["2024-05-03"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1. Jänner 2024", "2024-01-01"), ("1. Februar 2024", "2024-02-01"), ("1. März 2024", "2024-03-01"),
        ("1 Maerz 2024", "2024-03-01"), ("1. Mrz. 2024", "2024-03-01"), ("Apr 1 2024", "2024-04-01"),
        ("1. Juni 2024", "2024-06-01"), ("1. Juli 2024", "2024-07-01"), ("Aug. 1, 2024", "2024-08-01"),
        ("Sept 1, 2024", "2024-09-01"), ("1. Okt. 2024", "2024-10-01"), ("1 Nov 2024", "2024-11-01"),
        ("1. Dez 2024", "2024-12-01"), ("31.12.69", "1969-12-31"), ("1.1.68", "2068-01-01"),
        ("29.2.2024", "2024-02-29"),
    ],
)  # fmt: skip
def test_months_have_german_and_english_names(text, iso):
    assert read_day(text).day_first.isoformat() == iso


@pytest.mark.parametrize("text", ["03/05/2024", "3/5/2024", "03-05-2024", "03 / 05 / 2024", "03/05/24"])
def test_these_can_be_two_days(text):
    day = read_day(text)
    assert day.is_open
    assert (day.day_first.isoformat(), day.month_first.isoformat()) == ("2024-05-03", "2024-03-05")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "“soon” cannot be read as a date."),
        ("KW 18 2024", "“KW 18 2024” cannot be read as a date."),
        ("99999", "“99999” cannot be read as a date."),
        ("31.2.2024", "there is no such day as “31.2.2024”."),
        ("32/13/2024", "there is no such day as “32/13/2024”."),
        ("3 May", "“3 May” has no year."),
        ("3.5.", "“3.5.” has no year."),
        ("May 2024", "“May 2024” has no day of the month."),
        ("2024", "“2024” has no day of the month."),
        ("03-05-24", "“03-05-24” has a year of two digits, and it is not clear which part that is."),
        ("1.1.2204", "the year in “1.1.2204” is not between 1969 and 2100."),
    ],
)
def test_what_is_no_date_is_said_in_words(text, sentence):
    with pytest.raises(Unread) as unread:
        read_day(text)
    assert unread.value.message.format(**unread.value.params).startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "3.5.2024 (abgesagt)",
        "3.5.2024 - 5.5.2024",
        "03.05.2024 - 04.05",
        "3.5.2024 2",
        "2024-05-03 and 2024-05-10",
    ],
)
def test_anything_but_a_time_behind_the_date_leaves_the_row_out(text, read):
    table = read(f'Title;Date\nKnots;"{text}"\n')
    assert table.rows == ()
    assert "has something after the date that is not a time" in str(table.problems[0])


def dates(read, *cells, **options):
    rows = "".join(f'Talk {number},"{cell}"\n' for number, cell in enumerate(cells))
    return read("Title,Date\n" + rows, **options)


def test_a_row_that_fits_one_order_decides_the_column(read):
    table = dates(read, "03/05/2024", "25/05/2024", "04/06/2024")
    assert [row.date.isoformat() for row in table.rows] == ["2024-05-03", "2024-05-25", "2024-06-04"]
    assert table.question is None


def test_a_weekday_decides_the_column_too(read):
    table = dates(read, "Tue 03/05/2024", "04/06/2024")
    assert [row.date.isoformat() for row in table.rows] == ["2024-03-05", "2024-04-06"]


def test_a_heading_that_gives_the_order_decides_it(read):
    assert read("Title,Date (mm/dd/yyyy)\nKnots,03/05/2024\n").rows[0].date.isoformat() == "2024-03-05"
    assert read("Title,Datum (TT/MM/JJJJ)\nKnots,03/05/2024\n").rows[0].date.isoformat() == "2024-05-03"


def test_the_persons_answer_goes_before_the_heading(read):
    table = read("Title,Date (mm/dd/yyyy)\nKnots,03/05/2024\n", day_first=True)
    assert table.rows[0].date.isoformat() == "2024-05-03"


def test_dotted_dates_do_not_decide_about_slashes(read):
    assert dates(read, "25.05.2024", "03/05/2024").question is not None


def test_an_answer_that_a_row_does_not_fit_makes_that_row_an_error(read):
    table = dates(read, "03/05/2024", "05/25/2024", day_first=True)
    assert [row.date.isoformat() for row in table.rows] == ["2024-05-03"]
    assert str(table.problems[0]) == (
        "Row 3, Date: “05/25/2024” does not fit the order day, month, year. Write it like 2024-05-03."
    )


def test_both_orders_without_an_open_date_are_kept_and_noted(read):
    table = dates(read, "25/05/2024", "05/26/2024")
    assert [row.date.isoformat() for row in table.rows] == ["2024-05-25", "2024-05-26"]
    assert "written both as day, month, year and as month, day, year" in str(table.notes[0])
