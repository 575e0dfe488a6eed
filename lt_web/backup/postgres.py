"""PostgreSQL has a tool for backups of its own: what to say to it."""

from __future__ import annotations

import shlex
from pathlib import Path

from sqlalchemy import URL

from lt_web.store.base import KEPT

FILE = "learn-together.dump"


def dump(url: URL, target: Path) -> str:
    """The line that dumps every table which is not rebuilt; the password stays out of it."""
    words = ["pg_dump", "--format=custom", "--no-owner", f"--file={target / FILE}"]
    words += [f"--table={name}" for name in sorted(KEPT.tables)]
    return shlex.join([*words, place(url)])


def restore(url: URL, source: Path) -> str:
    """The line that puts such a dump into an empty database: all of it, or nothing."""
    options = ["--single-transaction", "--exit-on-error", "--no-owner"]
    return shlex.join(["pg_restore", *options, f"--dbname={place(url)}", str(source)])


def place(url: URL) -> str:
    """The address as PostgreSQL's own tools read it. Give the password in PGPASSWORD or ~/.pgpass."""
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return plain.render_as_string(hide_password=False)
