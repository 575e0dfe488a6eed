"""What waits for somebody, in sentences with the deed that deals with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from lt_web.cards.sessions import Card, cards
from lt_web.web import db
from lt_web.words import clock, day
from projections import programmes, proposal_queries, session_queries

SENTENCES = {
    "promoted": "You moved up from the waitlist: you have a seat in “{title}”.",
    "offer": "A seat in “{title}” is yours until {until}.",
    "moved": "“{title}” has a new time: {start}. Does it still suit you?",
    "postponed": "“{title}” was postponed. Your answer is kept.",
    "cancelled": "“{title}” was cancelled.",
    "seated": "A champion gave you a seat in “{title}”.",
    "removed": "A champion took you off the list of “{title}”.",
    "invitation": "You were asked to present “{title}”.",
    "adopted": "Somebody will teach what you asked for: “{title}”.",
    "accepted": "“{title}” was accepted; a date is next.",
    "declined": "“{title}” was declined. The reason is on its page.",
    "scheduled": "“{title}” has a date now.",
}
# These are dealt with by answering; the others by taking note.
ANSWERED = ("offer", "moved", "invitation")


@dataclass(frozen=True)
class Item:
    """One thing that waits. `note` says whether taking note is what deals with it."""

    kind: str
    sentence: str
    url: str
    at: datetime
    until: datetime
    action_label: str
    about: Any
    note: bool
    session: Card | None = None


def shown(rows: Sequence[Any]) -> list[Item]:
    """Put the items into words."""
    sessions = {
        card.id: card for card in cards(session_queries.some(db(), [row.about for row in rows]), False)
    }
    rest = [row.about for row in rows if row.about not in sessions]
    proposals = proposal_queries.some(db(), rest)
    slugs = {row.id: row.slug for row in programmes.everything(db())} if rows else {}
    items = (_item(row, sessions.get(row.about), proposals.get(row.about), slugs) for row in rows)
    return [item for item in items if item is not None]


def _item(row: Any, session: Card | None, proposal: Any, slugs: dict[Any, str]) -> Item | None:
    about = session.row if session else proposal
    if about is None or about.programme not in slugs:
        return None
    kind, key = ("sessions", "session") if session else ("proposals", "proposal")
    url = url_for(f"lt.{kind}.page", programme=slugs[about.programme], **{key: about.id})
    said = {"title": about.title, "until": "", "start": ""}
    if session and session.mine.offer_until:
        said["until"] = clock(session.mine.offer_until)
    if session and session.start:
        start = session.my_start or session.start
        said["start"] = f"{day(start)}, {clock(start)}"
    return Item(
        kind="reconfirm" if row.kind == "moved" else row.kind,
        sentence=SENTENCES[row.kind].format(**said),
        url=url,
        at=row.at,
        until=row.until,
        action_label="Answer" if row.kind == "invitation" else "Open",
        about=row.about,
        note=row.kind not in ANSWERED,
        session=session,
    )
