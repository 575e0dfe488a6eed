"""Sentences to a person: a message id in English with {named} parameters, filled in when shown."""

import datetime
from collections.abc import Callable, Mapping

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LONGEST_QUOTE = 60  # characters of someone's cell that a sentence repeats
MOST_ROWS_NAMED = 12

Translate = Callable[[str], str]


def fill(message: str, params: Mapping[str, object], translate: Translate = str) -> str:
    """The sentence in words; `translate` maps a message id to the reader's language (identity: English)."""
    return translate(message).format(**{name: _shown(value) for name, value in params.items()})


def _shown(value: object) -> str:
    """Dates as 3 May 2024, row numbers as 4, 5, 9, text cut short; everything else as it prints."""
    if isinstance(value, datetime.date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, tuple):
        more = ", …" if len(value) > MOST_ROWS_NAMED else ""
        return ", ".join(_shown(one) for one in value[:MOST_ROWS_NAMED]) + more
    return shorten(str(value))


def shorten(text: str) -> str:
    """At most 60 characters on one line, so that a hostile or huge cell cannot fill a page with its echo."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"
