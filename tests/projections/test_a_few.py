"""Of how many people something is so: words stand for a few of them, and for all but a few."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from lt_web.figures.teams import said
from lt_web.reports.saying import both, is_exact, is_shown, reaches
from projections.counts_wide import SMALL
from projections.report_rows import Ratio
from tests.story import CALM

FEW = range(1, SMALL)


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


@settings(CALM, max_examples=200)
@given(st.integers(0, 10**6))
def test_a_few_people_of_a_team_are_not_the_total_less_the_other_teams(seed: int) -> None:
    dice = random.Random(seed)
    wholes = {f"Team {n}": dice.choice((4, 7, 8, 9, 12, 20)) for n in range(dice.randint(1, 5))}
    shares = {team: Ratio(dice.randint(0, whole), whole) for team, whole in wholes.items()}
    exact = {
        row["name"]
        for row in said(shares, shares, SMALL)
        if row["joined"].endswith(f"{shares[row['name']].part} of {wholes[row['name']]}")
    }
    assert all(is_exact(shares[team], SMALL) or shares[team].part in (0, wholes[team]) for team in exact)
    for size in (lambda r: r.part, lambda r: r.whole - r.part):
        unsaid = sum(size(share) for team, share in shares.items() if team not in exact)
        assert not exact or unsaid not in FEW or not any(size(shares[team]) >= SMALL for team in exact)
