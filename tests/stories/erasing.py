"""Stories of people who are erased (listed in tests/scenarios.py)."""

from __future__ import annotations

from lt_web.commands import erasing, programmes, sessions
from lt_web.erasing import purging
from tests.company import Company
from tests.scenarios import scenario


@scenario
def somebody_is_erased_with_all_that_they_wrote(company: Company) -> None:
    session = company.session()
    company.by(company.gus, sessions.comment, session, "I sailed with that one")
    company.proposal(company.gus, "Knots that hold")
    company.house(programmes.make_admin, company.fay, "Looks after the server")
    company.by(company.ada, programmes.give_role, company.programme, company.gus, "auditor", "Reads along")
    company.by(company.fay, erasing.erase, company.gus, True, "Asked for it", programmes=[company.programme])
    purging.finish(company.installation)
