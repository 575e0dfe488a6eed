"""Reading a table in on the web: what was sent is kept until it is confirmed, and read anew at each step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.commands import uploads
from lt_web.identity import Deed
from lt_web.store import uploads as kept
from lt_web.store.uploads import Upload
from lt_web.tables import Row, Table, read_table
from lt_web.web import db, do, installation, my_id, programme, stop_reading
from projections import import_queries


def keep(name: str, data: bytes) -> UUID:
    """Keep a file for the next steps; return its id."""
    id = do(uploads.keep, programme().id, name, data)
    assert id
    return id


def found_again(id: UUID) -> Upload | None:
    """The file that who asks sent for this programme, for as long as it is kept."""
    return kept.find(db(), id, my_id(), programme().id)


def read(upload: Upload, day_first: bool | None) -> Table:
    """Read the file; the answer to its question, if it has one, is `day_first`."""
    return read_table(upload.data, day_first=day_first)


def new_rows(rows: tuple[Row, ...]) -> list[Row]:
    """Those of the rows that are not here yet."""
    from lt_web.commands import imports

    ids = {imports.session_of(programme().id, row): row for row in rows}
    here = import_queries.ids_of(db(), programme().id)
    return [row for id, row in ids.items() if id not in here]


def carry_out(upload: Upload, rows: tuple[Row, ...]) -> Any:
    """Record the rows as sessions that took place: all of them or none; twice changes nothing."""
    from lt_web.commands import imports

    here, zone = programme().id, programme().zone
    stop_reading()
    deed = Deed(actor=my_id(), source="import")
    counts: list[Any] = []

    def all_at_once(work: Any) -> None:
        counts.append(imports.import_rows(work, here, rows, zone))
        uploads.forget(work, upload.id)

    installation().perform(deed, all_at_once)
    return counts[-1]
