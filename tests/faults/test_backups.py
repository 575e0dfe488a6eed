"""A backup that is taken while everybody writes is whole: it restores, and everything in it agrees."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from lt_web.config import Config
from lt_web.installation import Installation
from tests import postgres_cluster
from tests.faults.judge import diaries, recorded, seats_were_kept
from tests.faults.scale import sized


def test_a_backup_in_a_storm_of_deeds_is_whole(
    installation: Installation, storm: Callable[..., Any], tmp_path: Path, settings: dict[str, Any]
) -> None:
    crew = storm(patience=10)
    back_up = dump_postgresql if "LT_DATABASE_URL" in settings else copy_sqlite
    for number in range(sized(2, 20)):
        acknowledged = {intent.id for intent in diaries(crew.folder) if intent.done}
        while len(acknowledged) < 10 * (number + 1):
            acknowledged = {intent.id for intent in diaries(crew.folder) if intent.done}
        with back_up(settings, tmp_path / f"backup{number}") as restored:
            is_whole(Installation(Config(restored)), acknowledged)
    crew.stop()


def is_whole(restored: Installation, acknowledged: set[str]) -> None:
    """What was acknowledged before the backup began is in it."""
    events = recorded(restored)
    assert acknowledged <= {event.envelope.correlation for event in events}
    seats_were_kept(events)
    assert restored.differences() == []
    restored.close()


@contextmanager
def copy_sqlite(settings: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """SQLite's own online backup, and the key files."""
    data = Path(settings["LT_DATA_DIR"])
    shutil.copytree(data / "keys", folder / "keys")
    source, target = (
        sqlite3.connect(data / "learn-together.db"),
        sqlite3.connect(folder / "learn-together.db"),
    )
    source.backup(target)
    source.close()
    target.close()
    yield {"LT_DATA_DIR": str(folder)}


@contextmanager
def dump_postgresql(settings: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """pg_dump and pg_restore, and the key files."""
    try:
        programs = postgres_cluster.programs()
    except postgres_cluster.Missing as missing:
        pytest.skip(f"{missing} pg_dump comes with them.")
    shutil.copytree(Path(settings["LT_DATA_DIR"]) / "keys", folder / "keys")
    url = make_url(settings["LT_DATABASE_URL"]).set(drivername="postgresql")
    restored = url.set(database=f"{url.database}_{folder.name}")
    source, target = (u.render_as_string(hide_password=False) for u in (url, restored))
    subprocess.run([programs / "pg_dump", "-Fc", "-f", folder / "dump", source], check=True)
    with psycopg.connect(source, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{restored.database}"')
        subprocess.run([programs / "pg_restore", "-d", target, folder / "dump"], check=True)
        address = restored.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        yield {"LT_DATA_DIR": str(folder), "LT_DATABASE_URL": address}
        connection.execute(f'DROP DATABASE "{restored.database}" WITH (FORCE)')
