"""Deeds about sessions: schedule, edit, publish, move, call off, and who presents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from lt_web.commands.access import (
    person_of,
    require_champion,
    require_in_sight,
    require_member,
    standing_in,
    trusted,
)
from lt_web.commands.offering import require_going_on, require_offered
from lt_web.commands.programmes import catalogue
from lt_web.commands.seats import of_session, terms
from lt_web.commands.slots import free_slot, take_slot
from lt_web.commands.teaching import answer_asks
from lt_web.events.ids import roles_id
from lt_web.events.person import Person
from lt_web.events.planned import Appointment, Outline
from lt_web.events.refusals import Invalid
from lt_web.events.roles import Roles
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.log.work import Missing, Work
from lt_web.permissions import PRESENTERS_ONLY, may_change, may_see_unpublished, require


def schedule(
    work: Work,
    programme: UUID,
    outline: Outline,
    topics: Sequence[str],
    when: Appointment,
    presenters: Sequence[UUID],
    capacity: int | None,
) -> UUID:
    """Give a session its date and its seats; it is announced when it is published."""
    require_champion(work, programme)
    require_going_on(work, programme)
    require_offered(work, programme, outline.format)
    if not presenters:
        raise Invalid("presenters", "Say who presents it.")
    for presenter in presenters:
        require_in_sight(work, programme, presenter, "presenters")
    session = Session.schedule(
        programme, with_topics(work, programme, outline, topics), when, tuple(dict.fromkeys(presenters))
    )
    if session.starts <= work.now:
        raise Invalid("date", "That time has passed. Pick one in the future; past sessions can be imported.")
    work.save(session)
    work.save(Seats.open_for(session.id, programme, capacity, session.starts))
    take_slot(work, session, session.latest)
    return session.id


def edit(work: Work, session: UUID, outline: Outline, topics: Sequence[str], was: str = "") -> None:
    """Put differently what a session is about; `was` is the fingerprint of what the writer saw."""
    known = _for_its_people(work, session)
    known.outline.require_unchanged(was)
    require_offered(work, known.programme, outline.format, known.outline.format)
    known.edit(with_topics(work, known.programme, outline, topics))
    work.save(known)


def reschedule(work: Work, session: UUID, when: Appointment) -> None:
    """Move a session to another time or place; everyone keeps their answer and is asked again."""
    known = _for_champions(work, session)
    cause = move(work, known, when)
    if cause:
        take_slot(work, known, cause)


def move(work: Work, known: Session, when: Appointment) -> str:
    """Move a session with its seats (a step of other deeds). Returns the event that did, "" if none."""
    moved = known.reschedule(when.wall, when.zone, work.now)
    cause = known.latest
    known.relocate(when.place, when.link)
    work.save(known)
    if not moved:
        return ""
    seats = of_session(work, known.id)
    seats.move(known.starts, cause, work.now, terms(work, known.programme))
    work.save(seats)
    return cause


def publish(
    work: Work,
    session: UUID,
    audience: str,
    teams: Sequence[str],
    invited: Sequence[UUID],
    despite_invitations: bool = False,
) -> None:
    """Announce a session to its audience; `invited` are the people whom that is today."""
    known = _for_champions(work, session)
    known.publish(audience, tuple(teams), tuple(invited), despite_invitations, work.now)
    work.save(known)
    answer_asks(work, known.programme, known.presenting, known.outline.topics, known.id)


def invite_later(work: Work, session: UUID, person: UUID) -> None:
    """Count somebody among the invited who joined the audience since (a routine)."""
    known, colleague = work.load(Session, session), work.load(Person, person)
    roles = work.find(Roles, roles_id(known.programme))
    member = bool(roles and roles.of(person))
    if colleague.here:
        known.invite_later(person, colleague.team, member, work.now)
        work.save(known)


def postpone(work: Work, session: UUID, reason: str) -> None:
    """Take a session off its date until there is another."""
    known = _for_champions(work, session)
    known.postpone(reason)
    work.save(known)
    seats = of_session(work, session)
    seats.suspend(known.latest)
    work.save(seats)
    free_slot(work, known.programme, session, known.latest)


def cancel(work: Work, session: UUID, reason: str) -> None:
    """Call a session off; its page stays."""
    known = _for_champions(work, session)
    known.cancel(reason)
    work.save(known)
    seats = of_session(work, session)
    seats.close(known.latest)
    work.save(seats)
    free_slot(work, known.programme, session, known.latest)


def hold(work: Work, session: UUID) -> None:
    """Record that a session took place, once it is over (a routine)."""
    known = work.load(Session, session)
    known.hold(work.now)
    work.save(known)


def invite_presenter(work: Work, session: UUID, person: UUID) -> None:
    """Ask somebody to present it too."""
    known = _for_its_people(work, session)
    require_in_sight(work, known.programme, person, "person")
    known.invite_presenter(person)
    work.save(known)


def accept_presenting(work: Work, session: UUID) -> None:
    """Present it too; one's own seat goes to whoever is next."""
    known, person = seen(work, session), person_of(work)
    known.accept_presenting(person)
    cause = known.latest
    work.save(known)
    seats = of_session(work, session)
    seats.vacate(person, cause, work.now, terms(work, known.programme))
    work.save(seats)


def decline_presenting(work: Work, session: UUID) -> None:
    """Say no to presenting it."""
    known = seen(work, session)
    known.decline_presenting(person_of(work))
    work.save(known)


def withdraw_presenter(work: Work, session: UUID, person: UUID) -> None:
    """Step down, or take a presenter or an invitation back."""
    known = _for_its_people(work, session)
    known.withdraw_presenter(person)
    work.save(known, on_behalf_of=person)


def comment(work: Work, session: UUID, text: str) -> None:
    """Write a comment under a session."""
    known = seen(work, session)
    require_member(work, known.programme)
    known.comment(text)
    work.save(known)


def with_topics(work: Work, programme: UUID, outline: Outline, names: Sequence[str]) -> Outline:
    """Return the outline with the topics of those names, new ones added to the catalogue."""
    topics = catalogue(work, programme)
    found = topics.all_named(tuple(names))
    work.save(topics)
    return Outline(**vars(outline) | {"topics": found})


def _for_champions(work: Work, session: UUID) -> Session:
    known = work.load(Session, session)
    require_champion(work, known.programme)
    return known


def _for_its_people(work: Work, session: UUID) -> Session:
    known = seen(work, session)
    standing = standing_in(work, known.programme)
    require(may_change(standing, known.presenting) or trusted(work), PRESENTERS_ONLY)
    return known


def seen(work: Work, session: UUID) -> Session:
    """A session that exists for the actor."""
    known = work.load(Session, session)
    standing = standing_in(work, known.programme)
    if known.published or may_see_unpublished(standing, known.presenters) or trusted(work):
        return known
    raise Missing("session")
