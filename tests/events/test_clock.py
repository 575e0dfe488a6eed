"""Wall-clock time: what the clock on the wall shows stays, whatever a government does to the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from lt_web.events.clock import exists, instant, next_valid, zone_named
from lt_web.events.refusals import Invalid
from tests.story import CALM, wall

LISBON, SAO_PAULO, APIA = "Europe/Lisbon", "America/Sao_Paulo", "Pacific/Apia"
LORD_HOWE, KATHMANDU = "Australia/Lord_Howe", "Asia/Kathmandu"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# Changes of the clock, north and south, by an hour, by half an hour and by a whole day: the last time before.
CHANGES = {
    "Lisbon, spring": (LISBON, wall("2026-03-29 00:59")),
    "Lisbon, autumn": (LISBON, wall("2026-10-25 00:59")),
    "São Paulo, into its last summer time": (SAO_PAULO, wall("2018-11-03 23:59")),
    "São Paulo, out of it": (SAO_PAULO, wall("2019-02-16 22:59")),
    "Lord Howe, half an hour forward": (LORD_HOWE, wall("2026-10-04 01:59")),
    "Lord Howe, half an hour back": (LORD_HOWE, wall("2026-04-05 01:29")),
    "Apia, across the date line": (APIA, wall("2011-12-29 23:59")),
}
changes = st.sampled_from(sorted(CHANGES.values()))
zones = st.sampled_from([LISBON, SAO_PAULO, LORD_HOWE, APIA, KATHMANDU])
days = st.dates(wall("1990-01-01").date(), wall("2037-12-31").date())


def shown(at: datetime, zone: str) -> datetime:
    """What the clock on the wall shows at an instant."""
    return at.astimezone(zone_named(zone)).replace(tzinfo=None, fold=0)


def instants_showing(time: datetime, zone: str) -> list[datetime]:
    """All instants at which the clock shows that time, found by watching it for two days."""
    noon = time.replace(tzinfo=UTC)
    watched = (noon + timedelta(minutes=m) for m in range(-26 * 60, 26 * 60))
    return [at for at in watched if shown(at, zone) == time]


@CALM
@given(zones, days, st.integers(1, 400))
def test_fourteen_hours_stay_fourteen_hours_across_a_clock_change(
    zone: str, day: datetime, later: int
) -> None:
    """A weekly 14:00 is never off by the hour that the clock moved (Apia slept through one day in 2011)."""
    for date in (day, day + later * DAY):
        meeting = datetime.fromisoformat(f"{date.isoformat()} 14:00")
        if meeting.date() != wall("2011-12-30").date() or zone != APIA:
            assert shown(instant(meeting, zone), zone) == meeting
            assert next_valid(meeting, zone) == meeting


def test_the_instant_of_the_same_clock_differs_in_summer() -> None:
    assert instant(wall("2026-03-26 14:00"), LISBON) == datetime(2026, 3, 26, 14, tzinfo=UTC)
    assert instant(wall("2026-04-02 14:00"), LISBON) == datetime(2026, 4, 2, 13, tzinfo=UTC)


@settings(CALM, max_examples=40)
@given(changes, st.integers(-40, 130))
def test_around_a_change_a_time_is_the_first_instant_that_shows_it(
    change: tuple[str, datetime], minutes: int
) -> None:
    zone, time = change[0], change[1] + minutes * MINUTE
    found = instants_showing(time, zone)
    assert exists(time, zone) == bool(found)
    if found:
        assert instant(time, zone) == found[0]
        assert next_valid(time, zone) == time


@settings(CALM, max_examples=25)
@given(changes, st.integers(-5, 70))
def test_a_time_that_is_skipped_moves_to_the_first_minute_after_it(
    change: tuple[str, datetime], minutes: int
) -> None:
    zone, time = change[0], change[1] + minutes * MINUTE
    moved = next_valid(time, zone)
    assert instants_showing(moved, zone)
    passed = (moved - time) // MINUTE
    assert not any(exists(time + m * MINUTE, zone) for m in range(passed))


@pytest.mark.parametrize(
    ("zone", "time", "moved"),
    [
        (LISBON, "2026-03-29 01:00", "2026-03-29 02:00"),
        (LISBON, "2026-03-29 01:30", "2026-03-29 02:00"),
        (LISBON, "2026-03-29 02:00", "2026-03-29 02:00"),
        (SAO_PAULO, "2018-11-04 00:00", "2018-11-04 01:00"),
        (LORD_HOWE, "2026-10-04 02:15", "2026-10-04 02:30"),
        (APIA, "2011-12-30 14:00", "2011-12-31 00:00"),
    ],
)
def test_a_skipped_time_is_the_next_that_exists(zone: str, time: str, moved: str) -> None:
    assert next_valid(wall(time), zone) == wall(moved)


@pytest.mark.parametrize(
    ("zone", "time", "first"),
    [
        (LISBON, "2026-10-25 01:30", "2026-10-25 00:30"),
        (SAO_PAULO, "2019-02-16 23:30", "2019-02-17 01:30"),
        (LORD_HOWE, "2026-04-05 01:45", "2026-04-04 14:45"),
    ],
)
def test_a_time_that_occurs_twice_is_the_first(zone: str, time: str, first: str) -> None:
    assert instant(wall(time), zone) == wall(first).replace(tzinfo=UTC)
    assert instant(wall(time).replace(fold=1), zone) == wall(first).replace(tzinfo=UTC)


def test_every_zone_that_there_is_is_known() -> None:
    for name in sorted(available_timezones())[::20]:
        assert str(zone_named(name)) == name


@pytest.mark.parametrize(
    "name", ["", " ", "Lisbon", "Europe", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 300]
)
def test_anything_else_is_no_zone(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        zone_named(name)
    assert refusal.value.field == "zone"
    assert str(refusal.value) == f"There is no time zone “{name}”. Pick one such as Europe/Lisbon."
