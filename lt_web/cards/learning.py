"""One's own record: where one was, what one taught and wrote; as a page shows it and as a file holds it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g, url_for

from lt_web.events.formats import FORMATS
from lt_web.speech import _, _n
from lt_web.web import db, my_id, programme
from projections import learning_queries, session_queries


@dataclass(frozen=True)
class Kept:
    """One session in somebody's record; `minutes` as it took, where that was noted (`measured`)."""

    id: UUID
    kind: str  # attended, taught, written, note
    title: str
    programme: str
    slug: str
    start: datetime
    zone: str
    format_label: str
    minutes: int
    measured: bool
    partly: bool
    topics: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Record:
    """All of it, the newest first. `several` says whether it comes from more than one programme."""

    attended: list[Kept]
    taught: list[Kept]
    written: list[Kept]
    several: bool

    @property
    def said(self) -> list[str]:
        """What it comes to, in sentences."""
        was = _n(
            "You were at one session, {time} in all.",
            "You were at {n} sessions, {time} in all.",
            len(self.attended),
            time=_in_all(self.attended),
        )
        gave = _n(
            "You taught one session, {time} in all.",
            "You taught {n} sessions, {time} in all.",
            len(self.taught),
            time=_in_all(self.taught),
        )
        wrote = _n(
            "You wrote about one session.",
            "You wrote about {n} sessions.",
            len({one.id for one in self.written}),
        )
        parts = ((was, self.attended), (gave, self.taught), (wrote, self.written))
        return [sentence for sentence, kept in parts if kept]


def record() -> Record:
    """The record of who asks, in every programme that exists for them, in a fixed number of queries."""
    programmes = {row.id: row for row, _standing in g.lt_programmes}
    attended = learning_queries.attended(db(), my_id(), programmes)
    taught = learning_queries.taught(db(), my_id(), programmes)
    written = learning_queries.written(db(), my_id(), programmes)
    everything = (*attended, *taught, *written)
    topics = session_queries.topics_of(db(), [row.id for row in everything])

    def kept(rows: Sequence[Any], kind: str = "") -> list[Kept]:
        return [_one(kind or r.standing, r, programmes[r.programme], topics.get(r.id, [])) for r in rows]

    several = len({row.programme for row in everything} | {programme().id}) > 1
    return Record(kept(attended, "attended"), kept(taught, "taught"), kept(written), several)


def _one(kind: str, row: Any, home: Any, topics: Collection[Any]) -> Kept:
    return Kept(
        id=row.id,
        kind=kind,
        title=row.title,
        programme=home.name,
        slug=home.slug,
        start=row.start_at.astimezone(ZoneInfo(row.zone)),
        zone=row.zone,
        format_label=_(FORMATS[row.format].label),
        minutes=row.recorded or row.minutes,
        measured=row.recorded is not None,
        partly=row.standing == "partly",
        topics=tuple(topic.name for topic in topics),
        url=url_for("lt.sessions.page", programme=home.slug, session=row.id, _external=True),
    )


def _in_all(kept: Sequence[Kept]) -> str:
    """How long that was, in hours where it is one or more."""
    minutes = sum(one.minutes for one in kept)
    if minutes < 60:
        return _n("{n} minute", "{n} minutes", minutes)
    return _n("about {n} hour", "about {n} hours", round(minutes / 60))
