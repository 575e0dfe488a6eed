"""Tables with holes, orders of dates that must be settled, and cells that mean harm."""

import datetime


def said(things):
    return [str(thing) for thing in things]


def test_cells_merged_in_a_spreadsheet_are_filled_from_above_and_said(stored, row):
    table = stored("merged_presenters.csv")
    pair = ("Ada Lindqvist", "Tomás Okafor")
    assert table.rows == (
        row(2, "Container I", "2024-02-01", presenters=pair, format="workshop", place="Möwe"),
        row(3, "Container II", "2024-02-08", presenters=pair, format="workshop", place="Möwe"),
        row(4, "Container III", "2024-02-15", presenters=pair, format="workshop", place="Seestern"),
        row(7, "Logging", "2024-03-07", place="Möwe"),
        row(8, "Metriken", "2024-03-14", presenters=("Jürgen Weiß", "Grace Adeyemi"), place="Möwe"),
        row(9, "Tracing", "2024-03-21", presenters=("Jürgen Weiß",), place="Möwe"),
        row(10, "Alarme", "2024-03-28", place="Möwe"),
    )
    assert said(table.notes) == [
        "Empty cells under Referenten are read as merged with the cell above. Rows: 3, 4.",
        "Empty cells under Ort are read as merged with the cell above. Rows: 3.",
        "Empty cells under Format are read as merged with the cell above. Rows: 4.",
        "Cells that say “-” or the like are read as empty. Rows: 10.",
        "Names written as “Weiß, Jürgen; Adeyemi, Grace” are read as Jürgen Weiß, Grace Adeyemi. Rows: 8, 9.",
    ]


def test_a_date_is_never_filled_from_above(stored):
    table = stored("merged_presenters.csv")
    assert said(table.problems) == ["Row 5, Datum: there is no date. Give one, or leave the row out."]


def test_missing_and_impossible_dates_are_named_row_by_row(stored):
    table = stored("missing_dates.csv")
    assert [row.title for row in table.rows] == ["Threat modelling", "Tabletop exercise"]
    assert said(table.problems) == [
        "Row 3, Date: there is no date. Give one, or leave the row out.",
        "Row 4, Date: there is no date. Give one, or leave the row out.",
        "Row 5, Title: there is no title. Give one, or leave the row out.",
        "Row 6, Date: “12 October” has no year. Write it like 2024-05-03.",
        "Row 7, Date: “October 2023” has no day of the month. Write it like 2024-05-03.",
        "Row 8, Date: “2023-11-09 (cancelled)” has something after the date that is not a time. "
        "Keep only the date, and the time if there is one.",
        "Row 9, Date: there is no such day as “29.2.2023”. Write it like 2024-05-03.",
        "Row 10, Date: the year in “0203-11-30” is not between 1969 and 2100. Correct it.",
    ]
    assert all(problem.fatal for problem in table.problems)


def test_one_row_decides_the_order_of_all_dates_and_the_note_names_it(stored):
    table = stored("us_dates.csv")
    assert [row.date.isoformat() for row in table.rows] == [
        "2024-03-05",
        "2024-04-09",
        "2024-04-23",
        "2024-05-07",
    ]
    assert table.question is None
    assert said(table.notes)[0] == (
        "Dates such as “03/05/2024” are read as month, day, year, "
        "because row 4 fits no other order: “04/23/2024”."
    )


def test_dates_that_nothing_decides_are_asked_about_and_no_row_is_given(stored):
    table = stored("ambiguous_dates.csv")
    assert table.rows == ()
    question = table.question
    assert (question.row, question.column, question.text, question.count) == (2, "Date", "03/05/2024", 2)
    assert (question.day_first, question.month_first) == (
        datetime.date(2024, 5, 3),
        datetime.date(2024, 3, 5),
    )
    assert str(question) == "In row 2, “03/05/2024” can be 3 May 2024 or 5 March 2024. Which is meant?"


def test_the_answer_settles_the_dates(stored):
    dates = [
        [row.date.isoformat() for row in stored("ambiguous_dates.csv", day_first=answer).rows]
        for answer in (True, False)
    ]
    assert dates == [
        ["2024-05-03", "2024-06-07", "2024-08-08", "2024-09-10"],
        ["2024-03-05", "2024-07-06", "2024-08-08", "2024-09-10"],
    ]
    assert stored("ambiguous_dates.csv", day_first=True).question is None


