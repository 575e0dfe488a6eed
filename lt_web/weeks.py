"""Weeks as ISO 8601 counts them, Monday to Sunday; and which topics came off the watch list in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lt_web.reports.periods import Period
from projections.teaching_queries import AT_RISK

NAME = re.compile(r"(\d{4})-W(\d{2})")
Span = tuple[datetime, datetime | None]  # since, until; None is still so
Spell = tuple[UUID, UUID, datetime, datetime | None]  # topic, person, since, until


@dataclass(frozen=True, order=True)
class Week:
    """A week of a year; the first is the one with the year's first Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week in which a day is."""
        return cls(*day.isocalendar()[:2])

    @classmethod
    def named(cls, name: str) -> Week | None:
        """The week of a name such as 2027-W09; None where there is none."""
        known = NAME.fullmatch(name)
        try:
            return cls.of(date.fromisocalendar(int(known[1]), int(known[2]), 1)) if known else None
        except ValueError:
            return None

    @property
    def days(self) -> Period:
        """From its Monday to its Sunday."""
        first = date.fromisocalendar(self.year, self.number, 1)
        return Period(first, first + timedelta(days=6))

    @property
    def before(self) -> Week:
        """The week before."""
        return Week.of(self.days.first - timedelta(days=1))

    @property
    def after(self) -> Week:
        """The week after."""
        return Week.of(self.days.last + timedelta(days=1))

    def __str__(self) -> str:
        """2027-W09."""
        return f"{self.year:04}-W{self.number:02}"


def able_at(
    moment: datetime, spells: Iterable[Spell], away: Mapping[UUID, Sequence[Span]]
) -> dict[UUID, set[UUID]]:
    """Return topic → who could teach it just before an instant, and was here."""
    able: dict[UUID, set[UUID]] = {}
    for topic, person, since, until in spells:
        here = not any(_holds(span, moment) for span in away.get(person, ()))
        if here and _holds((since, until), moment):
            able.setdefault(topic, set()).add(person)
    return able


def off_the_watch_list(
    spells: Sequence[Spell], away: Mapping[UUID, Sequence[Span]], begin: datetime, end: datetime
) -> dict[UUID, set[UUID]]:
    """Return topic → who can teach it since, for those that hung on one person or nobody and no longer do.

    What nobody could ever teach before was not on anybody's list: it is new.
    """
    before, after = able_at(begin, spells, away), able_at(end, spells, away)
    old = {topic for topic, _person, since, _until in spells if since < begin}
    return {
        topic: people - before.get(topic, set())
        for topic, people in after.items()
        if topic in old and len(before.get(topic, ())) <= AT_RISK < len(people)
    }


def _holds(span: Span, moment: datetime) -> bool:
    since, until = span
    return since < moment and (until is None or until >= moment)
