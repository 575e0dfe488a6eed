"""Expected turnout: the middle half of what past votes led to."""

from __future__ import annotations

import pytest

from lt_web.planning.turnout import Expected, Past, expected, weight


def test_a_maybe_counts_half() -> None:
    assert weight(9, 3) == 10.5


def test_the_range_is_the_middle_half_of_past_rates_applied_to_these_votes() -> None:
    past = [Past(10, 0, 4), Past(10, 0, 6), Past(8, 4, 8), Past(5, 0, 5), Past(20, 0, 24)]  # 0.4 … 1.2
    assert expected(20, 0, past) == Expected(12, 16, 20, 5)


def test_under_three_sessions_nothing_is_said() -> None:
    assert expected(9, 3, [Past(10, 0, 5), Past(8, 0, 4)]) is None
    assert expected(9, 3, []) is None


def test_a_session_that_nobody_voted_for_says_nothing_of_votes() -> None:
    assert expected(9, 3, [Past(10, 0, 5), Past(8, 0, 4), Past(0, 0, 7)]) is None


@pytest.mark.parametrize("votes", [(0, 0), (1, 0), (0, 1), (40, 13)])
def test_the_range_is_in_order(votes: tuple[int, int]) -> None:
    found = expected(*votes, [Past(3, 1, 2), Past(10, 4, 12), Past(6, 0, 1), Past(2, 2, 3)])
    assert found is not None
    assert 0 <= found.low <= found.middle <= found.high
