"""What the routines do for the log itself: seal it, let checkpoints leave, look at the clock."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from lt_web.installation import Installation
from lt_web.log.publishing import publish
from lt_web.log.recorder import LAST, recorded_at
from lt_web.log.sealing import Broken
from lt_web.log.work import TOLERATED
from lt_web.watching.lines import tell

log = logging.getLogger(__name__)


def gone_back(db: Connection, now: datetime) -> list[tuple[()]]:
    """One turn for the command where the clock stands before what was recorded last."""
    last = db.execute(LAST).first()
    before = recorded_at(last.state) if last else None
    return [()] if before is not None and before - now > TOLERATED else []


def keep_ledger(installation: Installation) -> bool:
    """Seal what is recorded, and let the checkpoint leave for where it is to go; returns whether that went.

    Raises Busy, Unavailable or Outdated when the database as a whole cannot be written now.
    """
    folder = installation.config["LT_PUBLISH_DIR"]
    try:
        installation.seal_now()
        with installation.database.reading() as connection:
            installation.signer.destroy_old_keys(connection)
        if folder:
            publish(installation.database, Path(folder), installation.clock())
    except (Broken, OSError) as fault:
        tell(log, logging.ERROR, "sealing-failed", kind=type(fault).__name__, what=str(fault))
        return False
    return True
