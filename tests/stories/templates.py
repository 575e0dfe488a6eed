"""Stories of templates and of who can teach what, over time (listed in tests/scenarios.py)."""

from __future__ import annotations

from lt_web.commands import guides, leaving, people, teaching, topics
from lt_web.events.guides import Guide
from tests.company import Company
from tests.scenarios import scenario

GUIDE = Guide(((5, "Look"), (20, "Do it together"), (5, "What next")), "Slowly.", "A rope for each")


@scenario
def a_template_is_put_differently_and_back(company: Company) -> None:
    here = company.programme
    company.by(company.ada, guides.revise, here, "demo", GUIDE, 0, "Together")
    company.by(company.ada, guides.revise, here, "demo", Guide(GUIDE.steps, "Slower."), 1)
    company.by(company.ada, guides.restore, here, "demo", 1)
    company.by(company.ada, guides.restore, here, "demo", 0)
    company.by(company.ada, guides.restore, here, "talk", 0)


@scenario
def people_are_confirmed_take_it_back_and_are_away(company: Company) -> None:
    here = company.programme
    knots, ropes = (company.by(company.ada, topics.add, here, name) for name in ("Knots", "Ropes"))
    for topic in (knots, ropes):
        company.by(company.gus, teaching.declare, here, topic)
        company.by(company.dina, teaching.confirm, here, topic, company.gus)
        company.by(company.emil, teaching.confirm, here, topic, company.gus)
    company.clock.pass_by(days=3)
    company.by(company.ada, topics.merge, here, knots, ropes)
    company.by(company.gus, teaching.withdraw, here, ropes)
    company.clock.pass_by(days=3)
    company.by(company.gus, teaching.declare, here, ropes)
    company.by(company.dina, teaching.confirm, here, ropes, company.gus)
    company.house(leaving.leave, company.gus)
    company.clock.pass_by(days=3)
    company.house(people.come_back, company.gus)
