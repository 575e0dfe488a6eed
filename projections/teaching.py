"""Who can teach what: who has taught it, who says so and was confirmed; and who was asked to."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from lt_web.events.person import Person
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from projections.base import Projection
from projections.rows import Rows
from projections.teaching_tables import asks, away, confirmations, homes, lessons, merged, plans, table

teaching = Projection("teaching", "1", table, confirmations, asks, plans, lessons, merged, away, homes)


@teaching.on(Session.Scheduled)
def plan(rows: Rows, event: Session.Scheduled) -> None:
    rows.insert(
        plans,
        session=event.originator_id,
        programme=event.programme,
        topics=_listed(event.topics),
        presenters=_listed(event.presenters),
    )


@teaching.on(Session.Edited)
def plan_otherwise(rows: Rows, event: Session.Edited) -> None:
    rows.update(plans, event.originator_id, topics=_listed(event.topics))


@teaching.on(Session.PresenterAccepted)
def add_presenter(rows: Rows, event: Session.PresenterAccepted) -> None:
    known = _presenters(rows, event.originator_id)
    rows.update(plans, event.originator_id, presenters=_listed((*known, event.person)))


@teaching.on(Session.PresenterWithdrawn, Session.PresenterLeft)
def drop_presenter(rows: Rows, event: Session.PresenterWithdrawn | Session.PresenterLeft) -> None:
    known = _presenters(rows, event.originator_id)
    rows.update(plans, event.originator_id, presenters=_listed(p for p in known if p != event.person))


@teaching.on(Session.Cancelled)
def drop_plan(rows: Rows, event: Session.Cancelled) -> None:
    rows.delete(plans, event.originator_id)


@teaching.on(Session.Held)
def teach(rows: Rows, event: Session.Held) -> None:
    known = rows.get(plans, event.originator_id)
    assert known is not None
    topics = {_now(rows, UUID(topic)) for topic in json.loads(known["topics"])}
    for person in _presenters(rows, event.originator_id):
        for topic in sorted(topics, key=str):
            _taught(rows, event.originator_id, topic, person, known["programme"], event.start)
    rows.delete(plans, event.originator_id)


@teaching.on(Session.PresenterRecognised)
def recognise(rows: Rows, event: Session.PresenterRecognised) -> None:
    """A name from a table is a colleague: what it taught, they taught."""
    known = _presenters(rows, event.originator_id)
    now = _listed(event.person if person == event.was else person for person in known)
    rows.update(plans, event.originator_id, presenters=now)
    for lesson in rows.where(lessons, session=event.originator_id, person=event.was):
        rows.delete(lessons, event.originator_id, lesson["topic"], event.was)
        _untaught(rows, lesson["topic"], event.was)
        if rows.get(lessons, event.originator_id, lesson["topic"], event.person) is None:
            of = lesson["programme"], lesson["at"]
            _taught(rows, event.originator_id, lesson["topic"], event.person, *of)


@teaching.on(Teaching.Opened)
def begin(rows: Rows, event: Teaching.Opened) -> None:
    rows.insert(homes, teaching=event.originator_id, programme=event.programme)


@teaching.on(Teaching.Declared)
def declare(rows: Rows, event: Teaching.Declared) -> None:
    _teacher(rows, event.topic, event.person, _programme(rows, event))
    rows.update(table, event.topic, event.person, declared=True, declared_at=event.at)


@teaching.on(Teaching.Confirmed)
def confirm(rows: Rows, event: Teaching.Confirmed) -> None:
    rows.insert(confirmations, topic=event.topic, person=event.person, by=event.by, at=event.at)
    rows.update(table, event.topic, event.person, confirmed=True)


@teaching.on(Teaching.Withdrawn)
def withdraw(rows: Rows, event: Teaching.Withdrawn) -> None:
    for row in rows.where(confirmations, topic=event.topic, person=event.person):
        rows.delete(confirmations, event.topic, event.person, row["by"])
    rows.update(table, event.topic, event.person, declared=False, declared_at=None, confirmed=False)
    _drop_idle(rows, event.topic, event.person)


@teaching.on(Teaching.Asked)
def ask(rows: Rows, event: Teaching.Asked) -> None:
    key = (event.topic, event.person, event.by)
    rows.put(asks, *key, at=event.at, text=event.text, waiting=True)


@teaching.on(Teaching.AskDeclined)
def decline_ask(rows: Rows, event: Teaching.AskDeclined) -> None:
    for row in rows.where(asks, topic=event.topic, person=event.person):
        rows.update(asks, event.topic, event.person, row["by"], waiting=False)


@teaching.on(Teaching.AskWithdrawn)
def withdraw_ask(rows: Rows, event: Teaching.AskWithdrawn) -> None:
    rows.delete(asks, event.topic, event.person, event.by)


@teaching.on(Teaching.AskTaken)
def take_ask(rows: Rows, event: Teaching.AskTaken) -> None:
    for row in rows.where(asks, topic=event.topic, person=event.person):
        rows.delete(asks, event.topic, event.person, row["by"])


@teaching.on(Topics.Merged)
def merge(rows: Rows, event: Topics.Merged) -> None:
    for row in rows.where(merged, into=event.topic):
        rows.update(merged, row["topic"], into=event.into)
    rows.insert(merged, topic=event.topic, into=event.into)
    for kept in (confirmations, asks):
        for row in rows.where(kept, topic=event.topic):
            rows.delete(kept, event.topic, row["person"], row["by"])
            if rows.get(kept, event.into, row["person"], row["by"]) is None:
                rows.insert(kept, **{**row, "topic": event.into})
    for row in rows.where(table, topic=event.topic):
        _merge_teacher(rows, row, event.into)


@teaching.on(Person.Joined)
def join(rows: Rows, event: Person.Joined) -> None:
    if not event.claimed:
        rows.insert(away, person=event.originator_id, why="unclaimed")


@teaching.on(Person.Left)
def leave(rows: Rows, event: Person.Left) -> None:
    rows.put(away, event.originator_id, why="left")
    _set_here(rows, event.originator_id, False)


@teaching.on(Person.CameBack)
def come_back(rows: Rows, event: Person.CameBack) -> None:
    rows.delete(away, event.originator_id)
    _set_here(rows, event.originator_id, True)


def _set_here(rows: Rows, person: UUID, here: bool) -> None:
    for row in rows.where(table, person=person):
        rows.update(table, row["topic"], person, here=here)


def _taught(rows: Rows, session: UUID, topic: UUID, person: UUID, programme: UUID, at: Any) -> None:
    rows.insert(lessons, session=session, topic=topic, person=person, programme=programme, at=at)
    known = _teacher(rows, topic, person, programme)
    last = max(at, known["last_taught_at"] or at)
    rows.update(table, topic, person, taught=known["taught"] + 1, last_taught_at=last)


def _untaught(rows: Rows, topic: UUID, person: UUID) -> None:
    """Count what is left of somebody's lessons on a topic."""
    left = [lesson["at"] for lesson in rows.where(lessons, topic=topic, person=person)]
    rows.update(table, topic, person, taught=len(left), last_taught_at=max(left, default=None))
    _drop_idle(rows, topic, person)


