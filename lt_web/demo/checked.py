"""Emil has had the log checked, so that its proof has something to tell."""

from __future__ import annotations

from lt_web.demo.company import named
from lt_web.evidence import checking
from lt_web.installation import Installation
from lt_web.store import checks

AUDITOR = "Emil Brandt"


def check(house: Installation) -> None:
    """Read the log once, as the button would."""
    with house.database.writing() as connection:
        checks.ask(connection, named(AUDITOR).id, house.clock())
    checking.work(house)
