"""PostgreSQL's own tools as we name them to an admin: a dump, and a database into which it is put back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, make_url

from lt_web.backup import postgres
from lt_web.backup.knowing import Known
from lt_web.backup.restoring import finish
from lt_web.config import Config
from lt_web.installation import Installation
from tests import postgres_cluster


def dump(settings: dict[str, Any], folder: Path) -> None:
    """Dump into a folder, with a copy of the key files."""
    shutil.copytree(Path(settings["LT_DATA_DIR"]) / "keys", folder / "keys")
    url = make_url(settings["LT_DATABASE_URL"])
    run(url, postgres.dump(url, folder))


@contextmanager
def put_back(settings: dict[str, Any], folder: Path, known: Known) -> Iterator[dict[str, Any]]:
    """Put a dump into a database of its own, and do the rest; yields the settings that lead there."""
    url = make_url(settings["LT_DATABASE_URL"])
    restored = url.set(database=f"{url.database}_{folder.name}")
    address = restored.render_as_string(hide_password=False)
    server = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{restored.database}"')
        run(restored, postgres.restore(restored, folder / postgres.FILE))
        there = {"LT_DATA_DIR": str(folder), "LT_DATABASE_URL": address}
        place = Installation(Config(there))
        finish(place, known)
        place.close()
        yield there
        connection.execute(f'DROP DATABASE "{restored.database}" WITH (FORCE)')


def run(url: URL, line: str) -> None:
    """Run a line as an admin would, who gives the password apart."""
    try:
        programs = postgres_cluster.programs()
    except postgres_cluster.Missing as missing:
        pytest.skip(f"{missing} pg_dump comes with them.")
    program, *words = shlex.split(line)
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}
    subprocess.run([programs / program, *words], check=True, env=environment)
