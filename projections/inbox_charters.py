"""What waits for sponsors and champions about a programme itself (a part of inbox.py); `about` is its id."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.charter import Charter
from projections.inbox import FOR_A_WHILE, dealt_with, facts, forget, tell
from projections.inbox_competency import inbox
from projections.rows import Rows


@inbox.on(Charter.Opened)
def know_charter(rows: Rows, event: Charter.Opened) -> None:
    rows.insert(facts, about=event.originator_id, programme=event.programme)


@inbox.on(Charter.BuyInAsked)
def ask_for_hours(rows: Rows, event: Charter.BuyInAsked) -> None:
    programme = _programme(rows, event)
    forget(rows, programme, "buy_in")
    tell(rows, event, event.person, "buy_in", programme, event.at + 6 * FOR_A_WHILE)


@inbox.on(Charter.BuyInRecorded, Charter.BuyInDeclined)
def settle_hours(rows: Rows, event: Any) -> None:
    forget(rows, _programme(rows, event), "buy_in")


@inbox.on(Charter.QuickWinShared)
def share_quick_win(rows: Rows, event: Charter.QuickWinShared) -> None:
    for sponsor in event.sponsors:
        tell(rows, event, sponsor, "quick_win", _programme(rows, event), event.at + FOR_A_WHILE)


@inbox.on(Charter.HandedOver)
def hand_over(rows: Rows, event: Charter.HandedOver) -> None:
    dealt_with(rows, event.former, _programme(rows, event), "handed_over")
    if event.person != event.envelope.actor:
        tell(rows, event, event.person, "handed_over", _programme(rows, event), event.at + FOR_A_WHILE)


def _programme(rows: Rows, event: Any) -> UUID:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    programme: UUID = known["programme"]
    return programme
