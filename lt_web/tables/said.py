"""Sentences to a person: a message id in English with {named} parameters, filled in when shown."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
Translate = Callable[[str], str]
Write = Callable[["datetime.date | Amount"], str]
LONGEST_QUOTE = 60  # characters of someone's cell that a sentence repeats
MOST_ROWS_NAMED = 12


class Label(str):
    """A parameter that is a word of ours, so that it is translated with its sentence."""

    __slots__ = ()


@dataclass(frozen=True)
class Amount:
    """A parameter that is a number which languages write each in their way."""

    value: float
    places: int = 0


def N_(message: str) -> str:  # the name that translators' tools know
    """Mark a sentence for the catalogue where it is kept before it is said."""
    return message


def in_english(value: "datetime.date | Amount") -> str:
    """3 May 2024; 20,000."""
    if isinstance(value, Amount):
        return f"{value.value:,.{value.places}f}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def fill(
    message: str, params: Mapping[str, object], translate: Translate = str, write: Write = in_english
) -> str:
    """The sentence in words; `translate` maps a message id to the reader's language (identity: English).

    `write` puts a date or an amount into the words of that language.
    """

    def shown(value: object) -> str:
        """Row numbers as 4, 5, 9, text cut short; what is no word, date or amount as it prints."""
        if isinstance(value, datetime.date | Amount):
            return write(value)
        if isinstance(value, Label):
            return translate(value)
        if isinstance(value, tuple):
            more = ", …" if len(value) > MOST_ROWS_NAMED else ""
            return ", ".join(shown(one) for one in value[:MOST_ROWS_NAMED]) + more
        return shorten(str(value))

    return translate(message).format(**{name: shown(value) for name, value in params.items()})


def shorten(text: str) -> str:
    """At most 60 characters on one line, so that a hostile or huge cell cannot fill a page with its echo."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"
