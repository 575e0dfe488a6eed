"""flask lt audit why …: why a session, somebody's seat or a figure is as it is, and the events behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click
from flask import g

from lt_web.cli.audit import OK, CannotTell, as_json, audit, said
from lt_web.cli.finding import person_named, programme_named
from lt_web.cli.group import installation

if TYPE_CHECKING:
    from lt_web.why.explanation import Why

DAY = click.DateTime(["%Y-%m-%d"])


@audit.group()
def why() -> None:
    """Why something is as it is: sentences, and the positions of the events behind it."""


@why.command("session")
@click.argument("id", type=click.UUID)
@click.option("--person", "who", default="", help="Whose seat or place in line: address, name or id.")
@as_json
def of_session(id: UUID, who: str, as_json: bool) -> None:
    """Why the session ID is in its state and has so many seats left; or why somebody has a seat or waits."""
    from lt_web.why import seats, session
    from projections import programmes, session_queries

    person = person_named(who) if who else None
    with installation().database.reading() as db:
        row = session_queries.one(db, id)
        home = programmes.of_id(db, row.programme) if row else None
    if home is None:
        raise CannotTell(f"There is no session {id}.")
    with _asked_by_an_auditor(home):
        told = [session.state(row), seats.left(id)] if person is None else [seats.answer(id, person)]
    _say(told, {"session": id, "person": person}, as_json)


@why.command("figure")
@click.argument("name")
@click.option("--programme", "slug", required=True, help="Short name of the programme.")
@click.option("--from", "since", type=DAY, required=True, help="The first day, 2027-03-01.")
@click.option("--to", "until", type=DAY, required=True, help="The last day.")
@as_json
def of_figure(name: str, slug: str, since: datetime, until: datetime, as_json: bool) -> None:
    """Why the figure NAME of some days is what it is: each session that was counted, and its events."""
    from lt_web.figures.specs import SPECS
    from lt_web.reports.periods import Period

    programme = programme_named(slug)
    if name not in SPECS:
        raise CannotTell(f"There is no figure “{name}” to be counted. There is: {', '.join(SPECS)}.")
    if until < since:
        raise CannotTell("Give a last day that is not before the first one.")
    with _asked_by_an_auditor(programme):
        told = _counted(programme, name, Period(since.date(), until.date()))
    _say(told, {"figure": name, "programme": slug}, as_json)


def _counted(programme: Any, name: str, period: Any) -> list[Why]:
    """What the figure says, then each session's part in it."""
    from lt_web.figures import counted
    from lt_web.figures.cards import cards
    from lt_web.figures.looking import look, terms_now
    from lt_web.why import figure
    from lt_web.why.explanation import Why

    terms = terms_now(programme, inside=True)
    card = next(c for c in cards(look(programme, period, terms)) if c["key"] == name)
    rows = counted.rows(programme, name, period, terms)
    parts = [(row, figure.of_session(row.id, name, terms, row)) for row in rows]
    each = [Why(f"{row.day}, {row.title}: {part.state}", [], part.behind) for row, part in parts]
    return [Why(f"{card['label']}: {card['value']}", figure.sentences(card)), *each]


@contextmanager
def _asked_by_an_auditor(programme: Any) -> Iterator[None]:
    """Whoever may log in to the server may read what the programme's auditors and champions read."""
    from lt_web.identity import Standing
    from lt_web.web import stop_reading

    g.lt_programme, g.lt_me = programme, SimpleNamespace(id=UUID(int=0), zone="")
    g.lt_standing = Standing(g.lt_me.id, frozenset({"auditor", "champion"}))
    try:
        yield
    finally:
        stop_reading()


def _say(told: Sequence[Why], about: dict[str, Any], as_json: bool) -> None:
    facts = [{"state": one.state, "said": one.said, "behind": one.behind} for one in told]
    sentences = [
        line for one in told for line in (one.state, *(f"  {part}" for part in one.said), *_behind(one))
    ]
    said(OK, {**about, "why": facts}, *sentences, as_json=as_json)


def _behind(why: Why) -> list[str]:
    return [f"  Behind it: {', '.join(map(str, why.behind))}"] if why.behind else []
