"""The disk is full: writing is refused, reading goes on, nothing is lost, and with room again it goes on."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from lt_web.commands import sessions
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.faults import Unavailable
from projections import comments
from tests.company import Company

ROOM = 400_000
PLENTY = 2**30
WORDS = "All of this has to go somewhere. " * 50


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """The embedded database: a server's disk is the server's."""
    return {"LT_DATA_DIR": str(tmp_path / "data"), "LT_TICK_SECONDS": "0"}


@contextmanager
def few_pages(installation: Installation) -> Iterator[None]:
    """SQLite may not let its file grow by more than a little."""

    def set_limit(connection: Any, pages: int) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    with installation.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def begin(connection: Any) -> None:
        set_limit(connection.connection, pages + 20)

    event.listen(installation.database.engine, "begin", begin)
    yield
    event.remove(installation.database.engine, "begin", begin)
    event.listen(installation.database.engine, "begin", lambda c: set_limit(c.connection, PLENTY))


@contextmanager
def small_files(installation: Installation) -> Iterator[None]:
    """The operating system may not let any file of this process grow over so many bytes."""
    folder = Path(installation.config["LT_DATA_DIR"])
    largest = max(file.stat().st_size for file in folder.glob("*.db*"))
    before, asked = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, asked)


@pytest.mark.parametrize("disk", [few_pages, small_files])
def test_a_full_disk_loses_nothing_and_heals(
    disk: Callable[..., Any], installation: Installation, company: Company
) -> None:
    session = company.session()
    acknowledged: list[int] = []
    with disk(installation):
        with pytest.raises(Unavailable):
            _fill_up(company, session, acknowledged)
        assert acknowledged, "there was a little room at first"
        assert _read(installation, session) == acknowledged
        assert installation.health()["read_models_current"]
    company.by(company.dina, sessions.comment, session, f"{len(acknowledged)} {WORDS}")
    assert _read(installation, session) == [*acknowledged, len(acknowledged)]
    assert installation.differences() == []


def _fill_up(company: Company, session: UUID, acknowledged: list[int]) -> None:
    for turn in range(2_000):
        deed = Deed(actor=company.dina, command=f"full-{turn}")
        company.installation.perform(deed, sessions.comment, session, f"{turn} {WORDS}")
        acknowledged.append(turn)


def _read(installation: Installation, session: UUID) -> list[int]:
    with installation.database.reading() as connection:
        texts = [installation.log.codec.reveal(row.text) for row in comments.about(connection, session)]
    return [int(str(text).split()[0]) for text in texts]
