"""Reading a table in on the web: what was sent is kept until it is confirmed, and read anew at each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from lt_web.commands import imports, uploads
from lt_web.commands.imports import Imported
from lt_web.commands.past import Plan, plan, session_of
from lt_web.identity import Deed
from lt_web.speech import _
from lt_web.store import uploads as kept
from lt_web.store.uploads import Upload
from lt_web.tables import Note, Problem, Question, Table, TableError, read_table
from lt_web.tables.said import Amount, fill
from lt_web.watching.correlation import correlation
from lt_web.web import do, installation, live_db, my_id, now, programme, stop_reading
from lt_web.words import dated, number


@dataclass(frozen=True)
class Look:
    """What a look at the table shows: what is new, what is here, what is left out and why."""

    upload: Upload
    table: Table
    plan: Plan

    @cached_property
    def left_out(self) -> list[Problem]:
        """Why rows, or all of them, are left out."""
        return sorted((p for p in self._problems if p.fatal), key=_place)

    @cached_property
    def remarks(self) -> list[Problem]:
        """What could not be read in rows that are read all the same."""
        return sorted((p for p in self._problems if not p.fatal), key=_place)

    @cached_property
    def rows_left_out(self) -> int:
        """How many rows are left out."""
        return len({problem.row for problem in self.left_out if problem.row})

    @property
    def notes(self) -> list[Note]:
        """How it was understood."""
        return [*self.table.notes, *self.plan.notes]

    @property
    def _problems(self) -> list[Problem]:
        return [*self.table.problems, *self.plan.problems]


def keep(name: str, data: bytes) -> UUID:
    """Keep a file for the next steps; return its id."""
    id = do(uploads.keep, programme().id, name, data)
    assert id
    return id


def found_again(id: UUID) -> Upload | None:
    """The file that who asks sent for this programme, for as long as it is kept."""
    return kept.find(live_db(), id, my_id(), programme().id, now())


def look_at(upload: Upload, day_first: bool | None) -> Look:
    """Read the file; the answer to its question, if it has one, is `day_first`. Changes nothing."""
    live_db()
    table = read_table(upload.data, day_first=day_first)
    here = programme()
    known = installation().log.known([session_of(here.id, row) for row in table.rows])
    return Look(upload, table, plan(here.id, table.rows, here.zone, known, now()))


def carry_out(look: Look) -> Imported:
    """Record the rows as sessions that took place: all of them or none; twice changes nothing."""
    here, done = programme(), []

    def all_at_once(work: Any) -> None:
        done.append(imports.import_rows(work, here.id, look.table.rows, here.zone))
        uploads.forget(work, look.upload.id)

    stop_reading()
    deed = Deed(actor=my_id(), source="import", correlation=correlation())
    installation().perform(deed, all_at_once)
    return done[-1]


def told(what: Problem | Note | Question | TableError) -> str:
    """What a reading says, in the language in force, without its place."""
    return fill(what.message, what.params, _, _written)


def _written(value: date | Amount) -> str:
    if isinstance(value, Amount):
        return number(value.value, value.places)
    return dated(value, _("d MMMM y"))


def _place(problem: Problem) -> int:
    return problem.row or 0
