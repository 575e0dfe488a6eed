"""Epochs: a restored backup that lacks events says so, and what is outside is not taken for a forgery."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from lt_web.events.ledger import Ledger
from lt_web.installation import Installation
from lt_web.log import checkpoints, tiles
from lt_web.log.clock import SteppedClock
from lt_web.log.epochs import begin_epoch, epoch_of
from lt_web.log.notes import Malformed
from lt_web.log.recorder import events
from lt_web.log.verifying import verified
from lt_web.log.witness import judged
from tests.company import Company
from tests.log.test_verifying import note_of


@pytest.fixture
def company(fragile: Installation, clock: SteppedClock) -> Company:
    return Company(fragile, clock)


BACKED_UP = (events, tiles.tiles, tiles.heads, checkpoints.kept)
Backup = list[list[dict[str, Any]]]


def saved(house: Installation) -> Backup:
    """What a backup has of the log."""
    with house.database.reading() as db:
        return [[row._asdict() for row in db.execute(select(table))] for table in BACKED_UP]


def restore(house: Installation, backup: Backup) -> None:
    """Put a backup in the place of what is there."""
    with house.database.writing() as db:
        for table, rows in zip(BACKED_UP, backup, strict=True):
            db.execute(table.delete())
            if rows:
                db.execute(table.insert(), rows)
    house.rebuild()


def test_an_epoch_begins_with_the_checkpoint_that_is_not_reached(company: Company) -> None:
    house = company.installation
    size = house.seal_now().size
    tables = saved(house)
    company.session()
    house.seal_now()
    outside = note_of(house)
    restore(house, tables)
    assert begin_epoch(house.log, outside) == 2
    sealed = house.seal_now()
    assert sealed.origin.endswith("/log/2")
    with house.database.reading() as db:
        (first,) = db.execute(select(events.c.topic).where(events.c.position == size + 1)).scalars()
        assert epoch_of(db) == 2
    assert first == "ledger.epoch_begun"
    with house.database.reading():
        begun = next(event for _position, _name, event in house.log.replay(size))
    assert isinstance(begun, Ledger.EpochBegun)
    assert (begun.checkpoint, begun.lost) == (outside, checkpoints.read(outside).size - size)
    verdict = verified(house.database)
    assert verdict.is_whole
    assert checkpoints.read(outside).footer in verdict.remarks[0]


def test_nothing_was_lost_where_the_log_reaches_it(company: Company) -> None:
    house = company.installation
    house.seal_now()
    outside = note_of(house)
    company.session()
    assert begin_epoch(house.log, outside) is None
    assert house.seal_now().origin.endswith("/log/1")


def test_the_next_epoch_is_after_the_one_that_is_outside(company: Company) -> None:
    house = company.installation
    house.seal_now()
    outside = note_of(house).replace("/log/1", "/log/4")
    told = checkpoints.read(outside)
    beyond = outside.replace(f"\n{told.size}\n", f"\n{told.size + 9}\n")
    assert begin_epoch(house.log, beyond) == 5
    assert begin_epoch(house.log, "") == 6
    assert house.seal_now().origin.endswith("/log/6")
    with pytest.raises(Malformed):
        begin_epoch(house.log, "a note")


def test_a_witness_cannot_tell_until_somebody_accepts_the_loss(company: Company) -> None:
    house = company.installation
    house.seal_now()
    tables = saved(house)
    company.session()
    house.seal_now()
    outside = note_of(house)
    memory = judged(house.database, None, outside).memory
    restore(house, tables)
    begin_epoch(house.log, outside)
    house.seal_now()
    asked = judged(house.database, memory, note_of(house))
    assert (asked.whole, asked.memory) == (None, None)
    accepted = judged(house.database, memory, note_of(house), new_epoch=True)
    assert accepted.whole
    assert accepted.memory is not None
    assert accepted.memory.checkpoint.epoch == 2
