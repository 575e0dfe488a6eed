"""The log as files, a stretch at a time: as long as it may be, no more of it is in memory than one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson

from lt_web.cards.trail import Entry, entries
from lt_web.log.checkpoints import Checkpoint
from lt_web.record_files import cell
from lt_web.web import db, installation, stop_reading
from projections import trail_queries
from projections.trail_queries import Wanted

FORMAT = "learn-together/log/1"
AT_ONCE = 500
COLUMNS = (
    "position", "recorded_at", "at", "type", "who", "on_behalf_of", "sentence", "thing", "reason",
    "programme", "session", "stream", "version", "source", "routine", "correlation", "cause", "closed",
)  # fmt: skip


def sealed_now() -> Checkpoint:
    """Seal everything that is recorded by now: what is taken along ends with the proof of where it ends."""
    stop_reading()
    return installation().seal_now()


def as_csv(wanted: Wanted, checkpoint: Checkpoint) -> Iterator[bytes]:
    """A table in UTF-8 with a mark that spreadsheets know it by; its last line is the checkpoint."""
    yield b"\xef\xbb\xbf" + _line(COLUMNS)
    for facts in _told(wanted, checkpoint.size):
        yield _line("" if facts[name] is None else facts[name] for name in COLUMNS)
    yield _line(("checkpoint", checkpoint.origin, checkpoint.footer))


def as_ndjson(wanted: Wanted, checkpoint: Checkpoint) -> Iterator[bytes]:
    """A JSON object a line: what this is, the events, the checkpoint."""
    yield orjson.dumps({"format": FORMAT}) + b"\n"
    for facts in _told(wanted, checkpoint.size):
        yield orjson.dumps(facts) + b"\n"
    sealed = {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    yield orjson.dumps({"checkpoint": sealed | {"printed": checkpoint.footer}}) + b"\n"


def facts_of(entry: Entry) -> dict[str, Any]:
    """One event by column."""
    row, line = entry.row, entry.line
    moment = (lambda at: at.date().isoformat()) if entry.day_alone else (lambda at: at.isoformat())
    return {
        "position": row.position,
        "recorded_at": moment(row.recorded_at),
        "at": moment(row.at),
        "type": row.topic,
        "who": line.who,
        "on_behalf_of": line.for_whom,
        "sentence": line.sentence,
        "thing": entry.thing.label if entry.thing else "",
        "reason": line.reason,
        "programme": str(row.programme),
        "session": str(row.session) if row.session else None,
        "stream": None if entry.closed else str(row.stream),
        "version": None if entry.closed else row.version,
        "source": row.source,
        "routine": row.routine,
        "correlation": None if entry.closed else row.correlation,
        "cause": None if entry.closed else row.cause,
        "closed": entry.closed,
    }


def _told(wanted: Wanted, size: int) -> Iterator[dict[str, Any]]:
    """The events in the order of the log, up to the one at which it was sealed."""
    within = replace(wanted, last=min(wanted.last or size, size))
    after = 0
    while rows := trail_queries.page(db(), within, after=after, size=AT_ONCE)[::-1]:
        told = [facts_of(entry) for entry in entries(rows)]
        stop_reading()  # no snapshot stays open for as long as somebody takes to fetch it
        yield from told
        after = rows[-1].position
    stop_reading()


def _line(values: Iterable[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue().encode()