def _drop_idle(rows: Rows, topic: UUID, person: UUID) -> None:
    known = rows.get(table, topic, person)
    if known is not None and not known["taught"] and not known["declared"]:
        rows.delete(table, topic, person)


def _teacher(rows: Rows, topic: UUID, person: UUID, programme: UUID) -> Any:
    """The row of somebody on a topic, begun now if there is none."""
    known = rows.get(table, topic, person)
    if known is None:
        nothing = {"taught": 0, "declared": False, "confirmed": False}
        here = rows.get(away, person) is None
        rows.insert(table, topic=topic, person=person, programme=programme, here=here, **nothing)
        known = rows.get(table, topic, person)
    assert known is not None
    return known


def _merge_teacher(rows: Rows, row: Any, into: UUID) -> None:
    """What holds of somebody on a topic holds on the one that it went up in; a session counts once."""
    known = _teacher(rows, into, row["person"], row["programme"])
    dates = [at for at in (row["declared_at"], known["declared_at"]) if at]
    rows.update(
        table,
        into,
        row["person"],
        declared=row["declared"] or known["declared"],
        declared_at=min(dates, default=None),
        confirmed=row["confirmed"] or known["confirmed"],
    )
    rows.delete(table, row["topic"], row["person"])
    for lesson in rows.where(lessons, topic=row["topic"], person=row["person"]):
        rows.delete(lessons, lesson["session"], row["topic"], row["person"])
        if rows.get(lessons, lesson["session"], into, row["person"]) is None:
            _taught(rows, lesson["session"], into, row["person"], row["programme"], lesson["at"])


def _now(rows: Rows, topic: UUID) -> UUID:
    """The topic that there is now where this one went up in another."""
    known = rows.get(merged, topic)
    into: UUID = known["into"] if known else topic
    return into


def _presenters(rows: Rows, session: UUID) -> list[UUID]:
    known = rows.get(plans, session)
    return [UUID(person) for person in json.loads(known["presenters"])] if known else []


def _programme(rows: Rows, event: Any) -> UUID:
    known = rows.get(homes, event.originator_id)
    assert known is not None
    programme: UUID = known["programme"]
    return programme


def _listed(ids: Any) -> str:
    """Ids as one text, each once."""
    return json.dumps(list(dict.fromkeys(id.hex for id in ids)))
