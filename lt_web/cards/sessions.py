"""Sessions as pages show them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, with_standing
from lt_web.events.formats import FORMATS
from lt_web.speech import _
from lt_web.web import db, me, my_id, now, programme
from lt_web.words import listing, said_in, zone_label
from projections import seats as seat_rows
from projections import session_queries, write_up_queries


@dataclass(frozen=True)
class SeatsShown:
    """How many seats, in numbers. `left` is None without a limit."""

    capacity: int | None = None
    seated: int = 0
    maybe: int = 0
    waiting: int = 0
    offered: int = 0

    @property
    def left(self) -> int | None:
        """Seats that a newcomer finds."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(0, self.capacity - self.seated - self.offered)

    @property
    def over(self) -> int:
        """By how many the seats are over capacity."""
        return max(0, self.seated - self.capacity) if self.capacity is not None else 0


@dataclass(frozen=True)
class Mine:
    """What a session has to do with who asks."""

    answer: str | None = None
    place: int = 0
    offer_until: datetime | None = None
    offer_said: str = ""
    reconfirm: bool = False
    presenting: bool = False
    invited: bool = False
    overlaps: Sequence[str] = ()
    next_place: int | None = None

    @property
    def overlaps_said(self) -> str:
        """What else is at that time: “Knots” and “Charts”."""
        return listing([_("“{text}”", text=title) for title in self.overlaps])


@dataclass(frozen=True)
class Card:
    """One session; times are aware, in its own zone, `my_…` in the viewer's where that clock differs."""

    id: UUID
    title: str
    format: str
    format_label: str
    length: int
    state: str
    zone: str
    zone_label: str
    start: datetime | None
    end: datetime | None
    my_start: datetime | None
    my_end: datetime | None
    my_zone_label: str
    place: str
    link: str
    summary: str
    reason: str
    audience_said: str
    imported: bool
    presenters: list[Person]
    invited: list[Person]
    topics: list[Any]
    seats: SeatsShown
    mine: Mine
    open: bool
    closed_because: str
    recorded_by_leave_of: frozenset[UUID]  # those who allow that they are recorded
    written: str  # "" not (yet), "here", or "elsewhere" where only a link leads to notes
    row: Any = field(repr=False)

    @property
    def recorded(self) -> bool:
        """Whether everybody who presents it allows a recording."""
        return bool(self.presenters) and all(p.id in self.recorded_by_leave_of for p in self.presenters)

    @property
    def not_recorded(self) -> bool:
        """Whether whoever comes should know that it is not recorded."""
        return self.state in ("scheduled", "published", "postponed") and not self.recorded

    @property
    def v(self) -> str:
        """Names what a row or a card shows now, for polling; a hash, since addresses are logged."""
        who = [(person.id, person.name) for person in self.presenters]
        what = (self.title, self.format, self.length, self.start, self.place, self.link, who)
        shown = (self.state, self.seats, self.mine, self.closed_because, self.recorded, what)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]


def cards(
    rows: Sequence[Any],
    with_overlaps: bool = True,
    with_topics: bool = True,
    seats: Mapping[UUID, Any] | None = None,
) -> list[Card]:
    """Put cards together for rows of sessions, in a fixed number of queries whatever their number.

    `seats` are what `seen_by` would find, where that is known.
    """
    ids = [row.id for row in rows]
    presenters = session_queries.presenters_of(db(), ids)
    topics = session_queries.topics_of(db(), ids) if with_topics else {}
    seats = seat_rows.seen_by(db(), my_id(), ids) if seats is None else seats
    people = known(p.person for found in presenters.values() for p in found)
    busy = _busy(rows) if with_overlaps else []
    written = write_up_queries.of_sessions(db(), [row.id for row in rows if row.state == "held"])
    return [
        _card(
            r,
            with_standing(presenters[r.id], people),
            topics.get(r.id, []),
            seats.get(r.id),
            busy,
            recorded_by_leave_of=frozenset(p.person for p in presenters[r.id] if p.recorded),
            written=_written(written.get(r.id)),
        )
        for r in rows
    ]


def _written(row: Any) -> str:
    if row is None or not (row.revision or row.elsewhere):
        return ""
    return "here" if row.revision else "elsewhere"


