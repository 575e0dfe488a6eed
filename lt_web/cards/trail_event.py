"""One event in full: in words, its content, what is recorded beside it, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from lt_web.cards.people import known
from lt_web.cards.trail import Entry, entries
from lt_web.cards.trail_changes import changes
from lt_web.cards.trail_content import Field, Part, fields
from lt_web.events.ids import HOUSE
from lt_web.log.faults import Undecodable
from lt_web.sentences import ROUTINES
from lt_web.speech import N_, _
from lt_web.trail_words import SOURCES
from lt_web.web import db, installation, programme
from lt_web.words import number, when
from projections import trail_queries
from projections.concerning import people_of
from projections.trail_queries import Wanted

MOST_BESIDE = 20
WITHOUT_A_NAME = "feedback."
WOULD_TELL = N_("What it changed would tell of answers that were given without a name.")
LABELS = {
    "number": N_("Number in the log"),
    "kind": N_("Kind of event"),
    "id": N_("Its id: stream and place there"),
    "recorded": N_("Recorded"),
    "so": N_("When it was so"),
    "who": N_("Who did it"),
    "for": N_("On whose behalf"),
    "command": N_("Command"),
    "correlation": N_("One action"),
    "cause": N_("Cause"),
    "reason": N_("Reason"),
    "source": N_("Came from"),
    "release": N_("Recorded by release"),
    "schema": N_("Version of its kind"),
}


@dataclass(frozen=True)
class Around:
    """Events beside one, under a heading."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Told:
    """Everything about one event that whoever asks may read. `fault`: why it cannot be read at all."""

    entry: Entry
    fields: Sequence[Field] = ()
    beside: Sequence[Field] = ()
    fault: str = ""
    changes: Any = None  # rows before and after, and how many more; None where they are not told
    untold_changes: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether somebody's own words are shown."""
        return any(field.personal for field in self.fields)


def told(row: Any) -> Told:
    """An event by its row."""
    [entry], event = entries([row]), event_at(row.position)
    if isinstance(event, Undecodable) or event is None:
        return Told(entry, fault=str(event or _("It is not in the log.")))
    beside = _beside(row, event, bool(entry.closed))
    if entry.closed:
        return Told(entry, beside=beside)
    if row.topic.startswith(WITHOUT_A_NAME):
        return Told(entry, fields(event), beside, untold_changes=_(WOULD_TELL))
    return Told(entry, fields(event), beside, changes=changes(event))


def event_at(position: int) -> Any:
    """The event itself, as pages read it."""
    db()
    return installation().log.at(position)


def concerned(row: Any) -> list[Any]:
    """Whom an event is about, where whoever asks may read whom; to be noted before it is shown."""
    event = event_at(row.position)
    if entries([row])[0].closed or isinstance(event, Undecodable):
        return []
    return list(people_of(event))


def around(row: Any) -> list[Around]:
    """What led to it, what it led to, the rest of the same action, and its neighbours in the stream."""
    here, hidden = programme().id, row.readers == "nobody"
    before, after = (None, None) if hidden else trail_queries.in_stream(db(), row)
    same = Wanted(programme=here, correlation=row.correlation)
    together = trail_queries.page(db(), same, size=MOST_BESIDE) if row.correlation else []
    parts = (
        (_("What led to it"), [trail_queries.cause_of(db(), row)]),
        (_("What it led to"), trail_queries.caused_by(db(), row, MOST_BESIDE)),
        (_("Done in the same action"), [one for one in together if one.position != row.position]),
        (_("Before it, to the same thing"), [before]),
        (_("After it, to the same thing"), [after]),
    )
    seen = [(heading, [one for one in rows if one is not None and _is_here(one)]) for heading, rows in parts]
    every = {
        entry.position: entry
        for entry in entries(list({r.position: r for _h, rs in seen for r in rs}.values()))
    }
    return [Around(heading, [every[row.position] for row in rows]) for heading, rows in seen if rows]


def _is_here(row: Any) -> bool:
    return row.programme in (programme().id, HOUSE)


def _beside(row: Any, event: Any, closed: bool) -> list[Field]:
    """What is recorded with every event; who and when stay away where the event is closed."""
    envelope = event.envelope
    said: dict[str, Iterable[Part]] = {
        "number": [Part(number(row.position))],
        "kind": [Part(row.topic)],
    }
    if row.readers != "nobody":
        said |= {
            "id": [Part(event.id)],
            "recorded": [
                Part(when(envelope.recorded_at, programme().zone)),
                Part(envelope.recorded_at.isoformat()),
            ],
            "so": [Part(when(event.at, programme().zone))] if event.at != envelope.recorded_at else [],
            "cause": [Part(event.cause)] if event.cause else [],
        }
    if not closed:
        said |= {
            "who": [_who(envelope.actor, envelope.routine)],
            "for": [_who(envelope.on_behalf_of, "")] if envelope.on_behalf_of else [],
            "command": [Part(envelope.command)] if envelope.command else [],
            "correlation": [_action(envelope.correlation)] if envelope.correlation else [],
            "reason": [Part(event.reason)] if event.reason else [],
        }
    said["source"] = [Part(_(SOURCES.get(envelope.source, envelope.source)))] if envelope.source else []
    said["release"] = [Part(envelope.release)] if envelope.release else []
    said["schema"] = [Part(str(getattr(type(event), "class_version", 1)))]
    return [Field(_(label), tuple(said.get(name, ()))) for name, label in LABELS.items()]


def _who(person: Any, routine: str) -> Part:
    if person is None:
        return Part(_(ROUTINES.get(routine, routine or ROUTINES[""])))
    found = known([person])[person]
    return Part(found.name, "" if found.former else url_for("lt.people.page", person=person))


def _action(correlation: str) -> Part:
    return Part(correlation, url_for("lt.trail.index", correlation=correlation))
