"""What stands in the way of a date is named, whoever it concerns and wherever they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from lt_web.planning.clashes import Around, Clash, Taken, clashes

ADA, BEN = UUID(int=1), UUID(int=2)
NOON = datetime(2027, 5, 13, 12, tzinfo=UTC)


def taken(number: int, minutes: int = 0, place: str = "", *people: UUID, title: str = "Knots") -> Taken:
    start = NOON + timedelta(minutes=minutes)
    return Taken(UUID(int=100 + number), title, start, start + timedelta(minutes=45), place, people)


OURS = taken(0, 0, "Quay 2", ADA)


def test_a_presenter_who_is_elsewhere_is_named_with_what_it_is() -> None:
    assert clashes(OURS, Around([taken(1, 30, "", ADA, BEN)])) == [Clash("elsewhere", "Knots", ADA)]


def test_what_ends_when_it_begins_is_no_clash_nor_is_it_itself() -> None:
    assert clashes(OURS, Around([taken(1, -45, "Quay 2", ADA), taken(2, 45, "Quay 2", ADA), OURS])) == []


def test_a_room_is_the_same_however_it_is_written_and_no_room_clashes_with_none() -> None:
    assert clashes(OURS, Around([taken(1, 10, " quay 2")])) == [Clash("room", "Knots")]
    assert clashes(taken(0, 0, "", ADA), Around([taken(1, 10, "")])) == []


def test_a_title_that_is_not_to_be_told_is_not() -> None:
    assert clashes(OURS, Around([taken(1, 0, "", ADA, title="")])) == [Clash("elsewhere", "", ADA)]


def test_a_holiday_counts_on_the_day_that_it_is_where_the_presenter_lives() -> None:
    holidays = {("Asia/Tokyo", date(2027, 5, 14)): "Sea day"}
    late = taken(0, 240, "", ADA)  # 16:00 in UTC, 01:00 of the next day in Tokyo
    around = Around(zones={ADA: "Asia/Tokyo"}, holidays=holidays)
    assert clashes(late, around) == [Clash("holiday", "Sea day", ADA)]
    assert clashes(OURS, around) == []


def test_whoever_has_left_is_named() -> None:
    assert clashes(OURS, Around(gone={ADA})) == [Clash("gone", person=ADA)]
