"""What the desk, people's pages and the settings ask, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.commands import people, programmes, seats, sessions
from lt_web.events.planned import Appointment, Outline
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from projections import desk_queries, inbox, people_queries, programme_queries

CLI = Deed(routine="command-line", source="cli")


class Told:
    """Two programmes; in one a session that was held, one that is published and one that is not."""

    def __init__(self, house: Installation, clock: SteppedClock) -> None:
        self.house, self.clock = house, clock
        self.ada = self.do(CLI, people.join, "Ada", "ada@tern.example")
        self.ben = self.do(CLI, people.join, "Ben", "ben@tern.example")
        self.here = self.do(CLI, programmes.found, "tech-hour", "Tech hour", "", "UTC", self.ada)
        self.there = self.do(CLI, programmes.found, "book-club", "Book club", "", "UTC", self.ada)
        self.held = self.schedule(self.here, 1)
        self.elsewhere = self.schedule(self.there, 1)
        clock.pass_by(days=2)
        for session in (self.held, self.elsewhere):
            self.do(CLI, sessions.hold, session)
        self.published = self.schedule(self.here, 5)
        self.draft = self.schedule(self.here, 9, published=False)

    def do(self, deed: Deed, command: Any, *args: Any) -> UUID:
        made = self.house.perform(deed, command, *args)
        return made if made else UUID(int=0)

    def schedule(self, programme: UUID, days: int, published: bool = True) -> UUID:
        wall = (self.clock() + timedelta(days=days)).replace(tzinfo=None)
        slot, outline = Appointment(wall, "UTC"), Outline("Knots", "", "demo", 30)
        champion = Deed(actor=self.ada)
        made = self.do(champion, sessions.schedule, programme, outline, [], slot, [self.ben], 2)
        if published:
            self.do(champion, sessions.publish, made, "everyone", [], [])
        return made


def ids(rows: list[Any]) -> list[UUID]:
    return [row.id for row in rows]


def test_what_somebody_taught_is_held_sessions_of_this_programme(
    installation: Installation, clock: SteppedClock
) -> None:
    told = Told(installation, clock)
    with installation.database.reading() as db:
        rows, total = people_queries.held_by(db, told.ben, told.here, 10)
        assert (ids(rows), total) == ([told.held], 1)
        assert people_queries.held_by(db, told.ada, told.here, 10) == ([], 0)
        assert people_queries.presenting(db, [told.ada, told.ben]) == {told.ben}


def test_what_somebody_teaches_hides_drafts_from_others(
    installation: Installation, clock: SteppedClock
) -> None:
    told = Told(installation, clock)
    with installation.database.reading() as db:
        seen = people_queries.teaches(db, told.ben, told.here, clock(), drafts=False)
        assert ids(seen) == [told.published]
        seen = people_queries.teaches(db, told.ben, told.here, clock(), drafts=True)
        assert ids(seen) == [told.published, told.draft]


def test_what_somebody_goes_to_leaves_out_what_they_declined(
    installation: Installation, clock: SteppedClock
) -> None:
    told = Told(installation, clock)
    for answer, expected in (("yes", [told.published]), ("no", []), ("maybe", [told.published])):
        told.do(Deed(actor=told.ada), seats.answer, told.published, answer)
        with installation.database.reading() as db:
            assert ids(people_queries.goes_to(db, told.ada, told.here, clock())) == expected


def test_the_desk_holds_what_is_not_over(installation: Installation, clock: SteppedClock) -> None:
    told = Told(installation, clock)
    with installation.database.reading() as db:
        assert ids(desk_queries.in_hand(db, told.here, clock())) == [told.published, told.draft]
        assert desk_queries.beginnings(db, told.here, clock()) == (True, True)
        assert desk_queries.beginnings(db, told.there, clock()) == (True, False)


def test_a_setting_is_in_force_since_its_last_change(installation: Installation, clock: SteppedClock) -> None:
    told = Told(installation, clock)
    for hours in (5, 6):
        clock.pass_by(hours=1)
        told.do(Deed(actor=told.ada), programmes.set_up, told.here, {"offer_hours": hours}, True)
    with installation.database.reading() as db:
        since = programme_queries.in_force_since(db, told.here)
    assert {name: (row.at, row.actor) for name, row in since.items()} == {"offer_hours": (clock(), told.ada)}


def test_what_waits_is_counted_in_programmes_that_one_sees(
    installation: Installation, clock: SteppedClock
) -> None:
    told = Told(installation, clock)
    told.do(Deed(actor=told.ada), seats.answer, told.published, "yes")
    told.do(Deed(actor=told.ada), sessions.cancel, told.published, "Storm")
    with installation.database.reading() as db:
        # that she was named a champion of each, and the storm here
        assert inbox.how_many(db, told.ada, clock(), [told.here, told.there]) == 3
        assert inbox.how_many(db, told.ada, clock(), [told.there]) == 1
        assert inbox.how_many(db, told.ada, clock(), []) == 0
        assert inbox.since(db, told.ada, "cancelled", told.published, clock()) is not None
        assert inbox.since(db, told.ben, "cancelled", told.published, clock()) is None