def test_rows_that_decide_both_ways_leave_the_open_one_as_an_error(stored):
    table = stored("contradictory_dates.csv")
    assert [(row.title, row.date.isoformat()) for row in table.rows] == [
        ("Day first", "2024-05-25"), ("Month first", "2024-05-28"),
        ("Weekday tells", "2024-05-03"), ("Weekday is wrong", "2024-05-03"),
    ]  # fmt: skip
    assert said(table.problems) == [
        "Row 4, Date: “03/05/2024” can be 3 May 2024 or 5 March 2024, "
        "and other rows write it both ways round. "
        "Write it like 2024-05-03.",
        "Row 6, Date: 3 May 2024 is not the weekday given in “Monday 2024-05-03”. "
        "The date is kept; check which is right.",
    ]
    assert [problem.fatal for problem in table.problems] == [True, False]


def test_a_hand_made_list_is_read_past_its_years_totals_and_repeated_headings(stored, row):
    table = stored("hand_made.csv")
    assert table.rows == (
        row(4, "Knots, and when to use them", "2022-02-03", presenters=("Tomás Okafor",), length=45,
            place="Quay 4"),
        row(5, "Reading weather maps", "2022-02-17", presenters=("Mina Sørensen", "Ada Lindqvist"), length=60,
            place="Quay 4"),
        row(9, "Radio etiquette", "2023-02-02", presenters=("Grace Adeyemi",), length=30, place="Quay 4"),
        row(10, "Total recall of signals", "2023-02-16", presenters=("Grace Adeyemi",), place="Quay 4"),
        row(12, "Ladders", "2023-03-16", presenters=("Ada Lindqvist",)),
    )  # fmt: skip
    assert said(table.notes)[1:5] == [
        "The column “Status” is not known and was left out.",
        "Rows that only name a year, quarter or month were left out. Rows: 3, 7.",
        "Totals were left out. Rows: 6, 14.",
        "Repeated headings were left out. Rows: 8.",
    ]


def test_a_hand_made_list_says_where_a_comma_tore_a_title_apart(stored):
    assert [(problem.row, problem.column, problem.fatal) for problem in stored("hand_made.csv").problems] == [
        (10, "Minutes", False), (11, "", True), (12, "Minutes", False), (13, "Title", True),
    ]  # fmt: skip
    assert str(stored("hand_made.csv").problems[1]) == (
        "Row 11: there are 7 cells, but only 6 headings. "
        "Give each column a heading, and put a cell that holds the separator (,) in quotation marks."
    )


def test_hostile_cells_stay_text_and_their_links_are_refused(stored, row):
    table = stored("hostile.csv")
    long = ("A title that goes on and on, " * 11)[:300].strip()
    assert table.rows == (
        row(2, '=HYPERLINK("https://evil.example";"x")', "2024-01-01", presenters=("Ada",),
            topics=("@SUM(A1)",),
            place="=cmd|' /C calc'!A0", description="=1+1"),
        row(3, "<script>alert(1)</script>", "2024-01-02", presenters=("<img src=x onerror=alert(1)>",),
            topics=("{{7*7}}", "%(x)s"), place="<i>Quay</i>", description="<script>alert(2)</script>"),
        row(4, long, "2024-01-03", presenters=("O'Brien", "DROP TABLE"), topics=("{0.__class__}",),
            place="../../etc/passwd", description="text"),
        row(5, "Righttoleft", "2024-01-04", presenters=("Ada Lindqvist",), topics=("Café",), place="a b",
            description="line\ntwo"),
        row(6, "Folded title", "2024-01-05", presenters=("Ada", "Lindqvist"), topics=("x",), place="Quay 4",
            description="ok", link="https://tern.example/ok"),
    )  # fmt: skip
    assert [(problem.row, problem.column) for problem in table.problems] == [
        (2, "Format"), (2, "Link"), (3, "Format"), (3, "Link"), (4, "Title"), (4, "Link"), (5, "Link"),
    ]  # fmt: skip


def test_a_sentence_repeats_a_hostile_cell_only_in_short_and_never_fills_in_its_braces(read):
    table = read("Title,Date\nKnots,{row} {0.__class__} " + "x" * 500 + "\n")
    sentence = str(table.problems[0])
    assert "{row} {0.__class__}" in sentence
    assert len(sentence) < 140
