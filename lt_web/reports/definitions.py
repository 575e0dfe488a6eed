"""The terms of a report and its definitions; who changes a meaning (meanings.py) raises the version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lt_web.reports.meanings import DEFINITIONS
from lt_web.speech import N_, _
from projections.competency_figures import LEAST
from projections.counts_wide import SMALL

VERSION = 4


@dataclass(frozen=True)
class Terms:
    """What is in force for one report: targets and limits, the day it speaks from, and for whom.

    `small` is the least number of people that a rate is shown of; `today` a day of the programme's zone.
    """

    today: date
    participation: int = 60
    sessions: int = 4
    onboarding: int = 20
    write_up_days: int = 10
    least: int = 4
    small: int = SMALL
    fewest: int = LEAST  # people of whom time to competency is shown

    @property
    def wide(self) -> bool:
        """Whether sessions of too few people are left out of what is summed up."""
        return self.small > 1


SMALL_GROUPS = N_(
    "Rates of fewer than {small} people are not shown. Sessions for which so few were invited, had said yes, "
    "came or answered are left out of those figures, and it is said how many they are: nothing that is shown "
    "can be subtracted to get at them. Where fewer than {small} of many came, or did not, it says a few or "
    "all but a few. Every sum is exact."
)
NOBODY_IS_LISTED = N_("Coming is optional: no list names who stayed away, and there is no score for anybody.")


def label(key: str) -> str:
    """What a figure is called."""
    return _(DEFINITIONS[key][0])


def meaning(key: str, terms: Terms) -> str:
    """The definition of a figure, with the terms in force."""
    return _(DEFINITIONS[key][1], **vars(terms))
