"""What champions are told when a date comes near and nothing fills it (a part of inbox.py)."""

from __future__ import annotations

from lt_web.events.cadence import Cadence
from lt_web.events.ids import roles_id
from projections.inbox import champions, facts, forget, tell
from projections.inbox_leavers import inbox
from projections.rows import Rows


@inbox.on(Cadence.Opened)
def know_cadence(rows: Rows, event: Cadence.Opened) -> None:
    rows.insert(facts, about=event.originator_id, programme=event.programme)


@inbox.on(Cadence.SlotFoundEmpty)
def tell_of_empty_slot(rows: Rows, event: Cadence.SlotFoundEmpty) -> None:
    known = rows.get(facts, event.originator_id)
    assert known is not None
    for row in rows.where(champions, list=roles_id(known["programme"])):
        tell(rows, event, row["person"], "slot_empty", event.slot, event.starts)


@inbox.on(Cadence.SlotHeld, Cadence.SlotFilled, Cadence.SlotSkipped, Cadence.SlotDropped)
def settle_slot(
    rows: Rows, event: Cadence.SlotHeld | Cadence.SlotFilled | Cadence.SlotSkipped | Cadence.SlotDropped
) -> None:
    forget(rows, event.slot, "slot_empty")
