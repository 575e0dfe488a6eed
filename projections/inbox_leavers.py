"""What champions are told: that they are one now, and who left that was to present (a part of inbox.py)."""

from __future__ import annotations

from uuid import UUID

from lt_web.events.ids import roles_id
from lt_web.events.roles import Roles
from lt_web.events.session import Session
from projections.inbox import FOR_A_WHILE, champions, dealt_with, facts, presenting, table, tell
from projections.inbox_write_ups import inbox
from projections.rows import Rows


@inbox.on(Roles.Opened)
def know_roles(rows: Rows, event: Roles.Opened) -> None:
    rows.insert(facts, about=event.originator_id, programme=event.scope)


@inbox.on(Roles.Given)
def know_champion(rows: Rows, event: Roles.Given) -> None:
    if event.role != "champion" or rows.get(champions, event.originator_id, event.person) is not None:
        return
    rows.insert(champions, list=event.originator_id, person=event.person)
    programme = _programme(rows, event)
    if (
        event.person != event.envelope.actor
        and rows.get(table, event.person, "handed_over", programme) is None
    ):
        tell(rows, event, event.person, "named_champion", programme, event.at + FOR_A_WHILE)


@inbox.on(Roles.Taken)
def forget_champion(rows: Rows, event: Roles.Taken) -> None:
    if event.role == "champion":
        rows.delete(champions, event.originator_id, event.person)
        dealt_with(rows, event.person, _programme(rows, event), "named_champion", "handed_over")


@inbox.on(Session.PresenterLeft)
def tell_of_leaver(rows: Rows, event: Session.PresenterLeft) -> None:
    """Whoever plans the programme looks for somebody else, whoever noted that they left."""
    rows.delete(presenting, event.originator_id, event.person)
    known = rows.get(facts, event.originator_id)
    assert known is not None
    for row in rows.where(champions, list=roles_id(known["programme"])):
        tell(rows, event, row["person"], "presenter_left", event.originator_id, event.at + 6 * FOR_A_WHILE)


def _programme(rows: Rows, event: Roles.Given | Roles.Taken) -> UUID:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    programme: UUID = known["programme"]
    return programme
