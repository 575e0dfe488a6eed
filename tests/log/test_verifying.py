"""Damage is found by reading every event again, and its position is named."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, select, text

from lt_web.installation import Installation
from lt_web.log import checkpoints, tiles
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.log.sealing import Broken, renew_tiles
from lt_web.log.signing import Signer, public_keys
from lt_web.log.verifying import verified
from lt_web.log.witness import Memory, judged
from tests.company import Company
from tests.faults.scale import sized

Damage = Callable[[Connection, int, int], set[int]]


@pytest.fixture
def house(fragile: Installation, clock: SteppedClock) -> Installation:
    company = Company(fragile, clock)
    for _ in range(3):
        company.session()
    fragile.seal_now()
    return fragile


def row_at(db: Connection, position: int) -> dict[str, object]:
    return dict(db.execute(select(events).where(events.c.position == position)).one()._asdict())


def put(db: Connection, at: int, /, **values: object) -> None:
    db.execute(events.update().where(events.c.position == at).values(values))


def flip(db: Connection, position: int, _last: int) -> set[int]:
    state = bytearray(row_at(db, position)["state"])  # type: ignore[call-overload]
    state[len(state) // 2] ^= 1
    put(db, position, state=bytes(state))
    return {position}


def topic(db: Connection, position: int, _last: int) -> set[int]:
    put(db, position, topic="seats.closed")
    return {position}


def version(db: Connection, position: int, _last: int) -> set[int]:
    put(db, position, version=1000 + position)
    return {position}


def stream(db: Connection, position: int, _last: int) -> set[int]:
    put(db, position, stream_id=uuid4())
    return {position}


def delete(db: Connection, position: int, _last: int) -> set[int]:
    db.execute(events.delete().where(events.c.position == position))
    return {position}


def swap(db: Connection, position: int, last: int) -> set[int]:
    other = position - 1 if position == last else position + 1
    put(db, position, position=-1)
    put(db, other, position=position)
    put(db, -1, position=other)
    return {position, other}


def insert(db: Connection, position: int, last: int) -> set[int]:
    for each in range(last, position - 1, -1):
        put(db, each, position=each + 1)
    db.execute(
        events.insert().values(row_at(db, position + 1) | {"position": position, "stream_id": uuid4()})
    )
    return set(range(position, last + 1))


def truncate(db: Connection, position: int, last: int) -> set[int]:
    db.execute(events.delete().where(events.c.position >= position))
    return set(range(position, last + 1))


KINDS: tuple[Damage, ...] = (flip, topic, version, stream, delete, swap, insert, truncate)


def test_every_kind_of_damage_is_found_and_its_position_named(house: Installation) -> None:
    last, chance = verified(house.database).size, random.Random(11)
    found, each = 0, sized(4, 50)
    with house.database.reading() as db:
        stored = [row._asdict() for row in db.execute(select(events))]
    for kind in KINDS:
        for _ in range(each):
            position = chance.randrange(2, last + 1)
            with house.database.writing() as db:
                wanted = kind(db, position, last)
            verdict = verified(house.database)
            assert verdict.positions, (kind.__name__, position)
            assert set(verdict.positions) <= wanted
            assert verdict.positions[0] == min(wanted), (kind.__name__, position)
            found += 1
            with house.database.writing() as db:
                db.execute(events.delete())
                db.execute(events.insert(), stored)
    print(f"{found} of {len(KINDS) * each} damages found")
    assert verified(house.database).is_whole


def test_columns_beside_the_state_are_held_against_it_too(house: Installation) -> None:
    with house.database.writing() as db:
        put(db, 3, actor=UUID(int=7).hex)
    (told,) = verified(house.database).damage
    assert told.startswith("Position 3: column actor says")


def test_damaged_tiles_are_told_from_damaged_events(house: Installation) -> None:
    with house.database.writing() as db:
        whole = tiles.digests_of(db, 0, 0)
        db.execute(tiles.tiles.update().values(digests=bytes(32) + whole[32:]))
    verdict = verified(house.database)
    assert verdict.damage == [
        "The events are as they were sealed, but the tiles beside them are not: they can be made anew."
    ]
    assert verdict.positions == []
    renew_tiles(house.database)
    assert verified(house.database).is_whole
    with house.database.writing() as db:
        put(db, 5, topic="seats.closed")
    with pytest.raises(Broken, match="do not give the root"):
        renew_tiles(house.database)


def test_a_forged_checkpoint_among_those_that_are_kept_is_found(house: Installation) -> None:
    with house.database.writing() as db:
        row = checkpoints.newest(db)
        assert row is not None
        size = str(row.size)
        forged = row.note.replace(f"\n{size}\n", f"\n{int(size) - 1}\n")
        db.execute(checkpoints.kept.update().values(note=forged))
    (told,) = verified(house.database).damage
    assert "A signature does not hold" in told


def test_a_bit_that_the_database_calls_ok_is_found(house: Installation) -> None:
    if not house.database.is_sqlite:
        pytest.skip("a file of SQLite is altered")
    with house.database.reading() as db:
        state = bytes(row_at(db, 5)["state"])  # type: ignore[call-overload]
    file = Path(house.database.url.database or "")
    with house.database.engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.rollback()
    house.database.engine.dispose()
    raw = bytearray(file.read_bytes())
    assert raw.count(state) >= 1
    raw[raw.index(state) + len(state) // 2] ^= 0b100
    file.write_bytes(raw)
    other = sqlite3.connect(file)
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.close()
    assert verified(house.database).positions == [5]


def forged(house: Installation) -> None:
    """An insider with the database and the key alters an event and makes everything else anew."""
    with house.database.writing() as db:
        put(db, 5, topic="seats.closed")
        for table in (tiles.tiles, tiles.heads, checkpoints.kept):
            db.execute(text(f"DELETE FROM {table.name}"))
    house.seal_now()


def test_an_insider_with_database_and_key_is_refused_by_a_checkpoint_outside(
    house: Installation, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    first = judged(house.database, None, note_of(house))
    assert first.whole
    assert first.memory is not None
    first.memory.write(kept)
    forged(house)
    assert verified(house.database).is_whole, "alone, the database cannot tell"
    again = judged(house.database, Memory.read(kept), note_of(house))
    assert again.whole is False
    assert "are not those of the checkpoint" in again.words[0]
    assert again.memory is None, "what was accepted stays accepted"


def test_a_witness_accepts_what_goes_on_and_a_key_that_the_old_one_vouches_for(
    house: Installation, clock: SteppedClock
) -> None:
    memory = judged(house.database, None, note_of(house)).memory
    with house.database.writing() as db:
        house.signer.rotate(db)
        house.signer.sign(db, tiles.head_of(db))
    clock.pass_by(days=40)
    Company(house, clock, "other-hour")
    house.seal_now()
    found = judged(house.database, memory, note_of(house))
    assert found.whole
    assert found.words[0].startswith("Accepted: ")
    assert found.memory is not None
    assert len(found.memory.keys) == 2


def test_a_witness_does_not_believe_a_key_that_nobody_vouches_for(
    house: Installation, tmp_path: Path, clock: SteppedClock
) -> None:
    memory = judged(house.database, None, note_of(house)).memory
    (tmp_path / "own").mkdir()
    stranger = Signer(tmp_path / "own", memory.checkpoint.instance if memory else "", clock)
    with house.database.writing() as db:
        db.execute(public_keys.delete())
        stranger.prepare(db)
        stranger.sign(db, tiles.head_of(db))
    found = judged(house.database, memory, note_of(house))
    assert (found.whole, found.memory) == (None, None)


def test_a_log_that_was_cut_short_and_signed_anew_is_refused(house: Installation) -> None:
    memory = judged(house.database, None, note_of(house)).memory
    assert memory is not None
    with house.database.writing() as db:
        db.execute(events.delete().where(events.c.position > memory.checkpoint.size - 1))
    with pytest.raises(Broken):
        house.seal_now()
    forged(house)
    found = judged(house.database, memory, note_of(house))
    assert found.whole is False
    assert "does not have all the events" in found.words[0]


def note_of(house: Installation) -> str:
    with house.database.reading() as db:
        row = checkpoints.newest(db)
    assert row is not None
    return row.note
