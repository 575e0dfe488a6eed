"""What happened on a topic, in one line of time: requests, votes, sessions, write-ups, and its names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for

from lt_web.cards.people import Person, known, nobody
from lt_web.cards.sessions import Card
from lt_web.speech import _, _n
from lt_web.web import db, programme
from lt_web.words import dated
from projections import attendance, history, topic_queries, write_up_queries

# What is recorded → its sign, and its kind: topics/_said.html has a sentence for each.
OF_PROPOSALS = {
    "proposal.asked": ("hand", "asked"),
    "proposal.sent": ("lightbulb", "proposed"),
    "proposal.adopted": ("user-plus", "adopted"),
    "proposal.voting_closed": ("check", "counted"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened: who said or did what; `called` is the topic's name of the time, if another.

    `kind` is session, written, asked, proposed, adopted, counted, named or merged.
    """

    at: datetime
    kind: str
    symbol: str
    who: Person | None
    title: str
    url: str
    facts: tuple[str, ...] = ()
    presenters: tuple[Person, ...] = ()
    called: str = ""
    other: str = ""  # the name that a topic's name was changed to, or went up in
    off: bool = False

    @property
    def session(self) -> bool:
        """Whether it is a session that took place or was to."""
        return self.kind == "session"


@dataclass(frozen=True)
class Month:
    """A month of the programme's zone, with what happened in it, the newest first."""

    name: str
    entries: list[Entry]


class Names:
    """What a topic, and those that went up in it, were called at any time."""

    def __init__(self, row: Any) -> None:
        self.now = row.name
        self.changes = topic_queries.changes_of(db(), row.id)
        merged = {change.of: change.was for change in self.changes if change.kind == "merged"}
        self.last = {**merged, row.id: row.name}

    def of(self, things: Sequence[UUID]) -> dict[UUID, UUID]:
        """Thing → the topic that it named at the time."""
        return topic_queries.named_by(db(), things, list(self.last))

    def at(self, topic: UUID | None, moment: datetime) -> str:
        """What it was called at that moment; "" where that is its name still."""
        if topic not in self.last:
            return ""
        later = [c for c in self.changes if c.of == topic and c.kind == "renamed" and c.at > moment]
        called = later[0].was if later else self.last[topic]
        return "" if called == self.now else called


def months(row: Any, sessions: Sequence[Card], proposals: Sequence[Any]) -> list[Month]:
    """Everything that happened on a topic, by month, the newest first, in a fixed number of queries."""
    names = Names(row)
    named = names.of([*(card.id for card in sessions), *(proposal.id for proposal in proposals)])
    entries = [
        *_of_sessions(sessions, names, named),
        *_of_write_ups(sessions),
        *_of_proposals(proposals, names, named),
        *_of_names(names),
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return by_month(entries)


def by_month(entries: Iterable[Entry]) -> list[Month]:
    """Entries in their order, put together by month."""
    return [Month(name, list(group)) for name, group in groupby(entries, _month)]


def _month(entry: Entry) -> str:
    return dated(entry.at, "LLLL y")


def _of_sessions(cards: Sequence[Card], names: Names, named: dict[UUID, UUID]) -> Iterator[Entry]:
    sheets = attendance.of_sessions(db(), [card.id for card in cards])
    for card in cards:
        sheet = sheets.get(card.id)
        came = max(sheet.present + sheet.partly, sheet.heads or 0) if sheet else 0
        yield Entry(
            at=_here(card.row.start_at),
            kind="session",
            symbol="calendar-x" if card.state == "cancelled" else "calendar",
            who=None,
            title=card.title,
            url=url_for("lt.sessions.page", session=card.id),
            facts=_facts(card, came),
            presenters=tuple(card.presenters),
            called=names.at(named.get(card.id), card.row.start_at),
            off=card.state == "cancelled",
        )


def _facts(card: Card, came: int) -> tuple[str, ...]:
    what = [_("{format}, {n} min", format=card.format_label, n=card.length)]
    if came:
        what.append(_n("{n} came", "{n} came", came))
    return (_("Cancelled"), *what) if card.state == "cancelled" else tuple(what)


def _of_write_ups(cards: Sequence[Card]) -> Iterator[Entry]:
    titles = {card.id: card.title for card in cards}
    rows = write_up_queries.first_ones(db(), list(titles))
    people = known(row.by for row in rows)
    for row in rows:
        yield Entry(
            at=_here(row.at),
            kind="written",
            symbol="pencil",
            who=people.get(row.by) if row.by else None,
            title=titles[row.session],
            url=url_for("lt.sessions.page", session=row.session, _anchor="write-up"),
        )


def _of_proposals(rows: Sequence[Any], names: Names, named: dict[UUID, UUID]) -> Iterator[Entry]:
    titles = {row.id: row.title for row in rows}
    lines = history.of_kinds(db(), list(titles), list(OF_PROPOSALS))
    people = known(line.person or line.actor for line in lines)
    for line in lines:
        symbol, kind = OF_PROPOSALS[line.topic]
        counted = kind == "counted"
        who = line.person or line.actor
        yield Entry(
            at=_here(line.at),
            kind=kind,
            symbol=symbol,
            who=None if counted or who is None else people.get(who) or nobody(who),
            title=titles[line.stream],
            url=url_for("lt.proposals.page", proposal=line.stream),
            facts=_counted(line) if counted else (),
            called=names.at(named.get(line.stream), line.at),
        )


def _counted(line: Any) -> tuple[str, ...]:
    interested = json.loads(line.details)["interested"]
    return (_n("{n} interested", "{n} interested", interested),)


def _of_names(names: Names) -> Iterator[Entry]:
    for change in names.changes:
        kind = "named" if change.kind == "renamed" else "merged"
        yield Entry(_here(change.at), kind, "tag", None, change.was, "", other=change.name)


def _here(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(programme().zone))
