"""What champions are told when somebody leaves who was to present (a part of inbox.py)."""

from __future__ import annotations

from lt_web.events.ids import roles_id
from lt_web.events.roles import Roles
from lt_web.events.session import Session
from projections.inbox import FOR_A_WHILE, champions, facts, presenting, tell
from projections.inbox_write_ups import inbox
from projections.rows import Rows


@inbox.on(Roles.Given)
def know_champion(rows: Rows, event: Roles.Given) -> None:
    if event.role == "champion" and rows.get(champions, event.originator_id, event.person) is None:
        rows.insert(champions, list=event.originator_id, person=event.person)


@inbox.on(Roles.Taken)
def forget_champion(rows: Rows, event: Roles.Taken) -> None:
    if event.role == "champion":
        rows.delete(champions, event.originator_id, event.person)


@inbox.on(Session.PresenterLeft)
def tell_of_leaver(rows: Rows, event: Session.PresenterLeft) -> None:
    """Whoever plans the programme looks for somebody else, whoever noted that they left."""
    rows.delete(presenting, event.originator_id, event.person)
    known = rows.get(facts, event.originator_id)
    assert known is not None
    for row in rows.where(champions, list=roles_id(known["programme"])):
        tell(rows, event, row["person"], "presenter_left", event.originator_id, event.at + 6 * FOR_A_WHILE)
