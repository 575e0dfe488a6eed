"""Text for searching: folded once in Python, so that it matches the same on every database."""

from __future__ import annotations

import unicodedata

from sqlalchemy import ColumnElement


def folded(*texts: str) -> str:
    """Return the texts in one line without case and accents."""
    plain = " ".join(texts).casefold()
    if plain.isascii():
        return " ".join(plain.split())
    plain = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def contains_words(column: ColumnElement[str], query: str) -> list[ColumnElement[bool]]:
    """Return one condition for each word of the query: the folded column contains it."""
    return [column.contains(word, autoescape=True) for word in folded(query).split()[:8]]
