"""The arithmetic of time to competency: medians by hand, and what small groups never tell."""

from __future__ import annotations

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from projections.competency_figures import LEAST, Compared, Side, apart, compare, side, total
from tests.story import CALM

DAYS = st.lists(st.integers(0, 400), max_size=30)


def test_a_side_is_its_median_and_from_eight_people_on_its_middle_half() -> None:
    assert side([30, 20, 40, 25, 60]) == Side(5, 30)
    assert side([20, 21, 30, 30, 40, 41, 50, 90]) == Side(8, 35, 27.75, 43.25)


def test_faster_is_a_share_of_the_time_before() -> None:
    compared = compare([38] * 9, [29] * 6, 2)
    assert (round(compared.faster or 0, 3), compared.open) == (0.237, 2)
    assert compare([38] * 9, [57] * 5, 0).faster == -0.5
    assert compare([0] * 9, [3] * 5, 0).faster is None


def test_several_milestones_weigh_as_many_people_as_are_behind_them() -> None:
    found = total([compare([40] * 5, [20] * 5, 0), compare([10] * 5, [10] * 15, 0), compare([1], [9] * 9, 0)])
    assert found
    assert (found.faster, found.milestones, found.before, found.since) == (0.125, 2, 10, 20)
    assert total([compare([40] * 5, [20] * 4, 9)]) is None


@CALM
@given(DAYS, DAYS, st.integers(0, 9))
def test_nothing_is_told_of_fewer_than_five(before: list[int], since: list[int], open: int) -> None:
    compared = compare(before, since, open)
    for days, told in ((before, compared.before), (since, compared.since)):
        assert (told is None) == (len(days) < LEAST)
        if told:
            assert (told.n, told.median) == (len(days), median(days))
            assert told.lower is None or told.lower <= told.median <= (told.upper or 0)
    if min(len(before), len(since)) < LEAST:
        assert compared.faster is None
        assert total([compared]) is None
    assert (compared.open is None) == (len(since) + open < LEAST)


@CALM
@given(st.dictionaries(st.integers(0, 9), DAYS, max_size=6))
def test_a_hidden_cohort_cannot_be_had_by_subtraction(cohorts: dict[int, list[int]]) -> None:
    """Those that are hidden are together none, or five at least, or all there are."""
    told = apart(cohorts)
    assert told.keys() == cohorts.keys()
    hidden = [key for key, shown in told.items() if shown is None and cohorts[key]]
    together = sum(len(cohorts[key]) for key in hidden)
    others = [key for key, shown in told.items() if shown is not None]
    assert not hidden or together >= LEAST or not others
    assert all(len(cohorts[key]) >= LEAST for key in others)


@CALM
@given(st.lists(st.tuples(DAYS, DAYS, st.integers(0, 9)), max_size=5))
def test_the_total_is_of_what_is_shown_and_of_nothing_else(
    made: list[tuple[list[int], list[int], int]],
) -> None:
    compared = [compare(*one) for one in made]
    shown = [Compared(one.before, one.since, one.open) for one in compared if one.faster is not None]
    assert total(compared) == total(shown)
