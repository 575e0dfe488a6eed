"""What waits for somebody, in sentences with the deed that deals with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import g, url_for

from lt_web.cards import asked_to_confirm, asked_to_teach, empty_dates, inbox_programmes
from lt_web.cards.asked_to_confirm import Reaching
from lt_web.cards.asked_to_teach import Ask
from lt_web.cards.empty_dates import EmptyDate
from lt_web.cards.feedback import Asked, asks
from lt_web.cards.inbox_programmes import Waiting
from lt_web.cards.sessions import Card, cards, my_zone
from lt_web.speech import N_, _
from lt_web.web import db, now, programme
from lt_web.words import date_said, said_in
from projections import proposal_queries, session_queries, write_up_queries

SENTENCES = {
    "promoted": N_("You moved up from the waitlist: you have a seat in “{title}”."),
    "offer": N_("A seat in “{title}” is yours until {until}."),
    "moved": N_("“{title}” has a new time: {start}. Does it still suit you?"),
    "postponed": N_("“{title}” was postponed. Your answer is kept."),
    "cancelled": N_("“{title}” was cancelled."),
    "seated": N_("A champion gave you a seat in “{title}”."),
    "removed": N_("A champion took you off the list of “{title}”."),
    "invitation": N_("You were asked to present “{title}”."),
    "adopted": N_("Somebody will teach what you asked for: “{title}”."),
    "accepted": N_("“{title}” was accepted; a date is next."),
    "declined": N_("“{title}” was declined. The reason is on its page."),
    "scheduled": N_("“{title}” has a date now."),
    "write_up": N_("“{title}” is yours to write up. A few lines are enough."),
    "co_author": N_("You were asked to help write up “{title}”."),
    "taken_over": N_("Somebody who was there is writing up “{title}” for you."),
    "attendance": N_("Who was at “{title}”? A minute is enough, and a head count will do."),
    "presenter_left": N_(
        "Somebody who was to present “{title}” has left the company. Others still present it."
    ),
    "asked_to_teach": N_("{who} would like you to teach “{title}”."),
    "slot_empty": N_("Nothing is planned yet for {when}."),
    "to_confirm": N_("{who} got there on {day}: “{title}”. Have you seen it?"),
    "reached": N_("It is confirmed: “{title}”. Well done."),
    "not_yet": N_("Not yet, says the colleague whom you asked: “{title}”. Ask them what is missing."),
    "confirmer_left": N_("Whoever was to confirm “{title}” has left. Ask another colleague."),
}
DUE = N_("“{title}” is yours to write up, due {date}. A few lines are enough.")
WAS_DUE = N_("“{title}” is yours to write up, and was due {date}. A few lines are enough.")
UNTIL_THE_START = N_("A seat in “{title}” is yours until the start.")
NOBODY_PRESENTS = N_("Nobody presents “{title}” now: whoever was to has left the company.")
NO_TIME_YET = N_("“{title}” has a new time: not known yet. Does it still suit you?")
# These are dealt with by answering; the others by taking note.
ANSWERED = ("offer", "moved", "invitation", "feedback", "asked_to_teach", "to_confirm", "buy_in")
# Where one deals with it, if that is not the thing's own page.
LEADS_TO = {"attendance": "lt.attendance.sheet"} | dict.fromkeys(
    ("write_up", "co_author"), "lt.write_ups.editor"
)
LOOK = N_("Open it")
OPENS = {
    "attendance": N_("Mark attendance"),
    "declined": N_("Read the reason"),
    "invitation": N_("Read it first"),
    "adopted": N_("See who"),
    "asked_to_teach": N_("See the topic"),
    "write_up": N_("Write it up"),
    "co_author": N_("Open the editor"),
    "taken_over": N_("See who"),
    "presenter_left": N_("Look for somebody else"),
    "slot_empty": N_("Fill or skip it"),
    "to_confirm": N_("What this is"),
    **dict.fromkeys(("reached", "not_yet", "confirmer_left"), N_("See it")),
}


@dataclass(frozen=True)
class Item:
    """One thing that waits.

    `note` says whether taking note is what deals with it; `thing` is session, proposal, topic or milestone,
    `slug` names its programme, `asks` are the words (tokens) of those who ask for something, `reaching` says
    who is to reach which milestone.
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
    reaching: Reaching | None = None

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
    dates = empty_dates.waiting([row.about for row in rows if row.kind == "slot_empty"], slugs)
    reaching = asked_to_confirm.waiting([r.about for r in rows if r.kind in asked_to_confirm.KINDS], slugs)
    due = _due(row.about for row in rows if row.kind == "write_up")
    about_us = inbox_programmes.waiting(rows)
    items = (
        _ask(row, asked[row.about])
        if row.about in asked
        else _empty(row, dates[row.about])
        if row.about in dates
        else _reaching(row, reaching[row.about])
        if row.about in reaching
        else _of_programme(row, about_us[row.kind, row.about])
        if (row.kind, row.about) in about_us
        else _item(row, sessions.get(row.about), proposals.get(row.about), slugs, due)
        for row in rows
    )
    waiting = [*(item for item in items if item is not None), *map(_question, asks())]
    return Items(sorted(waiting, key=lambda item: item.note))  # what wants an answer comes first


