"""Deeds about the screen in the hall: an address for it, or none. The programme's history is not touched."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import standing_in
from lt_web.log.work import Work
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.store import screens


def open_screen(work: Work, programme: UUID, key: str) -> UUID:
    """Let a key open the programme's screen; an earlier one opens nothing any more."""
    require(is_champion(standing_in(work, programme)), CHAMPIONS_ONLY)
    screens.put(work.connection, programme, key, work.now)
    return programme


def close_screen(work: Work, programme: UUID) -> UUID:
    """Let no key open it any more."""
    require(is_champion(standing_in(work, programme)), CHAMPIONS_ONLY)
    screens.remove(work.connection, programme)
    return programme
