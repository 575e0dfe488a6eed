"""What the tests of the log share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock


@pytest.fixture
def embedded(tmp_path: Path, clock: SteppedClock) -> Iterator[Installation]:
    """An installation on the embedded database."""
    installation = Installation(Config({"LT_DATA_DIR": str(tmp_path / "data")}), clock)
    installation.prepare()
    yield installation
    installation.close()
