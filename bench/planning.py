"""What champions of the benchmarks' company plan by: a charter, a cadence, templates, milestones."""

from __future__ import annotations

from datetime import timedelta

from bench.place import ZONE, Place, Recording
from lt_web.events.cadence import Cadence
from lt_web.events.charter import Charter
from lt_web.events.competency import Competency
from lt_web.events.guides import Guide, Guides
from lt_web.events.rules import Rule

AHEAD, COHORT = 90, 8  # days, people
GUIDE = Guide(((5, "Why this matters"), (20, "Show it"), (20, "Try it")), "Stop twice to ask.", "A screen")


def planned(story: Recording, place: Place) -> None:
    """Plan a programme that has just been founded."""
    today = story.now.date()
    charter, cadence = Charter.open_for(place.programme), Cadence.open_for(place.programme)
    charter.set_outcomes("Whoever joins ships something in their first month")
    charter.record_yes(place.people[1], 60, today)
    cadence.set_rule(Rule("sprint", today, 3, "14:00", ZONE, 45, weeks=2, week=2))
    cadence.make_slots(story.now, AHEAD)
    guides, competency = Guides.open_for(place.programme), Competency.open_for(place.programme)
    guides.revise("workshop", GUIDE, 0)
    milestone = competency.state(place.topics[0], "Deploys a service alone", "First day in the team")
    cohort = competency.form(milestone, "Those of this year", False)
    for person in place.people[1 : COHORT + 1]:
        competency.start(cohort, person, today - timedelta(days=30), today)
    story.save(place.champion, charter, cadence, guides, competency)
