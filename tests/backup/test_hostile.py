"""A backup that was altered, cut or made up is refused in a sentence, and nothing is put anywhere."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lt_web.backup.checking import check
from lt_web.backup.faults import BackupError
from lt_web.backup.files import DATABASE, MANIFEST
from lt_web.backup.knowing import Known
from lt_web.backup.making import file_of
from lt_web.backup.restoring import restore
from lt_web.installation import Installation

TRIGGER = "CREATE TRIGGER lt_more AFTER INSERT ON lt_events BEGIN DELETE FROM lt_keys; END"


def refused(source: Path, place: Installation) -> str:
    """It is refused both when it is looked at and when it is put back, which puts nothing there."""
    with pytest.raises(BackupError) as looked:
        check(source)
    with pytest.raises(BackupError) as put:
        restore(place, source, Known())
    assert str(looked.value) == str(put.value)
    assert not file_of(place).exists()
    assert [path.name for path in file_of(place).parent.iterdir()] == ["keys"]
    return str(put.value)


def say(backup: Path, **other: Any) -> None:
    """Let the manifest say something else."""
    said = json.loads((backup / MANIFEST).read_text())
    (backup / MANIFEST).write_text(json.dumps(said | other))


def rewrite(backup: Path, *statements: str) -> None:
    """Change the database as somebody would who knows how a backup is made: its sum is right again."""
    with closing(sqlite3.connect(backup / DATABASE)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    content = (backup / DATABASE).read_bytes()
    say(backup, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def test_one_altered_byte_is_found_wherever_it_is(backup: Path, place: Installation) -> None:
    content = (backup / DATABASE).read_bytes()
    for at in (0, 100, len(content) // 2, len(content) - 1):
        (backup / DATABASE).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert "it was altered, or is not whole" in refused(backup, place)
    (backup / DATABASE).write_bytes(content[:-4096])
    assert "it was altered, or is not whole" in refused(backup, place)


@pytest.mark.parametrize("name", [MANIFEST, DATABASE])
def test_a_missing_file_is_named(backup: Path, place: Installation, name: str) -> None:
    (backup / name).unlink()
    assert f"{name} is missing" in refused(backup, place)
    (backup / name).symlink_to("/etc/hostname")
    assert "is no file" in refused(backup, place)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (["UPDATE lt_events SET topic = 'person.left' WHERE position = 2"], "their roots differ"),
        (["DELETE FROM lt_events WHERE position = 2"], "no event at position 2"),
        (["DELETE FROM lt_events WHERE position > 5"], "has 5 events and is not the one"),
        ([TRIGGER], "The trigger lt_more"),
        (["CREATE VIEW lt_seen AS SELECT 1"], "The view lt_seen"),
        (["CREATE TABLE holidays (day TEXT)"], "The table holidays"),
        (["DROP TABLE lt_events"], "There is no log"),
        (["UPDATE lt_events SET state = 99999999999 WHERE position = 2"], "no stored event"),
        (["UPDATE lt_events SET stream_id = 'nobody' WHERE position = 2"], "cannot be read"),
    ],
)
def test_a_forged_log_is_found_though_the_sum_is_right(
    backup: Path, place: Installation, harm: list[str], why: str
) -> None:
    rewrite(backup, *harm)
    assert why in refused(backup, place)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"release": "9.0.0"}, "made by release 9.0.0, and this is"),
        ({"release": "soon"}, "names no release"),
        ({"format": "learn-together-backup/2"}, "not the manifest of a backup that this program knows"),
        ({"root": "f" * 64}, "their roots differ"),
        ({"root": "not a root"}, "a value in it is odd"),
        ({"position": -1}, "a value in it is odd"),
        ({"position": True}, "a value in it is odd"),
        ({"made_at": "2027-03-01T09:00"}, "a value in it is odd"),
        ({"made_at": 7}, "something is missing or odd"),
        ({"more": 1}, "something is missing or odd"),
    ],
)
def test_an_odd_manifest_is_refused(
    backup: Path, place: Installation, other: dict[str, Any], why: str
) -> None:
    say(backup, **other)
    assert why in refused(backup, place)


@pytest.mark.parametrize("text", ["", "[]", "{}", "{" * 5000, "\x00", "[" * 70_000])
def test_what_is_no_manifest_is_refused(backup: Path, place: Installation, text: str) -> None:
    (backup / MANIFEST).write_text(text)
    assert MANIFEST in refused(backup, place)


def test_other_things_are_no_backup(tmp_path: Path, backup: Path, place: Installation) -> None:
    with zipfile.ZipFile(tmp_path / "things.zip", "w") as archive:
        archive.writestr("holiday.txt", "sun")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "There is no folder" in refused(tmp_path / "things.zip", place)
    assert "There is no folder" in refused(tmp_path / "nowhere", place)
    assert "manifest.json is missing" in refused(empty, place)
    shutil.copy(tmp_path / "things.zip", backup / DATABASE)
    content = (backup / DATABASE).read_bytes()
    say(backup, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    assert "cannot be read" in refused(backup, place)
    (backup / "holiday.txt").write_text("sun")
    assert "“holiday.txt” does not belong to a backup" in refused(backup, place)
