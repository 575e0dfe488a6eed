"""The reserve list: what can be shown at short notice, until it has a date or will not be shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lt_web.events.proposal import Proposal
from tests.events.proposal_facts import ADOPTED, ASKED, DECLINED, DRAFTED, SENT, WITHDRAWN, counted
from tests.story import SESSION, fact, given

PUT = fact(Proposal.PutInReserve)
NOBODY_PRESENTS = "Nobody presents this yet. It can be kept in reserve once a colleague has adopted it."


def put(proposal: Proposal) -> None:
    proposal.put_in_reserve()


def take(proposal: Proposal) -> None:
    proposal.take_from_reserve()


def test_a_proposal_is_kept_in_reserve_once_however_often_it_is_asked() -> None:
    given(DRAFTED, SENT).when(put, put).then(PUT)


def test_it_is_taken_off_again_and_twice_changes_nothing() -> None:
    given(DRAFTED, SENT, PUT).when(take, take).then(fact(Proposal.TakenFromReserve))


@pytest.mark.parametrize(
    ("deed", "recorded"),
    [
        (lambda proposal: proposal.withdraw(), [WITHDRAWN]),
        (lambda proposal: proposal.decline("We had one in spring"), [DECLINED]),
        (
            lambda proposal: proposal.schedule(SESSION),
            [counted(), fact(Proposal.Scheduled, session=SESSION)],
        ),
    ],
)
def test_what_has_a_date_or_will_not_be_shown_leaves_the_list_because_of_that(
    deed: Callable[[Proposal], Any], recorded: list[Any]
) -> None:
    gone = fact(Proposal.TakenFromReserve, cause=recorded[-1])
    given(DRAFTED, SENT, PUT).when(deed).then(*recorded, gone)


def test_a_request_waits_for_somebody_to_present_it_first() -> None:
    given(ASKED).when(put).refused(NOBODY_PRESENTS)
    given(ASKED, ADOPTED).when(put).then(PUT)


def test_a_draft_cannot_be_kept_in_reserve() -> None:
    given(DRAFTED).when(put).refused("This is a draft still. Send it first.")
