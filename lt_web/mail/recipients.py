"""Recipients: whom a letter goes to is looked up when it is sent."""

from __future__ import annotations

from sqlalchemy import Connection

from lt_web.config import Config
from lt_web.mail.letters import Recipient, addressed
from lt_web.store import directory
from lt_web.store.directory import Entry
from lt_web.store.mails import Mail
from projections import people

NOBODY, UNWANTED = "nobody", "unwanted"


class NotTo(Exception):
    """Nobody is to get it any more; `why` in a word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def recipient(config: Config, db: Connection, mail: Mail) -> Recipient:
    """Somebody as they are now. Raises `NotTo` for who left, was erased, has no address or wants none."""
    row, entry = people.one(db, mail.person), directory.of_people(db, [mail.person]).get(mail.person)
    if row is None or entry is None or not row.here or not row.claimed or not _has_address(entry):
        raise NotTo(NOBODY)
    if mail.kind in entry.unwanted.split():
        raise NotTo(UNWANTED)
    spoken = config["LT_LANGUAGES"]
    language = entry.language if entry.language in spoken else spoken[0]
    return Recipient(entry.person, entry.name, entry.email, language, entry.zone)


def _has_address(entry: Entry) -> bool:
    try:
        addressed(entry.name, entry.email)
    except ValueError:
        return False
    return True
