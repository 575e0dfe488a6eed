"""Reads a bundle into an empty installation: in one transaction, so all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from lt_web.bundle import files, lines, manifest
from lt_web.bundle.belonging import Belonging, is_a_role_here, stands_where_it_should
from lt_web.bundle.editions import Waiting
from lt_web.bundle.faults import AtLine, BundleError
from lt_web.bundle.files import Source
from lt_web.bundle.manifest import Manifest
from lt_web.bundle.people import entry_of
from lt_web.bundle.votes import Box
from lt_web.events.base import Aggregate, Event
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.work import Work
from lt_web.store import directory

BATCH = 1000
SOMETHING_HERE = (
    "There is something here already ({events} events, {people} people), and a bundle is read into an empty "
    "installation. Set LT_DATA_DIR or LT_DATABASE_URL to a new one, and run: flask lt init"
)
PROGRAMME_HERE = "The programme “{slug}” is here already. Its bundle is read into an empty installation."
ASK = "Votes are in this bundle, closed. Say their passphrase (--votes-passphrase-file)."
NOT_TAKEN = "The database does not take what stands in it: {why}. Nothing was recorded."


@dataclass
class Imported:
    """What was read in."""

    name: str
    slug: str
    events: int = 0
    people: int = 0


def read_in(house: Installation, path: Path, votes: str = "") -> Imported:
    """Record what a bundle tells, with its ids, times and people. Raises `BundleError`; then nothing was."""
    with Source(path) as source:
        said = manifest.read(source.manifest())
        if said.salt and not votes:
            raise BundleError(ASK)
        box = Box(votes, said.salt) if said.salt else None
        done: list[Imported] = []

        def all_of_it(work: Work) -> None:
            done[:] = [Taking(work, source, said, box).take()]

        try:
            house.perform(Deed(routine="command-line", source="import"), all_of_it)
        except SQLAlchemyError as error:
            raise BundleError(NOT_TAKEN.format(why=type(error).__name__)) from error
    return done[-1]


class Taking:
    """One bundle being read in."""

    def __init__(self, work: Work, source: Source, said: Manifest, box: Box | None) -> None:
        self.work, self.source, self.said, self.box = work, source, said, box
        self.belonging = Belonging(said.programme)
        self.aggregates: dict[UUID, Aggregate] = {}
        self.editions = Waiting(work.connection, said.programme)

    def take(self) -> Imported:
        """Take in every event, then who the people are, then what published reports are made of."""
        self._require_empty()
        done = Imported(self.said.name, self.said.slug)
        self.work.gather()
        batch: list[Event] = []
        for number, line in self._lines(files.EVENTS):
            batch.append(self._event(number, line))
            if len(batch) == BATCH:
                self._record(batch, number)
            done.events = number
        self._record(batch, done.events)
        if self.said.programme not in self.aggregates:
            raise BundleError(f"{files.EVENTS} does not tell how the programme was founded.")
        done.people = self._people()
        self._editions()
        return done

    def _require_empty(self) -> None:
        there = self.work.log.recorder.max_notification_id() or 0
        people = directory.size(self.work.connection)
        if self.work.known([self.said.programme]):
            raise BundleError(PROGRAMME_HERE.format(slug=self.said.slug))
        if there or people:
            raise BundleError(SOMETHING_HERE.format(events=there, people=people))

    def _lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        file = self.said.files[name]
        return self.source.lines(name, file.sha256, file.lines)

    def _event(self, number: int, line: bytes) -> Event:
        try:
            body = lines.read(line)
            event = lines.event_of(self.box.open(body) if self.box and "closed" in body else body)
            self._follow(event)
        except (ValueError, KeyError, TypeError, AttributeError, LookupError, BundleError) as error:
            why = str(error) if isinstance(error, lines.Wrong | BundleError) else f"it cannot be ({error!r})"
            raise AtLine(files.EVENTS, number, why) from error
        return event

    def _follow(self, event: Any) -> None:
        """Let what it happened to follow, as it would when loaded; refuse what could not have happened."""
        stream, topic = event.originator_id, type(event).TOPIC
        known = self.aggregates.get(stream)
        if known is None:
            self._begin(event)
        elif topic.partition(".")[0] != known.STREAM:
            raise lines.Wrong(f"“{topic}” happened to something else ({known.STREAM})")
        elif event.originator_version <= known.version:
            raise lines.Wrong(f"version {event.originator_version} of its stream stands before it already")
        elif event.originator_version > known.version + 1:
            raise lines.Wrong(f"version {known.version + 1} of its stream is missing before it")
        if not is_a_role_here(event):
            raise lines.Wrong(f"there is no role “{event.role[:40]}” in a programme")
        self.aggregates[stream] = event.mutate(known)
        self.editions.hear(event)

    def _begin(self, event: Any) -> None:
        if not hasattr(event, "originator_topic") or event.originator_version != 1:
            raise lines.Wrong("what happened before it to the same thing is missing")
        ours = self.belonging.has(event) or event.originator_id in self.belonging.people
        if not ours or not stands_where_it_should(event):
            raise lines.Wrong("it does not belong to the programme of this bundle")

    def _record(self, batch: list[Event], number: int) -> None:
        try:
            if batch:
                self.work.log.save(*batch)
        except (ValueError, KeyError, TypeError, AttributeError, LookupError) as error:
            first = number - len(batch) + 1
            raise BundleError(
                f"{files.EVENTS}, lines {first} to {number}: it cannot be ({error!r})"
            ) from error
        batch.clear()

    def _people(self) -> int:
        number, keys = 0, set[tuple[str, str]]()
        for number, line in self._lines(files.PEOPLE):
            try:
                entry = entry_of(lines.read(line))
                if entry.person not in self.belonging.people:
                    raise lines.Wrong("nothing tells that this person came")
                if entry.subject and (entry.issuer, entry.subject) in keys:
                    raise lines.Wrong("somebody else signs in by the same name")
                self.belonging.people.discard(entry.person)
            except (ValueError, BundleError) as error:
                raise AtLine(files.PEOPLE, number, str(error)) from error
            keys.add((entry.issuer, entry.subject))
            directory.add(self.work.connection, entry)
        return number

    def _editions(self) -> None:
        for number, line in self._lines(files.EDITIONS):
            try:
                self.editions.take(lines.read(line))
            except ValueError as error:
                why = str(error) if isinstance(error, lines.Wrong) else "it cannot be read"
                raise AtLine(files.EDITIONS, number, why) from error
        self.editions.require_all()
