"""When the last backup was made: noted beside the log, since nothing in the programme happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from lt_web.installation import Installation
from lt_web.store import leases

BACKUP = "backup"


def note(house: Installation, now: datetime) -> None:
    """Write down that one was made; it does not know of itself, nor does a place that it is put into."""
    with house.database.writing() as connection:
        leases.take(connection, BACKUP, BACKUP, now, timedelta())
        leases.done(connection, BACKUP, now)


def last(house: Installation) -> datetime | None:
    """When “flask lt backup” last made one; whether it still exists nobody here can know."""
    with house.database.reading() as connection:
        return leases.last_done(connection, BACKUP)
