"""The auditors' weekly mail: the log's checkpoint, which proves something only outside of this machine."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lt_web.config import Config
from lt_web.log import checkpoints
from lt_web.mail.letters import Letter, Recipient, written
from lt_web.mail.links import address
from lt_web.speech import _
from lt_web.store import directory, mails
from lt_web.store.mails import Mail
from lt_web.words import dated, listing, number, when
from projections import programmes, roles

KIND = "checkpoint"
AT = time(8)  # on Monday, by the clock of whoever gets it
WEEK = timedelta(days=7)
# What an auditor can type; their own file keeps what they accepted.
KEPT, VERIFY = "witness.json", "flask lt audit verify"
WITNESS = "flask lt audit witness --keep {kept} --checkpoint {file}"


def due(db: Connection, now: datetime) -> Iterator[Mail]:
    """This week's letters to auditors that are not in the outbox yet: one a person, whatever they audit."""
    audited = auditors(db)
    entries = directory.of_people(db, audited)
    mondays = {
        person: monday(now, entries[person].zone or audited[person][0].zone)
        for person in audited.keys() & entries.keys()
    }
    known = mails.told_of(db, KIND, (occasion(begins) for begins in mondays.values()))
    for person, begins in sorted(mondays.items()):
        if begins <= now and (person, occasion(begins)) not in known:
            until = (begins + WEEK).astimezone(UTC)
            yield Mail(uuid4(), KIND, person, occasion(begins), now, now, until)


def monday(now: datetime, zone: str) -> datetime:
    """Monday morning of the week that it is in a zone, past or to come."""
    here = now.astimezone(ZoneInfo(zone))
    return datetime.combine(here.date() - timedelta(days=here.weekday()), AT, here.tzinfo)


def occasion(begins: datetime) -> str:
    """The week, by its Monday."""
    return begins.date().isoformat()


def auditors(db: Connection) -> dict[UUID, list[Any]]:
    """Return person → the programmes that they audit, the oldest first."""
    held, found = roles.holding(db, "auditor"), dict[UUID, list[Any]]()
    for programme in programmes.everything(db):
        for person in held.get(roles.list_of(programme.id), ()):
            found.setdefault(person, []).append(programme)
    return found


def write(config: Config, db: Connection, to: Recipient, _occasion: str) -> Letter | None:
    """The newest checkpoint, in words and as it was signed; None for who audits nothing any more."""
    audited, row = auditors(db).get(to.person), checkpoints.newest(db)
    if not audited or row is None:
        return None
    found, zone = checkpoints.read(row.note), to.zone or audited[0].zone
    events, file = number(found.size), f"checkpoint-{found.size}.txt"
    seen_at = row.at.astimezone(ZoneInfo(zone))
    about = written(
        "checkpoint",
        _(
            "Checkpoint of the log: {events} events on {day}",
            events=events,
            day=dated(seen_at, _("d MMMM y")),
        ),
        name=to.name,
        instance=found.instance,
        moment=when(row.at, zone),
        events=events,
        facts=((_("Log"), found.origin), (_("Events"), str(found.size)), (_("Root"), root_of(found))),
        foot=found.footer,
        note=row.note,
        file=file,
        kept=KEPT,
        verify=VERIFY,
        witness=WITNESS.format(kept=KEPT, file=file),
        audited=listing([programme.name for programme in audited]),
        proofs=[(p.name, address(config, f"{p.slug}/audit/proof/")) for p in audited],
        profile=address(config, f"{audited[0].slug}/people/profile"),
    )
    return Letter(*about, (file, row.note), partial(_has_left, row))


def root_of(checkpoint: checkpoints.Checkpoint) -> str:
    """The root as it stands in the note."""
    return base64.b64encode(checkpoint.root).decode()


def _has_left(row: Any, connection: Connection, now: datetime) -> None:
    if row.left_at is None:
        checkpoints.note_left(connection, row.number, now)
