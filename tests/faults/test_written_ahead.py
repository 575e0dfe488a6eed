"""Raw files of a PostgreSQL of our own, its write-ahead log too: what of an erased person stands where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company
from tests.faults.test_erasing import Canary, sought
from tests.faults.wal import WriteAheadLog
from tests.postgres_cluster import Cluster, Missing

# Never in clear: under the person's own key wherever they are kept, or under that of a ballot box.
ENCRYPTED = {"comment", "note", "signed", "anonymous"}


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server whose files can be read; old pieces of its write-ahead log are deleted, not used again."""
    try:
        own = Cluster()
    except Missing as reason:
        pytest.skip(f"A server of this test's own is needed, and cannot be had here: {reason}")
    try:
        own.start()
        run(own, "ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
        yield own
    finally:
        own.stop()


@pytest.fixture
def company(cluster: Cluster, tmp_path: Path, clock: SteppedClock) -> Iterator[Company]:
    """A company with a programme on that server."""
    settings = {"LT_DATA_DIR": str(tmp_path / "data"), "LT_TICK_SECONDS": "0", "LT_DATABASE_URL": cluster.url}
    house = Installation(Config(settings), clock)
    house.prepare()
    yield Company(house, clock)
    house.close()


def run(cluster: Cluster, *statements: str) -> None:
    """Statements of whoever minds the server."""
    with psycopg.connect(cluster.url.replace("+psycopg", ""), autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def found(folder: Path, needles: dict[str, bytes]) -> set[str]:
    """Which of them stand in any file below a folder."""
    return inside([file.read_bytes() for file in folder.rglob("*") if file.is_file()], needles)


def inside(pieces: list[bytes], needles: dict[str, bytes]) -> set[str]:
    return {what for what, needle in needles.items() if any(needle in piece for piece in pieces)}


def test_raw_files_hold_no_personal_word_and_after_erasing_no_word_at_all(
    cluster: Cluster, company: Company
) -> None:
    data, log = cluster.folder / "data", WriteAheadLog(company.installation.database.engine)
    canary = Canary(company)
    canary.write_everywhere()
    words, secrets = sought(canary), canary.keys()
    run(cluster, "CHECKPOINT")
    assert {"title", "purpose", "name"} <= found(data / "base", words)
    canary.erase(everything=True)
    run(cluster, "CHECKPOINT")
    assert found(data / "base", words | secrets) == set()
    written = [change.data for change in log.more()]
    ahead = inside(written, words | secrets) | found(data / "pg_wal", words | secrets)
    assert {"title", "purpose", "name"} <= ahead, "what pages showed in clear stays until it is overwritten"
    assert not ahead & (ENCRYPTED | set(secrets))
    run(cluster, "SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT")
    assert found(data, words | secrets) == set()
