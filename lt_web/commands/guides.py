"""Deeds about templates: put one differently, put an earlier one in force again."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import require_champion
from lt_web.events.guides import Guide, Guides
from lt_web.events.ids import guides_id
from lt_web.log.work import Work


def revise(work: Work, programme: UUID, format: str, guide: Guide, based_on: int, note: str = "") -> None:
    """Put the template of a format differently, upon version `based_on` (0 is the one that is built in)."""
    guides = _of(work, programme)
    guides.revise(format, guide, based_on, note)
    _save(work, guides)


def restore(work: Work, programme: UUID, format: str, number: int) -> None:
    """Put an earlier version in force again."""
    guides = _of(work, programme)
    guides.restore(format, number)
    _save(work, guides)


def _of(work: Work, programme: UUID) -> Guides:
    require_champion(work, programme)
    return work.find(Guides, guides_id(programme)) or Guides.open_for(programme)


def _save(work: Work, guides: Guides) -> None:
    """Record what happened; that a programme may have templates of its own is no news by itself."""
    if guides.version > 1:
        work.save(guides)
