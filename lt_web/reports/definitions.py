"""What each figure means, in words (definitions.txt); who changes a meaning raises the version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

VERSION = 1
SMALL = 4  # rates of fewer people are shown to champions alone


@dataclass(frozen=True)
class Terms:
    """What is in force for one report: targets and limits, the day it speaks from, and for whom.

    `small` is the least number of people that a rate is shown of; `today` a day of the programme's zone.
    """

    today: date
    participation: int = 60
    sessions: int = 4
    write_up_days: int = 10
    least: int = 4
    small: int = SMALL


def _read() -> dict[str, tuple[str, str]]:
    """Key → label and meaning, out of paragraphs that begin with “[key] Label”."""
    text = Path(__file__).with_name("definitions.txt").read_text(encoding="utf-8")
    found = re.findall(r"^\[(\w+)] (.+)\n((?:.+\n)+)", text, re.M)
    return {key: (label, " ".join(meaning.split())) for key, label, meaning in found}


DEFINITIONS = _read()
SMALL_GROUPS = (
    "Rates of fewer than {small} people, and months from which they could be worked out, are not shown."
)
NOBODY_IS_LISTED = "Coming is optional: no list names who stayed away, and there is no score for anybody."


def label(key: str) -> str:
    """What a figure is called."""
    return DEFINITIONS[key][0]


def meaning(key: str, terms: Terms) -> str:
    """The definition of a figure, with the terms in force."""
    return DEFINITIONS[key][1].format(**vars(terms))
