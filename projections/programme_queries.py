"""What the settings page asks: since when each value is in force."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from projections.history import table

ABOUT = ("programme.setting_changed", "programme.opened_to_all", "programme.limited_to_members")


def in_force_since(db: Connection, programme: UUID) -> dict[str, Any]:
    """Return setting ("open": who may take part) → the line of the history that gave it its value."""
    found = select(table).where(table.c.stream == programme, table.c.topic.in_(ABOUT))
    rows = db.execute(found.order_by(table.c.position))
    return {json.loads(row.details).get("setting", "open"): row for row in rows}
