"""A company whose backup was made, and an empty place for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lt_web.backup.making import back_up
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company
from tests.conftest import MONDAY

Open = Callable[[str], Installation]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company's data and its backup, which nobody changes."""
    folder, clock = tmp_path_factory.mktemp("made"), SteppedClock(MONDAY)
    house = Installation(Config({"LT_DATA_DIR": str(folder / "data")}), clock)
    house.prepare()
    company = Company(house, clock)
    company.session()
    company.proposal(title="What the tide told us")
    back_up(house, folder / "backup")
    house.close()
    return folder


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A copy of it that the test may harm."""
    return Path(shutil.copytree(made / "backup", tmp_path / "backup"))


@pytest.fixture
def place(made: Path, tmp_path: Path, clock: SteppedClock) -> Iterator[Installation]:
    """An empty place, with the keys put there from elsewhere."""
    shutil.copytree(made / "data" / "keys", tmp_path / "place" / "keys")
    house = Installation(Config({"LT_DATA_DIR": str(tmp_path / "place")}), clock)
    yield house
    house.close()
