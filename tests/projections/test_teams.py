"""What belongs to the past is told with the team of the time."""

from __future__ import annotations

from lt_web.commands import people as deeds
from lt_web.commands import sessions
from projections import people, session_queries
from projections.session_queries import Filter
from tests.company import Company


def test_a_session_stays_with_the_team_that_its_presenter_was_in(company: Company) -> None:
    first = company.session(presenter=company.gus)
    company.until(first, hours=-2)
    company.routine("held", sessions.hold, first)
    company.house(deeds.move_team, company.gus, "Dock")
    second = company.session(presenter=company.gus)
    company.until(second, hours=-2)
    company.routine("held", sessions.hold, second)
    company.house(deeds.move_team, company.gus, "Harbour")

    def of_team(team: str) -> list[object]:
        wanted = Filter(company.programme, company.clock.now, past=True, team=team)
        with company.installation.database.reading() as db:
            return [row.id for row in session_queries.listed(db, wanted, 1, 20)[0]]

    assert (of_team("Harbour"), of_team("Dock"), of_team("Web")) == ([first], [second], [])
    with company.installation.database.reading() as db:
        rows = {row.id: row for row in session_queries.some(db, [first, second])}
        then = [people.teams_at(db, [company.gus, company.dina], rows[id].start_at) for id in (first, second)]
    assert then == [
        {company.gus: "Harbour", company.dina: "Web"},
        {company.gus: "Dock", company.dina: "Web"},
    ]
