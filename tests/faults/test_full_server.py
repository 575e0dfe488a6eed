"""PostgreSQL's disk is full: people are asked to try again, nothing acknowledged is lost, and it heals.

Where its data has no room left, reading goes on. Where its write-ahead log has none, PostgreSQL stops itself,
and whoever minds the server starts it again; our process stays as it is."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from lt_web.log.clock import SteppedClock
from tests.faults.small_disk import MIB, NoSmallDisk, SmallCluster
from tests.postgres_cluster import Missing
from tests.views.conftest import Visitor, Web, opened, settle

WORDS = "All of this has to go somewhere. " * 50
A_LITTLE = 600_000
READY = """
    SELECT count(*) FROM pg_ls_waldir()
    WHERE name LIKE '0%' AND name > pg_walfile_name(pg_current_wal_insert_lsn())
"""


@pytest.fixture
def cluster(request: pytest.FixtureRequest) -> Iterator[SmallCluster]:
    """A server of this test's own; the parameter says which part of it has a small disk, and how small."""
    try:
        own = SmallCluster(*request.param)
    except (Missing, NoSmallDisk) as reason:
        pytest.skip(f"A server on a small disk is needed, and cannot be had here: {reason}")
    try:
        own.start()
        yield own
    finally:
        own.stop()


@pytest.fixture
def web(cluster: SmallCluster, tmp_path: Path, clock: SteppedClock) -> Iterator[Web]:
    """The small company on that server."""
    made = opened(tmp_path / "data", clock, LT_DATABASE_URL=cluster.url)
    made.installation.prepare()
    settle(made)
    yield made
    made.installation.close()


class Talk:
    """One person comments on a session, over the web; `acknowledged` is what was answered as recorded."""

    def __init__(self, web: Web) -> None:
        self.web, self.acknowledged = web, list[int]()
        self.visitor: Visitor = web.as_("employee")
        self.address = web.url(f"sessions/{web.sessions['published']}")
        self.token = self.visitor.token()

    def say(self, turn: int) -> Any:
        """Send a comment; sent again, it is the same deed."""
        form = {"csrf_token": self.token, "command": str(UUID(int=turn)), "text": f"{turn} {WORDS}"}
        answer = self.visitor.post(f"{self.address}/comments", data=form)
        if answer.status_code == 303:
            self.acknowledged.append(turn)
        return answer

    def until_refused(self) -> Any:
        """Go on until the database refuses."""
        for turn in range(2_000):
            answer = self.say(turn)
            if answer.status_code != 303:
                return answer
        raise AssertionError("there was room for everything")

    def shown(self) -> list[int]:
        """What the page shows."""
        page = self.visitor.get(self.address)
        assert page.status_code == 200
        return [int(turn) for turn in re.findall(r"\b(\d+) All of this has to go somewhere", page.text)]


def use_up_what_is_set_aside(cluster: SmallCluster) -> None:
    """PostgreSQL keeps files for its next log segments ready."""
    with psycopg.connect(cluster.url.replace("+psycopg", ""), autocommit=True) as connection:
        while connection.execute(READY).fetchone() != (0,):
            connection.execute("SELECT pg_switch_wal(), pg_logical_emit_message(false, 'lt', 'The next.')")


def asked_to_try_again(answer: Any) -> None:
    """A page that says so in words, and no more."""
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "We cannot get at our records right now" in answer.text
    again = "Send it again in a minute" if answer.request.method == "POST" else "Try again in a minute"
    assert again in answer.text
    assert re.search("Traceback|psycopg|sqlalchemy|No space|Connection refused", answer.text, re.I) is None


@pytest.mark.parametrize("cluster", [("data", 120 * MIB)], indirect=True)
def test_where_the_data_has_no_room_reading_goes_on(cluster: SmallCluster, web: Web) -> None:
    talk = Talk(web)
    cluster.disk.fill(leaving=A_LITTLE)
    asked_to_try_again(talk.until_refused())
    told = list(talk.acknowledged)
    assert told, "there was a little room at first"
    assert talk.shown() == told
    assert all(talk.visitor.get(web.url(page)).status_code == 200 for page in ("", "sessions/", "people/"))
    assert web.as_(None).get("/health").json["read_models_current"]
    assert web.installation.differences() == []
    cluster.disk.clear()
    assert talk.say(len(told)).status_code == 303
    assert talk.shown() == [*told, len(told)]
    assert web.installation.differences() == []


@pytest.mark.parametrize("cluster", [("wal", 24 * MIB)], indirect=True)
def test_where_the_write_ahead_log_has_no_room_all_goes_on_once_the_server_does(
    cluster: SmallCluster, web: Web
) -> None:
    talk = Talk(web)
    cluster.disk.fill(leaving=A_LITTLE)
    use_up_what_is_set_aside(cluster)
    asked_to_try_again(talk.until_refused())
    told = list(talk.acknowledged)
    assert told, "there was a little room at first"
    while cluster.is_up():
        time.sleep(0.05)
    asked_to_try_again(talk.visitor.get(talk.address))
    asked_to_try_again(talk.say(len(told)))
    assert web.as_(None).get("/health").status_code == 503
    cluster.disk.clear()
    cluster.begin()
    shown = talk.shown()
    assert shown in (told, [*told, len(told)]), "its COMMIT may have been written, its answer was lost"
    assert talk.say(len(told)).status_code == 303
    assert talk.shown() == [*told, len(told)]
    assert web.installation.differences() == []
