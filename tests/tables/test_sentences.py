"""Sentences: message ids with parameters, filled in when shown and never before."""

import datetime
import re
from pathlib import Path

import pytest

from lt_web.tables import Note, Problem, TableError, sentences
from lt_web.tables.said import Amount, Label, fill

MESSAGES = {
    name: value for name, value in vars(sentences).items() if name.isupper() and isinstance(value, str)
}
SOURCES = "".join(
    path.read_text() for path in Path(sentences.__file__).parent.glob("*.py") if path.name != "sentences.py"
)


@pytest.mark.parametrize("name", MESSAGES)
def test_every_sentence_is_used_and_ends_as_one(name):
    assert re.search(rf"\bsentences\.{name}\b", SOURCES)
    assert MESSAGES[name].endswith((".", "?"))
    assert "!" not in MESSAGES[name]


def test_a_problem_says_its_place_and_what_is_so():
    problem = Problem(7, "Date", sentences.NO_DATE, {}, fatal=True)
    assert str(problem) == "Row 7, Date: there is no date. Give one, or leave the row out."
    assert problem.what() == "there is no date. Give one, or leave the row out."


def test_a_sentence_is_translated_when_it_is_shown():
    words = {
        sentences.PLACES[True, True]: "Zeile {row}, {column}: ",
        sentences.NO_DATE: "Das Datum fehlt.",
        sentences.EMPTY: "Die Datei ist leer.",
        sentences.MIDNIGHT: "Ohne Uhrzeit: {rows}.",
    }
    assert (
        Problem(7, "Datum", sentences.NO_DATE, {}, fatal=True).said(words.__getitem__)
        == "Zeile 7, Datum: Das Datum fehlt."
    )
    assert TableError(sentences.EMPTY).said(words.__getitem__) == "Die Datei ist leer."
    assert Note(sentences.MIDNIGHT, {"rows": (2, 3)}).said(words.__getitem__) == "Ohne Uhrzeit: 2, 3."


def test_parameters_are_shown_as_people_write_them_and_cut_short():
    params = {"date": datetime.date(2024, 5, 3), "rows": tuple(range(2, 40)), "text": "long  text\n" * 20}
    shown = fill("{date} | {rows} | {text}", params)
    date, rows, text = shown.split(" | ")
    assert date == "3 May 2024"
    assert rows == "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, …"
    assert len(text) == 60


def test_words_of_ours_dates_and_amounts_are_said_in_the_language_too():
    words = {"{n} of {column}": "{n} {column}", "the title": "Titel"}
    params = {"n": Amount(20_000), "column": Label("the title")}
    assert fill("{n} of {column}", params) == "20,000 of the title"
    assert fill("{n} of {column}", params, words.__getitem__, lambda _value: "20.000") == "20.000 Titel"
