"""Times of day, ranges, offsets and lengths."""

import datetime

import pytest

from lt_web.tables.lengths import read_length
from lt_web.tables.times import read_span


@pytest.mark.parametrize(
    "text",
    [
        "14:00", "14.00", "14.00 Uhr", "14:00 Uhr", "14 Uhr", "um 14 Uhr", "2 pm", "2pm", "2:00 p.m.",
        "at 2 PM",
        "14h", "14h00", "1400", "14", "14:00:00", "0.583333333", "0,5833333",
    ],
)  # fmt: skip
def test_two_in_the_afternoon_is_read_in_each_form(text):
    span = read_span(text)
    assert (span.start, span.minutes, span.offset) == (datetime.time(14), None, None)


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("14:00–14:45", "14:00", 45), ("14:00 - 14:45 Uhr", "14:00", 45), ("14–15 Uhr", "14:00", 60),
        ("von 14:00 bis 14:45", "14:00", 45), ("2-3pm", "14:00", 60), ("11-1pm", "11:00", 120),
        ("11:30am to 12:15pm", "11:30", 45), ("23:30–00:15", "23:30", 45), ("20:00-24:00", "20:00", 240),
        ("14:00-15:00", "14:00", 60),
    ],
)  # fmt: skip
def test_a_range_gives_a_start_and_a_length(text, start, minutes):
    span = read_span(text)
    assert (f"{span.start:%H:%M}", span.minutes) == (start, minutes)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("14:00Z", 0), ("14:00 UTC", 0), ("14:00 (GMT)", 0), ("14:00+02:00", 2), ("14:00 +0200", 2),
        ("14:00 UTC+2", 2),
        ("T14:00:00-05:00", -5), ("T14:00-05:00", -5), ("14:00:00-05:00", -5), ("14:00 -0500", -5),
        ("14:00 GMT-5", -5),
    ],
)  # fmt: skip
def test_an_offset_is_kept_beside_the_clock_and_does_not_move_it(text, hours):
    span = read_span(text)
    assert (span.start, span.offset) == (datetime.time(14), datetime.timedelta(hours=hours))


@pytest.mark.parametrize("text", ["14:00 CET", "14:00 Uhr MEZ", "14:00 (Europe/Lisbon)"])
def test_the_name_of_a_zone_is_handed_back_unused(text):
    span = read_span(text)
    assert (span.start, span.offset) == (datetime.time(14), None)
    assert span.zone


@pytest.mark.parametrize(
    "text", ["", "nachmittags", "all day", "25:00", "14:61", "24:00", "13pm", "14:00+99:00", "1-2-3"]
)
def test_what_is_no_time_is_none(text):
    assert read_span(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45), ("45 min", 45), ("45 Min.", 45), ("45'", 45), ("45.0", 45), ("ca. 45 Minuten", 45),
        ("0:45", 45),
        ("0,75 h", 45), ("¾ h", 45), ("1h", 60), ("1 Stunde", 60), ("1:30", 90), ("1:30:00", 90),
        ("1 h 30", 90),
        ("1h30m", 90), ("1,5 Std.", 90), ("1½ hours", 90), ("2 Std 15 Min", 135),
    ],
)  # fmt: skip
def test_a_length_is_read_in_minutes(text, minutes):
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["", ".", "long", "-5", "0.75", "45-60", "eine Stunde", "5e3", "h"])
def test_what_is_no_length_is_none(text):
    assert read_length(text) is None


def test_a_heading_in_hours_makes_plain_numbers_hours(read):
    table = read("Title;Date;Dauer (h)\nA;2024-01-01;1,5\nB;2024-01-02;0.75\nC;2024-01-03;50 min\n")
    assert [row.length for row in table.rows] == [90, 45, 50]


def test_a_length_that_cannot_be_is_left_open_and_said(read):
    table = read("Title,Date,Length\nA,2024-01-01,4\nB,2024-01-02,481\nC,2024-01-03,5\nD,2024-01-04,480\n")
    assert [row.length for row in table.rows] == [None, None, 5, 480]
    assert str(table.problems[0]) == (
        "Row 2, Length: 4 minutes is not between 5 and 480, so the length is left open. "
        "Write minutes, like 45."
    )


def test_the_length_column_wins_over_start_and_end_and_says_so(read):
    table = read("Title,Date,Time,Length\nA,2024-01-01,14:00-15:00,45\n")
    assert table.rows[0].length == 45
    assert str(table.problems[0]) == (
        "Row 2, Length: the length is 45 minutes here, but 60 by start and end. 45 is kept."
    )


def test_the_time_column_wins_over_the_time_beside_the_date_and_says_so(read):
    table = read("Title,Date,Time\nA,2024-01-01 13:00,14:00\n")
    assert table.rows[0].time == datetime.time(14)
    assert (
        str(table.problems[0])
        == "Row 2, Time: the time is 14:00 here, but 13:00 beside the date. 14:00 is kept."
    )


def test_start_and_end_with_their_dates_give_date_time_and_length(read, row):
    table = read("Title,Start,End\nA,2024-01-01 14:00,2024-01-01 14:50\n")
    assert table.rows == (row(2, "A", "2024-01-01", "14:00", length=50),)


def test_an_offset_stands_in_the_row_only_where_it_was_given(read):
    table = read("Title,Date\nA,2024-01-01T14:00+02:00\nB,2024-01-02T14:00\n")
    assert [row.zone_offset for row in table.rows] == [datetime.timedelta(hours=2), None]
    assert [row.time for row in table.rows] == [datetime.time(14)] * 2
