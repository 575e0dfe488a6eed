"""Whoever signs in outside is known here; at each request one can ask whether anything is new of them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from lt_web.commands.arriving import arrive, mark
from lt_web.events.clock import zone_named
from lt_web.events.refusals import Invalid
from lt_web.events.texts import is_blank
from lt_web.identity import Deed, Profile
from lt_web.installation import Installation
from lt_web.store import directory
from projections import programmes


def differs(installation: Installation, connection: Connection, profile: Profile) -> bool:
    """Whether anything is new in what is said of somebody: one query by their key, no lock, no event."""
    profile = usable(profile)
    entry = directory.by_subject(connection, profile.issuer, profile.subject)
    return entry is None or entry.seen != mark(
        profile, installation.group_roles, _programmes(installation, connection)
    )


def welcome(
    installation: Installation, profile: Profile, source: str = "host", correlation: str = ""
) -> UUID:
    """Take in what is said of somebody and return who they are here; see `arrive`.

    What cannot be used of it (a zone that does not exist, half an address) is left out: nobody stays outside
    for that. Raises `Invalid` where the key or the name is missing. Call it without an open snapshot.
    """
    with installation.database.reading() as connection:
        known = [row.id for row in programmes.everything(connection)]
    deed = Deed(routine=source, source="web")
    deed = replace(deed, correlation=correlation) if correlation else deed
    person = installation.perform(deed, arrive, usable(profile), installation.group_roles, known, source)
    assert person is not None
    return person


def usable(profile: Profile) -> Profile:
    """Return what is said without what cannot be used: one line each, no longer than it may be."""
    email = _line(profile.email, 255)
    return replace(
        profile,
        name=_line(profile.name, 120),
        team=_line(profile.team, 60),
        email=email if "@" in email and len(email) < 255 else "",
        zone=_zone(profile.zone),
    )


def _line(text: str, most: int) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return "" if is_blank(line) else line[:most].rstrip()


def _zone(zone: str) -> str:
    try:
        zone_named(zone)
    except Invalid:
        return ""
    return zone


def _programmes(installation: Installation, connection: Connection) -> list[UUID]:
    """Every programme, where it makes a difference which there are."""
    wanted = installation.group_roles.in_programmes
    return [row.id for row in programmes.everything(connection)] if wanted else []
