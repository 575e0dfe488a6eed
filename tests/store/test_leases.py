"""One worker at a time does the routines; another takes over when it is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lt_web.installation import Installation
from lt_web.store import leases

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_lease_is_held_by_one(installation: Installation) -> None:
    with installation.database.writing() as connection:
        assert leases.take(connection, "tick", "one", NOW, MINUTE)
        assert not leases.take(connection, "tick", "two", NOW + MINUTE / 2, MINUTE)
        assert leases.take(connection, "mail", "two", NOW, MINUTE)
        assert leases.take(connection, "tick", "one", NOW + MINUTE / 2, MINUTE)
        assert not leases.take(connection, "tick", "two", NOW + MINUTE, MINUTE)
        assert leases.take(connection, "tick", "two", NOW + 2 * MINUTE, MINUTE)


def test_it_says_when_the_work_was_last_done(installation: Installation) -> None:
    with installation.database.writing() as connection:
        assert leases.last_done(connection, "tick") is None
        leases.take(connection, "tick", "one", NOW, MINUTE)
        assert leases.last_done(connection, "tick") is None
        leases.done(connection, "tick", NOW)
    assert installation.health()["last_tick"] == "2027-03-01T09:00:00+00:00"
