"""Sums without sessions of too few people: for readers who see no rates of small groups.

Who may not see a session's numbers must not get them by subtracting one page from another either: March is
what January to March says less what January and February say. So what such readers see is summed up from
sessions alone of which each is of enough people; whatever they subtract is then a sum of such sessions again.
A session may be of enough people for one figure and not for another.

Of how many of them something is so is a group too, and so are those of whom it is not: two of forty came, all
but two answered. Such numbers are evened out at each session, before anything is summed up (`evened`).
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
    """Of how many people a session is: 0 where it is not known. `both` were invited and had said yes, and of
    them `both_there` came."""

    invited: int = 0
    yes: int = 0
    both: int = 0
    both_there: int = 0
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


def evened(part: int, whole: int, least: int = SMALL) -> int:
    """A part of a whole as readers get it who see no small groups: the middle of all that it might be.

    Neither the part nor the rest may be of few people, so one to three stand as two, and all but one to three
    as all but two. Where the whole is so small that one of both always is, any part of it stands as half.
    """
    if not 0 < part < whole:
        return part
    if whole < 2 * least - 1:
        return whole // 2
    if part < least:
        return least // 2
    return whole - least // 2 if whole - part < least else part


def in_fours(part: int, whole: int) -> int:
    """How many different people, evened out: two sets of days must not differ by one person."""
    plain = evened(part, whole)
    if plain != part or part in (0, whole) or whole < 2 * SMALL:
        return plain
    nearest = (part + SMALL // 2) // SMALL * SMALL
    return nearest if whole - nearest >= SMALL else part // SMALL * SMALL


def _parts(sums: Mapping[str, int], of: Sizes, out: set[str]) -> dict[str, int]:
    """How many of a session's people came, and so on, evened out.

    Whoever had said yes and whoever had not are evened out apart, since a reader may subtract them.
    """
    both = evened(of.both_there, of.both)
    joined, turned_up = evened(sums["joined"], of.invited), evened(sums["turned_up"], of.yes)
    if of.yes and not out & {"joined", "turned_up"}:
        joined = both + evened(sums["joined"] - of.both_there, of.invited - of.both)
        turned_up = both + evened(sums["turned_up"] - of.both_there, of.yes - of.both)
    silent = sums["asked"] - sums["answers"]
    return {
        "joined": joined,
        "turned_up": turned_up,
        "walk_ins": evened(sums["walk_ins"], sums["came"]),
        "asked": sums["answers"] + (SMALL // 2 if is_few(silent) else silent),
    }


def apart(sums: Mapping[str, int], of: Sizes) -> dict[str, int]:
    """What a session adds to the sums of sessions of enough people, and to the numbers of those left out."""
    out = left_out(of)
    parts = {**sums, **_parts(sums, of, out)}
    wide = {
        f"{name}_wide": 0 if figure in out else parts[name]
        for figure, names in OF_PEOPLE.items()
        for name in names
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
