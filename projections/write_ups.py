"""Write-ups: one row a session, with its revisions, who writes, what people took away, and links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from lt_web.events.ids import write_up_id
from lt_web.events.programme import SETTINGS, Programme
from lt_web.events.session import Session
from lt_web.events.working_days import due_on
from lt_web.events.write_up import WriteUp
from projections.base import READ_MODELS, Projection
from projections.rows import Rows
from projections.zones import zone_data

table = Table(
    "lt_write_ups",
    READ_MODELS,
    Column("write_up", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, unique=True),
    Column("programme", Uuid, nullable=False, index=True),
    Column("ended_at", UtcDateTime, nullable=True),  # once it was held
    Column("due_on", Date, nullable=True),  # none for what was imported: nobody is asked to write it up
    Column("published_at", UtcDateTime, nullable=True),  # the first revision
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=True),
    Column("changed_by", Uuid, nullable=True),
    Column("nudges", Integer, nullable=False),
    Column("taken", Boolean, nullable=False),  # somebody who was there took it on
    Column("elsewhere", Integer, nullable=False),  # links to notes that are kept elsewhere
)
revisions = Table(
    "lt_write_up_revisions",
    READ_MODELS,
    Column("write_up", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("by", Uuid, nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("summary", Text, nullable=False),
    Column("text", Text, nullable=False),
)
authors = Table(
    "lt_write_up_authors",
    READ_MODELS,
    Column("write_up", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("part", String(12), nullable=False),  # co_author, taken_over, or "" for those who presented it
    Column("wrote", Integer, nullable=False),  # how many revisions they published
    Index("lt_write_up_authors_person", "person"),
)
notes = Table(
    "lt_write_up_notes",
    READ_MODELS,
    Column("write_up", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("lt_write_up_notes_person", "person"),
)
links = Table(
    "lt_links",
    READ_MODELS,
    Column("link", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("write_up", Uuid, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("by", Uuid, nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("position", BigInteger, nullable=False),
)
# What a handler must know of programmes to say when something is due: it reads its own tables alone.
terms = Table(
    "lt_write_up_terms",
    READ_MODELS,
    Column("programme", Uuid, primary_key=True),
    Column("zone", String(64), nullable=False),
    Column("days", Integer, nullable=False),
)
write_ups = Projection("write_ups", f"1+{zone_data()}", table, revisions, authors, notes, links, terms)
DAYS = "write_up_days"


@write_ups.on(Programme.Founded)
def know_programme(rows: Rows, event: Programme.Founded) -> None:
    rows.insert(terms, programme=event.originator_id, zone=event.zone, days=SETTINGS[DAYS].default)


@write_ups.on(Programme.Described)
def know_zone(rows: Rows, event: Programme.Described) -> None:
    before = _terms(rows, event.originator_id)
    if before["zone"] != event.zone:
        rows.update(terms, event.originator_id, zone=event.zone)
        _date_anew(rows, event.originator_id)


@write_ups.on(Programme.SettingChanged)
def know_setting(rows: Rows, event: Programme.SettingChanged) -> None:
    if event.setting == DAYS:
        rows.update(terms, event.originator_id, days=event.value)
        _date_anew(rows, event.originator_id)


@write_ups.on(Session.Scheduled)
def know_session(rows: Rows, event: Session.Scheduled) -> None:
    rows.insert(
        table,
        write_up=write_up_id(event.originator_id),
        session=event.originator_id,
        programme=event.programme,
        revision=0,
        text="",
        nudges=0,
        taken=False,
        elsewhere=0,
    )


@write_ups.on(Session.Held)
def hold(rows: Rows, event: Session.Held) -> None:
    id = write_up_id(event.originator_id)
    rows.update(table, id, ended_at=event.end)
    if event.envelope.source != "import":
        row = rows.get(table, id)
        assert row is not None
        rows.update(table, id, due_on=_due(rows, row))


@write_ups.on(WriteUp.Published, WriteUp.Revised)
def publish(rows: Rows, event: WriteUp.Published | WriteUp.Revised) -> None:
    first, by = isinstance(event, WriteUp.Published), event.envelope.actor
    number, summary = (1, "") if isinstance(event, WriteUp.Published) else (event.revision, event.summary)
    about = {"session": _session(rows, event), "by": by, "at": event.at, "summary": summary}
    rows.insert(revisions, write_up=event.originator_id, revision=number, text=event.text, **about)
    changed = {"revision": number, "text": event.text, "changed_at": event.at, "changed_by": by}
    rows.update(table, event.originator_id, **changed | ({"published_at": event.at} if first else {}))
    if by is not None:
        _author(rows, event, by)
        rows.add(authors, event.originator_id, by, wrote=1)


@write_ups.on(WriteUp.CoAuthorAdded, WriteUp.TakenOver)
def join(rows: Rows, event: WriteUp.CoAuthorAdded | WriteUp.TakenOver) -> None:
    part = "taken_over" if isinstance(event, WriteUp.TakenOver) else "co_author"
    _author(rows, event, event.person)
    rows.update(authors, event.originator_id, event.person, part=part)
    if isinstance(event, WriteUp.TakenOver):
        rows.update(table, event.originator_id, taken=True)


@write_ups.on(WriteUp.CoAuthorRemoved)
def leave(rows: Rows, event: WriteUp.CoAuthorRemoved) -> None:
    """What they wrote remains theirs."""
    row = rows.get(authors, event.originator_id, event.person)
    if row is not None and row["wrote"]:
        rows.update(authors, event.originator_id, event.person, part="")
    else:
        rows.delete(authors, event.originator_id, event.person)


@write_ups.on(WriteUp.NoteAdded, WriteUp.NoteEdited)
def note(rows: Rows, event: WriteUp.NoteAdded | WriteUp.NoteEdited) -> None:
    if isinstance(event, WriteUp.NoteEdited):
        rows.update(notes, event.originator_id, event.person, text=event.text)
        return
    about = {"session": _session(rows, event), "at": event.at, "position": event.position}
    rows.insert(notes, write_up=event.originator_id, person=event.person, text=event.text, **about)


@write_ups.on(WriteUp.NoteWithdrawn)
def withdraw_note(rows: Rows, event: WriteUp.NoteWithdrawn) -> None:
    rows.delete(notes, event.originator_id, event.person)


@write_ups.on(WriteUp.LinkAdded)
def add_link(rows: Rows, event: WriteUp.LinkAdded) -> None:
    rows.insert(
        links,
        link=event.link,
        write_up=event.originator_id,
        session=_session(rows, event),
        kind=event.kind,
        url=event.url,
        title=event.title,
        by=event.envelope.actor,
        at=event.at,
        position=event.position,
    )
    rows.add(table, event.originator_id, elsewhere=int(event.kind == "notes"))


@write_ups.on(WriteUp.LinkRemoved)
def remove_link(rows: Rows, event: WriteUp.LinkRemoved) -> None:
    row = rows.get(links, event.link)
    if row is not None:
        rows.add(table, event.originator_id, elsewhere=-int(row["kind"] == "notes"))
        rows.delete(links, event.link)


@write_ups.on(WriteUp.Nudged)
def nudge(rows: Rows, event: WriteUp.Nudged) -> None:
    rows.update(table, event.originator_id, nudges=event.number)


def _author(rows: Rows, event: Any, person: UUID) -> None:
    if rows.get(authors, event.originator_id, person) is None:
        about = {"session": _session(rows, event), "part": "", "wrote": 0}
        rows.insert(authors, write_up=event.originator_id, person=person, **about)


def _date_anew(rows: Rows, programme: UUID) -> None:
    """Another term holds for what is not written yet; what was published keeps the day that was meant."""
    for row in rows.where(table, programme=programme):
        if row["due_on"] is not None and row["published_at"] is None:
            rows.update(table, row["write_up"], due_on=_due(rows, row))


def _due(rows: Rows, row: Any) -> Any:
    known = _terms(rows, row["programme"])
    return due_on(row["ended_at"], known["zone"], known["days"])


def _terms(rows: Rows, programme: UUID) -> Any:
    known = rows.get(terms, programme)
    assert known is not None
    return known


def _session(rows: Rows, event: Any) -> UUID:
    known = rows.get(table, event.originator_id)
    assert known is not None
    session: UUID = known["session"]
    return session
