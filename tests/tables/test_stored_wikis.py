"""Tables as wikis and text files keep them, each with all that is read from it."""


def said(things):
    return [str(thing) for thing in things]


def test_a_mediawiki_page_gives_its_first_table_with_spans_links_and_line_breaks(stored, row):
    table = stored("mediawiki.txt")
    assert table.headings == {
        "Datum": "date", "Titel": "title", "Wer": "presenters", "Themen": "topics", "Ort": "place",
        "Link": "link",
    }  # fmt: skip
    assert table.rows == (
        row(2, "Git bisect in der Praxis", "2023-01-12", presenters=("Ada Lindqvist",),
            topics=("Git", "Debugging"), place="Raum Möwe", link="https://wiki.tern.example/bisect"),
        row(3, "Git-Hooks", "2023-02-09", presenters=("Ada Lindqvist",), topics=("Git",), place="Raum Möwe"),
        row(4, "Feature-Flags", "2023-03-09", presenters=("Tomás Okafor", "Grace Adeyemi"),
            topics=("Release", "Betrieb"), place="Online", link="https://wiki.tern.example/flags"),
    )  # fmt: skip


def test_a_mediawiki_page_says_what_was_not_read(stored):
    table = stored("mediawiki.txt")
    assert said(table.problems) == [
        "A further table with other headings (Buch, Seiten) was not read. Import it on its own.",
        "Row 5: only “Sommerpause” stands in this row. "
        "If it is a session, give it a title and a date; if not, leave it out.",
    ]
    assert [problem.fatal for problem in table.problems] == [False, True]
    assert "A web address under Titel is kept as the link. Rows: 4." in said(table.notes)


def test_a_confluence_page_gives_mentions_links_with_pipes_and_cells_over_two_lines(stored, row):
    table = stored("confluence.txt")
    assert table.delimiter == "|"
    assert table.rows == (
        row(2, "Feature flags without tears", "2024-01-12", presenters=("ada.lindqvist", "Tomás Okafor"),
            topics=("Release", "CI/CD"), length=45, link="https://wiki.tern.example/x/flags"),
        row(3, "Reading a query plan", "2024-01-26", presenters=("Grace Adeyemi",), topics=("SQL",),
            format="workshop", length=90, link="https://wiki.tern.example/x/plan"),
        row(4, "Pairing, the calm way", "2024-02-09", presenters=("Mina Sørensen", "Jürgen Weiß"),
            topics=("Practice",), length=30),
        row(5, "Either | or", "2024-02-16", presenters=("Ada Lindqvist",), topics=("Shell",), format="demo"),
    )  # fmt: skip


def test_a_confluence_page_warns_of_an_unknown_format_and_of_a_link_that_is_no_web_address(stored):
    problems = stored("confluence.txt").problems
    assert said(problems) == [
        "Row 4, Format: “Keynote” is not a format that is known, so the session is read as a talk.",
        "Row 5, Slides: “ftp://files.tern.example/pipe” is not a web address that starts with "
        "https:// or http://, so the link is left out.",
    ]
    assert not any(problem.fatal for problem in problems)


def test_a_markdown_page_gives_the_tables_of_both_years_as_one(stored, row):
    table = stored("markdown.md")
    assert table.rows == (
        row(2, "Snapshot tests", "2023-11-02", presenters=("Ada", "Tomás"), topics=("Testing",),
            link="https://wiki.tern.example/snap"),
        row(3, "Pipes: `a | b`", "2023-11-16", presenters=("Mina Sørensen",), topics=("Shell", "Unix"),
            link="https://wiki.tern.example/pipes"),
        row(4, "AT&T syntax <for fun>", "2023-11-30", presenters=("Grace Adeyemi", "Ada"),
            topics=("Assembly",)),
        row(6, "Snapshot tests, again", "2024-01-11", presenters=("Ada Lindqvist",), topics=("Testing",)),
    )  # fmt: skip
    assert "Repeated headings were left out. Rows: 5." in said(table.notes)
    assert "The column “Topic” is read as the topics." in said(table.notes)


def test_a_markdown_page_says_which_row_has_a_pipe_too_many_and_which_table_was_not_read(stored):
    assert said(stored("markdown.md").problems) == [
        "A further table with other headings (Book, Who) was not read. Import it on its own.",
        "Row 6, Link: “notes are lost” is not a web address that starts with https:// or http://, "
        "so the link is left out.",
        "Row 7: there are 6 cells, but only 5 headings. Write a pipe inside a cell as \\|.",
    ]


def test_a_page_copied_as_bare_pipes_needs_no_ruler_and_skips_its_blank_row(stored, row):
    table = stored("bare_pipes.txt")
    assert table.rows == (
        row(2, "Knoten", "2022-05-05", presenters=("Ada Lindqvist",), length=45),
        row(4, "Spleiße", "2022-05-19", "15:00", presenters=("Tomás Okafor", "Mina Sørensen"), length=60),
        row(5, "Dauer", "2022-06-02", presenters=("Jürgen Weiß",)),
    )
    assert table.problems == ()


def test_a_markdown_table_without_outer_pipes_is_read_too(read, row):
    table = read("Title | Date\n--- | ---\nKnots | 2024-01-01\n")
    assert table.rows == (row(2, "Knots", "2024-01-01"),)


def test_a_table_drawn_with_plus_signs_is_read_too(read, row):
    rule = "+-------+------------+\n"
    table = read(
        f"{rule}| Title | Date       |\n{rule}| Knots | 2024-01-01 |\n{rule}| Ropes | 2024-01-02 |\n{rule}"
    )
    assert table.rows == (row(2, "Knots", "2024-01-01"), row(3, "Ropes", "2024-01-02"))


def test_a_markdown_table_inside_a_description_does_not_make_the_file_markdown(read, row):
    inner = "| a | b |\n|---|---|\n| 1 | 2 |"
    table = read(f'Title,Date,Description\nKnots,2024-01-01,"{inner}"\n')
    assert table.rows == (row(2, "Knots", "2024-01-01", description=inner),)
    assert table.delimiter == ","
