"""Which events hold words under one of a person's keys: their id stands beside the ciphertext."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, LargeBinary, func, literal

from lt_web.log.recorder import events


def by_person(connection: Connection, person: UUID) -> ColumnElement[bool]:
    """Whether an event holds words of a person."""
    return holds(connection, f'"o":"{person.hex}"')


def holds(connection: Connection, text: str) -> ColumnElement[bool]:
    """Whether the stored bytes of an event hold a text; every event is looked at."""
    sought, state = literal(text.encode(), LargeBinary), events.c.state
    if connection.dialect.name == "sqlite":
        return func.instr(state, sought) > 0
    return func.position(sought.op("IN")(state)) > 0
