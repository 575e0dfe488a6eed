"""What waits for people about milestones: whom one is asked to confirm, what became of one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.competency import Competency
from lt_web.events.ids import reaching_id
from projections.inbox import FOR_A_WHILE, forget, tell
from projections.inbox_slots import inbox
from projections.rows import Rows

TO_CONFIRM, TOLD = "to_confirm", ("reached", "not_yet", "confirmer_left")


@inbox.on(Competency.MilestoneClaimed)
def ask_to_confirm(rows: Rows, event: Competency.MilestoneClaimed) -> None:
    forget(rows, _about(event), TO_CONFIRM, *TOLD)
    tell(rows, event, event.asked, TO_CONFIRM, _about(event), event.at + 6 * FOR_A_WHILE)


@inbox.on(Competency.MilestoneConfirmed, Competency.MilestoneRecorded)
def tell_that_it_counts(rows: Rows, event: Any) -> None:
    _tell_them(rows, event, "reached")


@inbox.on(Competency.ConfirmationDeclined)
def tell_not_yet(rows: Rows, event: Competency.ConfirmationDeclined) -> None:
    _tell_them(rows, event, "not_yet")


@inbox.on(Competency.ClaimLapsed)
def tell_to_ask_anew(rows: Rows, event: Competency.ClaimLapsed) -> None:
    """Whoever was asked has left; where the milestone was retired nothing is left to ask."""
    if event.cause:
        _tell_them(rows, event, "confirmer_left")
    else:
        forget(rows, _about(event), TO_CONFIRM, *TOLD)


@inbox.on(Competency.ClaimWithdrawn, Competency.MemberLeftCohort)
def forget_claim(rows: Rows, event: Any) -> None:
    forget(rows, _about(event), TO_CONFIRM, *TOLD)


def _tell_them(rows: Rows, event: Any, kind: str) -> None:
    forget(rows, _about(event), TO_CONFIRM, *TOLD)
    tell(rows, event, event.person, kind, _about(event), event.at + 2 * FOR_A_WHILE)


def _about(event: Any) -> UUID:
    return reaching_id(event.milestone, event.person)
