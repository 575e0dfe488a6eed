"""What a session leaves behind, as pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lt_web.cards.people import Person, known, nobody
from lt_web.cards.sessions import Card
from lt_web.events.attendance import THERE
from lt_web.events.working_days import day_in, is_free
from lt_web.permissions import may_change, may_take_part
from lt_web.speech import N_, _
from lt_web.web import db, my_id, not_taken_back, now, programme, standing
from lt_web.words import date_said
from projections import attendance, write_up_queries
from projections import seats as seat_rows

ICONS = {"slides": "presentation", "recording": "video", "notes": "file-text", "other": "link"}
LABELS = {"slides": N_("Slides"), "recording": N_("Recording"), "notes": N_("Notes"), "other": N_("Link")}


@dataclass(frozen=True)
class Note:
    """What somebody took away from it."""

    by: Person
    text: str
    at: datetime


@dataclass(frozen=True)
class Link:
    """Something to look at elsewhere."""

    id: UUID
    label: str
    icon: str
    url: str
    title: str


@dataclass(frozen=True)
class Shown:
    """The write-up of a session, what stands beside it, and what whoever asks may do about it."""

    text: str
    revision: int
    changed_at: datetime | None
    due_on: date | None
    overdue: bool
    writers: list[Person]
    co_authors: list[Person]
    taken_by: list[Person]
    notes: list[Note]
    links: list[Link]
    elsewhere: bool
    writes: bool
    may_take: bool
    may_note: bool

    @property
    def my_note(self) -> str:
        """What I wrote that I took away."""
        return next((note.text for note in self.notes if note.by.id == my_id()), "")

    @property
    def due(self) -> str:
        """Thu 28 May."""
        return date_said(self.due_on) if self.due_on else ""


def shown(session: Card) -> Shown:
    """Put it together for a session, in a fixed number of queries."""
    row = write_up_queries.one(db(), session.id)
    authors = write_up_queries.authors_of(db(), session.id)
    notes = not_taken_back(write_up_queries.notes_of, session.id)
    links = not_taken_back(write_up_queries.links_of, session.id)
    people = known([*(a.person for a in authors), *(n.person for n in notes)])
    writes, there = writes_it(session, authors), session.state == "held" and _was_there(session)
    return Shown(
        text=row.text if row else "",
        revision=row.revision if row else 0,
        changed_at=row.changed_at if row else None,
        due_on=row.due_on if row else None,
        overdue=bool(row and row.due_on and row.due_on < _today()),
        writers=[people[a.person] for a in authors if a.wrote],
        co_authors=[people[a.person] for a in authors if a.part == "co_author"],
        taken_by=[people[a.person] for a in authors if a.part == "taken_over"],
        notes=[Note(people.get(n.person) or nobody(n.person), n.text, n.at) for n in notes],
        links=[_link(link) for link in links if session.recorded or link.kind != "recording"],
        elsewhere=bool(row and row.elsewhere),
        writes=writes,
        may_take=bool(row and there and not writes and _may_be_taken(row)),
        may_note=there,
    )


def writes_it(session: Card, authors: Sequence[Any]) -> bool:
    """Whether whoever asks writes it: they presented it, were asked to, took it on, or are a champion."""
    own = {person.id for person in session.presenters} | {a.person for a in authors if a.part}
    return may_change(standing(), own)


def _may_be_taken(row: Any) -> bool:
    return not row.revision and row.due_on is not None and is_free(row.due_on, _today())


def _was_there(session: Card) -> bool:
    """Presented it, is noted so, or had a seat while nobody noted how it was."""
    if not may_take_part(standing()):
        return False
    if session.mine.presenting:
        return True
    noted = attendance.of_person(db(), my_id(), [session.id]).get(session.id)
    if noted:
        return noted in THERE
    answer = seat_rows.of_person(db(), my_id(), [session.id]).get(session.id)
    return answer is not None and answer.answer == "yes"


def _today() -> date:
    return day_in(programme().zone, now())


def _link(row: Any) -> Link:
    title = row.title or row.url.partition("://")[2].partition("/")[0]
    return Link(row.link, _(LABELS[row.kind]), ICONS[row.kind], row.url, title)
