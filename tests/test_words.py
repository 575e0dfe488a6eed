"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lt_web.words import ago, clock, clocks_change, day, in_words, lately, when, zone_label

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=59), "in 59 minutes"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(hours=20), "tomorrow"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=30), "in 4 weeks"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(hours=-2), "2 hours ago"),
    ],
)
def test_what_is_coming_is_said_as_people_say_it(later: timedelta, said: str) -> None:
    assert in_words((NOW + later).astimezone(LISBON), NOW) == said


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(days=1, hours=3), "yesterday"),
        (timedelta(days=9), "9 days ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(days=90), "3 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_what_was_is_said_as_people_say_it(earlier: timedelta, said: str) -> None:
    assert ago(NOW - earlier, NOW) == said


def test_what_was_recorded_longer_ago_than_a_week_has_its_day_and_time() -> None:
    assert lately(NOW - timedelta(days=6), NOW, "Europe/Lisbon") == "6 days ago"
    assert lately(NOW - timedelta(days=300), NOW, "Europe/Lisbon") == "Fri 8 May 2026, 10:00"


def test_tomorrow_is_the_next_day_of_the_place_not_of_greenwich() -> None:
    evening = datetime(2027, 3, 4, 23, 30, tzinfo=ZoneInfo("America/Halifax"))
    assert in_words(evening, datetime(2027, 3, 4, 12, 0, tzinfo=UTC)) == "in 15 hours"


@pytest.mark.parametrize(
    ("wall", "minutes", "said"),
    [
        ("2027-10-31 01:30", 30, "back at 02:00 … starts at the first 01:30 and lasts 30 minutes."),
        ("2027-10-31 01:00", 15, "back at 02:00 … starts at the first 01:00 and lasts 15 minutes."),
        ("2027-10-31 00:30", 120, "back at 02:00 … lasts 120 minutes."),
        ("2027-03-28 00:30", 60, "forward at 01:00 … lasts 60 minutes."),
        ("2027-03-28 00:30", 29, ""),
        ("2027-10-31 02:00", 60, ""),
        ("2027-10-30 01:30", 30, ""),
    ],
)
def test_a_time_around_which_the_clocks_are_changed_says_so(wall: str, minutes: int, said: str) -> None:
    zone = ZoneInfo("Europe/Lisbon")
    start = datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC)
    told = clocks_change(start.astimezone(zone), (start + timedelta(minutes=minutes)).astimezone(zone))
    assert told.replace(" that night. It ", " … ") == (f"The clocks go {said}" if said else "")


def test_a_moment_in_full_names_its_zone() -> None:
    assert when(NOW, "America/Halifax") == "Thu 4 Mar 2027, 05:00 (Halifax)"
    assert zone_label("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert (day(NOW), clock(NOW)) == ("Thu 4 Mar 2027", "09:00")
