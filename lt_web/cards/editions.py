"""Editions as pages show them: what has changed since one was published, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from lt_web.reports.changes import how_many
from lt_web.reports.editions import called, period_of
from lt_web.speech import _, _n

NAMED = 3  # figures in one sentence


@dataclass(frozen=True)
class Corrected:
    """An edition whose days were corrected since: what it is of, what changed, and where to go."""

    period: str
    number: int
    sentence: str
    figures: list[str]
    url: str
    again: str


def in_words(row: Any, found: dict[str, Any]) -> Corrected:
    """What changed since an edition, as the desk says it."""
    days = {"from": row.first.isoformat(), "to": row.last.isoformat()}
    address: dict[str, Any] = days
    return Corrected(
        period_of(row),
        row.number,
        _sentence(row.number, found),
        [_figure(figure) for figure in found["figures"][:NAMED]],
        url_for("lt.editions.page", edition=row.edition),
        url_for("lt.editions.publish", **address),
    )


def _sentence(number: int, found: dict[str, Any]) -> str:
    figures, sessions = len(found["figures"]), how_many(found)
    if figures:
        return _n(
            "{n} figure changed since edition {number}",
            "{n} figures changed since edition {number}",
            figures,
            number=number,
        )
    if sessions:
        return _n(
            "{n} session changed since edition {number}",
            "{n} sessions changed since edition {number}",
            sessions,
            number=number,
        )
    return _("Figures have been defined anew since edition {number}", number=number)


def _figure(figure: dict[str, str]) -> str:
    return _("{figure} {old} → {new}", figure=called(figure["key"]), old=figure["old"], new=figure["new"])
