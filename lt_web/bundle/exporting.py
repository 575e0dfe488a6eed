"""Writes a programme out of the log: in one snapshot, in the order of the log, in batches."""

from __future__ import annotations

import base64
import bisect
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from lt_web import __version__
from lt_web.bundle import editions, files, lines
from lt_web.bundle.faults import BundleError
from lt_web.bundle.manifest import FORMAT
from lt_web.bundle.readme import readme
from lt_web.bundle.selecting import Chosen, choose, selected
from lt_web.bundle.votes import Box, is_secret
from lt_web.events.base import Event, event_id
from lt_web.events.editions import Editions
from lt_web.events.ids import programme_id
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.installation import Installation
from lt_web.log.recorder import replayable
from lt_web.store import directory
from lt_web.store.directory import Entry
from projections.zones import zone_data

NO_PROGRAMME = "There is no programme “{slug}” here. “flask lt programme list” says which there are."
INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
PUBLIC = ("name", "zone", "manager", "language")
ADDRESSES = ("email", "issuer", "subject")


@dataclass(frozen=True)
class Exported:
    """What was written, and the sum of its manifest."""

    events: int
    people: int
    left_out: dict[str, int]
    manifest_sha256: str


def export(
    house: Installation, slug: str, target: Path, *, addresses: bool = True, votes: str = ""
) -> Exported:
    """Write the programme with that short name to a new folder or zip. The log is sealed before.

    `votes` is the passphrase under which votes go along; "" leaves them out. Raises `BundleError`.
    """
    sealed = house.seal_now()
    with house.database.reading() as db:
        programme = house.log.load(Programme, programme_id(slug))
        if programme is None:
            raise BundleError(NO_PROGRAMME.format(slug=slug))
        box = Box.new(votes) if votes else None
        chosen = choose(house.log, programme.id, with_votes=box is not None)
        entries = directory.of_people(db, chosen.people)
        with files.writing(target) as put:
            told = Telling(house, chosen, box)
            written = {
                files.EVENTS: put(files.EVENTS, told.lines()),
                files.PEOPLE: put(files.PEOPLE, _people(entries, addresses)),
                files.EDITIONS: put(files.EDITIONS, editions.told(db, told.published)),
            }
            said = {
                "format": FORMAT,
                "version": __version__,
                "programme": {"id": programme.id, "slug": programme.slug, "name": programme.name},
                "log": _log(house) | {"checkpoint": sealed.footer},
                "exported_at": house.clock(),
                "zone_data": zone_data(),
                "events": dict(told.counts),
                "left_out": dict(chosen.left_out),
                "addresses": addresses,
                "votes": {"salt": base64.b64encode(box.salt).decode()} if box else None,
                "files": {name: vars(file) for name, file in written.items()},
            }
            manifest = orjson.dumps(said, option=INDENTED)
            put(files.MANIFEST, [manifest])
            put(files.README, [readme(programme.name, addresses, bool(box)).encode()])
    sum_of_it = hashlib.sha256(manifest).hexdigest()
    return Exported(written[files.EVENTS].lines, len(entries), dict(chosen.left_out), sum_of_it)


class Telling:
    """Turns chosen events into lines, numbered anew where something of a stream is left out."""

    def __init__(self, house: Installation, chosen: Chosen, box: Box | None) -> None:
        self.log, self.chosen, self.box = house.log, chosen, box
        self.counts: Counter[str] = Counter()
        self._versions: Counter[UUID] = Counter()
        self._renamed: dict[str, str] = {}
        self._positions: list[int] = []
        self.published: list[Editions.Published] = []

    def lines(self) -> Iterator[bytes]:
        """Yield every line."""
        for position, event in selected(self.log, self.chosen, self.box is not None):
            self._positions.append(position)
            self.published += [event] if isinstance(event, Editions.Published) else []
            yield lines.line_of(self._body(event))

    def _body(self, event: Any) -> dict[str, Any]:
        topic = str(type(event).TOPIC)
        self.counts[topic] += 1
        self._versions[event.originator_id] += 1
        version = self._versions[event.originator_id]
        if version != event.originator_version:
            self._renamed[event.id] = event_id(event.originator_id, version)
        body = lines.body_of(
            event, version, self._renamed.get(event.cause, event.cause), **self._instead(event)
        )
        return self.box.close(body) if self.box and is_secret(event) else body

    def _instead(self, event: Event) -> dict[str, Any]:
        """A place in the log becomes the line in which that event stands here, or the one before it."""
        if isinstance(event, Person.Noted):
            return {"since": bisect.bisect_right(self._positions, event.since)}
        if isinstance(event, Editions.Published):
            here = bisect.bisect_right(self._positions, event.at_position)
            return {"at_position": here, "printed": event.printed or event.at_position}
        return {}


def _people(entries: dict[UUID, Entry], addresses: bool) -> Iterator[bytes]:
    for person in sorted(entries, key=lambda id: id.hex):
        said = vars(entries[person])
        told = {name: said[name] for name in (*PUBLIC, *(ADDRESSES if addresses else ()))}
        yield lines.line_of({"person": person} | told)


def _log(house: Installation) -> dict[str, Any]:
    """Which log it came from, by its first event as stored, and where that stood."""
    first = next(replayable(house.database, batch=1))
    position = house.log.recorder.max_notification_id()
    return {"first_event": hashlib.sha256(first.state).hexdigest(), "position": position}
