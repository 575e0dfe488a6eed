"""The sealer: whoever seals, however often, the log has one root; and what was sealed stays sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lt_web.commands import people
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log import checkpoints, digest, sealing, signing, tiles
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.clock import SteppedClock
from lt_web.log.publishing import publish
from lt_web.log.recorder import events
from lt_web.log.verifying import Verdict, verified
from tests.company import Company


@pytest.fixture
def company(fragile: Installation, clock: SteppedClock) -> Company:
    told = Company(fragile, clock)
    told.session()
    return told


@pytest.fixture
def house(company: Company) -> Installation:
    return company.installation


def head(house: Installation) -> int:
    with house.database.reading() as db:
        return db.scalar(select(func.max(events.c.position))) or 0


def by_hand(house: Installation) -> bytes:
    with house.database.reading() as db:
        return digest.recomputed(db, head_in(db)).root


def head_in(db: object) -> int:
    return db.scalar(select(func.max(events.c.position))) or 0  # type: ignore[attr-defined]


def last_note(house: Installation) -> str:
    with house.database.reading() as db:
        row = checkpoints.newest(db)
    assert row is not None
    return row.note


def publics(house: Installation) -> list[bytes]:
    with house.database.reading() as db:
        return signing.publics(db)


def test_sealing_signs_the_root_of_all_that_is_recorded(house: Installation) -> None:
    checkpoint = house.seal_now()
    assert (checkpoint.size, checkpoint.root) == (head(house), by_hand(house))
    assert checkpoints.parsed(last_note(house), publics(house)) == checkpoint
    assert checkpoint.origin.startswith("learn-together-")


def test_sealing_twice_signs_once_and_an_event_more_signs_again(
    company: Company, house: Installation
) -> None:
    before = head(house)
    first = house.seal_now()
    assert house.seal_now() == first
    assert head(house) == before, "sealing is not an event"
    company.session()
    second = house.seal_now()
    assert second.size > first.size
    with house.database.reading() as db:
        assert [row.size for row in checkpoints.every(db)] == [first.size, second.size]
        assert digest.at(db, first.size).root == first.root
        assert sealing.is_sealed(db)


def test_sealing_by_few_events_at_a_time_gives_the_same(
    house: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    assert house.seal_now().root == by_hand(house)


def test_the_log_has_one_name_until_it_is_given_another(
    house: Installation, reopened: Callable[[], Installation]
) -> None:
    again = reopened()
    assert again.seal_now().origin == house.seal_now().origin
    again.close()
    named = Installation(Config({**house.config.values, "LT_INSTANCE": "learn.tern.example"}), house.clock)
    with house.database.writing() as db:
        assert named.signer.sign(db, tiles.head_of(db)).origin == "learn.tern.example/log/1"
    named.close()


@pytest.mark.parametrize("name", ["learn tern", "a+b", "/learn", "learn/", "lern-ä"])
def test_a_name_that_no_note_may_bear_is_refused_at_the_start(name: str) -> None:
    with pytest.raises(RuntimeError, match="LT_INSTANCE"):
        Config({"LT_INSTANCE": name}).check()


def test_nothing_is_sealed_on_top_of_what_is_gone(house: Installation) -> None:
    size = house.seal_now().size
    with house.database.writing() as db:
        db.execute(events.delete().where(events.c.position > size - 2))
    with pytest.raises(sealing.Broken, match=f"Events {size - 1} to {size} were sealed"):
        house.seal_now()


def test_nothing_is_sealed_on_top_of_tiles_that_were_altered(company: Company, house: Installation) -> None:
    house.seal_now()
    with house.database.writing() as db:
        db.execute(tiles.tiles.update().values(digests=bytes(64)))
    company.session()
    with pytest.raises(sealing.Broken, match="do not give the root"):
        house.seal_now()


def test_the_key_is_its_owner_s_alone_and_outside_of_the_database(house: Installation) -> None:
    (file,) = house.keyring.directory.glob("*.ed25519")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.stem == publics(house)[0][:8].hex()


def test_a_new_key_signs_beside_the_old_one_for_a_while(
    company: Company, house: Installation, clock: SteppedClock
) -> None:
    house.seal_now()
    with house.database.writing() as db:
        new = house.signer.rotate(db)
        house.signer.sign(db, tiles.head_of(db))
    old_key, new_key = publics(house)
    assert new.public == new_key
    for known in ([old_key], [new_key]):
        assert checkpoints.parsed(last_note(house), known, strangers=True).size == head(house)
    assert checkpoints.parsed(last_note(house), [old_key, new_key])
    clock.pass_by(days=signing.BESIDE.days + 1)
    company.session()
    house.seal_now()
    assert checkpoints.parsed(last_note(house), [new_key])
    with house.database.reading() as db:
        house.signer.destroy_old_keys(db)
    assert [file.stem for file in house.keyring.directory.glob("*.ed25519")] == [new.name]
    assert verified(house.database).damage == [], "what the old key has signed stays signed"


def test_a_lost_key_is_said_and_another_begins(
    company: Company, house: Installation, reopened: Callable[[], Installation]
) -> None:
    house.seal_now()
    next(house.keyring.directory.glob("*.ed25519")).unlink()
    company.session()
    again = reopened()
    again.seal_now()
    old, new = publics(again)
    assert checkpoints.parsed(last_note(again), [new]).size == head(again)
    verdict = verified(again.database)
    assert verdict.is_whole
    (told,) = verdict.remarks
    assert told.startswith(f"The signing key {old[:8].hex()} was lost; another signs since 2027-03-01")
    again.close()


def test_checkpoints_leave_for_a_file_elsewhere_each_once(
    company: Company, house: Installation, tmp_path: Path
) -> None:
    assert publish(house.database, tmp_path, house.clock()) is None
    for _ in range(2):
        house.seal_now()
        file = publish(house.database, tmp_path, house.clock())
        assert publish(house.database, tmp_path, house.clock()) == file
        company.session()
    assert file is not None
    told = [
        checkpoints.parsed(note, publics(house)).size
        for note in checkpoints.notes.several(file.read_text(encoding="utf-8"))
    ]
    with house.database.reading() as db:
        assert told == [row.size for row in checkpoints.every(db)]
        assert checkpoints.last_left(db) == house.clock()


def test_a_clock_that_steps_back_is_noted_in_the_log_and_told(company: Company, house: Installation) -> None:
    assert house.health()["clock_stepped_back"] is None
    with company.recording() as recorded:
        company.clock.now -= timedelta(seconds=2)
        company.house(people.move_team, company.gus, "Dock")
        company.clock.now -= timedelta(seconds=3)
        company.house(people.move_team, company.gus, "Deck")
        company.house(people.move_team, company.gus, "Dock")
    assert [type(event).__qualname__ for event in recorded] == [
        "Person.MovedTeam",
        "Ledger.Opened",
        "Ledger.ClockSteppedBack",
        "Person.MovedTeam",
        "Person.MovedTeam",
    ]
    noted = recorded[2]
    assert noted.before - noted.now == timedelta(seconds=3)
    assert noted.envelope.by == "system:clock"
    assert house.health()["clock_stepped_back"] == company.clock.now.isoformat()


def test_the_verdict_over_a_log_that_nobody_touched(house: Installation) -> None:
    checkpoint = house.seal_now()
    verdict = verified(house.database, 1, checkpoint.size)
    assert verdict.is_whole
    assert verdict.remarks == []
    assert verdict.outside[checkpoint.size] == checkpoint.root
    assert Verdict().is_whole


def test_what_came_since_is_said_not_to_be_sealed(company: Company, house: Installation) -> None:
    size = house.seal_now().size
    company.session()
    verdict = verified(house.database)
    assert verdict.is_whole
    assert verdict.remarks == [f"Events {size + 1} to {head(house)} are not sealed yet."]


def test_a_checkpoint_names_where_it_is_from() -> None:
    assert Checkpoint("learn.tern.example/log/3", 1, b"").epoch == 3
