"""The attendance sheet: one tap a person, the rest of a list at once, walk-ins, and what is put right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField
from wtforms.validators import Optional

from lt_web.cards import attendance as cards
from lt_web.cards.attendance import Sheet
from lt_web.cards.attendance_news import version
from lt_web.commands import attendance as deeds
from lt_web.permissions import PRESENTERS_ONLY, is_champion, may_change, may_see_names, require
from lt_web.speech import _, lazy
from lt_web.views.sessions import seen
from lt_web.web import (
    PlainForm,
    back_to,
    carried_out,
    db,
    filled,
    found,
    fragment,
    is_htmx,
    page,
    posted_person,
    refusal_of,
    say,
    standing,
)
from projections import session_queries

attendance = Blueprint("attendance", __name__, url_prefix="/<programme>/sessions/<uuid:session>")
NUMERIC = {"inputmode": "numeric", "min": 1}
LONGEST_NAME = 100


class FiguresForm(PlainForm):
    """How many came, and how long it took."""

    heads = IntegerField(
        lazy("How many came"),
        [Optional()],
        description=lazy("Counted heads, where names are not known."),
        render_kw=NUMERIC,
    )
    minutes = IntegerField(
        lazy("Minutes it took"),
        [Optional()],
        description=lazy("Where it was not as planned."),
        render_kw=NUMERIC,
    )


@attendance.get("/attendance")
def sheet(session: UUID) -> Any:
    """Who was there, as far as anybody knows."""
    row = readable(session)
    asked = request.args.get("standing", "")
    asking = (as_uuid(request.args.get("person", "")), asked) if asked in _values() else None
    return _page(row, asking=asking)


@attendance.post("/attendance/marks")
def mark(session: UUID) -> Any:
    """One tap: present, partly, absent or excused. Another value than stands there asks for a reason."""
    row, person, chosen = _writable(session), posted_person(), request.form.get("standing", "")
    before = cards.sheet(row).row(person).noted
    if before and chosen in _values() and chosen != before and "reason" not in request.form:
        return _asked(row, person, chosen)
    refusal = refusal_of(deeds.mark, session, person, chosen, request.form.get("reason", ""))
    return _marked(row, person, chosen, refusal)


@attendance.post("/attendance/everyone")
def mark_all(session: UUID) -> Any:
    """The same for everybody on a list of whom nothing is noted yet."""
    row = _writable(session)
    group = {key: rows for key, _name, rows in cards.sheet(row).groups}
    people = [one.id for one in group.get(request.form.get("group", ""), []) if not one.noted]
    refusal = refusal_of(deeds.mark_all, session, people, request.form.get("standing", ""))
    if is_htmx():
        return _fragment("attendance/_lists.html", cards.sheet(row), refusal)
    return _back(session, refusal)


@attendance.post("/attendance/figures")
def figures(session: UUID) -> Any:
    """How many came, and how long it really took."""
    row = _writable(session)
    form = filled(FiguresForm)
    if form.validate() and carried_out(form, deeds.note_figures, session, form.heads.data, form.minutes.data):
        say(_("Saved."))
        return _back(session)
    return _page(row, form, status=422)


def its_presenters(session: UUID) -> list[UUID]:
    """Who presents it."""
    rows = session_queries.presenters_of(db(), [session])[session]
    return [one.person for one in rows if one.standing == "accepted"]


def readable(session: UUID) -> Any:
    """The session, for who may read its sheet."""
    row = seen(session)
    require(may_see_names(standing(), its_presenters(session)), PRESENTERS_ONLY)
    found(row if row.published else None)
    cards.require_takes_place(row)
    return row


def as_uuid(text: str) -> UUID | None:
    """Whom an address names; None where it names nobody."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _writable(session: UUID) -> Any:
    row = seen(session)
    require(may_change(standing(), its_presenters(session)), PRESENTERS_ONLY)
    return row


def _page(row: Any, form: FiguresForm | None = None, status: int = 200, **more: Any) -> Any:
    shown, name = cards.sheet(row), request.args.get("name", "")[:LONGEST_NAME]
    form = form or FiguresForm(data={"heads": shown.counts.heads, "minutes": shown.counts.minutes})
    matches = cards.colleagues_named(name, _on(shown)) if shown.may_mark else []
    planning = cards.planning() if is_champion(standing()) else None
    given = {"sheet": shown, "s": shown.s, "v": version(shown), "name": name, "matches": matches}
    return page("attendance/sheet.html", status=status, figures=form, planning=planning, **given, **more)


def _on(shown: Sheet) -> set[UUID]:
    """Who needs no search: they stand on the sheet, or present it."""
    return {one.id for one in shown.listed} | {person.id for person in shown.s.presenters}


def _asked(row: Any, person: UUID, chosen: str) -> Any:
    """Before another value is put: why?"""
    if is_htmx():
        shown = cards.sheet(row)
        return fragment("attendance/_row.html", sheet=shown, s=shown.s, p=shown.row(person), asking=chosen)
    return back_to(
        "lt.attendance.sheet", session=row.id, person=person, standing=chosen, _anchor=f"row-{person}"
    )


def _marked(row: Any, person: UUID, chosen: str, refusal: str) -> Any:
    shown = cards.sheet(row)
    one = shown.row(person)
    wrong = refusal if one.noted and one.noted != chosen else ""
    if not is_htmx():
        if wrong:
            return _page(row, status=422, asking=(person, chosen), wrong=wrong)
        return _back(row.id, refusal, f"row-{person}")
    if request.form.get("view") == "found":
        return _fragment("attendance/_walked_in.html", shown, refusal)
    context = {"p": one, "asking": chosen if wrong else "", "wrong": wrong}
    return _fragment(
        "attendance/_marked.html", shown, "" if wrong else refusal, 422 if wrong else 0, **context
    )


def _fragment(template: str, shown: Sheet, refusal: str, status: int = 0, **more: Any) -> Any:
    notices = [("refused", refusal)] if refusal else []
    status = status or (409 if refusal else 200)
    return fragment(template, status=status, sheet=shown, s=shown.s, notices=notices, name="", **more)


def _back(session: UUID, refusal: str = "", anchor: str | None = None) -> AnyResponse:
    if refusal:
        say(refusal, "refused")
    return back_to("lt.attendance.sheet", session=session, _anchor=anchor)


def _values() -> list[str]:
    return [*cards.STANDINGS, cards.UNKNOWN]
