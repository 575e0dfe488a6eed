"""A backup goes into an empty place, whole or not at all, and what stands there is what was backed up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lt_web.backup.faults import BackupError
from lt_web.backup.files import DATABASE
from lt_web.backup.knowing import Known
from lt_web.backup.making import file_of
from lt_web.backup.places import SCRATCH
from lt_web.backup.restoring import restore
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.store import accounts
from projections import proposals


def test_everything_stands_where_it_stood(made: Path, backup: Path, place: Installation) -> None:
    done = restore(place, backup, Known())
    assert place.health()["position"] == done.position
    assert place.differences() == []
    with place.database.reading() as db:
        titles = set(db.exec_driver_sql(f"SELECT title FROM {proposals.table.name}").scalars())
    assert "What the tide told us" in titles
    assert [path.name for path in file_of(place).parent.glob(f"{SCRATCH}*")] == []
    assert file_of(place).stat().st_mode & 0o777 == 0o600


def test_an_empty_installation_is_an_empty_place(backup: Path, place: Installation) -> None:
    place.prepare()
    restore(place, backup, Known())
    assert place.differences() == []
    assert place.health()["position"] > 0


def test_where_somebody_is_at_home_nothing_is_put(backup: Path, place: Installation) -> None:
    restore(place, backup, Known())
    before = place.health()
    with pytest.raises(BackupError, match="There is something in"):
        restore(place, backup, Known())
    assert place.health() == before


def test_a_place_that_a_server_has_open_is_left_alone(
    backup: Path, place: Installation, clock: SteppedClock
) -> None:
    place.prepare()
    server = Installation(Config(place.config.values), clock)
    server.health()
    with pytest.raises(BackupError, match="Stop the server"):
        restore(place, backup, Known())
    server.close()
    restore(place, backup, Known())


def test_a_file_of_something_else_is_left_alone(backup: Path, place: Installation) -> None:
    with closing(sqlite3.connect(file_of(place))) as db:
        db.execute("CREATE TABLE holidays (day TEXT)")
        db.commit()
    before = file_of(place).read_bytes()
    with pytest.raises(BackupError, match="There is something"):
        restore(place, backup, Known())
    file_of(place).write_bytes(b"no database at all, but somebody's")
    with pytest.raises(BackupError, match="There is something"):
        restore(place, backup, Known())
    file_of(place).write_bytes(before)


def test_the_keys_have_to_be_there_first(backup: Path, place: Installation) -> None:
    shutil.rmtree(place.keyring.directory)
    with pytest.raises(BackupError, match="Key files are missing"):
        restore(place, backup, Known())
    assert not file_of(place).exists()


def test_everybody_signs_in_again(made: Path, place: Installation, tmp_path: Path) -> None:
    backup = shutil.copytree(made / "backup", tmp_path / "another")
    restore(place, backup, Known())
    with place.database.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM lt_provider_sessions").scalar() == 0
        epochs = db.exec_driver_sql(f"SELECT epoch FROM {accounts.accounts.name}").scalars()
        assert all(epoch >= accounts.FAR for epoch in epochs)


def test_what_a_killed_restore_left_is_taken_away(backup: Path, place: Installation) -> None:
    left = file_of(place).parent / f"{SCRATCH}killed"
    left.mkdir()
    (left / DATABASE).write_bytes(b"half")
    restore(place, backup, Known())
    assert not left.exists()
