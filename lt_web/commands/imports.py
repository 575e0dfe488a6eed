"""Reading in a table of past sessions: every row becomes a session that was held, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from lt_web.commands.access import require_champion
from lt_web.commands.past import Past, Plan, folded, plan, session_of
from lt_web.commands.people import note_unclaimed
from lt_web.commands.programmes import catalogue
from lt_web.events.attendance import Attendance
from lt_web.events.base import Aggregate
from lt_web.events.feedback import Feedback
from lt_web.events.person import Person
from lt_web.events.planned import Outline
from lt_web.events.session import Session
from lt_web.events.write_up import Link, WriteUp
from lt_web.log.work import Work
from lt_web.store import directory
from lt_web.tables import Problem, Row

AT_ONCE = 500  # sessions saved together

__all__ = ["Imported", "import_rows", "session_of"]


@dataclass(frozen=True)
class Imported:
    """What came of it: sessions read in, how many were here already, names new here, rows left out."""

    sessions: int
    known: int
    unclaimed: int
    problems: Sequence[Problem]


def import_rows(work: Work, programme: UUID, rows: Iterable[Row], zone: str) -> Imported:
    """Record rows as sessions that took place in `zone`; rows that are here already change nothing.

    What they tell is marked as imported, with the time when it was so beside the time of recording. Their
    seats are not opened, for nobody answers the past. A row that is still to come is left out, since people
    could not have been invited to it: champions schedule it.
    """
    require_champion(work, programme)
    rows = list(rows)
    planned = plan(programme, rows, zone, work.known([session_of(programme, row) for row in rows]), work.now)
    if not planned.new:
        return Imported(0, planned.known, 0, planned.problems)
    work.gather()
    people = People(work)
    _record(work, programme, planned, people)
    return Imported(len(planned.new), planned.known, people.unclaimed, planned.problems)


def _record(work: Work, programme: UUID, planned: Plan, people: People) -> None:
    topics = catalogue(work, programme)
    sessions: list[Aggregate] = []
    for past in planned.new:
        ids = topics.all_named(past.topics)
        sessions += [
            _recalled(work, programme, past, ids, people),
            *_afterwards(work, programme, past, people),
        ]
    work.save(topics)
    for start in range(0, len(sessions), AT_ONCE):
        work.save(*sessions[start : start + AT_ONCE])


def _recalled(work: Work, programme: UUID, past: Past, topics: tuple[UUID, ...], people: People) -> Session:
    outline = Outline(**vars(past.outline) | {"topics": topics})
    presenters = tuple(dict.fromkeys(people.named(name) for name in past.presenters))
    session = Session.recall(past.id, programme, outline, past.when, presenters)
    work.happened(session, past.ended)
    return session


def _afterwards(work: Work, programme: UUID, past: Past, people: People) -> Iterator[Aggregate]:
    """What the table says of the time after it: who came, what they thought of it, where the notes are."""
    for told in (_sheet(programme, past, people), _feedback(programme, past), _notes(programme, past)):
        if told is not None:
            work.happened(told, past.ended)
            yield told


def _sheet(programme: UUID, past: Past, people: People) -> Attendance | None:
    """Who came. The table knows of no seats, so nobody is a walk-in."""
    presenters = {people.named(name) for name in past.presenters}
    came = {people.named(name): True for name in past.attendees}
    sheet = Attendance.open_for(past.id, programme)
    sheet.mark_all({person: True for person in came if person not in presenters}, "present")
    if past.heads:
        sheet.count_heads(past.heads)
    return sheet if sheet.standings or sheet.heads else None


def _feedback(programme: UUID, past: Past) -> Feedback | None:
    if past.rating is None:
        return None
    feedback = Feedback.open_for(past.id, programme)
    feedback.recall(past.rating, past.answers)
    return feedback


def _notes(programme: UUID, past: Past) -> WriteUp | None:
    if not past.notes:
        return None
    write_up = WriteUp.open_for(past.id, programme)
    write_up.add_link(Link("notes", past.notes, ""), may_be_recorded=False)
    return write_up


class People:
    """Names to people: the one colleague who is called so, else a name that nobody has claimed yet."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.unclaimed = 0
        self._claimed: dict[str, list[UUID]] = {}
        self._unclaimed: dict[str, UUID] = {}
        for entry in directory.everybody(work.connection):
            if entry.issuer:
                self._claimed.setdefault(folded(entry.name), []).append(entry.person)
            else:
                self._unclaimed.setdefault(folded(entry.name), entry.person)

    def named(self, name: str) -> UUID:
        """Whoever that is; where two colleagues are called so, neither is guessed."""
        colleagues = self._claimed.get(folded(name), [])
        if len(colleagues) == 1:
            return colleagues[0]
        if folded(name) not in self._unclaimed:
            self._unclaimed[folded(name)] = note_unclaimed(self.work, name)
            self.unclaimed += 1
        return self._whose(self._unclaimed[folded(name)])

    def _whose(self, name: UUID) -> UUID:
        """The colleague whom this name was recognised as, else the name itself."""
        return self.work.load(Person, name).merged_into or name
