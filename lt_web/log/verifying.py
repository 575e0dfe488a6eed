"""Verifying: every stored event is read again and hashed, and held against all that was ever said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any

import orjson
from sqlalchemy import Connection, select

from lt_web.log import checkpoints, signing
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.database import Database
from lt_web.log.epochs import EPOCHS
from lt_web.log.notes import Malformed
from lt_web.log.recorder import events
from lt_web.log.rereading import Reread, reread
from lt_web.log.tiles import Head, head_of

MOST_NAMED = 100


@dataclass
class Verdict:
    """What was found: `damage` says in words what is broken, `remarks` what should be known all the same.

    `positions` are those of events that are missing or are not what was sealed, lowest first, at most 100.
    `outside` has the root at each size that was asked about, by the events alone.
    """

    size: int = 0
    head: Head = field(default_factory=Head)
    checkpoints: int = 0
    damage: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    outside: dict[int, bytes] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is broken."""
        return not self.damage

    def facts(self) -> dict[str, Any]:
        """The same for programs."""
        told: dict[str, Any] = {"events": self.size, "sealed": self.head.size, "epoch": self.head.epoch}
        told |= {"root": self.head.root.hex(), "checkpoints": self.checkpoints}
        return told | {"damage": self.damage, "positions": self.positions, "remarks": self.remarks}


def verified(database: Database, *sizes: int) -> Verdict:
    """Read every event again, in one snapshot, and return what is broken.

    `sizes` are those of checkpoints kept outside. Nothing is sealed here: seal before.
    """
    verdict = Verdict()
    with database.reading() as connection:
        head = verdict.head = head_of(connection)
        kept = _kept(connection, verdict)
        known = reread(connection, head, {checkpoint.size for checkpoint in kept} | set(sizes))
        verdict.size, verdict.outside = known.last, {n: known.roots[n] for n in sizes if n in known.roots}
        _say_what_differs(verdict, known)
        wrong = {c.size for c in kept if known.roots.get(c.size) != c.root}
        verdict.damage += [f"The checkpoint over {size} events has another root." for size in sorted(wrong)]
        verdict.damage += [_sentence(words) for words in known.envelopes[:MOST_NAMED]]
        verdict.remarks += [*_unsealed(verdict), *_keys(connection), *_epochs(connection)]
    return verdict


def _kept(connection: Connection, verdict: Verdict) -> list[Checkpoint]:
    """Every checkpoint that is kept here; one that is not as it was signed is damage."""
    publics, found = signing.publics(connection), []
    for row in checkpoints.every(connection):
        try:
            found.append(checkpoints.parsed(row.note, publics))
        except Malformed as fault:
            verdict.damage.append(f"The checkpoint over {row.size} events, number {row.number}: {fault}")
    verdict.checkpoints = len(found)
    return found


def _say_what_differs(verdict: Verdict, known: Reread) -> None:
    as_sealed = known.roots.get(verdict.head.size) == verdict.head.root
    if known.missing or not as_sealed:
        verdict.positions = sorted({*known.missing, *known.altered})[:MOST_NAMED]
        verdict.damage += [f"{_runs(known.missing, 'missing')}."] if known.missing else []
        verdict.damage += [f"{_runs(known.altered, 'not what was sealed')}."] if known.altered else []
        verdict.damage.append(f"The events do not give the root that was sealed over {verdict.head.size}.")
    elif known.altered or known.tiles:
        verdict.damage.append(
            "The events are as they were sealed, but the tiles beside them are not: they can be made anew."
        )


def _runs(positions: Iterable[int], what: str) -> str:
    """Say positions in words, those in a row together."""
    steps, runs = count(), []
    for _step, run in groupby(sorted(positions), lambda position: position - next(steps)):
        first, *more = run
        runs.append(f"{first} to {more[-1]}" if more else str(first))
    many = len(runs) > 1 or " " in runs[0]
    more_runs = f" and {len(runs) - 20} more runs" if len(runs) > 20 else ""
    return (
        f"{'Events' if many else 'Event'} {', '.join(runs[:20])}{more_runs} {'are' if many else 'is'} {what}"
    )


def _unsealed(verdict: Verdict) -> Iterator[str]:
    if verdict.size > verdict.head.size:
        yield f"Events {verdict.head.size + 1} to {verdict.size} are not sealed yet."


def _keys(connection: Connection) -> Iterator[str]:
    for key in signing.keys(connection):
        if key.lost_at:
            when = f"{key.lost_at:%Y-%m-%d %H:%M} UTC"
            yield f"The signing key {key.name} was lost; another signs since {when}."


def _epochs(connection: Connection) -> Iterator[str]:
    begun = select(events.c.position, events.c.state).where(events.c.stream_id.in_(EPOCHS))
    for position, state in connection.execute(begun.order_by(events.c.position)):
        yield (
            f"An epoch begins at event {position}, with a restored backup. "
            f"It does not reach the checkpoint that was outside: {_named(bytes(state))}."
        )


def _named(state: bytes) -> str:
    """The checkpoint that the first event of an epoch names, as it would be printed."""
    try:
        told = orjson.loads(state)["d"]["checkpoint"]
        return checkpoints.read(told).footer if told else "none was kept"
    except (ValueError, KeyError, TypeError):
        return "it cannot be read"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
