"""Rows of a table as sessions that took place: what each becomes, and what must be left out and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from lt_web.events.clock import instant, zone_named
from lt_web.events.formats import FORMATS
from lt_web.events.planned import Appointment, Outline
from lt_web.events.refusals import N_, Invalid
from lt_web.events.topics import MOST_TOPICS, slug
from lt_web.tables import Note, Problem, Row

NOON = time(12)
TITLE, SUMMARY, PLACE, NAME, TOPIC = 120, 5_000, 200, 120, 60
STILL_TO_COME = N_(
    "{date} is still to come, so it is not a session of the past. Schedule it, so that people can answer."
)
AT_NOON = N_("Where no time of day is given, noon is kept. Rows: {rows}.")
NO_SUCH_TIME = N_("{time} did not exist on {date}, as the clocks were put forward. {moved} is kept.")
SHORTENED = N_(
    "Titles of more than {most} characters are cut; the whole title begins the description. Rows: {rows}."
)
FEWER_TOPICS = N_("A session has at most {most} topics; the first are kept. Rows: {rows}.")


@dataclass(frozen=True)
class Past:
    """One session to be recorded: `presenters` and `attendees` are names, `topics` likewise."""

    id: UUID
    outline: Outline
    when: Appointment
    presenters: tuple[str, ...]
    topics: tuple[str, ...]
    attendees: tuple[str, ...] = ()
    heads: int | None = None
    rating: int | None = None  # an average in hundredths
    answers: int | None = None
    notes: str = ""

    @property
    def ended(self) -> datetime:
        """The instant at which it was over."""
        return instant(self.when.wall, self.when.zone) + timedelta(minutes=self.outline.minutes)


@dataclass
class Plan:
    """What an import would do: sessions to record, how many are here already, what is said about the rest."""

    new: list[Past] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)  # those of `new`
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: dict[str, list[int]] = field(default_factory=dict)

    @property
    def notes(self) -> list[Note]:
        """What was decided, each said once."""
        most = {SHORTENED: TITLE, FEWER_TOPICS: MOST_TOPICS}
        return [Note(m, {"rows": tuple(rows), "most": most.get(m)}) for m, rows in self.remarks.items()]


def session_of(programme: UUID, row: Row) -> UUID:
    """The id of a row's session, the same each time: from its id column, else from date and title."""
    key = f"id/{row.key}" if row.key else f"{row.date.isoformat()}/{folded(row.title)}"
    return uuid5(programme, f"import/{key}")


def folded(text: str) -> str:
    """Text in the form in which two spellings of a title or name are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def plan(programme: UUID, rows: Iterable[Row], zone: str, known: set[UUID], now: datetime) -> Plan:
    """Look at rows whose sessions `known` says are here already; changes nothing."""
    planned = Plan()
    for row in rows:
        id = session_of(programme, row)
        if id in known:
            planned.known += 1
        else:
            _add(planned, id, row, zone, now)
    return planned


def _add(planned: Plan, id: UUID, row: Row, zone: str, now: datetime) -> None:
    try:
        past = _past(id, row, zone)
    except Invalid as error:
        planned.problems.append(Problem(row.number, "", error.message, error.params, fatal=True))
        return
    if past.ended > now:
        planned.problems.append(Problem(row.number, "", STILL_TO_COME, {"date": row.date}, fatal=True))
        return
    planned.new.append(past)
    planned.rows.append(row)
    _remark(planned, row, past)


def _past(id: UUID, row: Row, zone: str) -> Past:
    title, summary = row.title, row.description
    if len(title) > TITLE:
        title, summary = f"{title[: TITLE - 1]}…", f"{title}\n\n{summary}"
    minutes = row.length or FORMATS[row.format].minutes
    outline = Outline(title, summary[:SUMMARY], row.format, minutes).checked(past=True)
    when = Appointment(_wall(row, zone), zone, row.place[:PLACE], row.link).checked()
    names = {folded(name): name[:NAME] for name in row.presenters}
    came = {folded(name): name[:NAME] for name in row.attendees if folded(name) not in names}
    topics = {slug(name[:TOPIC]): name[:TOPIC] for name in row.topics if slug(name[:TOPIC])}
    return Past(
        id,
        outline,
        when,
        tuple(names.values()),
        tuple(topics.values())[:MOST_TOPICS],
        tuple(came.values()),
        _heads(row, len(came)),
        round(row.rating * 100) if row.rating else None,
        row.answers,
        row.notes,
    )


def _heads(row: Row, named: int) -> int | None:
    """How many came, where that says more than the names; those who presented are not among them."""
    heads = (row.heads or 0) - (len(row.attendees) - named)
    return heads if heads > named else None


def _wall(row: Row, zone: str) -> datetime:
    """What the clock on the programme's wall showed; a time with an offset is an instant first."""
    wall = datetime.combine(row.date, row.time or NOON)
    if row.time is None or row.zone_offset is None:
        return wall
    at = (wall - row.zone_offset).replace(tzinfo=UTC)
    return at.astimezone(zone_named(zone)).replace(tzinfo=None)


def _remark(planned: Plan, row: Row, past: Past) -> None:
    for message, applies in (
        (AT_NOON, row.time is None),
        (SHORTENED, len(row.title) > TITLE),
        (FEWER_TOPICS, len(row.topics) > MOST_TOPICS),
    ):
        if applies:
            planned.remarks.setdefault(message, []).append(row.number)
    meant = _wall(row, past.when.zone)
    if meant != past.when.wall:
        said = {"time": f"{meant:%H:%M}", "date": row.date, "moved": f"{past.when.wall:%H:%M}"}
        planned.problems.append(Problem(row.number, "", NO_SUCH_TIME, said, fatal=False))
