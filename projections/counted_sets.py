"""Sets of people as numbers: bit n stands for the n-th person who joined. They are kept as hexadecimal text.

What a figure asks of sets (how many of those invited came, how many different people in a year) is then an
intersection or a union of a few numbers, however many people there are.
"""

from __future__ import annotations

from collections.abc import Iterable

NOBODY = "0"


def of_text(text: str) -> int:
    """The set that a text stands for."""
    return int(text, 16)


def as_text(people: int) -> str:
    """A set as it is kept."""
    return f"{people:x}"


def of_numbers(numbers: Iterable[int]) -> int:
    """The set of these people."""
    people = 0
    for number in numbers:
        people |= 1 << number
    return people


def numbers_in(people: int) -> list[int]:
    """The people of a set, in order."""
    found = []
    while people:
        least = people & -people
        found.append(least.bit_length() - 1)
        people ^= least
    return found
