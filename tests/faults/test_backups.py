"""A backup that is taken while everybody writes is whole: it restores, and everything in it agrees."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, make_url

from lt_web.backup import postgres
from lt_web.backup.checking import check
from lt_web.backup.knowing import Known
from lt_web.backup.making import back_up
from lt_web.backup.restoring import finish, restore
from lt_web.config import Config
from lt_web.installation import Installation
from tests import postgres_cluster
from tests.faults.judge import diaries, recorded, seats_were_kept
from tests.faults.scale import sized


def test_a_backup_in_a_storm_of_deeds_is_whole(
    installation: Installation, storm: Callable[..., Any], tmp_path: Path, settings: dict[str, Any]
) -> None:
    crew = storm(patience=10)
    backed_up = dump_postgresql if "LT_DATABASE_URL" in settings else back_up_sqlite
    for number in range(sized(3, 20)):
        acknowledged = {intent.id for intent in diaries(crew.folder) if intent.done}
        while len(acknowledged) < 10 * (number + 1):
            acknowledged = {intent.id for intent in diaries(crew.folder) if intent.done}
        with backed_up(settings, tmp_path / f"backup{number}") as restored:
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
def back_up_sqlite(settings: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """Our own backup, restored into an empty place with the key files."""
    there = {"LT_DATA_DIR": str(folder / "place")}
    shutil.copytree(Path(settings["LT_DATA_DIR"]) / "keys", folder / "place" / "keys")
    live, place = Installation(Config(settings)), Installation(Config(there))
    made = back_up(live, folder / "backup")
    print(f"{folder.name}: {made.position} events")
    assert check(folder / "backup") == made
    assert restore(place, folder / "backup", Known()).position >= made.position
    live.close()
    place.close()
    yield there


@contextmanager
def dump_postgresql(settings: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """pg_dump and pg_restore as we name them, with the key files."""
    try:
        programs = postgres_cluster.programs()
    except postgres_cluster.Missing as missing:
        pytest.skip(f"{missing} pg_dump comes with them.")
    shutil.copytree(Path(settings["LT_DATA_DIR"]) / "keys", folder / "keys")
    url = make_url(settings["LT_DATABASE_URL"])
    restored = url.set(database=f"{url.database}_{folder.name}")
    source = url.set(drivername="postgresql").render_as_string(hide_password=False)
    run(programs, url, postgres.dump(url, folder))
    with psycopg.connect(source, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{restored.database}"')
        run(programs, restored, postgres.restore(restored, folder / postgres.FILE))
        there = {
            "LT_DATA_DIR": str(folder),
            "LT_DATABASE_URL": restored.render_as_string(hide_password=False),
        }
        place = Installation(Config(there))
        finish(place, Known())
        place.close()
        yield there
        connection.execute(f'DROP DATABASE "{restored.database}" WITH (FORCE)')


def run(programs: Path, url: URL, line: str) -> None:
    """Run a line as an admin would, who gives the password apart."""
    program, *words = shlex.split(line)
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}
    subprocess.run([programs / program, *words], check=True, env=environment)
