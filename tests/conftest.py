"""What tests share: a stepped clock, and an installation on each database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company

# Tests have settings of their own: what the shell or make has set for serving must not reach them.
for name in [n for n in os.environ if n.startswith("LT_") and not n.startswith(("LT_TEST_", "LT_FAULTS"))]:
    del os.environ[name]

pytest_plugins = ["tests.postgres", "tests.browser.browser"]

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
DATABASES = ("sqlite", "postgresql")


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that stands at Monday morning, 1 March 2027, 9:00 UTC, until it is told to move."""
    return SteppedClock(MONDAY)


@pytest.fixture(params=DATABASES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """Settings of an installation on an empty database of each kind."""
    given = {"LT_DATA_DIR": str(tmp_path / "data"), "LT_TICK_SECONDS": "0"}
    if request.param == "postgresql":
        given["LT_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    return given


@pytest.fixture
def fragile(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Installation]:
    """A prepared installation that the test may damage."""
    made = Installation(Config(settings), clock)
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def installation(fragile: Installation) -> Iterator[Installation]:
    """A prepared installation; at the end what pages show is what the log says."""
    yield fragile
    assert fragile.differences() == []


@pytest.fixture
def company(installation: Installation, clock: SteppedClock) -> Company:
    """A company with a programme, on each database."""
    return Company(installation, clock)


@pytest.fixture
def reopened(settings: dict[str, Any], clock: SteppedClock) -> Callable[[], Installation]:
    """Open the same installation anew, as another process would."""
    return lambda: Installation(Config(settings), clock)
