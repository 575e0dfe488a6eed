"""A table of 5,000 rows, generated: a programme of many years, with the slips that come with it."""

import datetime

PEOPLE = ("Ada Lindqvist", "Tomás Okafor", "Grace Adeyemi", "Jürgen Weiß", "Mina Sørensen")
HEADINGS = "Nr.;Titel;Datum;Uhrzeit;Vortragende;Themen;Format;Dauer;Ort;Beschreibung;Link"
FIRST = datetime.date(2010, 1, 4)


def line(number: int) -> str:
    """Row `number` of the file; every 1,000th lacks its date, every 500th has a format nobody knows."""
    date = "" if number % 1_000 == 0 else f"{FIRST + datetime.timedelta(days=number):%d.%m.%Y}"
    form = "Séance" if number % 500 == 0 else ("Vortrag", "Workshop", "Lunch & Learn")[number % 3]
    who = f"{PEOPLE[number % 5]}, {PEOPLE[(number + 1) % 5]}"
    return (
        f'{number};Sitzung {number};{date};14:00–14:45 Uhr;"{who}";Git, CI/CD;{form};45 Min.;Möwe;'
        f'"Erste Zeile\nzweite Zeile von {number}";https://wiki.tern.example/{number}'
    )


def text() -> str:
    return "\n".join([HEADINGS, *(line(number) for number in range(2, 5_002))])


def test_five_thousand_rows_are_all_read_or_named(read):
    table = read(text())
    missing = [1_000, 2_000, 3_000, 4_000, 5_000]
    assert [row.number for row in table.rows] == [
        number for number in range(2, 5_002) if number not in missing
    ]
    assert [problem.row for problem in table.problems if problem.fatal] == missing
    assert [problem.row for problem in table.problems if not problem.fatal] == list(range(500, 5_001, 500))


def test_a_row_in_the_middle_of_five_thousand_is_whole(read, row):
    table = read(text())
    assert table.rows[2_499 - 4] == row(
        2_499, "Sitzung 2499", (FIRST + datetime.timedelta(days=2_499)).isoformat(), "14:00",
        presenters=("Mina Sørensen", "Ada Lindqvist"), topics=("Git", "CI/CD"), format="talk", length=45,
        place="Möwe", description="Erste Zeile\nzweite Zeile von 2499", link="https://wiki.tern.example/2499",
    )  # fmt: skip


def test_the_notes_of_five_thousand_rows_stay_short(read):
    table = read(text().replace("Möwe", "–"))
    assert all(len(str(note)) < 200 for note in table.notes)
    assert len(table.notes) < 6
