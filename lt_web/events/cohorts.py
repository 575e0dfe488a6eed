"""Cohorts and their members on the way to a milestone, and what their days have to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lt_web.events.refusals import Invalid, Refused

LONGEST = 3660  # days: about ten years


@dataclass(frozen=True)
class Cohort:
    """People who started at about the same time; those of a baseline started before the programme."""

    milestone: UUID
    name: str
    baseline: bool


@dataclass(frozen=True)
class Member:
    """Somebody on the way to a milestone, or there; `asked` is the colleague who is to confirm it."""

    cohort: UUID
    started: date
    reached: date | None = None
    asked: UUID | None = None
    confirmed: bool = False


def require_another(person: UUID, by: UUID | None) -> None:
    """Raise `Refused` where somebody would record it for themselves."""
    if person == by:
        raise Refused(
            "Nobody records this for themselves. Ask a colleague to confirm it, or another champion."
        )


def require_past(field: str, day: date, today: date) -> None:
    """Raise `Invalid` at the field where a day is still to come."""
    if day > today:
        raise Invalid(field, "This day is still to come. Give one that is past.")


def require_in_order(field: str, started: date, reached: date, today: date) -> None:
    """Raise `Invalid` at the field where somebody would be there before the start, or took too long."""
    require_past(field, reached, today)
    if reached < started:
        raise Invalid(field, "The milestone comes after the start. Give a later day.")
    if (reached - started).days > LONGEST:
        raise Invalid(field, "That is more than ten years. Look at the dates again.")
