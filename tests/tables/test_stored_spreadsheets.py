"""Tables as spreadsheets and calendars export them, each with all that is read from it."""

import datetime

HOUR = datetime.timedelta(hours=1)


def said(things):
    return [str(thing) for thing in things]


def test_excel_in_german_is_read_with_its_semicolons_umlauts_and_words_for_time(stored, row):
    table = stored("excel_german.csv")
    assert (table.encoding, table.delimiter) == ("Windows-1252", ";")
    assert table.headings == {
        "Nr.": "", "Thema": "title", "Datum": "date", "Uhrzeit": "time", "Referent/in": "presenters",
        "Schlagwörter": "topics", "Art": "format", "Dauer": "length", "Raum": "place",
        "Bemerkung": "description",
    }  # fmt: skip
    assert table.rows == (
        row(4, "Einführung in Terraform", "2023-01-11", "14:00", presenters=("Jürgen Weiß",),
            topics=("Infrastruktur", "Terraform"), length=45, place="Möwe", description="Übung dabei"),
        row(5, "Größe von Änderungen", "2023-01-25", "14:00", presenters=("Jürgen Weiß", "Ada Lindqvist"),
            topics=("Review",), format="workshop", length=90, place="Möwe",
            description="Teil 1; Teil 2 folgt"),
        row(6, "Fehlersuche für alle", "2023-02-08", "09:00", presenters=("Grace Adeyemi",),
            topics=("Debugging",), format="lunch", length=60, place="Seestern"),
        row(7, "Was ist neu in Python?", "2023-02-22", topics=("Python",), format="micro", length=20),
    )  # fmt: skip


def test_excel_in_german_says_what_it_took_for_granted(stored):
    table = stored("excel_german.csv")
    assert said(table.problems) == [
        "Row 7, Uhrzeit: “nachmittags” cannot be read as a time, so the time is left open. "
        "Write it like 14:00."
    ]
    assert said(table.notes) == [
        "The file is not in UTF-8 and was read as Windows-1252. Check that accents look right.",
        "The headings were found in row 3; what stands above them was left out.",
        "The column “Thema” is read as the title.",
        "The column “Nr.” is not known and was left out.",
        "Cells that say “–” or the like are read as empty. Rows: 7.",
        "Totals were left out. Rows: 8.",
        "Years of two digits stand for 1969 to 2068: “08.02.23” is 8 February 2023. Rows: 6.",
    ]


def test_excel_unicode_text_is_read_with_serial_dates_and_hours(stored, row):
    table = stored("excel_unicode.txt", columns={"Título": "title"})
    assert (table.encoding, table.delimiter) == ("UTF-16", "\t")
    assert table.rows == (
        row(2, "Café com código", "2024-05-03", "14:00", presenters=("Tomás Okafor",), length=45,
            place="Lisboa"),
        row(3, "Šachy a čas", "2024-05-10", "14:30", presenters=("Mina Sørensen",), length=60, place="Brno"),
        row(4, 'Zitate: "gut" und „besser“', "2024-05-17", "12:00", presenters=("Jürgen Weiß",), length=90,
            place="Kiel"),
    )  # fmt: skip
    assert (
        "Numbers in the date column are read as Excel counts days: 45415 is 3 May 2024. Rows: 2, 3, 4."
        in said(table.notes)
    )


def test_a_table_without_a_known_title_names_its_headings_so_that_one_can_be_chosen(stored):
    table = stored("excel_unicode.txt")
    assert table.rows == ()
    assert said(table.problems) == [
        "No column holds the title. Name one “Title”. "
        "The headings found are: Título, Date, Time, Speakers, Duration (h), Location."
    ]
    assert table.problems[0].fatal
    assert table.headings["Título"] == ""


