"""What waits for somebody, in sentences with the deed that deals with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, url_for

from lt_web.cards import asked_to_teach
from lt_web.cards.asked_to_teach import Ask
from lt_web.cards.feedback import Asked, asks
from lt_web.cards.sessions import Card, cards, my_zone
from lt_web.web import db, now, programme
from lt_web.words import date_said, said_in
from projections import proposal_queries, session_queries, write_up_queries

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
    "write_up": "“{title}” is yours to write up{due}. A few lines are enough.",
    "co_author": "You were asked to help write up “{title}”.",
    "taken_over": "Somebody who was there is writing up “{title}” for you.",
    "attendance": "Who was at “{title}”? A minute is enough, and a head count will do.",
    "asked_to_teach": "{who} would like you to teach “{title}”.",
}
# These are dealt with by answering; the others by taking note.
ANSWERED = ("offer", "moved", "invitation", "feedback", "asked_to_teach")
# Where one deals with it, if that is not the thing's own page.
LEADS_TO = {"attendance": "lt.attendance.sheet"} | dict.fromkeys(
    ("write_up", "co_author"), "lt.write_ups.editor"
)
OPENS = {
    "attendance": "Mark attendance",
    "declined": "Read the reason",
    "invitation": "Read it first",
    "adopted": "See who",
    "asked_to_teach": "See the topic",
    "write_up": "Write it up",
    "co_author": "Open the editor",
    "taken_over": "See who",
}


@dataclass(frozen=True)
class Item:
    """One thing that waits.

    `note` says whether taking note is what deals with it; `thing` is session, proposal or topic, `slug` names
    its programme, `asks` are the words (tokens) of those who ask for something.
    """

    kind: str
    sentence: str
    title: str
    url: str
    at: datetime
    until: datetime
    action_label: str
    about: Any
    note: bool
    thing: str
    slug: str
    session: Card | None = None
    asks: tuple[str, ...] = ()

    @property
    def asked_beside(self) -> bool:
        """Whether the home page of this programme puts it in full, beside the list."""
        return self.kind == "feedback" and self.slug == programme().slug


class Items(list[Item]):
    """Everything that waits for somebody; `v` names this state for polling."""

    @property
    def v(self) -> str:
        """Another one whenever something else would be shown."""
        said = [(item.kind, item.about.hex, item.at.isoformat(), item.sentence) for item in self]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def shown(rows: Sequence[Any]) -> Items:
    """Put the items into words; those of programmes that no longer exist for the person are left out."""
    ids = [row.about for row in rows]
    sessions = {card.id: card for card in cards(session_queries.some(db(), ids), with_overlaps=False)}
    proposals = proposal_queries.some(db(), [id for id in ids if id not in sessions])
    slugs = {row.id: row.slug for row, _standing in g.lt_programmes}
    asked = asked_to_teach.waiting([row.about for row in rows if row.kind == "asked_to_teach"], slugs)
    due = _due(row.about for row in rows if row.kind == "write_up")
    items = (
        _ask(row, asked[row.about])
        if row.about in asked
        else _item(row, sessions.get(row.about), proposals.get(row.about), slugs, due)
        for row in rows
    )
    return Items([*(item for item in items if item is not None), *map(_question, asks())])


def _question(ask: Asked) -> Item:
    """Whether a session was worth the time: no event opened it, and none tells that it was answered."""
    return Item(
        kind="feedback",
        sentence=f"{ask.question} “{ask.title}”",
        title=ask.title,
        url=url_for("lt.feedback.page", programme=ask.slug, session=ask.session),
        at=ask.start,
        until=ask.closes,
        action_label="Answer with one tap",
        about=ask.session,
        note=False,
        thing="session",
        slug=ask.slug,
    )


def _ask(row: Any, ask: Ask) -> Item:
    return Item(
        kind=row.kind,
        sentence=SENTENCES[row.kind].format(title=ask.name, who=ask.who),
        title=ask.name,
        url=url_for("lt.topics.page", programme=ask.slug, topic=row.about),
        at=row.at,
        until=row.until,
        action_label=OPENS[row.kind],
        about=row.about,
        note=False,
        thing="topic",
        slug=ask.slug,
        asks=ask.words,
    )


def _item(
    row: Any, session: Card | None, proposal: Any, slugs: dict[Any, str], due: dict[Any, str]
) -> Item | None:
    about = session.row if session else proposal
    if about is None or about.programme not in slugs:
        return None
    slug, thing = slugs[about.programme], "session" if session else "proposal"
    return Item(
        kind="reconfirm" if row.kind == "moved" else row.kind,
        sentence=SENTENCES[row.kind].format(title=about.title, due=due.get(row.about, ""), **_times(session)),
        title=about.title,
        url=url_for(LEADS_TO.get(row.kind, f"lt.{thing}s.page"), programme=slug, **{thing: about.id}),
        at=row.at,
        until=row.until,
        action_label=OPENS.get(row.kind, "Open"),
        about=row.about,
        note=row.kind not in ANSWERED,
        thing=thing,
        slug=slug,
        session=session,
    )


def _due(sessions: Iterable[Any]) -> dict[Any, str]:
    """When write-ups are due, or were: asked only where one waits."""
    ids, today = list(sessions), now().date()
    rows = write_up_queries.of_sessions(db(), ids) if ids else {}
    return {
        id: f", {'due' if row.due_on >= today else 'and was due'} {date_said(row.due_on)}"
        for id, row in rows.items()
        if row.due_on
    }


def _times(session: Card | None) -> dict[str, str]:
    """Until when a seat is held, and when it takes place: in its zone, and in that of who asks."""
    start = session.start if session else None
    return {
        "until": session.mine.offer_said if session and session.mine.offer_said else "the start",
        "start": said_in(start, session.zone, my_zone()) if session and start else "not known yet",
    }
