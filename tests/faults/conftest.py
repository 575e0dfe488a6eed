"""What the tests of faults share: a company, and writers in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lt_web.log.clock import SteppedClock

ROOT = Path(__file__).parents[2]
LET_WRITERS_WORK = "tests.faults.writers"


@pytest.fixture
def writers(settings: dict[str, Any], clock: SteppedClock, tmp_path: Path) -> Callable[..., Path]:
    """Let writers work on this installation until they are done; returns the folder of their diaries."""

    def work(**spec: Any) -> Path:
        folder = tmp_path / "diaries"
        folder.mkdir()
        whole = {"settings": settings, "now": clock.now.isoformat(), "folder": str(folder), **spec}
        file = tmp_path / "spec.json"
        file.write_text(json.dumps(whole, default=str))
        command = [sys.executable, "-m", LET_WRITERS_WORK, str(file)]
        ended = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
        return folder

    return work
