"""What a read model is: tables, and what each event does to their rows. Any can be dropped and rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import MetaData, Table

from lt_web.events.base import Event
from projections.rows import Rows

READ_MODELS = MetaData()
ONLY_INSERTED = "only_inserted"  # in a table's `info`: no handler ever reads or changes a row of it

NEEDED_AT_ONCE = "needed_at_once"  # in an index's `info`: handlers look rows up by it, also in a rebuild

Handler = Callable[[Rows, Any], None]
H = TypeVar("H", bound=Handler)


class Projection:
    """A named, versioned set of tables that follows the log.

    `hears_all` says that an event of an unknown name concerns it too (a history of everything).
    `version` rises whenever handlers or columns change their meaning: the rows are then rebuilt.
    """

    def __init__(self, name: str, version: str, *tables: Table, hears_all: bool = False) -> None:
        self.name = name
        self.hears_all = hears_all
        self.version = version
        self.tables = tables
        self.handlers: dict[type[Event], Handler] = {}

    def on(self, *events: type[Any]) -> Callable[[H], H]:
        """Register what happens to the rows when one of these events has happened."""

        def register(handler: H) -> H:
            for event in events:
                if event in self.handlers:
                    raise ValueError(f"{self.name} handles {event.__qualname__} twice")
                self.handlers[event] = handler
            return handler

        return register

    @property
    def topics(self) -> frozenset[str]:
        """The stored names of the events it listens to."""
        return frozenset(str(event.TOPIC) for event in self.handlers)  # type: ignore[attr-defined]

    def apply(self, rows: Rows, event: Event) -> None:
        """Let one event change the rows."""
        handler = self.handlers.get(type(event))
        if handler is not None:
            handler(rows, event)
