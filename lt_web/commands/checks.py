"""Deeds about the proof: let the log be checked. Nothing happens in the programme, so nothing is recorded."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import person_of, standing_in
from lt_web.log.work import Work
from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.store import checks


def ask_for_check(work: Work, programme: UUID) -> None:
    """Let every event be read again."""
    require(may_audit(standing_in(work, programme)), AUDITORS_ONLY)
    checks.ask(work.connection, person_of(work), work.now)
