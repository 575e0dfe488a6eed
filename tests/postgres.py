"""PostgreSQL for tests: LT_TEST_POSTGRES_URL where that is set, else one throwaway cluster for the run."""

from __future__ import annotations

import fcntl
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests import postgres_cluster


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A server on which databases may be created; shared by the workers of a run, gone at its end."""
    given = os.environ.get("LT_TEST_POSTGRES_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "postgres.users").open("w") as users:
        yield make_url(join(shared, users.fileno()))


@pytest.fixture
def postgres_url(postgres_server: URL) -> Iterator[str]:
    """A new, empty database of this test's own; dropped afterwards, whoever is still connected."""
    name = f"lt_test_{secrets.token_hex(8)}"
    execute(postgres_server, f'CREATE DATABASE "{name}"')
    yield postgres_server.set(database=name).render_as_string(hide_password=False)
    execute(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


def join(shared: Path, users: int) -> str:
    """Become a user of the run's cluster; the first starts it. The lock ends with our process at latest."""
    with (shared / "postgres.starting").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        url = shared / "postgres.url"
        if not url.exists():
            start(shared)
        return url.read_text()


def start(shared: Path) -> None:
    try:
        postgres_cluster.programs()
    except postgres_cluster.Missing as missing:
        pytest.fail(str(missing), pytrace=False)
    command = [sys.executable, postgres_cluster.__file__, str(shared)]
    begun = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if begun.returncode:
        pytest.fail(f"PostgreSQL did not start:\n{begun.stderr}", pytrace=False)


def execute(server: URL, statement: str) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
