"""The envelope of an event as it is stored: short names, nothing that says nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lt_web.events.envelope import Envelope
from lt_web.log.fields import id_of


def packed(envelope: Envelope, cause: str) -> dict[str, Any]:
    """The envelope as stored: short names, nothing that says nothing."""
    fields = {
        "at": envelope.recorded_at,
        "by": envelope.by,
        "for": envelope.on_behalf_of,
        "eff": envelope.effective_at,
        "cmd": envelope.command,
        "cor": envelope.correlation,
        "why": cause,
        "src": envelope.source,
        "rel": envelope.release,
    }
    return {name: value for name, value in fields.items() if value}


def unpacked(stored: dict[str, Any]) -> Envelope:
    """The envelope of a stored event."""
    by: str = stored["by"]
    routine = by.removeprefix("system:") if by.startswith("system:") else ""
    return Envelope(
        recorded_at=datetime.fromisoformat(stored["at"]),
        actor=None if by.startswith("system:") else id_of(by),
        routine=routine,
        on_behalf_of=id_of(stored["for"]) if "for" in stored else None,
        effective_at=datetime.fromisoformat(stored["eff"]) if "eff" in stored else None,
        command=stored.get("cmd", ""),
        correlation=stored.get("cor", ""),
        source=stored.get("src", ""),
        release=stored.get("rel", ""),
    )
