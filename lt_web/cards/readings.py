"""Who read what, in words: each reading with what it was about and the way to read the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import url_for

from lt_web.cards.accesses import EVENT, FILE, PAST, REPORT, Reading
from lt_web.cards.people import known
from lt_web.moments import address
from lt_web.speech import _
from lt_web.trail_words import KINDS, SOURCES
from lt_web.web import db
from lt_web.words import number
from projections import learning_queries, session_queries

THINGS = ("session", "topic", "person")
BY_CODE = {"type": KINDS, "source": SOURCES}


@dataclass(frozen=True)
class Read:
    """A reading: what was opened, where ("" for nowhere), of which thing, and under which conditions."""

    what: str
    url: str = ""
    about: str = ""
    detail: str = ""


def in_words(readings: Sequence[Reading], labels: Mapping[str, str]) -> dict[int, Read]:
    """Each reading by its number; `labels` are what the log's conditions are called."""
    titles = _titles(readings)
    return {one.number: _read(one, titles, labels) for one in readings}


def _read(one: Reading, titles: Mapping[UUID, str], labels: Mapping[str, str]) -> Read:
    if one.kind == EVENT and one.position:
        return Read(_("Event {n}", n=number(one.position)), url_for("lt.trail.event", position=one.position))
    if one.kind == PAST:
        moment, page = one.asked.partition(" ")[::2]
        url = address.at(page_of(page), moment) if page_of(page) else ""
        return Read(_("A page of the past"), url, _about(page, titles), _event(moment))
    asked = dict(parse_qsl(one.asked))
    if page := asked.get("page", ""):
        first, last = (f"e{asked.get(name, '')}" for name in ("first", "last"))
        where = url_for("lt.compare.page", page=page, a=first, b=last)
        return Read(_("Two moments of a page"), where, _about(page, titles), _events(asked))
    if one.kind in (FILE, REPORT):
        what = _("A file of the log") if one.kind == FILE else _("A file of the report")
        return Read(what, detail=_conditions(asked, labels) or one.asked)
    search = f"{url_for('lt.trail.index')}?{urlencode(asked)}" if asked else url_for("lt.trail.index")
    return Read(_("The log"), search, detail=_conditions(asked, labels))


def page_of(written: str) -> str:
    """The address of a page as it is today; "" where there is none any more."""
    try:
        return address.of_today(written)
    except address.NoPage:
        return ""


def _given(written: str) -> dict[str, Any]:
    page = page_of(written)
    return address.matched(page)[1] if page else {}


def _about(page: str, titles: Mapping[UUID, str]) -> str:
    named = [titles[id] for id in _given(page).values() if isinstance(id, UUID) and id in titles]
    return named[0] if named else page


def _event(moment: str) -> str:
    return _("event {n}", n=number(int(moment[1:]))) if moment[1:].isdecimal() else moment


def _events(asked: Mapping[str, str]) -> str:
    ends = [number(int(asked[name])) for name in ("first", "last") if asked.get(name, "").isdecimal()]
    return _("events {first} and {last}", first=ends[0], last=ends[1]) if len(ends) == 2 else ""


def _conditions(asked: Mapping[str, str], labels: Mapping[str, str]) -> str:
    said = [
        _("{label}: {value}", label=labels[name], value=_(BY_CODE.get(name, {}).get(value, value)))
        for name, value in asked.items()
        if name in labels
    ]
    return _(", ").join(said)


def _titles(readings: Sequence[Reading]) -> dict[UUID, str]:
    """The names of the sessions, topics and people whose pages were read, asked for together."""
    ids: dict[str, set[UUID]] = {kind: set() for kind in THINGS}
    for one in readings:
        page = one.asked.partition(" ")[2] if one.kind == PAST else dict(parse_qsl(one.asked)).get("page", "")
        for kind, id in (_given(page) if page else {}).items():
            if kind in ids and isinstance(id, UUID):
                ids[kind].add(id)
    sessions = {row.id: row.title for row in session_queries.some(db(), ids["session"])}
    people = {id: person.name for id, person in known(ids["person"]).items()}
    return sessions | people | learning_queries.names_of_topics(db(), ids["topic"])
