"""What tables tell of the time after a session: who came, where the notes are, what people thought of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lt_web.tables import Table

ADA, BEN = "Ada Lindqvist", "Ben Okafor"


@pytest.mark.parametrize(
    ("cell", "names", "heads"),
    [
        ("", (), None),
        ("–", (), None),
        ("12", (), 12),
        ("ca. 12 people", (), 12),
        ("17 Teilnehmende", (), 17),
        ("Ada Lindqvist, Ben Okafor", (ADA, BEN), 2),
        ("Lindqvist, Ada; Okafor, Ben", (ADA, BEN), 2),
        ("Ada Lindqvist, Ben Okafor + 3", (ADA, BEN), 5),
        ("Ada Lindqvist and 4 others", (ADA,), 5),
        ("Ada Lindqvist, ada lindqvist", (ADA,), 1),
    ],
)
def test_who_came_is_names_or_a_number(
    read: Callable[..., Table], cell: str, names: tuple[str, ...], heads: int | None
) -> None:
    table = read(f'Date;Title;Attendees\n2024-05-03;Knots;"{cell}"\n2024-05-10;Sails;Cleo Marsh')
    assert (table.rows[0].attendees, table.rows[0].heads) == (names, heads)
    assert (table.rows[1].attendees, table.rows[1].heads) == (("Cleo Marsh",), 1)
    assert not table.problems


def test_a_column_of_names_and_one_of_numbers_are_read_together(read: Callable[..., Table]) -> None:
    table = read("Datum;Titel;Teilnehmende;Anzahl Teilnehmer\n3.5.2024;Knoten;Ada Lindqvist, Ben Okafor;9")
    assert (table.rows[0].attendees, table.rows[0].heads) == ((ADA, BEN), 9)
    assert any("read together" in str(note) for note in table.notes)


@pytest.mark.parametrize("cell", ["0", "6000", "120000 people"])
def test_a_number_that_cannot_be_a_number_of_people_is_left_open(
    read: Callable[..., Table], cell: str
) -> None:
    table = read(f"Date;Title;Attendees\n2024-05-03;Knots;{cell}")
    assert (table.rows[0].attendees, table.rows[0].heads) == ((), None)
    assert [problem.fatal for problem in table.problems] == [False]


@pytest.mark.parametrize(
    ("cell", "rating", "answers"),
    [
        ("4.3", 4.3, None),
        ("4,3", 4.3, None),
        ("4.3/5", 4.3, None),
        ("4.25 out of 5 (12 answers)", 4.25, 12),
        ("4,5 (n=8)", 4.5, 8),
        ("5 stars", 5.0, None),
        ("", None, None),
        ("n/a", None, None),
    ],
)
def test_feedback_is_an_average_from_one_to_five(
    read: Callable[..., Table], cell: str, rating: float | None, answers: int | None
) -> None:
    table = read(f"Date|Title|Rating\n2024-05-03|Knots|{cell}\n2024-05-10|Sails|3")
    assert (table.rows[0].rating, table.rows[0].answers) == (rating, answers)
    assert table.rows[1].rating == 3
    assert not table.problems


@pytest.mark.parametrize("cell", ["8.4", "5.1", "86 %", "good", "0", "4.3/10"])
def test_another_scale_is_never_converted_but_left_open_and_said(
    read: Callable[..., Table], cell: str
) -> None:
    table = read(f"Date;Title;Bewertung\n2024-05-03;Knots;{cell}")
    assert table.rows[0].rating is None
    assert cell in str(table.problems[0])
    assert not table.problems[0].fatal


def test_the_number_of_answers_may_have_its_own_column(read: Callable[..., Table]) -> None:
    table = read(
        "Date;Title;Rating;Responses\n2024-05-03;Knots;4.3;11\n2024-05-04;Sails;;7\n2024-05-05;Tar;4;x"
    )
    assert [(row.rating, row.answers) for row in table.rows] == [(4.3, 11), (None, None), (4.0, None)]
    assert [problem.row for problem in table.problems] == [3, 4]


def test_notes_are_a_link_or_words(read: Callable[..., Table]) -> None:
    address = "https://wiki.tern.example/knots"
    table = read(
        f"Date;Title;Description;Protokoll\n2024-05-03;Knots;A.;{address}\n2024-05-04;Sails;B.;It was good."
    )
    assert [(row.description, row.notes) for row in table.rows] == [
        ("A.", address),
        ("B.\n\nIt was good.", ""),
    ]


def test_an_address_alone_under_notes_is_where_the_notes_are(read: Callable[..., Table]) -> None:
    address = "https://wiki.tern.example/knots"
    table = read(f"Date;Title;Notes\n2024-05-03;Knots;{address}\n2024-05-04;Sails;See {address}")
    assert [(row.description, row.notes) for row in table.rows] == [("", address), (f"See {address}", "")]


def test_a_hostile_address_of_notes_is_refused(read: Callable[..., Table]) -> None:
    table = read("Date;Title;Write-up\n2024-05-03;Knots;javascript:alert(1)")
    assert table.rows[0].notes == ""
    assert "not a web address" in str(table.problems[0])
