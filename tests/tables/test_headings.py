"""Headings: synonyms, what decides between two meanings, and what is left out."""

import pytest

from lt_web.tables import TableError, read_table
from lt_web.tables.headings import meaning
from lt_web.tables.synonyms import SYNONYMS


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("TITLE", "title"), ("Session title", "title"), ("Titel der Session", "title"),
        ("Vortragstitel *", "title"),
        ("1. Title", "title"), ("Thema / Titel", "title"),
        ("Datum", "date"), ("Wann?", "date"), ("📅 Date", "date"), ("Date (dd/mm/yyyy)", "date"),
        ("Date & time", "date"), ("Datum / Uhrzeit", "date"),
        ("start_time", "time"), ("Von – bis", "time"), ("End time", "end"),
        ("Speaker(s)", "presenters"), ("Wer", "presenters"), ("Vortragende", "presenters"),
        ("Vortragende/r", "presenters"), ("Referent:in", "presenters"), ("ReferentInnen", "presenters"),
        ("Speaker 2", "presenters"), ("Presenter / Host", "presenters"), ("Praesentiert von", "presenters"),
        ("Tags", "topics"), ("Schlagwoerter", "topics"), ("KATEGORIE", "topics"),
        ("Art der Session", "format"), ("Type", "format"),
        ("Dauer (min)", "length"), ("Länge [Min.]", "length"), ("Laenge", "length"),
        ("Duration\n(minutes)", "length"),
        ("Ort/Raum", "place"), ("Room or link", "place"), ("Where?", "place"),
        ("Beschreibung / Abstract", "description"), ("What you will learn", "description"),
        ("Link zur Aufzeichnung", "link"), ("URL", "link"), ("Session-ID", "id"),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(heading, column):
    assert meaning(heading)[0] == column


@pytest.mark.parametrize(
    "heading", ["", "#", "Nr.", "No.", "Status", "Budget", "Titles of nobility", "x" * 300]
)
def test_a_running_number_or_a_strange_heading_is_not_known(heading):
    assert meaning(heading) is None


def test_no_synonym_stands_for_two_columns():
    words = [word for synonyms in SYNONYMS.values() for word in synonyms.split(", ")]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Topic,Date", {"Topic": "title"}),
        ("Topic,Title,Date", {"Topic": "topics", "Title": "title"}),
        ("Date,Topic,Name", {"Topic": "title", "Name": "presenters"}),
        ("Date,Name,Who", {"Name": "title", "Who": "presenters"}),
        ("Titel,Tag,Wer", {"Tag": "date"}),
        ("Titel,Datum,Tag", {"Tag": "topics"}),
        ("Title,Start,End", {"Start": "date", "End": "end"}),
        ("Title,Date,Start", {"Start": "time"}),
        ("Thema,Themen,Datum", {"Thema": "title", "Themen": "topics"}),
    ],
)
def test_a_heading_with_two_meanings_is_settled_by_the_others(read, line, expected):
    headings = read(f"{line}\na,b,c\n").headings
    assert {heading: headings[heading] for heading in expected} == expected


def test_the_same_heading_twice_is_a_problem_of_the_whole_table(read):
    table = read("Title,Date,DATE\nKnots,2024-01-01,2024-01-02\n")
    assert table.rows == ()
    assert [str(problem) for problem in table.problems] == [
        "DATE: Two columns are headed “DATE”. Rename or remove one, so that it is clear which to read."
    ]


def test_two_headings_for_one_column_keep_the_clearer_and_say_so(read):
    table = read("Title,Date,Notes,Abstract\nKnots,2024-01-01,private,public\n")
    assert table.rows[0].description == "public"
    assert table.headings["Notes"] == ""
    assert str(table.notes[0]) == (
        "The column “Notes” was left out, because “Abstract” is read as the description."
    )


def test_several_columns_of_presenters_or_topics_are_read_together(read):
    table = read("Title,Date,Presenter,Co-presenter,Tag,Tags\nKnots,2024-01-01,Ada,Tom,rope,quay\n")
    assert table.rows[0].presenters == ("Ada", "Tom")
    assert table.rows[0].topics == ("rope", "quay")


def test_an_unknown_heading_is_said_and_a_column_without_one_too(read):
    table = read("Title,Date,Mood,,Wind\nKnots,2024-01-01,calm,secret,4\n")
    assert table.headings == {"Title": "title", "Date": "date", "Mood": "", "Wind": ""}
    assert [str(note) for note in table.notes][:3] == [
        "The column “Mood” is not known and was left out.",
        "The column “Wind” is not known and was left out.",
        "Column 4 has no heading and was left out.",
    ]


def test_the_person_can_say_what_a_heading_means_and_what_to_leave_out(read):
    table = read("Title,Date,Crew,Notes\nKnots,2024-01-01,Ada,private\n",
                 columns={"crew": "presenters", "Notes": ""})  # fmt: skip
    assert table.rows[0].presenters == ("Ada",)
    assert table.rows[0].description == ""
    assert table.headings == {"Title": "title", "Date": "date", "Crew": "presenters", "Notes": ""}


def test_what_the_person_says_goes_before_the_synonyms(read):
    table = read("Title,Working title,Date\nKnots,Ropes,2024-01-01\n", columns={"Working title": "title"})
    assert table.rows[0].title == "Ropes"
    assert "The column “Title” was left out, because “Working title” is read as the title." in map(
        str, table.notes
    )


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Nowhere": "title"}, "There is no column headed “Nowhere” in this table."),
        ({"Title": "boss"}, "“boss” is not a column that can be read. Choose one of: title, date,"),
        (
            {"Title": "title", "Date": "title"},
            "“Title” and “Date” are both to be read as the title. Choose one.",
        ),
    ],
)
def test_an_answer_that_does_not_fit_the_table_is_refused(columns, sentence):
    with pytest.raises(TableError) as refused:
        read_table(b"Title,Date\nKnots,2024-01-01\n", columns=columns)
    assert str(refused.value).startswith(sentence)


def test_a_table_without_dates_says_so_once_and_not_for_each_row(read):
    table = read("Title,Who\nKnots,Ada\nRopes,Tom\n")
    assert [str(problem) for problem in table.problems] == [
        "No column holds the date. Name one “Date”. The headings found are: Title, Who."
    ]


def test_headings_without_rows_say_so(read):
    table = read("Title,Date\n\n")
    assert [str(problem) for problem in table.problems] == ["There are headings, but no rows below them."]
