"""The story of a milestone: newcomers set out, colleagues confirm it, and facts from before stand beside."""

from __future__ import annotations

from datetime import date, timedelta

from lt_web.commands import competency, leaving, topics
from tests.company import Company
from tests.scenarios import scenario


@scenario
def newcomers_reach_a_milestone_and_colleagues_confirm_it(company: Company) -> None:
    here, day = company.programme, company.clock.now.date()
    begun, before = day - timedelta(days=40), date(2025, 3, 3)
    knots, ropes = (company.by(company.ada, topics.add, here, name) for name in ("Knots", "Ropes"))
    stated = company.by(company.ada, competency.state, here, knots, "Moors a boat alone", "First day aboard")
    now = company.by(company.ada, competency.form, here, stated, "Joined this year", False)
    then = company.by(company.ada, competency.form, here, stated, "Joined last year", True)
    company.by(company.ada, competency.add, here, now, [company.ben, company.cleo, company.emil], begun)
    company.by(company.ada, competency.add, here, then, [company.gus], before)
    company.by(company.dina, competency.start, here, now, begun)
    company.by(company.ben, competency.claim, here, stated, day, company.cleo)
    company.by(company.ben, competency.withdraw, here, stated)
    company.by(company.ben, competency.claim, here, stated, day, company.fay)
    company.by(company.fay, competency.decline, here, stated, company.ben)
    company.clock.pass_by(days=3)
    company.by(company.ben, competency.claim, here, stated, day + timedelta(days=2), company.fay)
    company.by(company.fay, competency.confirm, here, stated, company.ben)
    company.by(
        company.ada, competency.record, here, stated, company.gus, before + timedelta(days=60), "I saw it"
    )
    company.by(
        company.ada, competency.correct, here, stated, company.ben, begun + timedelta(days=1), day, "A slip"
    )
    company.by(company.cleo, competency.claim, here, stated, day, company.gus)
    company.by(company.dina, competency.claim, here, stated, day, company.ben)
    company.by(company.dina, competency.leave, here, stated)
    company.by(company.ada, competency.remove, here, stated, company.emil)
    spans = [(before + timedelta(days=n), before + timedelta(days=50 + n)) for n in range(4)]
    company.by(company.ada, competency.enter, here, stated, spans, "The log book")
    with company.recording() as recorded:
        company.by(company.ada, competency.enter, here, stated, spans[:1], "Counted twice")
    company.by(company.ada, competency.take_out, here, recorded[0].entry, "It was counted twice")
    company.house(leaving.leave, company.gus, (), (), [here])
    company.by(company.ada, topics.merge, here, knots, ropes)
    other = company.by(company.ada, competency.state, here, ropes, "Splices a rope", "First day aboard")
    company.by(company.ada, competency.retire, here, other, "Nobody splices ropes here")
