"""Stories of what a programme is for: its charter, the sponsor's yes, its pilot, and who takes it over."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands import charter, founding, programmes
from tests.company import ZONE, Company
from tests.scenarios import scenario


@scenario
def a_programme_is_founded_with_all_that_is_said_about_it(company: Company) -> None:
    company.house(programmes.make_admin, company.fay, "Runs the server")
    plan = founding.Plan(
        slug=f"two-{company.slug[:30].strip(chr(45))}",
        name="Book club",
        purpose="Pages, read together.",
        zone=ZONE,
        champion=company.ada,
        outcomes="Everybody has read one book\nTwo teams write better",
        audience="Whoever reads",
        formats=("talk", "lunch"),
        pilot_from=company.clock.now.date(),
        pilot_weeks=7,
        settings={"sessions_target": 2},
        sponsor=company.gus,
        hours=40,
    )
    club = company.made(company.by(company.fay, founding.found, plan))
    company.by(company.gus, charter.say_not_now, club)
    company.by(company.ada, charter.set_course, club, None)


@scenario
def a_pilot_has_its_quick_win_its_decision_and_another_champion(company: Company) -> None:
    here, starts = company.programme, company.clock.now.date()
    company.by(company.ada, charter.describe, here, "Fewer handovers", "Whoever ships", ("demo", "talk"))
    company.by(company.ada, charter.set_course, here, starts, 6)
    company.by(company.ada, charter.ask_for_hours, here, company.gus, 60, starts)
    company.by(company.gus, charter.say_yes, here)
    company.clock.to(company.clock.now + timedelta(weeks=3))
    company.by(company.ada, charter.share_quick_win, here)
    company.by(company.gus, charter.withdraw_yes, here, "A quiet quarter first")
    company.by(company.ada, charter.record_yes, here, company.gus, 30, starts)
    company.clock.to(company.clock.now + timedelta(weeks=3))
    company.by(
        company.ada, charter.decide, here, "go_on", "People ask for more", 1, "One session took place."
    )
    company.by(company.ada, charter.hand_over, here, company.ada, company.cleo, "Long leave")
