"""What a backup cannot know it is told: who was erased since, and what was recorded after it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lt_web.backup.faults import BackupError
from lt_web.backup.files import DATABASE
from lt_web.backup.knowing import Known, told
from lt_web.backup.making import back_up, file_of
from lt_web.backup.restoring import restore
from lt_web.commands import sessions
from lt_web.commands.erasing import erase
from lt_web.config import Config
from lt_web.erasing import purging
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.log.verifying import verified
from lt_web.store import directory, erasures
from lt_web.store.base import KEPT
from projections.base import READ_MODELS
from tests.backup import dumps
from tests.backup.test_hostile import rewrite
from tests.company import Company
from tests.log.test_verifying import note_of

on_sqlite = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
PERSONAL, WORK = "What Dina said to all is nowhere else", "What Dina proposed is nowhere else"


def emptied(keys: Path, tmp_path: Path, clock: SteppedClock) -> Installation:
    """An empty place with keys from their backup."""
    shutil.copytree(keys, tmp_path / "place" / "keys")
    return Installation(Config({"LT_DATA_DIR": str(tmp_path / "place")}), clock)


def legible(house: Installation) -> str:
    """Everything that can be read of it: each row that a page may ask for, its words revealed."""
    found = []
    with house.database.reading() as db:
        for table in (*KEPT.sorted_tables, *READ_MODELS.sorted_tables):
            for row in db.execute(select(table)):
                found += [house.log.codec.reveal(v) if is_token(v) else v for v in row]
        found += [repr(vars(event)) for _position, _name, event in house.log.replay()]
    return "\n".join(map(str, found))


def is_token(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("personal:", "sealed:")) and value.count(":") == 4


@on_sqlite
def test_who_was_erased_since_is_erased_before_the_first_answer(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    house = company.installation
    company.by(company.dina, sessions.comment, company.session(), PERSONAL)
    company.proposal(by=company.dina, title=WORK)
    assert {text in legible(house) for text in (PERSONAL, WORK, "Dina Holm")} == {True}
    made = back_up(house, tmp_path / "backup")
    keys = tmp_path / "data" / "keys"
    before = Path(shutil.copytree(keys, tmp_path / "keys"))
    company.house(erase, company.dina, True, "She asked for it", programmes=[company.programme])
    purging.finish(house)

    place = emptied(before, tmp_path, clock)
    with pytest.raises(BackupError, match="Say who was erased"):
        told(place, None, False, None, False)
    done = restore(place, tmp_path / "backup", told(place, keys / erasures.FILE, False, None, False))
    assert done.erased == 1
    readable = [text for text in (PERSONAL, WORK, "Dina Holm", "dina@") if text in legible(place)]
    print(f"{len(readable)} erased texts readable")
    assert readable == []
    for file in (tmp_path / "place").rglob("*"):
        assert not file.is_file() or b"Dina" not in file.read_bytes(), file
    old = {path.name for path in before.glob("*.kek")}
    assert old.isdisjoint(path.name for path in place.keyring.directory.iterdir())
    assert company.dina in erasures.listed(place.keyring.directory)
    assert place.differences() == []
    with place.database.reading() as db:
        assert directory.of_people(db, [company.ada])[company.ada].name == "Ada Holm"
        topics = db.execute(select(events.c.topic).where(events.c.position > made.position)).scalars()
        assert "person.erased" in set(topics)
    assert "Reading a query plan" in legible(place)
    place.close()


@on_postgresql
def test_on_postgresql_too_nobody_is_readable_again(
    company: Company, tmp_path: Path, clock: SteppedClock, settings: dict[str, Any]
) -> None:
    house = company.installation
    company.by(company.dina, sessions.comment, company.session(), PERSONAL)
    house.seal_now()
    dumps.dump(settings, tmp_path / "dumped")
    company.house(erase, company.dina, True, "She asked for it", programmes=[company.programme])
    purging.finish(house)
    house.seal_now()
    with house.database.reading() as db:
        erased = erasures.everybody(db)
    known = Known(erased, note_of(house))
    with dumps.put_back(settings, tmp_path / "dumped", known) as there:
        place = Installation(Config(there), clock)
        assert [text for text in (PERSONAL, "Dina Holm", "dina@") if text in legible(place)] == []
        assert place.seal_now().origin.endswith("/log/2")
        assert place.differences() == []
        place.close()


@on_sqlite
def test_history_that_was_lost_begins_a_new_epoch(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    house = company.installation
    made = back_up(house, tmp_path / "backup")
    company.session()
    house.seal_now()
    outside = tmp_path / "outside.txt"
    outside.write_text(f"{made.checkpoint}\n{note_of(house)}")

    place = emptied(tmp_path / "data" / "keys", tmp_path, clock)
    known = told(place, None, True, outside, False)
    assert known.checkpoint == note_of(house)
    assert restore(place, tmp_path / "backup", known).epoch == 2
    with place.database.reading() as db:
        (first,) = db.execute(select(events.c.topic).where(events.c.position == made.position + 1)).scalars()
    assert first == "ledger.epoch_begun"
    verdict = verified(place.database)
    assert verdict.is_whole
    assert place.seal_now().origin.endswith("/log/2")
    place.close()


@on_sqlite
def test_where_nothing_was_lost_no_epoch_begins(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    made = back_up(company.installation, tmp_path / "backup")
    place = emptied(tmp_path / "data" / "keys", tmp_path, clock)
    done = restore(place, tmp_path / "backup", Known((), made.checkpoint))
    assert (done.epoch, done.position) == (None, made.position)
    place.close()


@on_sqlite
def test_a_backup_that_somebody_made_up_is_refused_by_a_checkpoint_kept_elsewhere(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    made = back_up(company.installation, tmp_path / "backup")
    rewrite(tmp_path / "backup", "UPDATE lt_events SET topic = 'person.left' WHERE position = 3")
    forged = tmp_path / "backup" / "manifest.json"
    said = json.loads(forged.read_text())
    from lt_web.backup.checking import seen

    root = seen(tmp_path / "backup" / DATABASE).root
    forged.write_text(json.dumps(said | {"root": root, "checkpoint": ""}))
    place = emptied(tmp_path / "data" / "keys", tmp_path, clock)
    with pytest.raises(BackupError, match="are not those of the checkpoint that was kept elsewhere"):
        restore(place, tmp_path / "backup", Known((), made.checkpoint))
    assert not file_of(place).exists()


@on_sqlite
def test_files_that_say_something_else_are_named(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    place = emptied(tmp_path / "data" / "keys", tmp_path, clock)
    odd = tmp_path / "odd.txt"
    odd.write_text("a holiday\n")
    with pytest.raises(BackupError, match="line 1 does not say who was erased"):
        told(place, odd, False, None, False)
    with pytest.raises(BackupError, match="holds no checkpoint"):
        told(place, None, True, odd, False)


@on_sqlite
def test_a_backup_names_a_checkpoint_of_its_own_log(company: Company, tmp_path: Path) -> None:
    made = back_up(company.installation, tmp_path / "backup")
    assert made.checkpoint == note_of(company.installation)
    with closing(sqlite3.connect(tmp_path / "backup" / DATABASE)) as db:
        assert db.execute("SELECT count(*) FROM lt_checkpoints").fetchone()[0] >= 1
