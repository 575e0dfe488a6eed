"""Dates that come near and that nothing fills, as they wait for champions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, url_for

from lt_web.cards.sessions import my_zone
from lt_web.web import db
from lt_web.words import said_in
from projections import slots


@dataclass(frozen=True)
class EmptyDate:
    """When it is, in words, and where it can be filled."""

    when: str
    url: str
    slug: str
    starts: datetime


def waiting(ids: Sequence[UUID], slugs: dict[Any, str]) -> dict[UUID, EmptyDate]:
    """Return slot → its date; those of programmes that no longer exist for the person are left out."""
    found = slots.some(db(), list(ids)) if ids else {}
    return {id: _date(row, slugs[row.programme]) for id, row in found.items() if row.programme in slugs}


def _date(row: Any, slug: str) -> EmptyDate:
    return EmptyDate(said_in(row.start_at, row.zone, my_zone()), filled_at(slug), slug, row.start_at)


def filled_at(slug: str) -> str:
    """The page on which dates are filled."""
    return board_of(slug) or url_for("lt.cadence.page", programme=slug)


def board_of(slug: str) -> str:
    """The board of a programme, "" where there is none."""
    there_is = "lt.board.page" in current_app.view_functions
    return url_for("lt.board.page", programme=slug) if there_is else ""
