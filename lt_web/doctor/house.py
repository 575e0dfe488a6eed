"""Are the keys there and private, are pages up to date, is the clock right, does anybody tick?"""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text

from lt_web.doctor.finding import Finding
from lt_web.installation import TICK, Installation
from lt_web.log.recorder import events
from lt_web.store import leases
from lt_web.store.ballot_keys import FOLDER
from lt_web.store.keys import keys
from projections.catalogue import PROJECTIONS
from projections.standing import standing_of
from projections.zones import zone_data

TOLERATED = timedelta(seconds=2)


def key_files(installation: Installation) -> Iterator[Finding]:
    """Are the key-encryption keys there, and nobody else's to read?"""
    folder = installation.keyring.directory
    files = sorted(folder.glob("*.kek"))
    with installation.database.reading() as db:
        needed = set(db.execute(select(keys.c.wrapped_by).distinct()).scalars())
    missing = needed - {file.stem for file in files}
    if missing:
        cure = "Bring them back from the backup of the keys; without them what people wrote cannot be read."
        yield Finding("bad", f"Key files are missing in {folder}: {', '.join(sorted(missing))}", cure)
    elif not files:
        yield Finding("bad", f"There is no key file in {folder}", "Run: flask lt init")
    for path, mode in ((folder, 0o700), *((file, 0o600) for file in files)):
        yield from _too_open(path, mode)
    yield from _closed_to_us(folder)
    if files and not missing:
        yield Finding("ok", f"The key files are in {folder}")


def _closed_to_us(folder: Path) -> Iterator[Finding]:
    """The ballot box makes a key file for each session, and destroys it."""
    for place in (folder, folder / FOLDER):
        try:
            with tempfile.TemporaryFile(dir=place if place.exists() else folder):
                pass
        except OSError as error:
            cure = "Let the server's user write there: feedback without a name needs a key of its own."
            yield Finding("bad", f"No file can be made in {place}: {error.strerror}", cure)


def _too_open(path: Path, mode: int) -> Iterator[Finding]:
    found = stat.S_IMODE(path.stat().st_mode)
    if found & ~mode:
        yield Finding("bad", f"Others may look into {path} ({found:04o})", f"Run: chmod {mode:o} {path}")
    elif path.is_file():
        path.read_bytes()


def read_models(installation: Installation) -> Iterator[Finding]:
    """Does every read model stand at the head of the log, in this program's version?"""
    with installation.database.reading() as db:
        head, known = installation.log.recorder.max_notification_id() or 0, standing_of(db)
    behind = [
        p.name
        for p in PROJECTIONS
        if p.name not in known or (known[p.name]["version"], known[p.name]["position"]) != (p.version, head)
    ]
    for name, row in known.items():
        if row["fault"]:
            yield Finding(
                "bad", f"The read model {name} has stopped: {row['fault']}", "Mend the event's code."
            )
    if behind:
        yield Finding("bad", f"Not at the head of the log: {', '.join(behind)}", "Run: flask lt rebuild")
    else:
        yield Finding("ok", f"What pages read is at event {head}; time zones are of edition {zone_data()}")


def clock(installation: Installation) -> Iterator[Finding]:
    """Is the clock where the log and the database are?"""
    now = installation.clock()
    with installation.database.reading() as db:
        last = db.scalar(select(events.c.recorded_at).order_by(events.c.position.desc()).limit(1))
        theirs = None if installation.database.is_sqlite else db.scalar(text("SELECT clock_timestamp()"))
    cure = "Let the time be set by the network (NTP)."
    if last and datetime.fromisoformat(last) - now > TOLERATED:
        yield Finding("bad", f"The clock stands before the last event of the log, {last}", cure)
    elif theirs is not None and abs(theirs - now) > TOLERATED:
        yield Finding("warn", f"The clocks here and at the database differ by {abs(theirs - now)}", cure)
    else:
        yield Finding("ok", f"The clock says {now:%Y-%m-%d %H:%M} UTC")


def routines(installation: Installation) -> Iterator[Finding]:
    """Has a tick been done lately?"""
    seconds = installation.config["LT_TICK_SECONDS"]
    cure = "Start the server, or beside it: flask lt work"
    with installation.database.reading() as db:
        last = leases.last_done(db, TICK)
    age = installation.clock() - last if last else None
    if age is None:
        yield Finding("warn", "The routines have never run", cure)
    elif age > timedelta(seconds=3 * max(seconds, 60)):
        yield Finding("warn", f"The routines last ran {_long(age)} ago", cure)
    else:
        yield Finding("ok", f"The routines ran {_long(age)} ago")


def _long(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
