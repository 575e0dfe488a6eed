"""Deeds about write-ups: publish, write together, add what one learned, links, take it on, remind."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lt_web.commands.access import person_of, require_in_sight, require_member, standing_in, trusted
from lt_web.commands.sessions import seen
from lt_web.events.attendance import THERE, UNKNOWN, Attendance
from lt_web.events.ids import attendance_id, seats_id, write_up_id
from lt_web.events.programme import Programme
from lt_web.events.refusals import N_, Refused
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.working_days import day_in, due_on
from lt_web.events.write_up import Link, WriteUp
from lt_web.log.work import Work
from lt_web.permissions import WRITERS_ONLY, may_change, require
from lt_web.store import drafts

NOT_YET = N_("This session has not taken place yet. Afterwards it can be written up.")


def publish(work: Work, session: UUID, text: str, based_on: int, summary: str = "") -> None:
    """Publish what was written upon revision `based_on` (0 for the first); the draft of it goes."""
    _known, write_up = _for_authors(work, session)
    write_up.publish(text, based_on, summary)
    _save(work, write_up)
    if work.deed.actor:
        drafts.discard(work.connection, work.deed.actor, session)


def add_co_author(work: Work, session: UUID, person: UUID) -> None:
    """Ask somebody to write it up too."""
    known, write_up = _for_authors(work, session)
    require_in_sight(work, known.programme, person, "person")
    write_up.add_co_author(person, known.presenting)
    _save(work, write_up)


def remove_co_author(work: Work, session: UUID, person: UUID) -> None:
    """Take a co-author off; each can do so for themselves."""
    _known, write_up = _for_authors(work, session)
    write_up.remove_co_author(person)
    _save(work, write_up)


def note(work: Work, session: UUID, text: str) -> None:
    """Write what one took away from it, if one was there."""
    person, known = person_of(work), seen(work, session)
    require_member(work, known.programme)
    _require_held(known)
    _require_there(work, known, person)
    write_up = of_session(work, known)
    write_up.note(person, text)
    _save(work, write_up)


def withdraw_note(work: Work, session: UUID, person: UUID) -> None:
    """Take one's note off the page; champions can do so for anybody."""
    known = seen(work, session)
    standing = standing_in(work, known.programme)
    require(may_change(standing, (person,)) or trusted(work), WRITERS_ONLY)
    write_up = of_session(work, known)
    write_up.withdraw_note(person)
    _save(work, write_up)


def add_link(work: Work, session: UUID, kind: str, url: str, title: str = "") -> None:
    """Add a link; slides and notes may be there before it takes place, a recording cannot."""
    known, write_up = _for_writers(work, session)
    if kind == "recording":
        _require_held(known)
    write_up.add_link(Link(kind, url, title), known.may_be_recorded)
    _save(work, write_up)


def remove_link(work: Work, session: UUID, link: UUID) -> None:
    """Take a link off the page."""
    _known, write_up = _for_writers(work, session)
    write_up.remove_link(link)
    _save(work, write_up)


def take_over(work: Work, session: UUID) -> None:
    """Take it on to write it up, if one was there and its presenters were reminded in vain."""
    person, known = person_of(work), seen(work, session)
    require_member(work, known.programme)
    _require_held(known)
    _require_there(work, known, person)
    write_up = of_session(work, known)
    write_up.take_over(person, due(work, known), _today(work, known), known.presenting)
    _save(work, write_up)


def nudge(work: Work, session: UUID) -> None:
    """Remind those who presented it that the write-up is due (a routine)."""
    known = work.load(Session, session)
    day = due(work, known)
    if day is not None and known.state == "held":
        write_up = of_session(work, known)
        write_up.nudge(day, _today(work, known))
        if write_up.nudges:
            _save(work, write_up)


def allow_recording(work: Work, session: UUID) -> None:
    """Allow that oneself is recorded."""
    known = seen(work, session)
    known.allow_recording(person_of(work))
    work.save(known)


def refuse_recording(work: Work, session: UUID) -> None:
    """Take one's leave to be recorded back."""
    known = seen(work, session)
    known.refuse_recording(person_of(work))
    work.save(known)


def keep_draft(work: Work, session: UUID, text: str, based_on: int) -> None:
    """Keep what somebody is writing, for them alone, until they publish it."""
    _for_authors(work, session)
    drafts.keep(
        work.connection, work.log.keyring, drafts.Draft(person_of(work), session, text, based_on, work.now)
    )


def discard_draft(work: Work, session: UUID) -> None:
    """Forget what one was writing."""
    drafts.discard(work.connection, person_of(work), session)


def of_session(work: Work, session: Session) -> WriteUp:
    """What a session leaves behind, begun now if nothing is recorded of it."""
    known = work.find(WriteUp, write_up_id(session.id))
    return known or WriteUp.open_for(session.id, session.programme)


def due(work: Work, session: Session) -> date | None:
    """The day on which its write-up is due; None where nobody is asked for one, since it was imported."""
    if work.find(Seats, seats_id(session.id)) is None:
        return None
    programme = work.load(Programme, session.programme)
    return due_on(session.ends, programme.zone, programme.setting("write_up_days"))


def _today(work: Work, session: Session) -> date:
    return day_in(work.load(Programme, session.programme).zone, work.now)


def _for_authors(work: Work, session: UUID) -> tuple[Session, WriteUp]:
    """A session that took place and its write-up, for those who write it."""
    known, write_up = _for_writers(work, session)
    _require_held(known)
    return known, write_up


def _for_writers(work: Work, session: UUID) -> tuple[Session, WriteUp]:
    known = seen(work, session)
    write_up, standing = of_session(work, known), standing_in(work, known.programme)
    require(may_change(standing, write_up.authors(known.presenting)) or trusted(work), WRITERS_ONLY)
    return known, write_up


def _require_held(session: Session) -> None:
    if session.state != "held":
        raise Refused(NOT_YET)


def _require_there(work: Work, session: Session, person: UUID) -> None:
    """Somebody was there: presented it, is noted so, or had a seat while nobody noted how it was."""
    sheet, seats = work.find(Attendance, attendance_id(session.id)), work.find(Seats, seats_id(session.id))
    standing = sheet.standing_of(person) if sheet else UNKNOWN
    seated = standing == UNKNOWN and bool(seats and person in seats.seated)
    if not (person in session.presenting or standing in THERE or seated):
        raise Refused("This is for those who were there. If you were, ask whoever presented it to note it.")


def _save(work: Work, write_up: WriteUp) -> None:
    """Record what happened to it; that it began to be gathered is no news by itself."""
    if write_up.version > 1:
        work.save(write_up)
