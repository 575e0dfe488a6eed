"""How the ledger stands, for a monitor."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from lt_web.events.ids import ledger_id
from lt_web.events.ledger import Ledger
from lt_web.log import checkpoints
from lt_web.log.recorder import events
from lt_web.log.tiles import head_of


def condition(connection: Connection) -> dict[str, Any]:
    """How far it is sealed, when it was signed last, and when a clock last went back."""
    head, newest = head_of(connection), checkpoints.newest(connection)
    return {
        "sealed": head.size,
        "epoch": head.epoch,
        "last_checkpoint": newest.at.isoformat() if newest else None,
        "clock_stepped_back": _clock_stepped_back(connection),
    }


def _clock_stepped_back(connection: Connection) -> str | None:
    """What the clock said after it last went back."""
    noted = (events.c.stream_id == ledger_id(), events.c.topic == Ledger.ClockSteppedBack.TOPIC)  # type: ignore[attr-defined]
    last = select(events.c.recorded_at).where(*noted).order_by(events.c.version.desc()).limit(1)
    found: str | None = connection.scalar(last)
    return found
