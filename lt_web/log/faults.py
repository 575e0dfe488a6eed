"""What can go wrong below a command, in the words of the log, so that nobody above needs SQLAlchemy."""

from __future__ import annotations

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)


class LogError(Exception):
    """The log could not do what it was asked."""


class Busy(LogError):
    """The writer's lock was not had in time: nothing was recorded; trying again is right."""


class Unavailable(LogError):
    """The database refuses (no space, no connection): nothing of this command is known to be recorded."""


class Outdated(LogError):
    """A read model on the database is of another version than this program: it must be rebuilt first."""


class Undecodable(LogError):
    """A stored event cannot be read; names its position, stream and stored name."""

    def __init__(self, what: str, position: int | None = None) -> None:
        self.what = what
        self.position = position
        place = f"position {position}" if position is not None else "a stream being loaded"
        super().__init__(f"The event at {place} cannot be decoded: {what}")


LOCKED_BY_OTHERS = ("database is locked", "database table is locked", "LockNotAvailable", "lock timeout")
OUR_MISTAKES = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


def translated(error: DBAPIError) -> LogError | None:
    """Say in our words what a database error means for whoever met it; None for a mistake of ours."""
    words = f"{type(error.orig).__name__}: {error.orig}"
    if words.startswith("UndefinedTable"):
        return Unavailable("the database is not prepared")
    if "UndefinedTable" in words:
        return Unavailable("the database is not prepared")
    if isinstance(error, OUR_MISTAKES):
        return None
    if isinstance(error, OperationalError) and any(hint in words for hint in LOCKED_BY_OTHERS):
        return Busy(words)
    return Unavailable(words)