def test_pasted_tabs_give_times_with_pm_ends_after_midnight_and_hash_tags(stored, row):
    table = stored("tabs.tsv")
    assert table.delimiter == "\t"
    assert table.rows == (
        row(2, "Office hours: SQL", "2024-05-03", "14:00", presenters=("Grace Adeyemi",),
            topics=("sql", "performance"), format="clinic", length=45, place="Room 3",
            link="https://meet.tern.example/sql"),
        row(3, "Lunch talk: cranes", "2024-05-10", "12:00", presenters=("Tomás Okafor", "Mina Sørensen"),
            topics=("harbour",), format="lunch", length=30, place="Canteen"),
        row(4, "Late watch", "2024-06-07", "23:30", presenters=("Ada Lindqvist",), format="shadow", length=45,
            place="Quay 4"),
        row(5, "A day of harbour history", "2024-06-14", "08:00", presenters=("Ada Lindqvist",),
            format="conference", place="Quay 4"),
    )  # fmt: skip
    assert said(table.problems) == [
        "Row 5, End: 600 minutes is not between 5 and 480, so the length is left open. "
        "Write minutes, like 45."
    ]


def test_google_sheets_gives_ranges_two_speaker_columns_and_links_out_of_the_room(stored, row):
    table = stored("google_sheets.csv")
    assert table.rows == (
        row(2, "Estimating with dice", "2024-03-06", "14:00", presenters=("Ada Lindqvist",),
            topics=("Planning",),
            length=45, place="Möwe", description="Why ranges beat points, and dice beat both.",
            link="https://video.tern.example/dice?id=1&t=2"),
        row(3, "Queues, queues, queues", "2024-03-13", "14:00", presenters=("Tomás Okafor", "Grace Adeyemi"),
            topics=("Operations", "Queues"), length=60, description='Little\'s law\nwith "real" queues.',
            link="https://meet.tern.example/q"),
        row(4, "Open clinic", "2024-03-20", "11:30", presenters=("Mina Sørensen",), length=45,
            place="Seestern",
            link="https://meet.tern.example/c"),
        row(5, "Long one", "2024-03-27", "09:00", presenters=("Mina Sørensen",)),
    )  # fmt: skip


def test_google_sheets_says_what_it_did_not_use(stored):
    table = stored("google_sheets.csv")
    assert [(problem.row, problem.column) for problem in table.problems] == [
        (4, "Time slot"), (4, "Recording"), (5, "Time slot"), (5, "Recording"),
    ]  # fmt: skip
    assert "“CET” was not used" in str(table.problems[0])
    assert "“javascript:alert(1)” is not a web address" in str(table.problems[1])
    assert "570 minutes is not between 5 and 480" in str(table.problems[2])
    assert said(table.notes)[:2] == [
        "The column “Timestamp” is not known and was left out.",
        "The columns “Speaker 1” and “Speaker 2” are read together as the presenters.",
    ]


def test_an_outlook_calendar_gives_lengths_from_its_ends(stored, row):
    table = stored("outlook.csv")
    assert table.rows == (
        row(2, "Harbour radar basics", "2024-05-14", "15:00", topics=("Radar", "Safety"), length=50,
            place="Bridge", description="Bring questions."),
        row(3, "Two days afloat", "2024-06-03", "09:00", place="Quay 4"),
    )  # fmt: skip
    assert table.headings["End Date"] == ""


def test_descriptions_over_several_lines_keep_them_and_one_line_fields_fold_them(stored, row):
    table = stored("multiline_descriptions.csv")
    assert table.rows == (
        row(2, "Threads and fibres", "2024-04-04", "10:00", presenters=("Ada Lindqvist", "Tomás Okafor"),
            description='What we do:\n\n- spin\n- splice; and "whip"\n\nBring rope.',
            link="https://wiki.tern.example/1", key="tt-1"),
        row(3, "Loops", "2024-04-11", "10:00", zone_offset=2 * HOUR, presenters=("Mina Sørensen",
            "Jürgen Weiß"),
            description="One line.", link="https://wiki.tern.example/2", key="tt-2"),
        row(4, "Nets", "2024-04-18", "08:00", zone_offset=0 * HOUR, presenters=("Grace Adeyemi",),
            key="tt-3"),
        row(5, "Floats", "2024-04-25", presenters=("Grace Adeyemi",), key="tt-4"),
    )  # fmt: skip
    assert said(table.problems) == [
        "Row 3, link: there are several links. The first is kept: https://wiki.tern.example/2.",
        "Row 6, id: the id “tt-2” stands in row 3 too. Give each row its own.",
    ]
    assert "A date with 0:00 beside it is read as a date without a time. Rows: 5." in said(table.notes)
