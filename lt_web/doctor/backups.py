"""Was a backup made lately? Whether the copies still exist nobody here can know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lt_web.backup import noted
from lt_web.doctor.finding import Finding
from lt_web.installation import Installation

OLD = timedelta(days=8)
CURE = "Make one, elsewhere, each night: flask lt backup DIR (docs/backup.md)"


def backups(installation: Installation) -> Iterator[Finding]:
    """Is there a recent one, as far as it is known? What pg_dump does leaves no trace here."""
    if not installation.database.is_sqlite or installation.config["LT_DEMO"]:
        return
    last = noted.last(installation)
    if last is None:
        yield Finding("warn", "“flask lt backup” has not been run here", CURE)
        return
    age = installation.clock() - last
    said = f"“flask lt backup” last made one at {last:%Y-%m-%d %H:%M} UTC; see that you still have it"
    yield Finding("warn", said, CURE) if age > OLD else Finding("ok", said)
