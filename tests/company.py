"""Tern & Tide, made up: some colleagues and a programme of theirs, whose deeds are commands under a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.commands import people, programmes, proposals, sessions
from lt_web.commands.imports import import_rows
from lt_web.events.planned import Appointment, Outline
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.work import Work
from lt_web.tables import read_table

ZONE = "Europe/Lisbon"


class Company:
    """Ada champions, Ben and Cleo present, Dina, Emil, Fay and Gus come along."""

    def __init__(self, installation: Installation, clock: SteppedClock, slug: str = "tech-hour") -> None:
        self.installation, self.clock, self.slug = installation, clock, slug
        self.ada, self.ben, self.cleo = self.hire("Ada"), self.hire("Ben"), self.hire("Cleo", "Harbour")
        self.dina, self.emil, self.fay = self.hire("Dina"), self.hire("Emil"), self.hire("Fay")
        self.gus = self.hire("Gus", "Harbour")
        self.programme = self.house(
            programmes.found, slug, "Tech hour", "An hour a week.", ZONE, champion=self.ada
        )

    @property
    def everyone(self) -> list[UUID]:
        return [self.ada, self.ben, self.cleo, self.dina, self.emil, self.fay, self.gus]

    def hire(self, name: str, team: str = "Web") -> UUID:
        address = f"{name.lower()}@{self.slug}.tern.example"
        return self.made(self.house(people.join, f"{name} Holm", address, team))

    # Who does things

    def by(self, person: UUID, command: Any, *args: Any, **kwargs: Any) -> Any:
        """A person does something."""
        return self.installation.perform(Deed(actor=person), command, *args, **kwargs)

    def house(self, command: Any, *args: Any, **kwargs: Any) -> Any:
        """Somebody at the command line does something."""
        deed = Deed(routine="command-line", source="cli")
        return self.installation.perform(deed, command, *args, **kwargs)

    def routine(self, name: str, command: Any, *args: Any, **kwargs: Any) -> Any:
        """A routine records what is so by now."""
        return self.installation.perform(Deed(routine=name, source="routine"), command, *args, **kwargs)

    def reads_in(self, table: bytes) -> None:
        """Ada imports a table of past sessions."""

        def read_in(work: Work) -> None:
            import_rows(work, self.programme, read_table(table).rows, ZONE)

        self.installation.perform(Deed(actor=self.ada, source="import"), read_in)

    # What the log says of it

    @contextmanager
    def recording(self) -> Iterator[list[Any]]:
        """Afterwards the list holds every event that was recorded within."""
        found: list[Any] = []
        with self.installation.database.reading():
            before = self.installation.log.recorder.max_notification_id() or 0
        yield found
        with self.installation.database.reading():
            found += [event for _position, _name, event in self.installation.log.replay(before)]

    # What they have to do with

    def slot(self, days: int, hour: int = 14, place: str = "Room Heron") -> Appointment:
        """A time so many days from now, on the wall of the programme's zone."""
        day = self.clock.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=days)
        return Appointment(
            day.replace(hour=hour, minute=0, second=0, microsecond=0, tzinfo=None), ZONE, place
        )

    def session(self, capacity: int | None = 2, days: int = 7, presenter: UUID | None = None) -> UUID:
        """A session that is announced to everyone."""
        session = self.scheduled(capacity, days, presenter)
        self.by(self.ada, sessions.publish, session, "everyone", [], self.everyone)
        return session

    def scheduled(self, capacity: int | None = 2, days: int = 7, presenter: UUID | None = None) -> UUID:
        """A session that is not announced yet."""
        what, when = outline("Reading a query plan"), self.slot(days)
        by = [presenter or self.ben]
        made = self.by(self.ada, sessions.schedule, self.programme, what, ["Databases"], when, by, capacity)
        return self.made(made)

    def proposal(self, by: UUID | None = None, title: str = "Sails and sensors") -> UUID:
        """A proposal that is open to all."""
        author = by or self.ben
        return self.made(
            self.by(author, proposals.propose, self.programme, outline(title), ["Sensors"], "all")
        )

    def until(self, session: UUID, **before: float) -> None:
        """Let time pass until so long before a session starts; `hours=-2` is two hours after that."""
        with self.installation.database.reading():
            known = self.installation.log.load(sessions.Session, session)
        assert known is not None
        self.clock.to(known.starts - timedelta(**before))

    @staticmethod
    def made(id: UUID | None) -> UUID:
        assert id is not None
        return id


def names(events: list[Any]) -> list[str]:
    """The stored names of events."""
    return [str(type(event).TOPIC) for event in events]


def outline(title: str, summary: str = "What it does, and what it costs.", minutes: int = 30) -> Outline:
    """What something is about."""
    return Outline(title, summary, "demo", minutes)
