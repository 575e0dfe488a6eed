"""The ledger: notes about the log itself."""

from __future__ import annotations

from datetime import timedelta

from lt_web.events.ids import epoch_id
from lt_web.events.ledger import Ledger
from tests.story import NOW, fact, given

OPENED = fact(Ledger.Opened)


def test_a_clock_that_goes_back_is_noted_with_both_times() -> None:
    earlier = NOW - timedelta(minutes=3)
    noted = fact(Ledger.ClockSteppedBack, before=NOW, now=earlier)
    given(OPENED).when(lambda ledger: ledger.note_clock(NOW, earlier)).then(noted)


def test_an_epoch_names_what_the_restored_history_does_not_reach() -> None:
    begun = fact(Ledger.EpochBegun, epoch=2, checkpoint="note", lost=5)
    given().when(lambda _none: Ledger.begin_epoch(2, "note", 5)).then(begun)
    assert Ledger.begin_epoch(2, "", None).id == epoch_id(2) != epoch_id(3)
