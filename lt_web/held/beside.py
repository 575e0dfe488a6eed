"""What is kept about a person beside the log, because it must be forgettable."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.cards import accesses
from lt_web.installation import Installation
from lt_web.store import accounts, ballots, directory, drafts, mails, provider_sessions, uploads
from lt_web.web import ballot_box, db, names
from projections import people as people_rows
from projections import programmes, roles

MOST_READINGS = 1000


def beside(installation: Installation, person: UUID) -> dict[str, Any]:
    """Everything beside the log, as plain data by what it is."""
    return {
        "directory": _entry(person),
        "account": _account(person),
        "roles": _roles(person),
        "signed_in": [
            {"issuer": one.issuer, "last_seen": one.checked_at.isoformat()}
            for one in provider_sessions.of_person(db(), person)
        ],
        "drafts": [
            {"about": str(one.about), "text": one.text, "at": one.at.isoformat()}
            for one in drafts.of_person(db(), installation.keyring, person)
        ],
        "uploads": [{"file": one.name, "at": one.at.isoformat()} for one in uploads.of_person(db(), person)],
        "mail": [
            {"kind": one.kind, "state": one.state, "at": one.at.isoformat()}
            for one in mails.of_person(db(), person)
        ],
        "waiting_feedback": _waiting(person),
        "read_by": [
            {"who": one.by.name if one.by else "", "what": one.kind, "at": one.at.isoformat()}
            for one in accesses.about(person, MOST_READINGS)
        ],
    }


def _entry(person: UUID) -> dict[str, Any]:
    entry: directory.Entry | None = names([person]).get(person)
    row = people_rows.one(db(), person)
    told = {name: value for name, value in vars(entry).items() if name != "seen"} if entry else {}
    return told | {"person": str(person), "team": row.team if row else ""}


def _account(person: UUID) -> dict[str, Any]:
    """The name for signing in; of the password there is a hash alone, which says nothing."""
    account = accounts.of_person(db(), person)
    return {"username": account.username, "has_password": bool(account.password_hash)} if account else {}


def _roles(person: UUID) -> list[dict[str, str]]:
    held = roles.of_person(db(), person)
    here = [
        {"programme": row.name, "role": role}
        for row in programmes.everything(db())
        for role in sorted(roles.in_programme(held, row.id))
    ]
    return [*here, *([{"programme": "", "role": "admin"}] if roles.administers(held) else [])]


def _waiting(person: UUID) -> list[dict[str, Any]]:
    """Answers without a name that wait in a ballot box: for a while they can be told to be one's own."""
    box = ballot_box()
    found = {session: box.find(session, person) for session in ballots.sessions(db())}
    return [
        {"session": str(session), "score": ballot.score, "line": ballot.line}
        for session, ballot in found.items()
        if ballot and ballot.waits
    ]
