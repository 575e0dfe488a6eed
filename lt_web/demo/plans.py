"""What is to be shown on which day, where and by whom."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lt_web.demo import crowd
from lt_web.demo.company import ACCOUNTS, Colleague, named
from lt_web.demo.days import wall, weekly
from lt_web.demo.dice import dice
from lt_web.demo.ideas import Idea, ideas_of
from lt_web.demo.schools import School
from lt_web.demo.stage import Stage
from lt_web.events.planned import Appointment

TEAMS_OF_TOPICS = {
    "Forecasts": "Forecasts",
    "Apps": "Apps",
    "Design": "Design",
    "Front end": "Web",
    "Frontend": "Web",
    "Support": "Harbours",
    "Sales": "Sales",
    "Office": "Office",
    "Harbours": "Harbours",
}
SHOWN_BY = dict.fromkeys(
    ("How a tide forecast is made", "Good defaults", "A year of small experiments"), "Ben Okafor"
)


@dataclass(frozen=True)
class Plan:
    """A session to be, and the dice for all that comes of it."""

    school: School
    idea: Idea
    day: date
    rng: random.Random

    @property
    def when(self) -> Appointment:
        """When and where."""
        school = self.school
        place = school.places[self.day.toordinal() // 7 % len(school.places)]
        return Appointment(wall(self.day, school.clock), school.zone, place, school.link)

    @property
    def seats(self) -> int | None:
        """How many there are; talks and lunches take everybody who fits into the canteen."""
        return {"talk": None, "lunch": 24}.get(self.idea.format, self.school.seats)

    def presenters(self, stage: Stage) -> list[Colleague]:
        """One or two who know about it, out of those who are here."""
        if self.idea.title in SHOWN_BY:
            return [named(SHOWN_BY[self.idea.title])]
        team = next((TEAMS_OF_TOPICS[t] for t in self.idea.topics if t in TEAMS_OF_TOPICS), "")
        teams = (team,) if team else self.school.teams
        here = [c for c in stage.here.values() if stage.may_see(self.school, c) and c.name not in ACCOUNTS]
        able = [c for c in here if c.team in teams] or here
        return crowd.pick(self.rng, able, self.rng.choice((1, 1, 1, 2)))


def plans(school: School, first: date, last: date) -> Iterator[Plan]:
    """Every idea of a programme, spread evenly over its weeks."""
    days, ideas = list(weekly(school.weekday, first, last)), ideas_of(school.slug)
    for n, idea in enumerate(ideas):
        yield Plan(school, idea, days[n * len(days) // len(ideas)], dice(school.slug, n))
