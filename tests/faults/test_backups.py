"""A backup that is taken while everybody writes is whole: it restores, and everything in it agrees."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lt_web.backup.checking import check
from lt_web.backup.knowing import Known
from lt_web.backup.making import back_up
from lt_web.backup.restoring import restore
from lt_web.config import Config
from lt_web.installation import Installation
from tests.backup import dumps
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
    dumps.dump(settings, folder)
    with dumps.put_back(settings, folder, Known()) as there:
        yield there
