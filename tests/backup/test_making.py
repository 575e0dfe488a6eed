"""A backup is a copy of what is kept, whole, private, and compared with the log that it was made of."""

from __future__ import annotations

import importlib
import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lt_web.backup import noted
from lt_web.backup.checking import check
from lt_web.backup.faults import BackupError
from lt_web.backup.files import DATABASE, MANIFEST
from lt_web.backup.making import back_up, file_of
from lt_web.installation import Installation
from lt_web.log import digest
from lt_web.log.clock import SteppedClock
from lt_web.store.base import KEPT
from projections.base import READ_MODELS
from tests.company import Company

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_it_has_everything_but_what_is_rebuilt(company: Company, tmp_path: Path) -> None:
    house = company.installation
    company.session()
    made = back_up(house, tmp_path / "backup")
    assert tables(tmp_path / "backup" / DATABASE) == tables(file_of(house)) - set(READ_MODELS.tables)
    assert (made.position, made.made_at) == (house.health()["position"], company.clock.now)
    with house.database.reading() as db:
        assert made.root == digest.recomputed(db, made.position).root.hex()
    assert check(tmp_path / "backup") == made


def test_every_process_knows_every_table(settings: dict[str, Any]) -> None:
    importlib.import_module("lt_web.app")
    told = "import lt_web.installation; from lt_web.store.base import KEPT; print(*sorted(KEPT.tables))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(KEPT.tables)


def test_it_is_its_owners_alone_and_has_no_keys(company: Company, tmp_path: Path) -> None:
    back_up(company.installation, tmp_path / "backup")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "backup").iterdir()}
    assert modes == {MANIFEST: 0o600, DATABASE: 0o600}
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700


def test_what_was_deleted_does_not_come_along(company: Company, tmp_path: Path) -> None:
    word = "a-word-that-is-nowhere-else"
    with closing(sqlite3.connect(file_of(company.installation))) as db:
        db.execute("PRAGMA secure_delete=OFF")
        db.execute("CREATE TABLE lt_gone (words TEXT)")
        db.execute("INSERT INTO lt_gone VALUES (?)", [word])
        db.commit()
        db.execute("DROP TABLE lt_gone")
        db.commit()
        assert db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    back_up(company.installation, tmp_path / "backup")
    assert word.encode() in file_of(company.installation).read_bytes()
    assert word.encode() not in (tmp_path / "backup" / DATABASE).read_bytes()


def test_nothing_is_left_where_it_fails(fragile: Installation, clock: SteppedClock, tmp_path: Path) -> None:
    Company(fragile, clock)
    with closing(sqlite3.connect(file_of(fragile))) as db:
        db.execute("DELETE FROM lt_events WHERE position = 4")
        db.commit()
    with pytest.raises(BackupError, match="no event at position 4"):
        back_up(fragile, tmp_path / "backup")
    assert list(tmp_path.glob("backup*")) == []


def test_it_is_made_where_nothing_is(company: Company, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is something at"):
        back_up(company.installation, tmp_path)
    with pytest.raises(BackupError, match="There is no folder"):
        back_up(company.installation, tmp_path / "not" / "here")


def test_when_the_last_was_made_is_known(fragile: Installation, clock: SteppedClock, tmp_path: Path) -> None:
    assert noted.last(fragile) is None
    back_up(fragile, tmp_path / "first")
    clock.pass_by(hours=3)
    assert clock() - (noted.last(fragile) or clock()) == timedelta(hours=3)


def test_the_manifest_says_what_it_is(company: Company, tmp_path: Path) -> None:
    made = back_up(company.installation, tmp_path / "backup")
    said = json.loads((tmp_path / "backup" / MANIFEST).read_text())
    assert said["format"] == "learn-together-backup/1"
    assert (said["position"], said["root"], said["release"]) == (made.position, made.root, "0.1.0")
