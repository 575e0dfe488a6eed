"""What a programme offers now, as other deeds ask: does anything new begin in it, and in which formats."""

from __future__ import annotations

from uuid import UUID

from lt_web.events.charter import Charter
from lt_web.events.ids import charter_id
from lt_web.log.work import Work


def require_going_on(work: Work, programme: UUID) -> None:
    """Make sure that the programme was not stopped: nothing new begins then."""
    charter = work.find(Charter, charter_id(programme))
    if charter is not None:
        charter.require_going_on()


def require_offered(work: Work, programme: UUID, format: str, before: str = "") -> None:
    """Make sure that the programme offers this format, unless it was the format `before`."""
    charter = work.find(Charter, charter_id(programme))
    if charter is not None:
        charter.require_offered(format, before)
