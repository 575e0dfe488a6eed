"""`flask lt work`: routines and PDFs in a process of their own, until it is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lt_web import press
from lt_web.config import Config
from lt_web.installation import TICK, Installation
from lt_web.store import leases
from tests.company import Company
from tests.test_press import ask, state

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds, on a machine with much else to do


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_it_ticks_and_prints_until_it_is_told_to_end(company: Company, settings: dict[str, Any]) -> None:
    job = ask(company)
    words = [sys.executable, "-m", "flask", "--app", "lt_web.app", "lt", "work", "--every", "1"]
    environment = os.environ | settings | {"SECRET_KEY": "k" * 40}
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        try:
            wait_until(lambda: state(company, job).is_over)
            wait_until(lambda: ticked_since(company.installation))
        finally:
            worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, said.split("\n")[1]) == (0, "Ended.")
    done = state(company, job)
    assert (done.state, done.said) == ("done", "")
    assert press.path_of(company.installation, done.key).exists()


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until, "waited long enough"
        time.sleep(0.1)


def ticked_since(installation: Installation) -> bool:
    with installation.database.reading() as db:
        last = leases.last_done(db, TICK)
    return last is not None and (datetime.now(UTC) - last).total_seconds() < PATIENCE


def test_a_database_that_is_away_is_survived(tmp_path: Path) -> None:
    import threading

    (tmp_path / "data").mkdir()
    bare = Installation(Config({"LT_DATA_DIR": str(tmp_path / "data"), "LT_TICK_SECONDS": "0"}))
    press.look(bare, threading.Event())
    bare.close()
