"""What waits for each person on their home page, and is gone once dealt with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    String,
    Table,
    Uuid,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.attendance import Attendance
from lt_web.events.ids import attendance_id, topics_id
from lt_web.events.person import Person
from lt_web.events.proposal import Proposal
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from projections import competency, proposals, sessions, slots, topics
from projections.base import NEEDED_AT_ONCE, READ_MODELS, Projection
from projections.rows import Rows

FOR_A_WHILE = timedelta(days=28)
# What an answer, whoever gives it, makes obsolete.
ANSWERABLE = ("promoted", "offer", "moved", "seated", "removed")

table = Table(
    "lt_inbox",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("about", Uuid, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # After this moment it no longer matters.
    Column("until", UtcDateTime, nullable=False),
    Index("lt_inbox_about", "about", "kind", info={NEEDED_AT_ONCE: True}),
)
# What a handler must know of things that other read models keep: it reads its own tables alone.
facts = Table(
    "lt_inbox_facts",
    READ_MODELS,
    Column("about", Uuid, primary_key=True),
    Column("session", Uuid, nullable=True),
    Column("starts", UtcDateTime, nullable=True),
    Column("by", Uuid, nullable=True),
    Column("programme", Uuid, nullable=True),
)
coming = Table(
    "lt_inbox_coming",
    READ_MODELS,
    Column("seats", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("answer", String(12), nullable=False),
)
owners = Table(
    "lt_inbox_owners",
    READ_MODELS,
    Column("proposal", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
)
presenting = Table(
    "lt_inbox_presenting",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
)
champions = Table(
    "lt_inbox_champions",
    READ_MODELS,
    Column("list", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
)
inbox = Projection("inbox", "12", table, facts, coming, owners, presenting, champions)


@inbox.on(Seats.Opened)
def know_seats(rows: Rows, event: Seats.Opened) -> None:
    rows.insert(facts, about=event.originator_id, session=event.session, starts=event.starts)


@inbox.on(Seats.Answered)
def answer(rows: Rows, event: Seats.Answered) -> None:
    dealt_with(rows, event.person, _session(rows, event), *ANSWERABLE)
    _comes(rows, event, event.answer)
    if event.answer == "yes" and event.envelope.on_behalf_of == event.person:
        tell(rows, event, event.person, "seated", _session(rows, event), _starts(rows, event))


@inbox.on(Seats.Waitlisted)
def wait(rows: Rows, event: Seats.Waitlisted) -> None:
    dealt_with(rows, event.person, _session(rows, event), *ANSWERABLE)
    _comes(rows, event, "waitlisted")


@inbox.on(Seats.Promoted)
def promote(rows: Rows, event: Seats.Promoted) -> None:
    _comes(rows, event, "yes")
    tell(rows, event, event.person, "promoted", _session(rows, event), _starts(rows, event))


@inbox.on(Seats.Offered)
def offer(rows: Rows, event: Seats.Offered) -> None:
    _comes(rows, event, "offered")
    tell(rows, event, event.person, "offer", _session(rows, event), event.until)


@inbox.on(Seats.OfferTaken, Seats.SeatedByChampion, Seats.Reconfirmed)
def take_seat(rows: Rows, event: Any) -> None:
    dealt_with(rows, event.person, _session(rows, event), *ANSWERABLE)
    if not isinstance(event, Seats.Reconfirmed):
        _comes(rows, event, "yes")
    if isinstance(event, Seats.SeatedByChampion):
        tell(rows, event, event.person, "seated", _session(rows, event), _starts(rows, event))


@inbox.on(Seats.OfferLapsed, Seats.Removed, Seats.Vacated)
def leave(rows: Rows, event: Any) -> None:
    dealt_with(rows, event.person, _session(rows, event), *ANSWERABLE)
    rows.delete(coming, event.originator_id, event.person)
    if isinstance(event, Seats.Removed) and event.envelope.actor != event.person:
        tell(rows, event, event.person, "removed", _session(rows, event), _starts(rows, event))


@inbox.on(Seats.Moved)
def move(rows: Rows, event: Seats.Moved) -> None:
    session = _session(rows, event)
    rows.update(facts, event.originator_id, starts=event.starts)
    forget(rows, session, "promoted", "moved", "postponed")
    for row in rows.where(table, about=session, kind="offer"):
        rows.update(table, row["person"], "offer", session, until=min(row["until"], event.starts))
    for row in rows.where(coming, seats=event.originator_id):
        if row["answer"] in ("yes", "maybe"):
            tell(rows, event, row["person"], "moved", session, event.starts)


@inbox.on(Seats.Suspended, Seats.Closed)
def call_off(rows: Rows, event: Seats.Suspended | Seats.Closed) -> None:
    session, postponed = _session(rows, event), isinstance(event, Seats.Suspended)
    forget(rows, session, "promoted", "offer", "moved", "postponed")
    for row in rows.where(coming, seats=event.originator_id):
        if row["answer"] == "offered":
            _now(rows, event, row, "waitlisted" if postponed else "")
        if row["answer"] != "no":
            until = event.at + FOR_A_WHILE if postponed else max(_starts(rows, event), event.at)
            tell(rows, event, row["person"], "postponed" if postponed else "cancelled", session, until)


@inbox.on(Proposal.Drafted, Proposal.Asked)
def know_proposal(rows: Rows, event: Proposal.Drafted | Proposal.Asked) -> None:
    rows.insert(facts, about=event.originator_id, by=event.by)
    rows.insert(owners, proposal=event.originator_id, person=event.by)


@inbox.on(Proposal.Adopted)
def adopt(rows: Rows, event: Proposal.Adopted) -> None:
    known = rows.get(facts, event.originator_id)
    if known is not None and known["by"] != event.person:
        tell(rows, event, known["by"], "adopted", event.originator_id, event.at + FOR_A_WHILE)
    _own(rows, event)


@inbox.on(Proposal.Accepted, Proposal.Declined, Proposal.Scheduled)
def decide(rows: Rows, event: Any) -> None:
    kind = {Proposal.Accepted: "accepted", Proposal.Declined: "declined"}.get(type(event), "scheduled")
    forget(rows, event.originator_id, "accepted", "declined", "scheduled")
    if not isinstance(event, Proposal.Accepted):
        forget(rows, event.originator_id, "invitation")
    for row in rows.where(owners, proposal=event.originator_id):
        if row["person"] != event.envelope.actor:
            tell(rows, event, row["person"], kind, event.originator_id, event.at + FOR_A_WHILE)


@inbox.on(Proposal.PresenterInvited, Session.PresenterInvited)
def invite(rows: Rows, event: Any) -> None:
    tell(rows, event, event.person, "invitation", event.originator_id, event.at + 6 * FOR_A_WHILE)


@inbox.on(
    Proposal.PresenterAccepted,
    Proposal.PresenterDeclined,
    Proposal.PresenterWithdrawn,
    Session.PresenterAccepted,
    Session.PresenterDeclined,
    Session.PresenterWithdrawn,
)
def settle_invitation(rows: Rows, event: Any) -> None:
    dealt_with(rows, event.person, event.originator_id, "invitation")
    if isinstance(event, Session.PresenterAccepted):
        forget(rows, event.originator_id, "presenter_left")
        rows.insert(presenting, session=event.originator_id, person=event.person)
    elif isinstance(event, Session.PresenterWithdrawn):
        rows.delete(presenting, event.originator_id, event.person)
    elif isinstance(event, Proposal.PresenterAccepted):
        _own(rows, event)
    elif isinstance(event, Proposal.PresenterWithdrawn):
        rows.delete(owners, event.originator_id, event.person)


@inbox.on(Proposal.Withdrawn, Session.Cancelled)
def end_invitations(rows: Rows, event: Any) -> None:
    forget(rows, event.originator_id, "invitation", "presenter_left")


@inbox.on(Teaching.Asked)
def ask_to_teach(rows: Rows, event: Teaching.Asked) -> None:
    tell(rows, event, event.person, "asked_to_teach", event.topic, event.at + 6 * FOR_A_WHILE)


@inbox.on(Teaching.AskDeclined, Teaching.AskTaken, Teaching.AskWithdrawn)
def settle_ask(rows: Rows, event: Any) -> None:
    if not (isinstance(event, Teaching.AskWithdrawn) and event.others_wait):
        dealt_with(rows, event.person, event.topic, "asked_to_teach")


@inbox.on(Topics.Merged)
def follow_merger(rows: Rows, event: Topics.Merged) -> None:
    for row in rows.where(table, about=event.topic, kind="asked_to_teach"):
        dealt_with(rows, row["person"], event.topic, "asked_to_teach")
        if rows.get(table, row["person"], "asked_to_teach", event.into) is None:
            rows.insert(table, **{**row, "about": event.into})


@inbox.on(Session.Scheduled)
def know_presenters(rows: Rows, event: Session.Scheduled) -> None:
    rows.insert(facts, about=event.originator_id, programme=event.programme)
    for person in event.presenters:
        rows.insert(presenting, session=event.originator_id, person=person)


@inbox.on(Session.Held)
def ask_for_what_remains(rows: Rows, event: Session.Held) -> None:
    """Whoever presented it may note who was there, unless something stands on the sheet, and write it up."""
    end_invitations(rows, event)
    if event.envelope.source == "import":
        return
    session, noted = event.originator_id, rows.get(facts, attendance_id(event.originator_id)) is not None
    for row in rows.where(presenting, session=session):
        if not noted:
            tell(rows, event, row["person"], "attendance", session, event.at + FOR_A_WHILE)
        tell(rows, event, row["person"], "write_up", session, event.at + 6 * FOR_A_WHILE)


@inbox.on(Attendance.Opened)
def note_attendance(rows: Rows, event: Attendance.Opened) -> None:
    rows.insert(facts, about=event.originator_id, session=event.session, starts=None)
    forget(rows, event.session, "attendance")


@inbox.on(Person.Noted)
def take_note(rows: Rows, event: Person.Noted) -> None:
    dealt_with(rows, event.originator_id, event.about, event.kind)


def tell(rows: Rows, event: Any, person: UUID, kind: str, about: UUID, until: datetime) -> None:
    rows.put(table, person, kind, about, position=event.position, at=event.at, until=until)


def dealt_with(rows: Rows, person: UUID, about: UUID, *kinds: str) -> None:
    for row in rows.where(table, person=person, about=about):
        if row["kind"] in kinds:
            rows.delete(table, person, row["kind"], about)


def forget(rows: Rows, about: UUID, *kinds: str) -> None:
    for row in rows.where(table, about=about):
        if row["kind"] in kinds:
            rows.delete(table, row["person"], row["kind"], about)


def _comes(rows: Rows, event: Any, answer: str) -> None:
    rows.put(coming, event.originator_id, event.person, answer=answer)


def _now(rows: Rows, event: Any, row: Any, answer: str) -> None:
    if answer:
        rows.update(coming, event.originator_id, row["person"], answer=answer)
    else:
        rows.delete(coming, event.originator_id, row["person"])


def _own(rows: Rows, event: Any) -> None:
    if rows.get(owners, event.originator_id, event.person) is None:
        rows.insert(owners, proposal=event.originator_id, person=event.person)


def _session(rows: Rows, event: Any) -> UUID:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    session: UUID = known["session"]
    return session


def _starts(rows: Rows, event: Any) -> datetime:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    starts: datetime = known["starts"]
    return starts


# Each thing that waits is looked up by its id: a list of all things that exist would grow with the years.
HOW_MANY = select(func.count()).where(
    table.c.person == bindparam("person"),
    table.c.until > bindparam("now"),
    or_(
        *(
            exists().where(
                thing.c.id == table.c.about, thing.c.programme.in_(bindparam("programmes", expanding=True))
            )
            for thing in (sessions.table, proposals.table, slots.table)
        ),
        table.c.about.in_(bindparam("programmes", expanding=True)),
        exists().where(
            topics.table.c.id == table.c.about,
            topics.table.c.catalogue.in_(bindparam("catalogues", expanding=True)),
        ),
        exists().where(
            competency.members.c.about == table.c.about,
            competency.members.c.programme.in_(bindparam("programmes", expanding=True)),
            competency.milestones.c.id == competency.members.c.milestone,
            competency.milestones.c.retired.is_(False),
        ),
    ),
)


OF_PERSON = select(table).where(table.c.person == bindparam("person"), table.c.until > bindparam("now"))


def of_person(db: Connection, person: UUID, now: datetime) -> list[Any]:
    """What waits for somebody now: offers first, then the oldest."""
    found = db.execute(OF_PERSON, {"person": person, "now": now})
    return sorted(found, key=lambda row: (row.kind != "offer", row.position))


def how_many(db: Connection, person: UUID, now: datetime, programmes: Collection[UUID]) -> int:
    """How many things wait for somebody now, in programmes that exist for them."""
    catalogues = [topics_id(programme) for programme in programmes]
    wanted = {"person": person, "now": now, "programmes": list(programmes), "catalogues": catalogues}
    return db.scalar(HOW_MANY, wanted) or 0


def since(db: Connection, person: UUID, kind: str, about: UUID, now: datetime) -> int | None:
    """The place in the log from which this waits for somebody; None where it does not wait now."""
    same = (table.c.person == person) & (table.c.kind == kind[:40]) & (table.c.about == about)
    found: int | None = db.scalar(select(table.c.position).where(same, table.c.until > now))
    return found
