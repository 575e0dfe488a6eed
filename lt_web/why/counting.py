"""Which events make a session's part in a figure: counted once more, with one of them left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from lt_web.figures.specs import Spec
from projections.counts_adding import sums
from projections.counts_after import counts
from projections.counts_tables import sessions
from projections.write_behind import WriteBehind

MOST = 300  # events; of more it would take too long to leave each of them out
Events = Sequence[Any]


def behind(events: Events, session: UUID, spec: Spec) -> list[int]:
    """Positions of the events without which a session's part in a figure were another.

    `events` are those of the programme's terms and of the session, in the order of the log.
    """
    heard = [e for e in events if type(e) in counts.handlers]
    scheduled = next(e for e in heard if e.originator_id == session)
    left = [e for e in heard if e is not scheduled and _can_be_left_out(e)]
    if len(left) > MOST:
        return [scheduled.position, *(e.position for e in left)]
    now = part(heard, session, spec)
    return [scheduled.position, *(e.position for e in left if part(heard, session, spec, e.position) != now)]


def part(events: Events, session: UUID, spec: Spec, without: int = 0) -> tuple[int, ...]:
    """What a session adds to a figure; nothing where it did not take place."""
    rows: Any = WriteBehind()
    for event in events:
        if event.position != without:
            counts.apply(rows, event)
    row = rows.get(sessions, session)
    if row["month"] is None:
        return ()
    known = sums(row)
    return tuple(known[name] for name in (*spec.reads, spec.needs))


def _can_be_left_out(event: Any) -> bool:
    """The first event of a stream cannot: the others hang on it."""
    first: bool = event.originator_version == 1
    return not first
