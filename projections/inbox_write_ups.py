"""What waits for people until a session is written up, once it took place (inbox.py asks first)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.write_up import WriteUp
from projections.inbox import FOR_A_WHILE, dealt_with, facts, forget, inbox, presenting, tell
from projections.rows import Rows

LONG = 6 * FOR_A_WHILE


@inbox.on(WriteUp.Opened)
def know_write_up(rows: Rows, event: WriteUp.Opened) -> None:
    rows.insert(facts, about=event.originator_id, session=event.session)


@inbox.on(WriteUp.Published)
def publish(rows: Rows, event: WriteUp.Published) -> None:
    forget(rows, _session(rows, event), "write_up", "co_author")


@inbox.on(WriteUp.LinkAdded)
def link(rows: Rows, event: WriteUp.LinkAdded) -> None:
    if event.kind == "notes":
        forget(rows, _session(rows, event), "write_up")


@inbox.on(WriteUp.CoAuthorAdded)
def add_co_author(rows: Rows, event: WriteUp.CoAuthorAdded) -> None:
    if event.person != event.envelope.actor:
        tell(rows, event, event.person, "co_author", _session(rows, event), event.at + LONG)


@inbox.on(WriteUp.CoAuthorRemoved)
def remove_co_author(rows: Rows, event: WriteUp.CoAuthorRemoved) -> None:
    dealt_with(rows, event.person, _session(rows, event), "co_author")


@inbox.on(WriteUp.Nudged)
def nudge(rows: Rows, event: WriteUp.Nudged) -> None:
    session = _session(rows, event)
    for row in rows.where(presenting, session=session):
        tell(rows, event, row["person"], "write_up", session, event.at + LONG)


@inbox.on(WriteUp.TakenOver)
def take_over(rows: Rows, event: WriteUp.TakenOver) -> None:
    session = _session(rows, event)
    forget(rows, session, "write_up")
    for row in rows.where(presenting, session=session):
        tell(rows, event, row["person"], "taken_over", session, event.at + FOR_A_WHILE)
    tell(rows, event, event.person, "write_up", session, event.at + LONG)


def _session(rows: Rows, event: Any) -> UUID:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    session: UUID = known["session"]
    return session
