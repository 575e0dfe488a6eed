"""Derived ids: one catalogue of topics for a programme, one set of seats for a session, and so on."""

from datetime import date
from uuid import UUID, uuid5

OURS = UUID("6f1c1f52-6a0e-5d0c-9a37-0f7c6a2f5c11")
HOUSE = UUID(int=0)  # the scope of what concerns the whole installation


def programme_id(slug: str) -> UUID:
    """One programme for a slug: founding it twice is a conflict, not a second one."""
    return uuid5(OURS, f"programme/{slug}")


def roles_id(scope: UUID) -> UUID:
    """The roles of a programme, or of the house."""
    return uuid5(scope, "roles")


def topics_id(programme: UUID) -> UUID:
    """The catalogue of topics of a programme."""
    return uuid5(programme, "topics")


def seats_id(session: UUID) -> UUID:
    """The seats of a session."""
    return uuid5(session, "seats")


def attendance_id(session: UUID) -> UUID:
    """The attendance sheet of a session."""
    return uuid5(session, "attendance")


def feedback_id(session: UUID) -> UUID:
    """What people say about a session."""
    return uuid5(session, "feedback")


def write_up_id(session: UUID) -> UUID:
    """What a session leaves behind in writing."""
    return uuid5(session, "write-up")


def teaching_id(programme: UUID) -> UUID:
    """Who can teach what in a programme."""
    return uuid5(programme, "teaching")


def cadence_id(programme: UUID) -> UUID:
    """When a programme meets."""
    return uuid5(programme, "cadence")


def competency_id(programme: UUID) -> UUID:
    """How long it takes people to get somewhere, in a programme."""
    return uuid5(programme, "competency")


def reaching_id(milestone: UUID, person: UUID) -> UUID:
    """That one person is to reach a milestone: what waits for anybody about it goes by this id."""
    return uuid5(milestone, person.hex)


def guides_id(programme: UUID) -> UUID:
    """The templates of a programme."""
    return uuid5(programme, "guides")


def charter_id(programme: UUID) -> UUID:
    """What a programme is to achieve, and with whose yes."""
    return uuid5(programme, "charter")


def editions_id(programme: UUID) -> UUID:
    """The published reports of a programme."""
    return uuid5(programme, "editions")


def edition_id(programme: UUID, first: date, last: date, language: str, number: int) -> UUID:
    """One of them."""
    return uuid5(editions_id(programme), f"{first}/{last}/{language}/{number}")


def ledger_id() -> UUID:
    """The notes about the log itself."""
    return uuid5(OURS, "ledger")


def epoch_id(epoch: int) -> UUID:
    """The beginning of a history that lacks what was recorded once."""
    return uuid5(OURS, f"ledger/epoch/{epoch}")
