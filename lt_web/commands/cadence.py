"""Deeds about when a programme meets: its rules, the days left out, and its slots with what fills them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from lt_web.commands.access import require_champion
from lt_web.commands.proposals import become_session, for_champions
from lt_web.commands.sessions import move as move_session
from lt_web.events.cadence import Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.planned import Appointment
from lt_web.events.programme import Programme
from lt_web.events.proposal import Proposal
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.rules import Rule
from lt_web.events.session import Session
from lt_web.events.slots import SlotState
from lt_web.log.work import Missing, Work

LONGEST_BREAK = 62  # days that are left out at once


def set_rule(
    work: Work, programme: UUID, rule: Rule, id: UUID | None = None, sessions: Collection[UUID] = ()
) -> UUID:
    """Add a rule, or change the one of that id; its dates are planned at once.

    `sessions` are those to come that have no slot, as pages show them: they fill what lies at their time.
    """
    cadence = _cadence(work, programme)
    before = cadence.version
    made = cadence.set_rule(rule, id)
    cadence.make_slots(work.now, _ahead(work, programme), cadence.latest if cadence.version > before else "")
    _take_in(work, cadence, sessions)
    work.save(cadence)
    return made


def end_rule(work: Work, programme: UUID, rule: UUID) -> None:
    """Let a rule yield no more slots; what is held, filled or skipped stays."""
    cadence = _cadence(work, programme)
    cadence.end_rule(rule, work.now)
    work.save(cadence)


def skip_day(work: Work, programme: UUID, day: date, label: str, until: date | None = None) -> None:
    """Have no slots on a day, or on each from it until another, that one too."""
    cadence, last = _cadence(work, programme), until or day
    if not 0 <= (last - day).days < LONGEST_BREAK:
        raise Invalid("until", "Give a last day on or up to {most} days after the first.", most=LONGEST_BREAK)
    for number in range((last - day).days + 1):
        cadence.skip_day(day + timedelta(days=number), label, work.now)
    work.save(cadence)


def return_day(work: Work, programme: UUID, day: date, until: date | None = None) -> None:
    """Have slots on a day again, or on each from it until another, that one too."""
    cadence, last = _cadence(work, programme), until or day
    for left_out in sorted(one for one in cadence.skips if day <= one <= last):
        cadence.return_day(left_out, work.now)
    work.save(cadence)


def set_holidays(
    work: Work, programme: UUID, name: str, zone: str, skips: bool, days: Mapping[date, str]
) -> None:
    """Take public holidays of a zone, which are left out (`skips`) or warn alone."""
    cadence = _cadence(work, programme)
    cadence.set_holidays(name, zone, skips, days, work.now)
    work.save(cadence)


def remove_holidays(work: Work, programme: UUID, calendar: UUID) -> None:
    """Let a calendar of public holidays no longer count."""
    cadence = _cadence(work, programme)
    cadence.remove_holidays(calendar, work.now)
    work.save(cadence)


def add_slot(
    work: Work,
    programme: UUID,
    wall: datetime,
    zone: str,
    minutes: int,
    place: str = "",
    sessions: Collection[UUID] = (),
) -> UUID:
    """Plan one date by hand; one of `sessions` at that time fills it. Returns its id."""
    cadence = _cadence(work, programme)
    slot = cadence.add_slot(wall, zone, minutes, work.now, place)
    _take_in(work, cadence, sessions)
    work.save(cadence)
    return slot


def drop_slot(work: Work, programme: UUID, slot: UUID) -> None:
    """Plan a date no longer that was added by hand."""
    cadence = _cadence(work, programme)
    cadence.drop_slot(slot)
    work.save(cadence)


def skip(work: Work, programme: UUID, slot: UUID, reason: str) -> None:
    """Let nothing take place in a slot."""
    cadence = _cadence(work, programme)
    cadence.skip(slot, reason, work.now)
    work.save(cadence)


def reopen(work: Work, programme: UUID, slot: UUID) -> None:
    """Let a slot that was skipped wait to be filled."""
    cadence = _cadence(work, programme)
    cadence.reopen(slot, work.now)
    work.save(cadence)


def place(work: Work, programme: UUID, slot: UUID, proposal: UUID) -> None:
    """Hold a slot for a proposal or a request that has no date yet."""
    cadence, known = _cadence(work, programme), for_champions(work, proposal)
    if known.programme != programme:
        raise Missing("proposal")
    known.require_undated()
    cadence.place(slot, proposal, work.now)
    work.save(cadence)


def take_out(work: Work, programme: UUID, slot: UUID) -> None:
    """Let a slot be held no longer; what it was held for goes back to the backlog."""
    cadence = _cadence(work, programme)
    cadence.take_out(slot)
    work.save(cadence)


def swap(work: Work, programme: UUID, one: UUID, other: UUID) -> None:
    """Exchange what two slots hold; sessions move with their seats, and everybody is asked again."""
    cadence = _cadence(work, programme)
    moved = cadence.swap(one, other, work.now)
    work.save(cadence)
    for session, slot in moved.items():
        known = work.load(Session, session)
        move_session(work, known, _of(slot, known.place, known.link))


def move(work: Work, programme: UUID, slot: UUID, to: UUID) -> None:
    """Move what a slot holds to another, which gives what it holds in return."""
    swap(work, programme, slot, to)


def fill(work: Work, programme: UUID, slot: UUID) -> UUID:
    """Make a session of the proposal that a slot is held for. Returns the session's id."""
    cadence = _cadence(work, programme)
    known = cadence.slots.get(slot)
    if known is None or known.state != "held" or known.thing is None:
        raise Refused("Nothing is held for this date now. Place a proposal in it first.")
    proposal = work.load(Proposal, known.thing)
    if not proposal.presenting:
        raise Refused("Nobody presents this yet. Ask a colleague to adopt it; the date stays held for it.")
    capacity = work.load(Programme, programme).setting("default_capacity")
    return become_session(work, proposal, proposal.outline, _of(known), capacity)


def make_slots(work: Work, programme: UUID, sessions: Collection[UUID] = ()) -> None:
    """Plan the dates of the coming weeks (a routine); `sessions` are as `set_rule` takes them."""
    cadence = _cadence(work, programme)
    cadence.make_slots(work.now, _ahead(work, programme))
    _take_in(work, cadence, sessions)
    work.save(cadence)


def nudge(work: Work, programme: UUID) -> None:
    """Note slots that come near and are empty (a routine)."""
    cadence = _cadence(work, programme)
    cadence.nudge(work.load(Programme, programme).setting("empty_slot_days"), work.now)
    work.save(cadence)


def _cadence(work: Work, programme: UUID) -> Cadence:
    """When a programme meets, begun now if nothing is planned, for its champions."""
    require_champion(work, programme)
    return work.find(Cadence, cadence_id(programme)) or Cadence.open_for(programme)


def _take_in(work: Work, cadence: Cadence, sessions: Collection[UUID]) -> None:
    """Let sessions that had their date before fill the slots that lie there now."""
    for session in sessions:
        known = work.load(Session, session)
        slot = cadence.slot_at(known.starts, known.proposal)
        takes_place = known.programme == cadence.programme and known.state in ("scheduled", "published")
        if takes_place and slot is not None and cadence.slot_of(session) is None:
            cadence.fill(slot.id, session)


def _ahead(work: Work, programme: UUID) -> int:
    return work.load(Programme, programme).setting("slots_ahead_days")


def _of(slot: SlotState, place: str = "", link: str = "") -> Appointment:
    """When and where a session in that slot takes place; the slot's own place counts before others."""
    return Appointment(slot.wall, slot.zone, slot.place or place, link)
