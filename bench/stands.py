"""Where a history stands while it is measured: a copy of it in an embedded database, or on PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, make_url, select

from bench.history import History
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.store.base import KEPT
from projections import bulk
from tests.postgres_cluster import Cluster

AT_ONCE = 20_000


@dataclass(frozen=True)
class Stand:
    """A copy of a history and the settings that lead to it."""

    history: History
    kind: str  # sqlite or postgresql
    folder: Path
    url: str

    @property
    def settings(self) -> dict[str, str]:
        return {
            "LT_DATA_DIR": str(self.folder),
            "LT_DATABASE_URL": self.url if self.kind == "postgresql" else "",
            "LT_TICK_SECONDS": "0",
            "LT_AUTO_INIT": "no",
            "SECRET_KEY": "only for measuring, never for people",
        }

    def installation(self) -> Installation:
        return Installation(Config(self.settings), lambda: self.history.now)


@contextmanager
def stand(history: History, kind: str, server: str) -> Iterator[Stand]:
    """A copy of a history for as long as it is measured: log, keys and directory, no read models yet."""
    folder = Path(tempfile.mkdtemp(prefix="stand-", dir=history.folder.parent))
    try:
        shutil.copytree(history.keys, folder / "keys")
        with database(server) if kind == "postgresql" else no_database() as url:
            made = Stand(history, kind, folder, url)
            if kind == "postgresql":
                copy_to_postgresql(history, made)
            else:
                shutil.copyfile(history.database, folder / "learn-together.db")
            yield made
    finally:
        shutil.rmtree(folder)


def copy_to_postgresql(history: History, stand: Stand) -> None:
    source, target = create_engine(f"sqlite:///{history.database}"), create_engine(stand.url)
    KEPT.create_all(target)
    with source.connect() as old, target.begin() as new:
        for table in KEPT.sorted_tables:
            for rows in old.execute(select(table)).mappings().partitions(AT_ONCE):
                bulk.insert(new, table, [dict(row) for row in rows])
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as new:
        new.exec_driver_sql("VACUUM ANALYZE")
    source.dispose()
    target.dispose()


@contextmanager
def postgresql() -> Iterator[str]:
    """A server for the run: LT_TEST_POSTGRES_URL where that is set, else one of our own. It syncs to disk."""
    given = os.environ.get("LT_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    cluster = Cluster()
    cluster.start()
    try:
        yield cluster.url
    finally:
        cluster.stop()


@contextmanager
def database(server: str) -> Iterator[str]:
    url, name = make_url(server).set(drivername="postgresql"), f"lt_bench_{secrets.token_hex(4)}"
    _said(url, f"CREATE DATABASE {name}")
    try:
        yield url.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
    finally:
        _said(url, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def no_database() -> Iterator[str]:
    yield ""


def _said(url: Any, statement: str) -> None:
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(statement)
