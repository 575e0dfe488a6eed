"""A stored log of some version, put into an installation of this one."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from lt_web.installation import Installation
from lt_web.log.recorder import columns_of, events
from projections.base import READ_MODELS
from projections.standing import standings
from projections.statements import key_columns

FOLDER = Path(__file__).parent


def versions() -> list[str]:
    """The versions of which there is a stored log."""
    return sorted(file.name.removesuffix(".ndjson") for file in FOLDER.glob("*.ndjson"))


def stored(version: str) -> list[dict[str, Any]]:
    """The events of a stored log, as they are in the table of events."""
    lines = (FOLDER / f"{version}.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def pour(installation: Installation, version: str) -> None:
    """Put the events of a stored log and their keys into an empty installation."""
    keys = json.loads((FOLDER / f"{version}.keys.json").read_text())
    with installation.database.writing() as connection:
        for owner_and_kind, key in keys["keys"].items():
            owner, kind = owner_and_kind.split("/")
            installation.keyring.keep(connection, UUID(owner), kind, bytes.fromhex(key))
        connection.execute(insert(events), [_row(event) for event in stored(version)])
    installation.keyring.kept()


def _row(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "position": event["position"],
        "stream_id": UUID(event["stream"]),
        "version": event["version"],
        "topic": event["topic"],
        "state": event["state"].encode(),
        **columns_of(json.loads(event["state"])["e"]),
    }


def digests(connection: Connection) -> dict[str, str]:
    """What stands in each table of the read models: how many rows, and a digest of them."""
    tables = [table for table in READ_MODELS.sorted_tables if table is not standings]
    return {table.name: _digest(connection, table) for table in tables}


def _digest(connection: Connection, table: Any) -> str:
    rows = [row._asdict() for row in connection.execute(select(table))]
    lines = sorted(json.dumps(row, default=_text, sort_keys=True) for row in rows)
    assert len({tuple(row[name] for name in key_columns(table)) for row in rows}) == len(rows)
    return f"{len(rows)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:24]}"


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value.hex