def card(row: Any) -> Card:
    """The card of one session."""
    return cards([row])[0]


def control(row: Any) -> Card:
    """The card of one session (a row `with_seats`) as far as its answer control needs it: without topics."""
    return cards([row], with_topics=False, seats={row.id: row if row.seats else None})[0]


def _busy(rows: Sequence[Any]) -> list[Any]:
    """What else the viewer has between the first and the last of these sessions that are to come."""
    coming = [row for row in rows if row.state == "published" and row.end_at > now()]
    if not coming:
        return []
    first, last = min(row.start_at for row in coming), max(row.end_at for row in coming)
    return session_queries.busy(db(), my_id(), first, last)


def _card(
    row: Any, people: list[Person], topics: list[Any], seats: Any, busy: list[Any], **more: Any
) -> Card:
    standing = next((p.standing for p in people if p.id == my_id()), "")
    shown = _seats(seats)
    why = closed_because(row)
    return Card(
        id=row.id,
        title=row.title,
        format=row.format,
        format_label=_(FORMATS[row.format].label),
        length=row.minutes,
        state=row.state,
        **_times(row),
        place=row.place,
        link=row.link,
        summary=row.summary,
        reason=row.reason,
        audience_said=_audience(row),
        imported=row.imported,
        presenters=[person for person in people if person.standing == "accepted"],
        invited=[person for person in people if person.standing == "invited"],
        topics=topics,
        seats=shown,
        mine=_mine(seats, row.zone, standing, _overlaps(row, busy), shown),
        open=not why,
        closed_because=why,
        row=row,
        **more,
    )


def closed_because(row: Any) -> str:
    """Why no answers are taken, "" where they are."""
    if row.state == "held":
        return _("This session has taken place.")
    if row.state == "cancelled":
        return _("This session was cancelled.")
    if row.state == "postponed":
        return _("Postponed. Answers are kept until there is a new date.")
    if row.state == "scheduled":
        return _("Answers open once it is published.")
    if row.start_at <= now():
        return _("It has started, so answers are closed. Come along if it helps you.")
    return ""


def _times(row: Any) -> dict[str, Any]:
    zone, mine = ZoneInfo(row.zone), ZoneInfo(my_zone())
    start, end = row.start_at.astimezone(zone), row.end_at.astimezone(zone)
    my_start, my_end = row.start_at.astimezone(mine), row.end_at.astimezone(mine)
    dated, differs = row.state != "postponed", my_start.utcoffset() != start.utcoffset()
    return {
        "zone": row.zone,
        "zone_label": zone_label(row.zone),
        "start": start if dated else None,
        "end": end if dated else None,
        "my_start": my_start if dated and differs else None,
        "my_end": my_end if dated and differs else None,
        "my_zone_label": zone_label(mine.key) if differs else "",
    }


def my_zone() -> str:
    """The zone of who asks: their own, else the programme's."""
    zone: str = me().zone or programme().zone
    return zone


def _audience(row: Any) -> str:
    if row.audience == "teams":
        return _("For {teams}", teams=listing(json.loads(row.teams)))
    return {"everyone": _("For everyone"), "members": _("For members of the programme")}.get(row.audience, "")


def _seats(row: Any) -> SeatsShown:
    if row is None:
        return SeatsShown()
    return SeatsShown(row.capacity, row.yes, row.maybe, row.waitlisted, row.offered)


def _mine(row: Any, zone: str, standing: str, overlaps: Sequence[str], seats: SeatsShown) -> Mine:
    whatever: dict[str, Any] = {
        "presenting": standing == "accepted",
        "invited": standing == "invited",
        "overlaps": overlaps,
        "next_place": seats.waiting + 1 if seats.left == 0 else None,
    }
    if row is None or row.answer is None:
        return Mine(**whatever)
    place = row.in_line if row.answer == "waitlisted" else 0
    said = said_in(row.offer_until, zone, my_zone()) if row.offer_until else ""
    return Mine(row.answer, place, row.offer_until, said, row.unconfirmed, **whatever)


def _overlaps(row: Any, busy: list[Any]) -> list[str]:
    if row.state != "published":
        return []
    return [b.title for b in busy if b.id != row.id and b.start_at < row.end_at and b.end_at > row.start_at]
