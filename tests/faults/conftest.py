"""What the tests of faults share: a company, and writers in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lt_web.log.clock import SteppedClock
from tests.company import Company
from tests.faults.scale import seed

ROOT = Path(__file__).parents[2]
LET_WRITERS_WORK = "tests.faults.writers"


class Crew:
    """Writers at work in processes of their own, and the folder of their diaries."""

    def __init__(self, folder: Path, spec: dict[str, Any]) -> None:
        self.folder = folder
        file = folder / "spec.json"
        file.write_text(json.dumps({"folder": str(folder), **spec}, default=str))
        command = [sys.executable, "-m", LET_WRITERS_WORK, str(file)]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)

    def stop(self) -> Path:
        """Let them finish what they are at."""
        (self.folder / "stop").touch()
        return self.ended()

    def ended(self) -> Path:
        """Wait until all of them are done."""
        _out, said = self.process.communicate()
        assert self.process.returncode == 0, said
        return self.folder


@pytest.fixture
def writers(settings: dict[str, Any], clock: SteppedClock, tmp_path: Path) -> Iterator[Callable[..., Crew]]:
    """Let writers work on this installation; nobody is left behind."""
    crews: list[Crew] = []

    def work(**spec: Any) -> Crew:
        (tmp_path / "diaries").mkdir()
        crews.append(Crew(tmp_path / "diaries", {"settings": settings, "now": clock.now.isoformat(), **spec}))
        return crews[-1]

    yield work
    for crew in crews:
        (crew.folder / "stop").touch()
        crew.process.wait()


@pytest.fixture
def storm(company: Company, writers: Callable[..., Crew]) -> Callable[..., Crew]:
    """Four writers who do deeds of every kind, each as one person, in three sessions of two seats."""
    people = [company.hire(f"Writer{number}") for number in range(4)]
    sessions = [company.session(capacity=2) for _ in range(3)]
    known = {"people": people, "sessions": sessions, "programme": company.programme, "champion": company.ada}
    return lambda **spec: writers(work="write", writers=len(people), seed=seed(), **known, **spec)
