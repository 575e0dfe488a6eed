"""A process is killed while it rebuilds: the old rows are served on, and the next rebuild begins anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import inspect, select

from lt_web.commands import people as people_deeds
from lt_web.installation import Installation
from projections.base import READ_MODELS
from projections.people import table
from tests.company import Company
from tests.faults.judge import noted
from tests.faults.scale import seed, sized
from tests.scenarios import SCENARIOS


def test_old_rows_are_there_whenever_a_rebuild_is_killed(
    company: Company, installation: Installation, writers: Callable[..., Any]
) -> None:
    SCENARIOS["a_full_session_has_a_waitlist"](company)
    before = people(installation)
    crew = writers(work="rebuild", writers=1, kills=sized(8, 50), between=2, pause=0.1, seed=seed())
    ended = threading.Thread(target=crew.ended)
    ended.start()
    teams = (f"Team {number}" for number in count())
    while ended.is_alive():
        assert people(installation) == before
        company.house(people_deeds.move_team, company.dina, next(teams))
    assert noted(crew.folder, "begun") > noted(crew.folder, "rebuilt") + 3, "some were killed on their way"
    installation.rebuild()
    names = inspect(installation.database.engine).get_table_names()
    assert [name for name in names if name not in READ_MODELS.tables and "_g" in name] == []


def people(installation: Installation) -> list[Any]:
    with installation.database.reading() as connection:
        return list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
