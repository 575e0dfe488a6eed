"""Presenters, topics, formats, places and links."""

import pytest

from lt_web.tables import formats, links, lists


@pytest.mark.parametrize(
    "cell",
    [
        "Ada Lindqvist, Tomás Okafor", "Ada Lindqvist & Tomás Okafor", "Ada Lindqvist / Tomás Okafor",
        "Ada Lindqvist\nTomás Okafor", "Ada Lindqvist; Tomás Okafor", "Ada Lindqvist und Tomás Okafor",
        "Ada Lindqvist and Tomás Okafor", "Ada Lindqvist + Tomás Okafor", "- Ada Lindqvist\n- Tomás Okafor",
        "1. Ada Lindqvist\n2. Tomás Okafor", "Ada Lindqvist (Platform, Data), Tomás Okafor",
        "Ada Lindqvist <ada@tern.example>; Tomás Okafor", "Ada  Lindqvist,,Tomás Okafor,",
        "@Ada Lindqvist, @Tomás Okafor", "Ada Lindqvist, Tomás Okafor, TBD",
    ],
)  # fmt: skip
def test_two_people_are_found_however_they_are_put(cell):
    assert lists.people(cell) == ("Ada Lindqvist", "Tomás Okafor")


def test_one_person_twice_is_one_person():
    assert lists.people("Ada, ADA, Tom, ada") == ("Ada", "Tom")


def test_a_name_with_and_inside_stays_whole():
    assert lists.people("Sandy Anderson") == ("Sandy Anderson",)


def test_surnames_in_front_are_turned_where_the_column_shows_it(read):
    table = read(
        'Title;Date;Who\nA;2024-01-01;"Lindqvist, Ada; Okafor, Tomás"\nB;2024-01-02;"Adeyemi, Grace"\n'
    )
    assert [row.presenters for row in table.rows] == [("Ada Lindqvist", "Tomás Okafor"), ("Grace Adeyemi",)]


def test_two_single_words_with_a_comma_are_two_people_and_that_is_said(read):
    table = read('Title;Date;Who\nA;2024-01-01;"Lindqvist, Ada"\nB;2024-01-02;"Grace, Tom"\n')
    assert table.rows[0].presenters == ("Lindqvist", "Ada")
    assert str(table.notes[1]) == (
        "“Lindqvist, Ada” is read as two people. If it is one, write the first name first. Rows: 2, 3."
    )


def test_what_stands_in_brackets_behind_a_name_is_left_out_and_said(read):
    table = read("Title;Date;Who\nA;2024-01-01;Ada (Platform)\n")
    assert table.rows[0].presenters == ("Ada",)
    assert str(table.notes[1]).startswith("What stands in brackets behind a name is left out")


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("CI/CD, Q&A", ("CI/CD", "Q&A")), ("Git; Testing and QA", ("Git", "Testing and QA")),
        ("#git #ci", ("git", "ci")),
        ("C#, C++, C", ("C#", "C++", "C")), ("Git / CI", ("Git", "CI")),
        ("• Git\n• git\n• CI", ("Git", "CI")), ("", ()),
    ],
)  # fmt: skip
def test_topics_are_cut_apart_but_not_through_their_names(cell, topics):
    assert lists.topics(cell) == topics


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Demo", "demo"), ("Vorführung", "demo"), ("Workshop (remote)", "workshop"), ("Schulung", "workshop"),
        ("Talk and discussion", "talk"), ("Vortrag und Diskussion", "talk"), ("Micro-lesson", "micro"),
        ("Lightning talk", "micro"), ("Kurzvortrag", "micro"), ("Lunch & Learn", "lunch"),
        ("Brown bag session", "lunch"),
        ("Problem clinic", "clinic"), ("Sprechstunde", "clinic"), ("Q&A", "clinic"), ("Skill swap", "swap"),
        ("Job shadowing", "shadow"), ("Hospitation", "shadow"), ("Conference slot", "conference"),
        ("KONFERENZ", "conference"), ("Keynote", None), ("", None),
    ],
)  # fmt: skip
def test_formats_have_german_and_english_names(text, key):
    assert formats.read_format(text) == key


def test_every_format_is_known_by_its_own_key():
    assert [formats.read_format(key) for key in formats.KEYS] == list(formats.KEYS)


@pytest.mark.parametrize(
    ("text", "addresses", "rest"),
    [
        ("https://wiki.tern.example/a", ["https://wiki.tern.example/a"], ""),
        ("Room 3 / https://meet.tern.example/x", ["https://meet.tern.example/x"], "Room 3"),
        ("Room 3 (https://meet.tern.example/x)", ["https://meet.tern.example/x"], "Room 3"),
        ("Quay (north) https://tern.example.", ["https://tern.example"], "Quay (north)"),
        ("https://wiki.tern.example/A_(b)", ["https://wiki.tern.example/A_(b)"], ""),
        ("http://a.example and http://b.example", ["http://a.example", "http://b.example"], "and"),
        ("Möwe", [], "Möwe"),
    ],
)
def test_web_addresses_are_found_among_words(text, addresses, rest):
    found = links.find(text)
    assert (list(found.addresses), found.rest, found.refused) == (addresses, rest, "")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "ftp://tern.example/x",
        "file:///etc/passwd",
        "mailto:ada@tern.example", "https://ada:secret@tern.example/", "https://[::1/",
        "https://tern.example/<script>",
        "https://tern.example/\\evil", "https://:80", "https://tern.example:port",
        "https://tern.example/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_other_schemes_and_broken_addresses_are_refused(text):
    found = links.find(text)
    assert found.addresses == ()
    assert found.refused


@pytest.mark.parametrize("text", ["www.tern.example", "see the wiki", "http://", "https://"])
def test_a_link_cell_without_a_web_address_is_left_out_and_said(text, read):
    table = read(f"Title,Date,Link\nA,2024-01-01,{text}\n")
    assert table.rows[0].link == ""
    assert "is not a web address that starts with https:// or http://" in str(table.problems[0])


def test_a_row_twice_is_read_once_and_ids_tell_rows_apart(read):
    twice = read("Title,Date\nKnots,2024-01-01\nknots,2024-01-01\nKnots,2024-01-02\n")
    assert [row.number for row in twice.rows] == [2, 4]
    apart = read("Id,Title,Date\n1,Knots,2024-01-01\n2,Knots,2024-01-01\n")
    assert [row.key for row in apart.rows] == ["1", "2"]


@pytest.mark.parametrize("text", ["TBD", "tba", "–", "n/a", "?", "N.N.", "offen"])
def test_a_stand_in_is_nobody_and_is_not_filled_from_above(text, read):
    table = read(f"Title,Date,Who\nA,2024-01-01,Ada\nB,2024-01-02,{text}\n")
    assert table.rows[1].presenters == ()


def test_a_merged_cell_ends_at_a_blank_row_and_at_a_row_with_other_gaps(read):
    table = read(
        "Title,Date,Who,Length\nA,2024-01-01,Ada,45\nB,2024-01-02,,45\nC,2024-01-03,,\n,,,\nD,2024-01-04,,45\n"
    )
    assert [row.presenters for row in table.rows] == [("Ada",), ("Ada",), (), ()]