def _question(ask: Asked) -> Item:
    """Whether a session was worth the time: no event opened it, and none tells that it was answered."""
    return Item(
        kind="feedback",
        sentence=_("{question} “{title}”", question=_(ask.question), title=ask.title),
        title=ask.title,
        url=url_for("lt.feedback.page", programme=ask.slug, session=ask.session),
        at=ask.start,
        until=ask.closes,
        action_label=_("Answer with one tap"),
        about=ask.session,
        note=False,
        thing="session",
        slug=ask.slug,
    )


def _ask(row: Any, ask: Ask) -> Item:
    return Item(
        kind=row.kind,
        sentence=_(SENTENCES[row.kind], title=ask.name, who=ask.who),
        title=ask.name,
        url=url_for("lt.topics.page", programme=ask.slug, topic=row.about),
        at=row.at,
        until=row.until,
        action_label=_(OPENS[row.kind]),
        about=row.about,
        note=False,
        thing="topic",
        slug=ask.slug,
        asks=ask.words,
    )


def _empty(row: Any, date: EmptyDate) -> Item:
    return Item(
        kind=row.kind,
        sentence=_(SENTENCES[row.kind], when=date.when),
        title=date.when,
        url=date.url,
        at=row.at,
        until=row.until,
        action_label=_(OPENS[row.kind]),
        about=row.about,
        note=True,
        thing="slot",
        slug=date.slug,
    )


def _reaching(row: Any, about: Reaching) -> Item:
    return Item(
        kind=row.kind,
        sentence=_(SENTENCES[row.kind], title=about.statement, who=about.who, day=about.day),
        title=about.statement,
        url=url_for("lt.competency.page", programme=about.slug, _anchor=f"m-{about.milestone}"),
        at=row.at,
        until=row.until,
        action_label=_(OPENS[row.kind]),
        about=row.about,
        note=row.kind not in ANSWERED,
        thing="milestone",
        slug=about.slug,
        reaching=about,
    )


def _of_programme(row: Any, said: Waiting) -> Item:
    return Item(
        kind=row.kind,
        sentence=said.sentence,
        title=said.title,
        url=said.url,
        at=row.at,
        until=row.until,
        action_label=said.action_label,
        about=row.about,
        note=row.kind not in ANSWERED,
        thing="programme",
        slug=said.slug,
    )


def _item(
    row: Any, session: Card | None, proposal: Any, slugs: dict[Any, str], due: dict[Any, date]
) -> Item | None:
    about = session.row if session else proposal
    if about is None or about.programme not in slugs:
        return None
    slug, thing = slugs[about.programme], "session" if session else "proposal"
    return Item(
        kind="reconfirm" if row.kind == "moved" else row.kind,
        sentence=_sentence(row.kind, about.title, session, due.get(row.about)),
        title=about.title,
        url=url_for(LEADS_TO.get(row.kind, f"lt.{thing}s.page"), programme=slug, **{thing: about.id}),
        at=row.at,
        until=row.until,
        action_label=_(OPENS.get(row.kind, LOOK)),
        about=row.about,
        note=row.kind not in ANSWERED,
        thing=thing,
        slug=slug,
        session=session,
    )


def _due(sessions: Iterable[Any]) -> dict[Any, date]:
    """When write-ups are due, or were: asked only where one waits."""
    ids = list(sessions)
    rows = write_up_queries.of_sessions(db(), ids) if ids else {}
    return {id: row.due_on for id, row in rows.items() if row.due_on}


def _sentence(kind: str, title: str, session: Card | None, due: date | None) -> str:
    """What waits; times in the zone of the session, and in that of who asks."""
    if kind == "write_up" and due:
        return _(DUE if due >= now().date() else WAS_DUE, title=title, date=date_said(due))
    if kind == "offer":
        until = session.mine.offer_said if session else ""
        return _(SENTENCES[kind] if until else UNTIL_THE_START, title=title, until=until)
    if kind == "moved":
        start = session.start if session else None
        said = said_in(start, session.zone, my_zone()) if session and start else ""
        return _(SENTENCES[kind] if said else NO_TIME_YET, title=title, start=said)
    if kind == "presenter_left" and session and not session.presenters:
        return _(NOBODY_PRESENTS, title=title)
    return _(SENTENCES[kind], title=title)
