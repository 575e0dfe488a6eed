"""Stories of the log itself (listed in tests/scenarios.py)."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands import people
from lt_web.log.epochs import begin_epoch
from tests.company import Company
from tests.scenarios import scenario


@scenario
def a_clock_goes_back_and_a_backup_is_restored(company: Company) -> None:
    company.clock.now -= timedelta(hours=2)
    company.house(people.move_team, company.gus, "Web")
    company.clock.pass_by(hours=2)
    begin_epoch(company.installation.log, "")
