"""Backing up and coming back as an admin does it: sentences, exit codes, and the same for a script."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from lt_web.app import create_app
from lt_web.backup.files import DATABASE
from lt_web.cli import lt
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company

Run = Callable[..., Result]


def runner(app: Flask) -> Run:
    """`run("backup", …)` as somebody types it."""

    def typed(*words: Any, code: int = 0) -> Result:
        result = app.test_cli_runner().invoke(lt, list(map(str, words)))
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return typed


@pytest.fixture
def app(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Flask]:
    made = create_app(settings, clock)
    house: Installation = made.extensions["learn-together"].installation
    house.prepare()
    Company(house, clock).session()
    yield made
    house.close()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_house_moves_into_an_empty_place(app: Flask, tmp_path: Path, clock: SteppedClock) -> None:
    run, backup = runner(app), tmp_path / "backup"
    assert "has not been run here" in run("doctor").output
    assert f"Wrote {backup}" in run("backup", backup).output
    assert "ok    “flask lt backup” last made one" in run("doctor").output
    assert "is whole" in run("backup", backup, "--verify").output
    said = json.loads(run("backup", backup, "--verify", "--json").output)
    assert "There is something at" in json.loads(run("backup", backup, "--json", code=1).output)["refused"]

    shutil.copytree(tmp_path / "data" / "keys", tmp_path / "place" / "keys")
    there = create_app({"LT_DATA_DIR": str(tmp_path / "place"), "LT_TICK_SECONDS": "0"}, clock)
    back = runner(there)
    assert back("restore", backup, "--no-erasures").output.startswith(f"Back at event {said['position']}.")
    assert "All is well" in back("verify").output
    assert "There is something in" in back("restore", backup, "--no-erasures", code=1).output
    there.extensions["learn-together"].installation.close()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_harmed_backup_is_told_of(app: Flask, tmp_path: Path) -> None:
    run, backup = runner(app), tmp_path / "backup"
    run("backup", backup)
    (backup / DATABASE).write_bytes(b"harmed")
    assert "it was altered, or is not whole" in run("backup", backup, "--verify", code=1).output
    assert "Say which backup" in run("restore", code=2).output


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_on_postgresql_the_line_is_said(app: Flask, tmp_path: Path) -> None:
    run = runner(app)
    said = run("backup", tmp_path / "backup", code=2).output
    assert "pg_dump --format=custom" in said
    assert "--table=lt_events" in said
    assert json.loads(run("backup", tmp_path / "backup", "--json", code=2).output)["made"] is False
    assert "pg_restore --single-transaction" in run("restore", tmp_path / "backup", code=2).output
    before = app.extensions["learn-together"].installation.health()["position"]
    assert f"Back at event {before}" in run("restore", "--no-erasures").output
