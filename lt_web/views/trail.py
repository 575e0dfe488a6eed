"""The log, for auditors: every event in words, searched by conditions that combine, page by page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, stream_with_context, url_for

from lt_web.cards import accesses, readings
from lt_web.cards import trail_event as cards
from lt_web.cards import trail_files as files
from lt_web.cards.trail import entries
from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.views.trail_forms import LogForm
from lt_web.web import db, found, page, programme, standing
from projections import trail_queries
from projections.trail_queries import Wanted

trail = Blueprint("trail", __name__, url_prefix="/<programme>/audit/log")
SIZE = 50
AT = ("before", "after")  # where a page begins: an event's number, itself not shown


@trail.get("/", endpoint="index")
def show() -> Any:
    """The events that meet every condition, the newest first."""
    form = asked()
    if form.errors:
        return page("audit/log.html", status=422, form=form, entries=[], kept={})
    _note(accesses.LOG, form)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if value and name not in AT}
    rows, newer, older, stopped = _page(form)
    return page(
        "audit/log.html",
        form=form,
        entries=entries(rows),
        newer=url_for("lt.trail.index", **kept, after=newer) if newer else "",
        older=url_for("lt.trail.index", **kept, before=older) if older else "",
        newest=url_for("lt.trail.index", **kept),
        kept=kept,
        stopped=stopped,
    )


def asked() -> LogForm:
    """What is asked for, by whoever may read the log; errors stand in the form."""
    require(may_audit(standing()), AUDITORS_ONLY)
    form = LogForm(request.args)
    form.validate()
    return form


def _conditions() -> str:
    """What was asked, without the name of a person: that stands beside it by its id alone."""
    given = {name: value for name, value in request.args.items() if value and name != "person"}
    return "&".join(f"{name}={value}" for name, value in sorted(given.items()))


def _page(form: LogForm) -> tuple[list[Any], int | None, int | None, int | None]:
    """The rows of this page; the numbers after which newer and before which older ones are to be looked for,
    None where there are none; and where the search stopped, None where it did not have to."""
    before, after = form.before.data, form.after.data
    found, stopped = trail_queries.looked_for(db(), form.wanted, after, before, SIZE + 1)
    up = after is not None and before is None
    rows = found[-SIZE:] if up else found[:SIZE]
    first, last = (rows[0].position, rows[-1].position) if rows else (after, before)
    beyond = (first if up else last) if len(found) > SIZE else stopped
    newer = beyond if up else first if before is not None else None
    return rows, newer, last if up else beyond, stopped


@trail.get("/<int:position>", endpoint="event")
def event(position: int) -> Any:
    """One event in words and in full, and what stands around it."""
    require(may_audit(standing()), AUDITORS_ONLY)
    row = found(trail_queries.one(db(), position, programme().id))
    told = cards.told(row)
    accesses.note(accesses.EVENT, position, people=cards.concerned(row))  # once it is ready to be shown
    here = Wanted(programme=programme().id)
    [newer], [older] = (
        trail_queries.page(db(), here, **{way: position}, size=1) or [None] for way in ("after", "before")
    )
    return page("audit/event.html", told=told, around=cards.around(row), newer=newer, older=older)


@trail.get("/readers", endpoint="readers")
def readers() -> Any:
    """Who read what of the log."""
    require(may_audit(standing()), AUDITORS_ONLY)
    before = request.args.get("before", "")
    shown = accesses.readings(int(before) if before.isdecimal() and len(before) < 18 else None, SIZE)
    labels = {field.name: str(field.label.text) for field in LogForm()}
    return page(
        "audit/readers.html",
        readings=shown,
        in_words=readings.in_words(shown, labels),
        more=len(shown) == SIZE,
    )


@trail.get("/events.csv", endpoint="csv")
def as_csv() -> Any:
    """The events that meet every condition, as a table."""
    return _file(files.as_csv, "text/csv; charset=utf-8", "csv")


@trail.get("/events.ndjson", endpoint="ndjson")
def as_ndjson() -> Any:
    """The same for programs: a JSON object a line."""
    return _file(files.as_ndjson, "application/x-ndjson", "ndjson")


def _file(made: Any, mimetype: str, ending: str) -> Any:
    form = asked()
    if form.errors:
        return page("audit/log.html", status=422, form=form, entries=[], kept={})
    _note(accesses.FILE, form)
    wanted, checkpoint = form.wanted, files.sealed_now()
    answer = Response(stream_with_context(made(wanted, checkpoint)), content_type=mimetype)
    name = f"{programme().slug}-log-{checkpoint.size}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _note(kind: str, form: LogForm) -> None:
    accesses.note(kind, asked=_conditions(), people=[form.person.person] if form.person.people else [])
