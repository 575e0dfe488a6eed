"""The log's digest: what is kept of the tree changes nothing, and neither does another database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log import digest, tiles
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.log.tree import canonical, leaf, root
from tests.company import Company


@pytest.fixture
def company(fragile: Installation, clock: SteppedClock) -> Company:
    told = Company(fragile, clock)
    told.session()
    return told


def head(company: Company) -> int:
    position: int = company.installation.health()["position"]
    return position


def by_hand(company: Company, position: int) -> str:
    """The root over the stored bytes, without anything of ours that goes on from somewhere."""
    with company.installation.database.reading() as db:
        rows = db.execute(select(events).where(events.c.position <= position).order_by(events.c.position))
        return root([leaf(canonical(r.stream_id, r.version, r.topic, r.state)) for r in rows]).hex()


def at(company: Company, position: int) -> str:
    with company.installation.database.reading() as db:
        return digest.at(db, position).root.hex()


def test_going_on_from_what_is_sealed_gives_the_root_of_everything(company: Company) -> None:
    wanted = {position: by_hand(company, position) for position in (1, 5, 6, head(company))}
    assert {position: at(company, position) for position in wanted} == wanted
    company.installation.seal_now()
    company.session()
    assert {position: at(company, position) for position in wanted} == wanted
    assert at(company, head(company)) == by_hand(company, head(company))


def test_what_is_kept_is_never_evidence(company: Company) -> None:
    database = company.installation.database
    company.installation.seal_now()
    with database.writing() as db:
        db.execute(tiles.tiles.update().values(digests=bytes(32 * 256)))
    wanted = by_hand(company, 5)
    with database.reading() as db:
        assert digest.recomputed(db, 5).root.hex() == wanted != digest.at(db, 5).root.hex()


def test_a_changed_byte_changes_it_and_a_missing_event_is_named(company: Company) -> None:
    before, database = at(company, 6), company.installation.database
    with database.writing() as db:
        db.execute(events.update().where(events.c.position == 3).values(topic="seats.opened"))
    assert at(company, 6) != before
    with database.writing() as db:
        db.execute(events.delete().where(events.c.position == 4))
    with pytest.raises(digest.Gap, match="position 4"):
        at(company, 6)
    with pytest.raises(digest.Gap):
        at(company, 10_000)


def test_the_same_log_has_the_same_digest_in_another_database(company: Company, tmp_path: Path) -> None:
    with company.installation.database.reading() as db:
        copied = [row._asdict() for row in db.execute(select(events))]
    other = Installation(Config({"LT_DATA_DIR": str(tmp_path / "other")}))
    other.prepare()
    with other.database.writing() as db:
        db.execute(insert(events), copied)
        assert digest.at(db, len(copied)).root.hex() == at(company, len(copied))
    other.close()
