"""Purging: what is derived is made anew without the person, and what was deleted leaves the raw files.

The erasure itself is one transaction (`lt_web.commands.erasing`). All this comes after it, is safe to do
twice, and is taken up again by the routines and at the next start wherever it was broken off.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from uuid import UUID

from lt_web import press
from lt_web.commands.erasing import erase_again
from lt_web.erasing import raw, rows
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.faults import LogError
from lt_web.past import scratch
from lt_web.store import erasures
from lt_web.store.erasures import Erasure
from lt_web.watching.lines import tell, trace_of

log = logging.getLogger(__name__)
LOCK = "erasing"
Purge = Callable[[Installation, UUID], None]


def old_keys(installation: Installation, _person: UUID) -> None:
    """The key-encryption key that wrapped the person's keys is destroyed, and the list is written out."""
    with installation.database.writing() as connection:
        installation.keyring.sweep(connection)
        erasures.publish(connection, installation.keyring.directory)


def printed(installation: Installation, _person: UUID) -> None:
    """Finished reports can be made again; their names are those of today then."""
    press.empty(installation)


def copies_of_the_past(installation: Installation, _person: UUID) -> None:
    """Copies of what pages said are made again when somebody asks for them."""
    scratch.empty(installation)


# What to do after a person was erased, in this order: whoever keeps something derived adds a line.
PURGES: tuple[Purge, ...] = (old_keys, rows.made_anew, printed, copies_of_the_past, raw.compacted)


def purge(installation: Installation, person: UUID) -> None:
    """Purge what is derived of one person who was erased."""
    installation.keyring.forget()
    for one in PURGES:
        one(installation, person)


def finish(installation: Installation) -> int:
    """Purge after every erasure that is not finished, one process at a time; returns how many there were."""
    if not _waiting(installation):
        return 0
    with installation.database.exclusively(LOCK):
        waiting = _waiting(installation)
        for one in waiting:
            purge(installation, one.person)
            with installation.database.writing() as connection:
                erasures.purged(connection, one.person, installation.clock())
    return len(waiting)


def _waiting(installation: Installation) -> list[Erasure]:
    with installation.database.reading() as connection:
        return erasures.to_purge(connection)


def replay(installation: Installation) -> int:
    """Erase again whom the list beside the keys names and this database does not: it is an older copy.

    Call it before anybody is answered from a database that was restored. Returns how many were erased.
    """
    with installation.database.reading() as connection:
        known = {one.person: one for one in erasures.everybody(connection)}
    listed = erasures.listed(installation.keyring.directory).values()
    lacking = [one for one in listed if (was := known.get(one.person)) is None or one.work > was.work]
    if lacking:
        installation.perform(Deed(routine="restore", source="routine"), erase_again, lacking)
        finish(installation)
    return len(lacking)


def wake(installation: Installation) -> None:
    """Finish in a thread of this process; at once where nothing goes on behind requests."""
    if installation.config["LT_TICK_SECONDS"] <= 0:
        finish_quietly(installation)
    else:
        threading.Thread(target=finish_quietly, args=(installation,), name="lt-erasing", daemon=True).start()


def finish_quietly(installation: Installation) -> None:
    """Finish, or leave it to the next tick and tell why."""
    try:
        finish(installation)
    except (LogError, OSError) as fault:
        tell(log, logging.WARNING, "erasing-waits", kind=type(fault).__name__, what=str(fault))
    except Exception as error:
        tell(log, logging.ERROR, "erasing-stopped", trace=trace_of(error))
