"""Many processes start on an empty database at the same moment: each finds it prepared."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from projections.catalogue import PROJECTIONS
from projections.standing import standing_of
from tests.company import Company
from tests.scenarios import SCENARIOS


def test_sixteen_starts_at_once_all_succeed(
    settings: dict[str, Any], clock: SteppedClock, writers: Callable[..., Any]
) -> None:
    writers(work="start", writers=16, at=time.time() + 2).ended()
    installation = Installation(Config(settings), clock)
    assert installation.prepare() == []
    assert installation.health()["read_models_current"]
    assert {row["generation"] for row in _standings(installation)} == {1}
    assert len(_standings(installation)) == len(PROJECTIONS)
    SCENARIOS["a_full_session_has_a_waitlist"](Company(installation, clock))
    assert installation.differences() == []
    installation.close()


def _standings(installation: Installation) -> list[Any]:
    with installation.database.reading() as connection:
        return list(standing_of(connection).values())
