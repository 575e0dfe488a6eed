"""Time to competency: what it took before and since, and one's own way to a milestone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from lt_web.cards import competency as cards
from lt_web.commands import competency as deeds
from lt_web.forms.fields import NEEDED, options
from lt_web.forms.people import PersonField
from lt_web.permissions import MEMBERS_ONLY, may_take_part, require
from lt_web.speech import _, lazy
from lt_web.web import (
    PlainForm,
    attempt,
    back_to,
    carried_out,
    db,
    filled,
    found,
    page,
    posted_person,
    programme,
    say,
    standing,
)
from projections import competency_queries

competency = Blueprint("competency", __name__, url_prefix="/<programme>/competency")
BOTH = ["GET", "POST"]
PICK_A_DAY = InputRequired(lazy("Pick a day."))


class StartForm(PlainForm):
    """With whom one sets out, and when."""

    cohort = SelectField(lazy("With whom you started"), [InputRequired(lazy("Choose a cohort."))])
    day = DateField(lazy("The day on which you started"), [PICK_A_DAY])


class ReachedForm(PlainForm):
    """When one got there, and who has seen it."""

    day = DateField(lazy("The day on which you got there"), [PICK_A_DAY])
    asked = PersonField(
        lazy("Who can confirm it"),
        [NEEDED],
        description=lazy(
            "A colleague who has seen it. They are asked once, and may say “not yet” to you alone."
        ),
        render_kw={"list": "known-people"},
    )


@competency.get("/", endpoint="page")
def show() -> Any:
    """Every milestone: what it took before, what it takes now, and how far one is oneself."""
    return page("competency/page.html", milestones=cards.of_programme())


@competency.route("/<uuid:milestone>/start", methods=BOTH)
def start(milestone: UUID) -> Any:
    """Set out for a milestone with a cohort."""
    row = _here(milestone)
    groups = competency_queries.cohorts_of(db(), [milestone])[milestone]
    form = filled(StartForm)
    named = ((str(group.id), group.name) for group in groups)
    form.cohort.choices = options([("", _("Choose a cohort")), *named])
    if request.method == "POST" and form.validate():
        deed = (deeds.start, programme().id, UUID(form.cohort.data), form.day.data)
        if carried_out(form, *deed):
            say(_("Noted. Say so here when you are there."))
            return _back(milestone)
    return _form_page("start", form, row)


@competency.route("/<uuid:milestone>/reached", methods=BOTH)
def reached(milestone: UUID) -> Any:
    """Say that one got there, and ask a colleague to confirm it."""
    row = _here(milestone)
    form = filled(ReachedForm, day=cards.today())
    if request.method == "POST" and form.validate():
        deed = (deeds.claim, programme().id, milestone, form.day.data, form.asked.person)
        if carried_out(form, *deed):
            say(_("It counts once they have confirmed it. You find the answer on your home page."))
            return _back(milestone)
    return _form_page("reached", form, row)


@competency.post("/<uuid:milestone>/withdrawal")
def withdraw(milestone: UUID) -> Response:
    """No longer say that one got there."""
    _here(milestone)
    if attempt(deeds.withdraw, programme().id, milestone):
        say(_("Taken back. Nobody is asked any more."))
    return _back(milestone)


@competency.post("/<uuid:milestone>/leaving")
def leave(milestone: UUID) -> Response:
    """Be in no cohort of it any more."""
    _here(milestone)
    if attempt(deeds.leave, programme().id, milestone):
        say(_("You are out of it, and your days count nowhere."))
    return _back(milestone)


@competency.post("/<uuid:milestone>/confirmation")
def confirm(milestone: UUID) -> Response:
    """Confirm that a colleague who asked got there."""
    _here(milestone)
    if attempt(deeds.confirm, programme().id, milestone, posted_person()):
        say(_("Confirmed. They are told."))
    return back_to("lt.home.page")


@competency.post("/<uuid:milestone>/not-yet")
def decline(milestone: UUID) -> Response:
    """Say “not yet” to a colleague who asked."""
    _here(milestone)
    if attempt(deeds.decline, programme().id, milestone, posted_person()):
        say(_("They alone are told. Show them what is missing; it helps more than a date."))
    return back_to("lt.home.page")


def _here(milestone: UUID) -> Any:
    """The milestone, for somebody who takes part."""
    row = found(competency_queries.one(db(), programme().id, milestone))
    require(may_take_part(standing()), MEMBERS_ONLY)
    return row


def _back(milestone: UUID) -> Response:
    return back_to("lt.competency.page", _anchor=f"m-{milestone}")


def _form_page(name: str, form: PlainForm, row: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"competency/{name}.html", status=status, form=form, m=row, of_champions=False)
