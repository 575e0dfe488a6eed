"""What is recorded about every event beside what happened: who, when, on whose behalf, why, from where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Envelope:
    """The metadata of one event.

    actor: the person who acted, None for a routine. routine: its name ("" for a person).
    on_behalf_of: for whom the actor acted. recorded_at: the log's clock, aware UTC. effective_at: when it was
    so, where the domain knows better (imports). command: id of the deed. correlation: id of the user action.
    source: web, cli, import or routine. release: the version of the software that recorded it.
    """

    recorded_at: datetime
    actor: UUID | None = None
    routine: str = ""
    on_behalf_of: UUID | None = None
    effective_at: datetime | None = None
    command: str = ""
    correlation: str = ""
    source: str = ""
    release: str = ""

    @property
    def by(self) -> str:
        """The actor as stored: a pseudonymous id, or `system:<routine>`."""
        return self.actor.hex if self.actor else f"system:{self.routine}"


UNRECORDED = Envelope(recorded_at=datetime(1970, 1, 1, tzinfo=UTC))
