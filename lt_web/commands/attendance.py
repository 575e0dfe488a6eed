"""Deeds about attendance: mark, put right, check in oneself, count heads, note the length."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from lt_web.commands.access import person_of, require_known, require_member, standing_in, trusted
from lt_web.events.attendance import Attendance
from lt_web.events.ids import attendance_id, seats_id
from lt_web.events.programme import Programme
from lt_web.events.refusals import Refused
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.log.work import Missing, Work
from lt_web.permissions import PRESENTERS_ONLY, may_change, require
from lt_web.store import attempts


def mark(work: Work, session: UUID, person: UUID, standing: str, reason: str = "") -> None:
    """Note how somebody attended; what stands there already is put right with a reason."""
    known, sheet = _for_its_people(work, session)
    _require_attendee(work, known, person)
    sheet.mark(person, standing, _expected(work, session, person), reason)
    _save(work, known, sheet)


def mark_all(work: Work, session: UUID, people: Collection[UUID], standing: str) -> None:
    """Note the same of these people, as far as nothing is noted of them yet."""
    known, sheet = _for_its_people(work, session)
    for person in people:
        _require_attendee(work, known, person)
    sheet.mark_all({person: _expected(work, session, person) for person in people}, standing)
    _save(work, known, sheet)


def count_heads(work: Work, session: UUID, number: int) -> None:
    """Note how many came."""
    known, sheet = _for_its_people(work, session)
    sheet.count_heads(number)
    _save(work, known, sheet)


def note_length(work: Work, session: UUID, minutes: int) -> None:
    """Note how many minutes it really took."""
    known, sheet = _for_its_people(work, session)
    sheet.note_length(minutes)
    _save(work, known, sheet)


def note_figures(work: Work, session: UUID, heads: int | None, minutes: int | None) -> None:
    """Note how many came and how many minutes it took; None leaves what stands there."""
    known, sheet = _for_its_people(work, session)
    if heads is not None:
        sheet.count_heads(heads)
    if minutes is not None:
        sheet.note_length(minutes)
    _save(work, known, sheet)


def check_in(work: Work, session: UUID) -> None:
    """Say oneself that one is there, while check-in is open."""
    person, known = _comer(work, session)
    _come(work, known, person)


def check_in_by_code(work: Work, session: UUID, right: bool) -> UUID | None:
    """Check in with the code shown in the room. One that is not right is counted, and ten are the most.

    Returns the session when it was right, None when not.
    """
    person, known = _comer(work, session)
    guesses = f"{person.hex}/{session.hex}"
    if attempts.recent(work.connection, guesses, work.now, attempts.CHECK_IN) >= attempts.MOST:
        raise Refused("Too many codes that were not right. Ask whoever presents it to mark you as present.")
    if not right:
        attempts.note(work.connection, guesses, work.now, attempts.CHECK_IN)
        return None
    _come(work, known, person)
    return session


def _comer(work: Work, session: UUID) -> tuple[UUID, Session]:
    """Who says that they are there, and where; refused outside the window, and to those who present it."""
    person, known = person_of(work), _in_sight(work, session)
    require_member(work, known.programme)
    _require_attendee(work, known, person)
    opens, closes = window(work, known)
    if work.now < opens:
        minutes = (known.starts - opens) // timedelta(minutes=1)
        raise Refused("Check-in opens {minutes} minutes before the start.", minutes=minutes)
    if work.now > closes:
        raise Refused("Check-in is over. Ask whoever presented it to mark you as present.")
    return person, known


def _come(work: Work, session: Session, person: UUID) -> None:
    sheet = of_session(work, session)
    sheet.check_in(person, _expected(work, session.id, person))
    work.save(sheet)


def of_session(work: Work, session: Session) -> Attendance:
    """The sheet of a session, begun now if nothing stands on it."""
    known = work.find(Attendance, attendance_id(session.id))
    return known or Attendance.open_for(session.id, session.programme)


def window(work: Work, session: Session) -> tuple[datetime, datetime]:
    """From when until when people can check in themselves (instants, UTC)."""
    programme = work.load(Programme, session.programme)
    before = timedelta(minutes=programme.setting("check_in_before_minutes"))
    after = timedelta(minutes=programme.setting("check_in_after_minutes"))
    return session.starts - before, session.ends + after


def _for_its_people(work: Work, session: UUID) -> tuple[Session, Attendance]:
    """A session and its sheet, for those who present it and for champions, once people may be there."""
    known = _in_sight(work, session)
    standing = standing_in(work, known.programme)
    require(may_change(standing, known.presenting) or trusted(work), PRESENTERS_ONLY)
    if work.now < window(work, known)[0]:
        raise Refused("Nobody can be there yet. Attendance can be noted from shortly before the start.")
    return known, of_session(work, known)


def _in_sight(work: Work, session: UUID) -> Session:
    """A session that has attendance: it was announced and was not called off."""
    known = work.load(Session, session)
    standing_in(work, known.programme)
    if not known.published:
        raise Missing("session")
    if known.state in ("cancelled", "postponed"):
        raise Refused("This session was called off, so it has no attendance.")
    return known


def _require_attendee(work: Work, session: Session, person: UUID) -> None:
    require_known(work, session.programme, person, "person")
    if session.presenters.get(person) == "accepted":
        raise Refused("Who presents a session is there anyway and does not stand on the sheet.")


def _expected(work: Work, session: UUID, person: UUID) -> bool:
    """Whether a person had a seat when it began; nobody had where nobody could answer."""
    seats = work.find(Seats, seats_id(session))
    return bool(seats and person in seats.seated)


def _save(work: Work, session: Session, sheet: Attendance) -> None:
    """Record what was noted; afterwards it counts for the time at which it was so."""
    if work.now > session.ends and sheet.pending_events:
        work.happened(sheet, session.starts)
    work.save(sheet)
