"""flask lt audit log, show: events of a programme in words, under conditions that combine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import click

from lt_web.cli.audit import BROKEN, OK, CannotTell, as_json, audit, said
from lt_web.cli.finding import person_named, programme_named
from lt_web.cli.group import installation

DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
NUMBER = click.IntRange(min=1)
which = click.option("--programme", "slug", default="", help="Its short name, where there are several.")


@audit.command("log")
@which
@click.option("--person", help="Who did it, on whose behalf, or whom it concerns: address, name or id.")
@click.option("--type", "types", multiple=True, help="A type of event, or a kind of them; more than once.")
@click.option("--session", help="Its id or whole title.")
@click.option("--topic", help="Its id or name.")
@click.option("--thing", type=click.UUID, help="The id of a stream.")
@click.option("--source", type=click.Choice(["web", "cli", "import", "routine"]), help="Where it came from.")
@click.option("--correlation", help="The mark that events of one action share.")
@click.option("--since", type=DAY, help="From this day or time on, in the programme's zone.")
@click.option("--until", type=DAY, help="Before this day or time.")
@click.option("--first", type=NUMBER, help="From this number on.")
@click.option("--last", type=NUMBER, help="Up to this number.")
@click.option("--most", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many.")
@as_json
def log(slug: str, most: int, as_json: bool, **given: Any) -> None:
    """Print the latest events of a programme and of the whole house that meet every condition."""
    from lt_web.cards.trail_files import facts_of
    from projections import trail_queries

    with _looking_at(slug) as here:
        wanted = _wanted(here, given)
        with _noted(
            "&".join(f"{k}={v}" for k, v in sorted(given.items()) if v and k != "person"), wanted.person
        ) as db:
            rows = trail_queries.page(db, wanted, size=most)
            told = [facts_of(entry) for entry in _entries(rows)]
    lines = [_line(facts) for facts in told] or ["No event meets all of these."]
    said(OK, {"events": told}, *lines, as_json=as_json)


@audit.command()
@which
@click.argument("position", type=NUMBER)
@as_json
def show(slug: str, position: int, as_json: bool) -> None:
    """Print the event at POSITION in words and in full, as an auditor of the programme reads it."""
    from lt_web.cards import trail_event
    from lt_web.cards.trail_files import facts_of
    from projections import trail_queries

    with _looking_at(slug) as here, _noted("", None, position) as db:
        row = trail_queries.one(db, position, here.id)
        if row is None:
            raise CannotTell(f"There is no event {position} in this programme or in the whole house.")
        told = trail_event.told(row)
        facts = facts_of(told.entry)
        content = {field.name: field.closed or [part.text for part in field.parts] for field in told.fields}
        beside = {field.name: [part.text for part in field.parts] for field in told.beside if field.parts}
    if told.fault:
        said(BROKEN, facts | {"fault": told.fault}, _line(facts), told.fault, as_json=as_json)
    lines = [
        f"  {name}: {value if isinstance(value, str) else ', '.join(value)}"
        for name, value in content.items()
    ]
    more = [f"  {name}: {', '.join(value)}" for name, value in beside.items()]
    closed = [told.entry.closed] if told.entry.closed else []
    said(OK, facts | {"content": content}, _line(facts), *closed, *lines, *more, as_json=as_json)


@contextmanager
def _looking_at(slug: str) -> Iterator[Any]:
    """Read as an auditor of the programme does: what is closed to them is closed here."""
    from flask import current_app, g

    from lt_web.identity import Standing
    from lt_web.past.preparing import ON_SERVER

    here = programme_named(slug or _only_one())
    with current_app.test_request_context(environ_overrides={ON_SERVER: True}):
        g.lt_slug, g.lt_programme = here.slug, here
        g.lt_me = SimpleNamespace(id=UUID(int=0), zone="")
        g.lt_standing = Standing(None, frozenset({"auditor"}))
        yield here


def _only_one() -> str:
    from projections import programmes

    with installation().database.reading() as db:
        known = [row.slug for row in programmes.everything(db)]
    if len(known) != 1:
        raise click.UsageError(f"Say which programme: --programme {' | '.join(known) or 'SLUG'}.")
    slug: str = known[0]
    return slug


@contextmanager
def _noted(asked: str, person: Any, position: int | None = None) -> Iterator[Any]:
    """Note that it was read on the server, then read."""
    from flask import g

    from lt_web.store import accesses
    from lt_web.web import db, stop_reading

    house = installation()
    people = [person] if person else []
    access = accesses.Access(None, g.lt_programme.id, accesses.COMMAND_LINE, position, asked, people)
    with house.database.writing() as connection:
        accesses.note(connection, access, house.clock())
    try:
        yield db()
    finally:
        stop_reading()


def _entries(rows: list[Any]) -> list[Any]:
    from lt_web.cards.trail import entries

    return entries(rows)


def _wanted(here: Any, given: dict[str, Any]) -> Any:
    from lt_web.web import stop_reading
    from projections.trail_queries import Wanted

    try:
        return Wanted(
            programme=here.id,
            person=person_named(given["person"]) if given["person"] else None,
            types=_types(given["types"]),
            session=_session(given["session"]),
            topic=_topic(given["topic"]),
            source=given["source"],
            correlation=given["correlation"],
            stream=given["thing"],
            since=_in_zone(given["since"], here.zone),
            until=_in_zone(given["until"], here.zone),
            first=given["first"],
            last=given["last"],
        )
    finally:
        stop_reading()


def _types(names: tuple[str, ...]) -> tuple[str, ...]:
    from lt_web.cards.trail_names import types_by_kind, types_of

    known = {name for of_kind in types_by_kind().values() for name in of_kind}
    for name in names:
        if name not in known and name not in types_by_kind():
            raise click.UsageError(f"There is no type of event “{name}”. docs/events.md lists them.")
    return tuple(dict.fromkeys(found for name in names for found in types_of(name)))


def _session(text: str | None) -> Any:
    from lt_web.cards.trail_names import sessions_called

    found = sessions_called(text) if text else []
    if text and len(found) != 1:
        raise click.UsageError(f"There are {len(found)} sessions called “{text}”. Give the id of one.")
    return found[0] if found else None


def _topic(text: str | None) -> Any:
    from lt_web.cards.trail_names import topic_called

    found = topic_called(text) if text else None
    if text and found is None:
        raise click.UsageError(f"There is no topic called “{text}”.")
    return found


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    from zoneinfo import ZoneInfo

    return moment.replace(tzinfo=ZoneInfo(zone)) if moment else None


def _line(facts: dict[str, Any]) -> str:
    whom = f" for {facts['on_behalf_of']}" if facts["on_behalf_of"] else ""
    thing = f" [{facts['thing']}]" if facts["thing"] else ""
    why = f" “{facts['reason']}”" if facts["reason"] else ""
    return (
        f"{facts['position']}\t{facts['recorded_at']}\t{facts['who']}{whom}: {facts['sentence']}{thing}{why}"
    )
