"""How the slots of a cadence follow what becomes of sessions and proposals (steps of other deeds)."""

from __future__ import annotations

from uuid import UUID

from lt_web.events.cadence import Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.session import Session
from lt_web.log.work import Work


def take_slot(work: Work, session: Session, cause: str) -> None:
    """Let a session have the slot at its time, if there is one; what it or its proposal had is free again."""
    cadence = work.find(Cadence, cadence_id(session.programme))
    if cadence is None:
        return
    slot = cadence.slot_at(session.starts, session.proposal)
    mine = cadence.slot_of(session.id)
    if mine is None or mine.starts != session.starts:
        cadence.release(session.id, cause)
        if slot is not None:
            cadence.fill(slot.id, session.id, cause)
    if session.proposal is not None:
        cadence.release(session.proposal, cause)
    work.save(cadence)


def free_slot(work: Work, programme: UUID, thing: UUID, cause: str) -> None:
    """Free the slot of a session or proposal that will not take place in it."""
    cadence = work.find(Cadence, cadence_id(programme))
    if cadence is not None:
        cadence.release(thing, cause)
        work.save(cadence)
