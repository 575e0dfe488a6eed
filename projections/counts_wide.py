"""Sums without sessions of too few people: for readers who see no rates of small groups.

Who may not see a session's numbers must not get them by subtracting one page from another either: March is
what January to March says less what January and February say. So what such readers see is summed up from
sessions alone of which each is of enough people; whatever they subtract is then a sum of such sessions again.
A session may be of enough people for one figure and not for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 4  # rates of fewer people are shown to champions alone
# What is summed up twice, by its people: who was invited, who had said yes, who came, who answered.
OF_PEOPLE = {
    "joined": ("joined", "joined_of"),
    "turned_up": ("turned_up", "turned_up_of", "unsaid"),
    "came": ("came", "walk_ins", "spent"),
    "answers": ("answers", "total", "asked"),
}
WIDE = tuple(name for names in OF_PEOPLE.values() for name in names)
# How many sessions were left out of them.
FEW = ("few_joined", "few_turned_up", "few_came", "few_named", "few_answers")


@dataclass(frozen=True)
class Sizes:
    """Of how many people a session is: 0 where it is not known. `both` were invited and had said yes."""

    invited: int = 0
    yes: int = 0
    both: int = 0
    came: int = 0
    asked: int = 0
    answers: int = 0
    least: int = SMALL  # answers from which they are shown


def is_few(size: int, least: int = SMALL) -> bool:
    """Whether somebody, but too few."""
    return 0 < size < least


def left_out(of: Sizes) -> set[str]:
    """Of which figures (OF_PEOPLE) a session is left out.

    Who was invited and had not said yes is what participation says less what showing up says, and the other
    way round: that must not be of few people either.
    """
    beside = of.invited >= SMALL and (is_few(of.invited - of.both) or is_few(of.yes - of.both))
    few = {
        "joined": is_few(of.invited),
        "turned_up": is_few(of.yes) or (of.yes > 0 and beside),
        "came": is_few(of.came),
        "answers": is_few(of.answers, of.least) or is_few(of.asked) or is_few(of.came),
    }
    return {name for name, is_so in few.items() if is_so}


def apart(sums: Mapping[str, int], out: set[str]) -> dict[str, int]:
    """What a session adds to the sums of sessions of enough people, and to the numbers of those left out."""
    wide = {
        f"{name}_wide": 0 if of in out else sums[name] for of, names in OF_PEOPLE.items() for name in names
    }
    few = {
        "few_joined": "joined" in out,
        "few_turned_up": "turned_up" in out,
        "few_came": "came" in out,
        "few_named": "came" in out and sums["named"],
        "few_answers": "answers" in out and sums["answers"],
    }
    return wide | {name: int(bool(is_so)) for name, is_so in few.items()}


def as_read(sums: Mapping[str, int], wide: bool) -> dict[str, int]:
    """The sums as a reader gets them: of all sessions, or of those of enough people."""
    whole = {name: value for name, value in sums.items() if not name.endswith("_wide")}
    if wide:
        return whole | {name: sums[f"{name}_wide"] for name in WIDE}
    return whole | dict.fromkeys(FEW, 0)
