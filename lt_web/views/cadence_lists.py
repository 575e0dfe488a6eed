"""The days that a programme leaves out, public holidays, and dates that are added by hand."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from lt_web.commands import cadence as deeds
from lt_web.forms.cadence import DayForm, HolidaysForm, SlotForm
from lt_web.planning import holiday_file
from lt_web.planning.warnings import say_what_moved
from lt_web.speech import _, _n
from lt_web.views.cadence import BOTH, cadence, require_champion
from lt_web.web import attempt, back_to, carried_out, db, done, filled, now, page, programme, say
from projections import slots_due


@cadence.route("/days/new", methods=BOTH)
def skip_day() -> Any:
    """Leave a day out, or some in a row."""
    require_champion()
    form = filled(DayForm)
    if request.method == "POST" and form.validate():
        said = (form.day.data, form.label.data or "", form.until.data)
        if carried_out(form, deeds.skip_day, programme().id, *said):
            say(_("Saved. Empty dates on it are skipped; what is filled or held stays."))
            return back_to("lt.cadence.page")
    return _page("day", form)


@cadence.post("/days/removal")
def return_day() -> AnyResponse:
    """Have dates on a day again, or on some in a row."""
    require_champion()
    try:
        first = date.fromisoformat(request.form.get("day", ""))
        last = date.fromisoformat(request.form.get("until") or first.isoformat())
    except ValueError:
        return back_to("lt.cadence.page")
    if attempt(deeds.return_day, programme().id, first, last):
        say(_("Removed. Dates that it skipped are open again."))
    return back_to("lt.cadence.page")


@cadence.route("/holidays/new", methods=BOTH)
def holidays() -> Any:
    """Take public holidays from a calendar file."""
    require_champion()
    form = filled(HolidaysForm, zone=programme().zone, skips=True)
    if request.method == "POST" and form.validate() and _are_taken(form):
        return back_to("lt.cadence.page")
    return _page("holidays", form)


@cadence.post("/holidays/<uuid:calendar>/removal")
def remove_holidays(calendar: UUID) -> AnyResponse:
    """Let a calendar of public holidays no longer count."""
    require_champion()
    if attempt(deeds.remove_holidays, programme().id, calendar):
        say(_("Removed. Dates that it skipped are open again."))
    return back_to("lt.cadence.page")


@cadence.route("/dates/new", methods=BOTH)
def add_slot() -> Any:
    """Plan one date by hand."""
    require_champion()
    form = filled(SlotForm, zone=programme().zone, length=45)
    if request.method == "POST" and form.validate():
        here = programme().id
        undated = slots_due.sessions_without(db(), here, now())
        said = (form.wall, form.zone.data, form.length.data or 0)
        if carried_out(form, deeds.add_slot, here, *said, form.place.data or "", undated):
            say_what_moved(form)
            say(_("Planned."))
            return back_to("lt.cadence.page")
    return _page("slot", form)


@cadence.post("/dates/<uuid:slot>/removal")
def drop_slot(slot: UUID) -> AnyResponse:
    """Plan a date no longer that was added by hand."""
    require_champion()
    if attempt(deeds.drop_slot, programme().id, slot):
        say(_("Removed."))
    return back_to("lt.cadence.page")


def _are_taken(form: HolidaysForm) -> bool:
    """Whether the days of the file hold now; how many they are is said."""
    file = request.files.get("file")
    days = holiday_file.read_for(form, file.read(holiday_file.MOST_BYTES + 1) if file else b"", now().date())
    said = (form.name.data or "", form.zone.data, form.skips.data, days)
    if days is None or not done(form, deeds.set_holidays, programme().id, *said):
        return False
    say(_n("Saved: {n} day from this year on.", "Saved: {n} days from this year on.", len(days)))
    return True


def _page(name: str, form: Any) -> Any:
    return page(f"cadence/{name}.html", status=422 if request.method == "POST" else 200, form=form)
