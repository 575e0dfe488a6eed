"""What the lives in the company of the benchmarks need to know: where they go on, and who records them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from lt_web.events.teaching import Teaching

ZONE = "Europe/Lisbon"
Life = Iterator[timedelta]


class Recording(Protocol):
    """What a life needs to know of the history that it is part of."""

    now: datetime
    dice: random.Random

    def begin(self, life: Life) -> None: ...

    def save(
        self,
        actor: UUID | None,
        *aggregates: Any,
        source: str = "web",
        effective_at: datetime | None = None,
        routine: str = "sessions",
    ) -> None: ...


@dataclass
class Place:
    """A programme, with the people and topics that its sessions draw on."""

    programme: UUID
    champion: UUID
    people: list[UUID]
    teams: dict[str, list[UUID]]
    topics: list[UUID]
    teaching: Teaching
    coming: list[UUID] = field(default_factory=list)
