"""flask lt audit as-of: which event a moment means, and what a page said then."""

from __future__ import annotations

from typing import Any

import click

from lt_web.cli.audit import OK, CannotTell, as_json, audit, said
from lt_web.cli.finding import person_named
from lt_web.cli.group import installation

NO_MOMENT = "“{}” is no moment. Give e512 for an event, or 2026-05-03T14:00 for a time."
NOT_REACHED = "The log has {} events; it has not come to number {}."
NOBODY = "This programme has no auditor. Say with --as through whose eyes the page is to be seen."
NOT_SHOWN = "The page was not shown: {} (status {})."


@audit.command("as-of")
@click.argument("when")
@click.argument("address", default="")
@click.option("--zone", default="UTC", show_default=True, help="The zone in which a time is read.")
@click.option("--as", "who", default="", help="Through whose eyes; without it, an auditor of the programme.")
@as_json
def as_of(when: str, address: str, zone: str, who: str, as_json: bool) -> None:
    """Say which event WHEN means (e512, or 2026-05-03T14:00); with ADDRESS print what that page said then.

    ADDRESS is what follows the name of the server, such as /learn/tech-hour/sessions/.
    """
    facts = _meant(when, zone)
    first = f"Event {facts['position']}, recorded {facts['recorded_at']}."
    if not facts["position"]:
        first = "Before the first event."
    if not address:
        said(OK, facts, first, as_json=as_json)
    text = _page(address, facts["position"], who)
    said(OK, facts | {"address": address, "text": text}, first, "", text, as_json=as_json)


def _meant(when: str, zone: str) -> dict[str, Any]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from lt_web.past.moment import read
    from lt_web.past.moments import position_of, recorded_at
    from projections.trail_queries import head

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise CannotTell(f"There is no zone “{zone}”.") from None
    asked = read(when, zone)
    if asked is None:
        raise CannotTell(NO_MOMENT.format(when))
    with installation().database.reading() as db:
        position, last = position_of(db, asked), head(db)
        if position > last:
            raise CannotTell(NOT_REACHED.format(last, position))
        at = recorded_at(db, position)
    return {"asked": when, "zone": zone, "position": position, "recorded_at": at.isoformat() if at else None}


def _page(address: str, position: int, who: str) -> str:
    """What a page says, asked for as a browser would; whoever is named is who asks."""
    from flask import current_app

    from lt_web.identity import Profile
    from lt_web.past.preparing import ON_SERVER
    from lt_web.past.text import text_of
    from lt_web.store import directory

    prefix = installation().config["LT_URL_PREFIX"].rstrip("/")
    rest = address.removeprefix(f"{prefix}/").lstrip("/")
    reader = person_named(who) if who else _auditor(rest.partition("/")[0])
    with installation().database.reading() as db:
        entry = directory.of_people(db, [reader])[reader]
    extension = current_app.extensions["learn-together"]
    before = extension.person
    extension.person = lambda: Profile(entry.issuer, entry.subject, entry.name)
    try:
        client, past = current_app.test_client(), f"{prefix}/as-of/e{position}/{rest}"
        answer = client.get(past, environ_overrides={ON_SERVER: True}, follow_redirects=True)
    finally:
        extension.person = before
    text = text_of(answer.text) if answer.mimetype == "text/html" else answer.text
    if answer.status_code != 200:
        raise CannotTell(NOT_SHOWN.format(" ".join(text.split())[:300], answer.status_code))
    return text


def _auditor(slug: str) -> Any:
    from lt_web.store import directory
    from projections import programmes, roles

    with installation().database.reading() as db:
        row = programmes.of_slug(db, slug)
        held = roles.of_programme(db, row.id) if row else {}
        known = directory.of_people(db, [person for person, names in held.items() if "auditor" in names])
    able = sorted((entry.name, entry.person) for entry in known.values() if entry.issuer)
    if not able:
        raise CannotTell(NOBODY)
    return able[0][1]
