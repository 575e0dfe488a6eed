"""The doctor: looks at database, keys, clock, settings and disk, and says the cure of what it finds."""

from __future__ import annotations

import difflib
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from lt_web.config import SETTINGS
from lt_web.installation import TICK, Installation
from lt_web.log.faults import LogError
from lt_web.log.recorder import events
from lt_web.store import leases
from lt_web.store.keys import keys
from projections.catalogue import PROJECTIONS
from projections.standing import standing_of
from projections.zones import zone_data

OF_TESTS = ("LT_TEST_", "LT_FAULTS")
TOLERATED = timedelta(seconds=2)
LITTLE_SPACE, NO_SPACE = 1024**3, 100 * 1024**2
OTHERS = 5


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ok, warn or bad; what is so, and what to do about it."""

    state: str
    what: str
    cure: str = ""


Check = Callable[[Installation], Iterator[Finding]]


def examine(installation: Installation, given: Collection[str] = ()) -> list[Finding]:
    """Look at everything. `given` are the names of settings in the environment and the configuration."""
    found = [*settings(installation, given)]
    if any(finding.state == "bad" for finding in found):
        return found
    found += [*_looked_at(disk, installation), *_looked_at(database, installation)]
    if found[-1].state == "bad":
        return found
    for check in (pooling, key_files, read_models, clock, routines):
        found += _looked_at(check, installation)
    return found


def _looked_at(check: Check, installation: Installation) -> list[Finding]:
    """What a check found; one that breaks is a finding too."""
    try:
        return list(check(installation))
    except (LogError, SQLAlchemyError, OSError) as error:
        words = " ".join(str(getattr(error, "orig", None) or error).split())
        return [Finding("bad", f"Looking at {check.__name__.replace('_', ' ')} failed: {words}")]


def settings(installation: Installation, given: Collection[str]) -> Iterator[Finding]:
    """Are all LT_ settings known, and do their values make sense?"""
    odd = [name for name in sorted(given) if name.startswith("LT_") and not name.startswith(OF_TESTS)]
    unknown = [name for name in odd if name not in SETTINGS]
    for name in unknown:
        near = difflib.get_close_matches(name, SETTINGS, 1)
        cure = f"Did you mean {near[0]}?" if near else "Remove it."
        yield Finding("warn", f"There is no setting {name}", cure)
    for name, setting in SETTINGS.items():
        try:
            installation.config[name]
        except ValueError:
            yield Finding("bad", f"The value of {name} cannot be read", f"It means: {setting.meaning}")
    if not unknown:
        yield Finding("ok", "All settings are known")


def disk(installation: Installation) -> Iterator[Finding]:
    """Is there room to write?"""
    folder: Path = installation.config["LT_DATA_DIR"].absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2:,} MB are free at {folder}"
    if free > LITTLE_SPACE:
        yield Finding("ok", said)
    else:
        yield Finding("bad" if free < NO_SPACE else "warn", said, "Make room before nothing can be recorded.")


def database(installation: Installation) -> Iterator[Finding]:
    """Can it be reached, does it keep what it was told, are the tables there?"""
    where = installation.database.url.render_as_string(hide_password=True)
    if not installation.is_prepared():
        yield Finding("bad", f"The database has no tables of ours: {where}", "Run: flask lt init")
        return
    with installation.database.reading() as db:
        yield from (_of_sqlite if installation.database.is_sqlite else _of_postgres)(db)
    yield Finding("ok", f"The database is prepared: {where}")


def _of_sqlite(db: Connection) -> Iterator[Finding]:
    mode, level = (
        db.execute(text("PRAGMA journal_mode")).scalar(),
        db.execute(text("PRAGMA synchronous")).scalar(),
    )
    if (mode, level) == ("wal", 2):
        yield Finding("ok", "SQLite writes ahead and waits for the disk")
    else:
        cure = "Keep the file on a local disk: network file systems cannot do this."
        yield Finding("bad", f"SQLite's journal mode is {mode}, synchronous {level}", cure)


def _of_postgres(db: Connection) -> Iterator[Finding]:
    if db.execute(text("SHOW synchronous_commit")).scalar() == "off":
        yield Finding("warn", "PostgreSQL does not wait for the disk", "Set synchronous_commit = on.")
    if db.execute(text("SHOW fsync")).scalar() == "off":
        yield Finding("warn", "PostgreSQL never waits for the disk", "Set fsync = on.")


def pooling(installation: Installation) -> Iterator[Finding]:
    """Does each connection stay with its server process? A pooler in transaction mode changes it."""
    if installation.database.is_sqlite:
        return
    if pooled_by_transaction(installation):
        cure = "Give Learn Together a direct connection, or a pool with pool_mode = session."
        yield Finding("bad", "A pooler (PgBouncer) gives each transaction another connection", cure)
    else:
        yield Finding("ok", "Connections reach PostgreSQL without changing hands")


def pooled_by_transaction(installation: Installation) -> bool:
    """Whether one connection meets several server processes while others hold the first one."""
    engine = installation.database.engine.execution_options(isolation_level="READ COMMITTED")
    pid = text("SELECT pg_backend_pid()")
    with engine.connect() as one:
        met = {one.scalar(pid)}
        one.commit()
        others = [engine.connect() for _ in range(OTHERS)]
        try:
            for other in others:
                other.scalar(pid)
            met.add(one.scalar(pid))
        finally:
            for other in others:
                other.close()
    return len(met) > 1


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
    if files and not missing:
        yield Finding("ok", f"The key files are in {folder}")


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
    cure = "Start the server, or let cron run: flask lt tick"
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
