"""What a champion is warned of when giving a session its time: both are allowed, and said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from flask import g

from lt_web.events.clock import exists, instant
from lt_web.events.formats import is_rather_short
from lt_web.forms.fields import AppointmentForm, OutlineForm
from lt_web.speech import _
from lt_web.web import db, say
from lt_web.words import clock, day
from projections import session_queries


def say_what_moved(form: AppointmentForm) -> None:
    """Say so when the clock never shows the time that was typed."""
    if not exists(form.wall, form.zone.data):
        said = _(
            "{time} does not exist on {day}, as the clocks change. It starts at the next minute that does.",
            time=clock(form.wall),
            day=day(form.wall),
        )
        say(said, "warn")


def say_clashes(form: AppointmentForm, minutes: int, presenters: Collection[UUID], but: UUID) -> None:
    """Name other sessions at that time with the same place or one of the presenters."""
    start = instant(form.wall, form.zone.data)
    end = start + timedelta(minutes=minutes)
    seen = {row.id for row, _standing in g.lt_programmes}
    for other in session_queries.clashes(db(), start, end, presenters, form.place.data or ""):
        if other.id != but:
            say(_clash(other.title if other.programme in seen else ""), "warn")


def _clash(title: str) -> str:
    if not title:
        return _("At the same time as a session of another programme, with the same presenter or place.")
    return _("At the same time as “{title}”, with the same presenter or place.", title=title)


def say_if_short(form: OutlineForm) -> None:
    """Say so when the length is accepted but leaves little time for this format."""
    if form.length.data and is_rather_short(form.format.data, form.length.data):
        said = _(
            "{n} minutes are short for anything but a micro-lesson. "
            "Leave time for questions, or make it a micro-lesson.",
            n=form.length.data,
        )
        say(said, "warn")
