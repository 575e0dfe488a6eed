"""What an event changed of the rows that pages are made of: it is applied once more to them as they stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from lt_web.past import preparing
from lt_web.speech import _
from lt_web.web import names, programme
from lt_web.words import when
from projections import history, trails
from projections.catalogue import PROJECTIONS
from projections.rows import Key, Live, Row
from projections.statements import key_columns

Difference = tuple[Table, Mapping[str, Any], Mapping[str, Any]]
MOST = 40  # rows; an announcement to everybody changes thousands
OF_THE_LOG = {*trails.trails.tables, *history.history.tables}  # they hold the event itself
TOKENS = ("personal:", "sealed:", "work:")
ADDED, TAKEN_AWAY, CHANGED = "added", "taken_away", "changed"


class Noted(Live):
    """As Live, and remembers how each row stood before its first change."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.before: dict[tuple[Table, Key], Mapping[str, Any] | None] = {}

    def insert(self, table: Table, **values: Any) -> None:
        self._note(table, tuple(values[name] for name in key_columns(table)))
        super().insert(table, **values)

    def insert_all(self, table: Table, rows: Iterable[Row]) -> None:
        for row in rows:
            self.insert(table, **row)

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        self._note(table, key)
        super().update(table, *key, **values)

    def put(self, table: Table, *key: Any, **values: Any) -> None:
        self._note(table, key)
        super().put(table, *key, **values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        self._note(table, key)
        super().add(table, *key, **amounts)

    def delete(self, table: Table, *key: Any) -> None:
        self._note(table, key)
        super().delete(table, *key)

    def changes(self) -> list[Difference]:
        """Each row that is another now, before and after; empty where there was, or is, none."""
        found = ((table, was or {}, self.get(table, *key) or {}) for (table, key), was in self.before.items())
        return [(table, was, now) for table, was, now in found if was != now]

    def _note(self, table: Table, key: Key) -> None:
        if (table, key) not in self.before:
            self.before[table, key] = self.get(table, *key)


@dataclass(frozen=True)
class Cell:
    """One column, before and after, in words."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """One row of a read model; `kind` is added, taken_away or changed."""

    table: str
    kind: str
    cells: Sequence[Cell]


def changes(event: Any) -> tuple[list[Changed], int]:
    """The rows that the event changed, and how many more there are."""
    rows = _applied(event)
    ids = {
        value for _table, *both in rows for row in both for value in row.values() if isinstance(value, UUID)
    }
    people = {id: entry.name for id, entry in names(ids).items()}
    return [_changed(*row, people) for row in rows[:MOST]], max(0, len(rows) - MOST)


def _applied(event: Any) -> list[Difference]:
    with preparing.at(event.position - 1) as past:
        past.exec_driver_sql("SAVEPOINT lt_event")
        try:
            rows = Noted(past)
            for projection in PROJECTIONS:
                if OF_THE_LOG.isdisjoint(projection.tables):
                    projection.apply(rows, event)
            return rows.changes()
        finally:
            past.exec_driver_sql("ROLLBACK TO lt_event")
            past.exec_driver_sql("RELEASE lt_event")


def _changed(
    table: Table, was: Mapping[str, Any], now: Mapping[str, Any], people: dict[UUID, str]
) -> Changed:
    key = key_columns(table)
    other = [c.name for c in table.columns if was.get(c.name) != now.get(c.name) or c.name in key]
    cells = [Cell(name, _said(was.get(name), people), _said(now.get(name), people)) for name in other]
    kind = CHANGED if was and now else ADDED if now else TAKEN_AWAY
    return Changed(table.name, kind, [cell for cell in cells if cell.before or cell.after])


def _said(value: Any, people: dict[UUID, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, UUID):
        return people.get(value, str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return when(value, programme().zone) if value.tzinfo else value.isoformat(" ")
    text = str(value)
    return _("sealed or personal") if text.startswith(TOKENS) else text
