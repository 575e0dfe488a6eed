"""Of how many people something is so, evened out: a reader cannot tell one of them from two or three."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lt_web.figures.teams import _told
from lt_web.reports.saying import both, is_exact, is_shown, reaches
from projections.counts_wide import SMALL, WIDE, Sizes, apart, evened, in_fours
from projections.report_rows import Ratio
from tests.story import CALM

FEW = range(1, SMALL)


@pytest.mark.parametrize("whole", range(SMALL, 60))
def test_who_reads_an_evened_number_knows_it_of_three_people_at_least(whole: int) -> None:
    for part in range(whole + 1):
        like = [other for other in range(whole + 1) if evened(other, whole) == evened(part, whole)]
        if part in FEW or whole - part in FEW:
            assert len(like) >= SMALL - 1
            assert not {0, whole} & set(like)
        else:
            assert like == [part]


@pytest.mark.parametrize("whole", range(SMALL, 60))
def test_numbers_of_different_people_that_are_told_differ_by_four_or_by_none(whole: int) -> None:
    for part in range(1, whole):
        said = in_fours(part, whole)
        assert abs(said - part) < SMALL
        assert not is_exact(Ratio(said, whole), SMALL) or said % SMALL == 0


def test_a_few_and_all_but_a_few_are_words_and_so_few_that_either_is_told_are_not_shown() -> None:
    assert both(Ratio(2, 40), SMALL) == {"part": "a few", "all": "40"}
    assert both(Ratio(38, 40), SMALL) == {"part": "all but a few", "all": "40"}
    assert both(Ratio(2, 40)) == {"part": "2", "all": "40"}  # who sees everything
    assert [both(Ratio(part, 40), SMALL)["part"] for part in (0, 40)] == ["0", "40"]
    assert not is_shown(Ratio(3, 6), SMALL)
    assert is_shown(Ratio(6, 6), SMALL)


def test_a_target_is_told_as_met_or_missed_where_that_does_not_hang_on_a_few_people() -> None:
    assert [reaches(Ratio(part, 40), 60, SMALL) for part in (2, 24, 23, 38)] == [False, True, False, True]
    assert reaches(Ratio(2, 40), 5, SMALL) is None  # of forty, two are what is asked for
    assert reaches(Ratio(3, 6), 40, SMALL) is None
    assert reaches(Ratio(2, 40), 5, 1) is True


def session(dice: random.Random) -> tuple[list[int], list[int]]:
    """How many were invited and had said yes, were invited alone, had said yes alone; of each, who came."""
    sizes = [dice.choice((0, 4, 5, 6, 7, 9, 12)) for _ in range(3)]
    return sizes, [dice.randint(0, size) for size in sizes]


def shown(sizes: list[int], came: list[int]) -> dict[str, int]:
    """What readers of aggregates alone get of a session, but for how many were in the room."""
    (both, invited, yes), (both_came, invited_came, yes_came) = sizes, came
    sums = dict.fromkeys((*WIDE, "named"), 0) | {
        "joined": both_came + invited_came,
        "joined_of": both + invited,
        "turned_up": both_came + yes_came,
        "turned_up_of": both + yes,
    }
    return apart(sums, Sizes(both + invited, both + yes, both, both_came, came=20))


@settings(CALM, max_examples=200)
@given(st.integers(0, 10**6))
def test_sessions_that_differ_by_a_few_people_read_the_same(seed: int) -> None:
    dice = random.Random(seed)
    sizes, came = session(dice)
    which = dice.randrange(3)
    size, was = sizes[which], came[which]
    if was in FEW or size - was in FEW:
        for other in (n for n in range(size + 1) if evened(n, size) == evened(was, size)):
            otherwise = [other if place == which else n for place, n in enumerate(came)]
            assert shown(sizes, otherwise) == shown(sizes, came)


@settings(CALM, max_examples=200)
@given(st.integers(0, 10**6))
def test_a_few_people_of_a_team_are_not_the_total_less_the_other_teams(seed: int) -> None:
    dice = random.Random(seed)
    people = range(dice.randint(4, 40))
    team_of = [dice.randrange(5) for _ in people]
    masks = {f"Team {n}": sum(1 << p for p in people if team_of[p] == n) for n in range(4)}  # the fifth: none
    asked = (1 << len(people)) - 1
    there = sum(1 << p for p in people if dice.random() < 0.5)
    told = _told(masks, asked, there, SMALL)
    for these in (there, asked & ~there):
        exactly = [
            (these & masks[team]).bit_count()
            for team in told
            if is_exact(Ratio((there & masks[team]).bit_count(), masks[team].bit_count()), SMALL)
        ]
        assert not any(exactly) or these.bit_count() - sum(exactly) not in FEW


def test_champions_get_every_number_as_it_is() -> None:
    assert _told({"Quay": 0b1111, "Dock": 0b10000}, 0b11111, 0b1, 1) == {
        "Quay": Ratio(1, 4),
        "Dock": Ratio(0, 1),
    }
