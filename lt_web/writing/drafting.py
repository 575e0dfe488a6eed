"""What somebody is writing: their draft, as the editor finds it again."""

from __future__ import annotations

from uuid import UUID

from lt_web.store import drafts
from lt_web.store.drafts import Draft
from lt_web.web import installation, live_db, my_id


def my_draft(about: UUID) -> Draft | None:
    """What I was writing about a session and have not published."""
    return drafts.find(live_db(), installation().keyring, my_id(), about)
