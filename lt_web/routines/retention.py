"""How long what is kept: one list, which docs/privacy.md repeats, and the routine that applies it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from lt_web.commands.erasing import LEFT_LONG_AGO, erase
from lt_web.config import Config
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.store import accesses, attempts, commands, drafts, jobs, mails, provider_sessions, uploads
from lt_web.watching.lines import tell
from projections import left_behind, ties

log = logging.getLogger(__name__)
ROUTINE = "retention"
LEAVERS = "LT_ERASE_LEAVERS_DAYS"


@dataclass(frozen=True)
class Period:
    """What is kept how long; `setting` names the days that an installation may choose, "" for none."""

    what: str
    store: Any
    usual: timedelta
    setting: str = ""

    def purge(self, connection: Connection, config: Config, now: datetime) -> None:
        """Forget what is older."""
        if self.setting:
            self.store.purge(connection, now, timedelta(days=config[self.setting]))
        else:
            self.store.purge(connection, now)


PERIODS = (
    Period("who read what of the log, or took a file", accesses, accesses.KEPT_FOR, "LT_KEEP_READINGS_DAYS"),
    Period("failed attempts to sign in or to check in", attempts, attempts.WINDOW),
    Period("which forms were sent", commands, commands.KEPT_FOR),
    Period("drafts that nobody comes back to", drafts, drafts.KEPT_FOR, "LT_KEEP_DRAFTS_DAYS"),
    Period("orders for a PDF, and the PDF", jobs, jobs.KEPT_FOR),
    Period("whom which mail was sent, and every attempt", mails, mails.KEPT_FOR),
    Period("sessions at a sign-in provider", provider_sessions, provider_sessions.KEPT_FOR),
    Period("tables sent to be imported", uploads, uploads.KEPT_FOR),
)


def purge(installation: Installation, connection: Connection) -> None:
    """Forget all that is older than it may be; call it under the writer's lock."""
    for period in PERIODS:
        period.purge(connection, installation.config, installation.clock())


def erase_leavers(installation: Installation) -> int:
    """Erase those who left longer ago than LT_ERASE_LEAVERS_DAYS (0: nobody); returns how many.

    What they wrote for work stays. Who cannot be erased yet, as the last champion, waits for the next turn.
    """
    days, now = installation.config[LEAVERS], installation.clock()
    if not days:
        return 0
    with installation.database.reading() as db:
        due = [
            (person, vars(ties.of_person(db, person, now)), left_behind.names_of(db, person))
            for person in left_behind.left_before(db, now - timedelta(days=days))
        ]
    return sum(_erased(installation, person, tied, names) for person, tied, names in due)


def _erased(installation: Installation, person: Any, tied: dict[str, Any], names: list[Any]) -> bool:
    deed = Deed(routine=ROUTINE, source="routine")
    try:
        installation.perform(deed, erase, person, False, LEFT_LONG_AGO, **tied, names=names)
    except Refused:
        tell(log, logging.WARNING, "leaver-remains", of=person)
        return False
    return True
