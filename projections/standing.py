"""Where each read model stands in the log: moves in the same transaction as its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    Text,
    Update,
    bindparam,
    literal_column,
    select,
)

from lt_web.events.base import Event
from projections.base import READ_MODELS, Projection
from projections.gathered import Gathered
from projections.piped import live
from projections.rows import Live

standings = Table(
    "lt_projection",
    READ_MODELS,
    Column("name", String(40), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("fault", Text, nullable=False),
)
ALL = select(standings)


class ReadModels:
    """All read models of one installation, in the form that the log asks for."""

    def __init__(
        self,
        projections: Sequence[Projection],
        outdated: Callable[[str], Exception],
        who_is_who: Sequence[Projection] = (),
        renew: Callable[[Connection], None] = lambda _connection: None,
    ) -> None:
        """`renew` is called in the transaction that changes one of the read models `who_is_who`."""
        self.projections = projections
        self._outdated = outdated
        self._move = _moving(projections)
        self._renewing = frozenset(event for one in who_is_who for event in one.handlers)
        self._renew = renew
        self._renewed = False
        self._following: list[Projection] = []
        self._rows: Live | Gathered
        self._head = self._stood_at = 0

    def check(self, connection: Connection, head: int) -> None:
        """Raise unless every read model is of this program's version and stands at the head or is stopped."""
        known = {row.name: row for row in connection.execute(ALL)}
        for projection in self.projections:
            row = known.get(projection.name)
            if row is None or row.version != projection.version:
                raise self._outdated(f"the read model “{projection.name}” is of another version")
            if row.position != head and not row.fault:
                raise self._outdated(f"the read model “{projection.name}” is behind the log")
        self._following = [p for p in self.projections if not known[p.name].fault]
        self._rows, self._head, self._stood_at = live(connection), head, head
        self._renewed = False

    def gather(self, connection: Connection) -> None:
        """Keep the rows of all that follows in this transaction in memory until it settles."""
        if isinstance(self._rows, Live):
            self._rows.flush()
            self._rows = Gathered(connection)

    def follow(self, events: list[tuple[int, Event]]) -> None:
        """Let each read model that is not stopped follow newly recorded events."""
        for position, event in events:
            for projection in self._following:
                projection.apply(self._rows, event)
            self._head = position
            self._renewed = self._renewed or type(event) in self._renewing

    def settle(self, connection: Connection) -> None:
        """Write what is not written yet, and where the read models stand: the last step before a commit."""
        if isinstance(self._rows, Gathered):
            self._rows.flush_into(connection, [t for p in self._following for t in p.tables])
            self._rows = live(connection)
        if self._renewed:
            self._renew(connection)
        if self._head != self._stood_at:
            self._rows.change(standings, self._move, {"head": self._head})
            self._rows.flush()


def _moving(projections: Sequence[Projection]) -> Update:
    """Move those of this program that are not stopped; their names stand in the statement itself."""
    names: list[ColumnElement[str]] = [literal_column(f"'{projection.name}'") for projection in projections]
    going = standings.c.name.in_(names), standings.c.fault == ""
    return standings.update().where(*going).values(position=bindparam("head"))


def standing_of(connection: Connection) -> dict[str, Any]:
    """Return name → row (version, position, generation, fault) of every read model in the database."""
    return {row["name"]: row for row in connection.execute(ALL).mappings()}


def all_at(connection: Connection, projections: Sequence[Projection], head: int) -> bool:
    """Whether every read model of this program stands at `head`."""
    known = standing_of(connection)
    return all(p.name in known and known[p.name]["position"] == head for p in projections)
