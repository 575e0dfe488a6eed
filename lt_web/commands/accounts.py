"""Deeds about one's own account: kept beside the log, since they are plumbing."""

from __future__ import annotations

from lt_web.commands.access import person_of
from lt_web.log.work import Work
from lt_web.store import accounts, attempts, provider_sessions


def end_sessions(work: Work) -> None:
    """Sign out everywhere, however they signed in."""
    accounts.end_sessions(work.connection, person_of(work))
    provider_sessions.end_of_person(work.connection, person_of(work))


def set_password(work: Work, password_hash: str) -> None:
    """Store another password and end every session."""
    accounts.set_password(work.connection, person_of(work), password_hash)


def note_failure(work: Work, username: str) -> None:
    """Count a failed attempt to sign in."""
    attempts.note(work.connection, username, work.now)


def forget_failures(work: Work, username: str) -> None:
    """They got in: earlier failures no longer count."""
    attempts.forget(work.connection, username)
