"""The answer to COMMIT is lost, so nobody knows whether it was done: it is there once, whatever was sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import make_url

from lt_web.commands import proposals, seats, sessions
from lt_web.config import Config
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.database import Database
from tests.company import Company, outline
from tests.faults.judge import recorded
from tests.faults.proxy import Proxy
from tests.faults.scale import sized

Cut = Callable[[], None]


class SwallowedOnSqlite:
    """Fails after the real COMMIT, as a disk does that forgets to say that it has written."""

    def __init__(self, database: Database) -> None:
        self.cuts, self.armed, self.commit = 0, False, database.engine.dialect.do_commit
        database.engine.dialect.do_commit = self.do_commit  # type: ignore[method-assign]

    def cut_next(self) -> None:
        self.armed = True

    def do_commit(self, connection: Any) -> None:
        self.commit(connection)
        if self.armed:
            self.armed, self.cuts = False, self.cuts + 1
            raise sqlite3.OperationalError("disk I/O error")


@pytest.fixture
def cutting(
    settings: dict[str, Any], clock: SteppedClock, company: Company
) -> Iterator[tuple[Installation, Any]]:
    """The same installation, over a connection whose COMMITs can be cut."""
    if "LT_DATABASE_URL" not in settings:
        other = Installation(Config(settings), clock)
        yield other, SwallowedOnSqlite(other.database)
        other.close()
    else:
        with through_a_proxy(settings) as (proxied, proxy):
            other = Installation(Config(proxied), clock)
            yield other, proxy
            other.close()


@contextmanager
def through_a_proxy(settings: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Proxy]]:
    url = make_url(settings["LT_DATABASE_URL"])
    with Proxy(url.host or "127.0.0.1", url.port or 5432) as proxy:
        in_clear = {"sslmode": "disable", "gssencmode": "disable"}
        there = url.set(host="127.0.0.1", port=proxy.port).update_query_dict(in_clear)
        yield settings | {"LT_DATABASE_URL": there.render_as_string(hide_password=False)}, proxy


def test_no_deed_is_done_twice(cutting: tuple[Installation, Any], company: Company) -> None:
    other, line = cutting
    session = company.session(capacity=5)
    made: list[UUID | None] = []
    for turn in range(sized(20, 200)):
        deed = Deed(actor=company.dina, command=f"comment-{turn}")
        line.cut_next()
        other.perform(deed, sessions.comment, session, f"Words {turn}")
        line.cut_next()
        deed = Deed(actor=company.ben, command=f"idea-{turn}")
        made.append(other.perform(deed, proposals.propose, company.programme, outline(f"Idea {turn}"), []))
        line.cut_next()
        other.perform(Deed(actor=company.emil), seats.answer, session, "no" if turn % 2 else "yes")
    events = recorded(other)
    named = [(type(event).TOPIC, event) for event in events]
    assert line.cuts == 3 * len(made)
    assert [event.originator_id for name, event in named if name == "proposal.drafted"] == made
    assert len({event.envelope.command for name, event in named if name == "session.commented"}) == len(made)
    assert sum(name == "session.commented" for name, _event in named) == len(made)
    assert sum(name == "seats.answered" for name, _event in named) == len(made)


def test_a_comment_without_a_command_id_would_be_there_twice(
    cutting: tuple[Installation, Any], company: Company
) -> None:
    other, line = cutting
    session = company.session()
    line.cut_next()
    other.perform(Deed(actor=company.dina), sessions.comment, session, "Once?")
    assert sum(type(event).TOPIC == "session.commented" for event in recorded(other)) == 2
