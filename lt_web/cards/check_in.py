"""Check-in as pages show it: where one stands oneself, and the screen in the room."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from lt_web import check_in
from lt_web.cards.attendance import THERE, Counts, Window, counts, margin, window
from lt_web.cards.sessions import Card, card, cards
from lt_web.pictures import qr
from lt_web.web import db, my_id, now, programme, secret
from projections import attendance, attendance_queries


@dataclass(frozen=True)
class Mine:
    """Where somebody stands: `noted` is how they attended, "" where nobody said."""

    s: Card
    window: Window
    noted: str
    has_ticket: bool

    @property
    def there(self) -> bool:
        """Whether they were there, as far as anybody knows."""
        return self.noted in THERE


@dataclass(frozen=True)
class Screen:
    """What stands on the wall. Outside the window there is no code."""

    s: Card
    window: Window
    counts: Counts
    going: int
    code: str
    seconds: int
    qr: Markup

    @property
    def came(self) -> int:
        """How many of those with a seat are in."""
        return self.counts.there - self.counts.walk_ins

    @property
    def spaced(self) -> str:
        """The code as people read it out."""
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def v(self) -> str:
        """Names what is shown, for polling; a hash, since addresses are logged."""
        shown = (self.window, self.counts, self.going, self.code, self.s.title)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]


def mine(row: Any, ticket: str) -> Mine:
    """Where whoever asks stands with a session."""
    noted = attendance.of_person(db(), my_id(), [row.id]).get(row.id, "")
    return Mine(card(row), window(row), noted, check_in.is_alive(secret(), row.id, ticket, now()))


def screen(row: Any) -> Screen:
    """The screen of a session as it is now."""
    shown, open_now = card(row), window(row)
    code = check_in.code(secret(), row.id, now()) if open_now.state == "open" else ""
    seconds = check_in.seconds_left(now())
    qr = _qr(row.id, code) if code else Markup()
    return Screen(shown, open_now, counts(row), shown.seats.seated, code, seconds, qr)


def open_now() -> list[tuple[Card, Window]]:
    """Sessions to which whoever asks can check in now and has not, and those that they present now."""
    before, after = margin("before"), margin("after")
    rows = attendance_queries.going_on(db(), programme().id, my_id(), now(), before, after)
    return [(shown, window(shown.row)) for shown in cards(rows, with_overlaps=False)] if rows else []


def _qr(session: UUID, code: str) -> Markup:
    """The address that a phone opens, as a picture that goes with the page."""
    address = url_for("lt.attendance.check_in", session=session, code=code, _external=True)
    return qr.drawn(address)
