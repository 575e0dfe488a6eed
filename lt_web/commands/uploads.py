"""Files between their preview and their confirmation: kept beside the log for a day at most."""

from __future__ import annotations

from uuid import UUID, uuid4

from lt_web.commands.access import person_of, require_champion
from lt_web.log.work import Work
from lt_web.store import uploads
from lt_web.store.uploads import Upload


def keep(work: Work, programme: UUID, name: str, data: bytes) -> UUID:
    """Keep what a champion sent, in place of what they sent before."""
    require_champion(work, programme)
    upload = Upload(uuid4(), person_of(work), programme, name[:200], data, work.now)
    uploads.keep(work.connection, upload)
    return upload.id


def forget(work: Work, upload: UUID) -> None:
    """Forget it, once it was imported (a step of another deed)."""
    uploads.forget(work.connection, upload)
