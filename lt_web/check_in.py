"""Codes that show who is in the room, and tickets that keep a code while its owner signs in.

A code is made of the application's secret, the session and the half minute; so every process shows the same.
A ticket says which code was scanned and when; whether it was right is judged when the ticket is used.
Nothing is stored.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

ALPHABET = "34679CDFHJKMNPRTVWXY"  # no two that look or sound alike, and no vowels, so no words
LENGTH = 6
STEP = timedelta(seconds=30)
GRACE = 1  # steps for which a code that has gone from the screen still counts
LASTS = timedelta(minutes=10)
LONGEST_TICKET = 100


def code(key: bytes, session: UUID, moment: datetime) -> str:
    """The code of a session that is shown at a moment: six letters and digits."""
    return _code(key, session, _step(moment))


def seconds_left(moment: datetime) -> int:
    """For how many seconds from a moment its code is shown, 1 to 30."""
    return int(STEP.total_seconds()) - int(moment.timestamp()) % int(STEP.total_seconds())


def read(typed: str) -> str:
    """A code as it was typed, without blanks and dashes and in capitals; "" for what can be none."""
    plain = "".join(letter for letter in typed[:40].upper() if letter.isalnum())
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else ""


def is_code(key: bytes, session: UUID, typed: str, moment: datetime) -> bool:
    """Whether that is the code shown at a moment, or the one shown just before."""
    plain, step = read(typed), _step(moment)
    known = [_code(key, session, step - back) for back in range(GRACE + 1)]
    return any(hmac.compare_digest(plain.encode(), one.encode()) for one in known)


def ticket(key: bytes, session: UUID, typed: str, moment: datetime) -> str:
    """A ticket for a code that was scanned at a moment; "" for what can be no code."""
    plain = read(typed)
    scanned = f"{int(moment.timestamp()):x}"
    return f"{scanned}-{plain}-{_signature(key, session, scanned, plain)}" if plain else ""


def is_alive(key: bytes, session: UUID, given: str, moment: datetime) -> bool:
    """Whether a ticket is one of ours, for this session, and not older than ten minutes."""
    scanned = _scanned_at(key, session, given)
    return scanned is not None and timedelta(0) <= moment - scanned <= LASTS


def is_right(key: bytes, session: UUID, given: str, moment: datetime) -> bool:
    """Whether a ticket is alive and its code was right when it was scanned."""
    scanned = _scanned_at(key, session, given)
    alive = scanned is not None and is_alive(key, session, given, moment)
    return alive and scanned is not None and is_code(key, session, given.split("-")[1], scanned)


def _scanned_at(key: bytes, session: UUID, given: str) -> datetime | None:
    parts = given.split("-") if len(given) <= LONGEST_TICKET and given.isascii() else []
    if len(parts) != 3 or not hmac.compare_digest(parts[2], _signature(key, session, parts[0], parts[1])):
        return None
    return datetime.fromtimestamp(int(parts[0], 16), UTC)


def _signature(key: bytes, session: UUID, scanned: str, plain: str) -> str:
    said = f"check-in ticket/{session.hex}/{scanned}/{plain}"
    return hmac.digest(key, said.encode(), "sha256").hex()[:40]


def _code(key: bytes, session: UUID, step: int) -> str:
    number = int.from_bytes(hmac.digest(key, f"check-in code/{session.hex}/{step}".encode(), "sha256"))
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def _step(moment: datetime) -> int:
    return int(moment.timestamp() // STEP.total_seconds())
