"""Two moments of a page side by side, and the way to the next event that changed a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, request
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from lt_web.cards import accesses
from lt_web.cards.moments import between, side
from lt_web.moments import address
from lt_web.moments.address import ELSEWHERE, NoPage
from lt_web.moments.asked import NoMoment, position_of
from lt_web.moments.differing import difference
from lt_web.moments.reading import read
from lt_web.moments.seeking import TRIES, earlier, later
from lt_web.moments.thing import of_page
from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.speech import _, lazy
from lt_web.web import PlainForm, page, programme, standing

compare = Blueprint("compare", __name__, url_prefix="/<programme>/audit")
WAYS = {"later": later, "earlier": earlier}


class CompareForm(PlainForm):
    """Which page, and which two moments."""

    page = StringField(
        lazy("Page"),
        [InputRequired(lazy("Say which page.")), Length(max=2000)],
        description=lazy("Its address, as the browser shows it."),
        render_kw={"dir": "ltr"},
    )
    a = StringField(
        lazy("One moment"),
        [Length(max=40)],
        description=lazy("A day and time, such as 2027-05-03 14:00, or the number of an event."),
    )
    b = StringField(
        lazy("Another moment"), [Length(max=40)], description=lazy("The same; left empty it is now.")
    )


@dataclass(frozen=True)
class Asked:
    """What is compared: a page, from one position to another."""

    page: str
    first: int
    last: int


@compare.get("/compare", endpoint="page")
def show() -> Any:
    """A page at two moments, with what differs marked."""
    require(may_audit(standing()), AUDITORS_ONLY)
    form = CompareForm(request.args)
    asked = _asked(form) if request.args else None
    if asked is None:
        return page("compare/page.html", status=422 if form.errors else 200, form=form, shown=None)
    shown = _compared(asked)  # where a moment is not ready yet, nothing is shown
    of = f"first={asked.first}&last={asked.last}&page={asked.page}"
    accesses.note(accesses.LOG, asked=of, people=address.people_of(asked.page))
    return page("compare/page.html", form=form, shown=shown)


@compare.get("/step")
def step() -> Any:
    """Go to the next moment, or the one before, at which the page says something else."""
    require(may_audit(standing()), AUDITORS_ONLY)
    where, start = _page_asked(), _position_asked("from")
    way = request.args.get("way", "")
    found = WAYS.get(way, later)(of_page(where), where, start)
    if found.position is not None:
        return redirect(address.at(where, found.position), 303)
    return page(
        "compare/none.html",
        found=found,
        way="earlier" if way == "earlier" else "later",
        most=TRIES,
        where=where,
        start=start,
        back=address.at(where, start),
    )


@compare.get("/go")
def go() -> Any:
    """Go to a moment that was picked on the slider or in the list."""
    require(may_audit(standing()), AUDITORS_ONLY)
    return redirect(address.at(_page_asked(), _position_asked("position")), 303)


def _asked(form: CompareForm) -> Asked | None:
    """What the form asks for; None where something in it is wrong, which is then said at its field."""
    form.validate()
    where = _checked(form.page, _page)
    a, b = (_checked(field, position_of) for field in (form.a, form.b))
    if where is None or a is None or b is None:
        return None
    if a == b:
        form.b.errors = [_("Both moments stand at event {n}. Give two that differ.", n=a)]
        return None
    return Asked(where, min(a, b), max(a, b))


def _checked(field: Any, read_as: Any) -> Any:
    """What was typed, understood; what is wrong with it is said at the field."""
    if field.errors:
        return None
    try:
        return read_as(field.data or "")
    except (NoMoment, NoPage) as wrong:
        field.errors = [wrong.said]
        return None


def _page(typed: str) -> str:
    """A page of this programme, or of the house."""
    found = address.of_today(typed)
    if address.matched(found)[1].get("programme", programme().slug) != programme().slug:
        raise NoPage(ELSEWHERE)
    return found


def _compared(asked: Asked) -> dict[str, Any]:
    was, now = (read(asked.page, position) for position in (asked.first, asked.last))
    found = difference(was.blocks, now.blocks)
    titles = [block.text for reading in (now, was) for block in reading.blocks if block.kind == "h1"]
    return {
        "about": next(iter(titles), ""),
        "before": side(asked.page, asked.first, was, found.before),
        "after": side(asked.page, asked.last, now, found.after),
        "changes": found.changes,
        "at": lambda position: address.at(asked.page, position),
    } | between(of_page(asked.page), asked.first, asked.last)


def _page_asked() -> str:
    try:
        return _page(request.args.get("page", ""))
    except NoPage:
        abort(404)


def _position_asked(name: str) -> int:
    try:
        return position_of(request.args.get(name, ""))
    except NoMoment:
        abort(404)
