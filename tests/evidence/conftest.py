"""What the tests of the evidence share: a log, its evidence, and a computer that has nothing of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cryptography
import pytest

from lt_web.config import Config
from lt_web.evidence import exporting
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company
from tests.conftest import MONDAY

PACKAGES = ("cryptography", "cffi", "pycparser", "_cffi_backend*")


@dataclass(frozen=True)
class Said:
    """What the verifier said: its exit code, the words, and the facts (with --json)."""

    code: int
    text: str

    @property
    def facts(self) -> dict[str, Any]:
        """The same for programs."""
        told: dict[str, Any] = json.loads(self.text)
        return told


Verify = Callable[..., Said]


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python in an environment that has `cryptography` and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    venv.create(folder, symlinks=True, with_pip=False)
    there = next((folder / "lib").glob("python3*/site-packages"))
    for pattern in PACKAGES:
        for source in Path(cryptography.__file__).parents[1].glob(pattern):
            (there / source.name).symlink_to(source)
    return folder / "bin" / "python"


@pytest.fixture
def verify_alone(bare_python: Path) -> Verify:
    """Run the verifier of a bundle as somebody else would: in that environment, isolated from ours."""

    def run(folder: Path, *more: object) -> Said:
        command = [str(bare_python), "-I", str(folder / "verify.py"), *map(str, more)]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        assert not done.stderr, done.stderr
        return Said(done.returncode, done.stdout)

    return run


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    """An installation that a test may damage."""
    made = Installation(
        Config({"LT_DATA_DIR": str(tmp_path / "data"), "LT_TICK_SECONDS": "0"}), SteppedClock(MONDAY)
    )
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def told(house: Installation) -> Company:
    """A company with two sessions, sealed in between."""
    company = Company(house, house.clock)  # type: ignore[arg-type]
    company.session()
    house.seal_now()
    company.session()
    return company


@pytest.fixture
def bundle(told: Company, tmp_path: Path) -> Path:
    """The evidence of that company's log."""
    exporting.export(told.installation, tmp_path / "evidence")
    return tmp_path / "evidence"


def copied(bundle: Path, name: str) -> Path:
    """A copy of evidence."""
    to = bundle.with_name(name)
    shutil.copytree(bundle, to)
    return to
