"""About a programme: what it is for, whose yes it has, its pilot, and who takes it over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lt_web.cards import charters as cards
from lt_web.cards.cadence import rule_cards
from lt_web.cards.history import lines
from lt_web.cards.offered import offered
from lt_web.cards.people import known
from lt_web.commands import charter as deeds
from lt_web.forms.charter import CharterForm, CourseForm, HandOverForm, HoursForm, WithdrawalForm
from lt_web.forms.fields import options
from lt_web.forms.people import here, named
from lt_web.permissions import (
    CHAMPIONS_ONLY,
    KEEPERS_ONLY,
    is_champion,
    may_give_roles,
    require,
)
from lt_web.speech import _
from lt_web.web import (
    attempt,
    back_to,
    carried_out,
    db,
    done,
    filled,
    my_id,
    page,
    programme,
    say,
    standing,
)
from projections import charters, history, programme_queries, slots

charter = Blueprint("charter", __name__, url_prefix="/<programme>/charter")
BOTH = ["GET", "POST"]


@charter.get("/", endpoint="page")
def show() -> Any:
    """What the programme is for, for everybody who sees it."""
    mine = cards.mine()
    champions = programme_queries.champions(db(), [programme().id])[programme().id]
    people = sorted(known(champions).values(), key=lambda person: person.name)
    told = lines(history.of_stream(db(), charters.id_of(programme().id), ["open"], my_id()))
    shown: dict[str, Any] = {"c": mine, "champions": people, "since": cards.since(), "history": told}
    return page("charter/page.html", rules=rule_cards(slots.rules_of(db(), programme().id), {}), **shown)


@charter.route("/edit", methods=BOTH)
def edit() -> Any:
    """Say what it is to achieve, for whom, and which formats it offers."""
    _for_champions()
    mine = cards.mine()
    given = {"outcomes": "\n".join(mine.outcomes), "audience": mine.audience, "formats": offered()}
    form = filled(CharterForm, **given)
    if request.method == "POST" and form.validate():
        said = (form.outcomes.data or "", form.audience.data or "", tuple(form.formats.data or ()))
        if carried_out(form, deeds.describe, programme().id, *said):
            return _said(_("Saved. What exists already stays as it is."))
    return _form_page("edit", form)


@charter.route("/course", methods=BOTH)
def course() -> Any:
    """Make it a pilot, or let it go on without an end."""
    _for_champions()
    now = cards.mine().course
    is_pilot = now is not None and not now.decided
    given = {"pilot_from": now.pilot.starts, "pilot_weeks": str(now.pilot.weeks)} if now and is_pilot else {}
    given = given or {"pilot_from": cards.today()}
    form = filled(CourseForm, course="pilot" if is_pilot else "open", **given)
    if request.method == "POST" and form.validate():
        starts = form.pilot_from.data if form.course.data == "pilot" else None
        if carried_out(form, deeds.set_course, programme().id, starts, int(form.pilot_weeks.data)):
            return _said(_("Saved."))
    return _form_page("course", form)


@charter.route("/hours", methods=BOTH)
def hours() -> Any:
    """Ask a sponsor for hours, or record the yes that they gave."""
    _for_champions()
    yes = cards.mine().asked or cards.mine().granted
    given = {"sponsor": named([yes.sponsor.id], here()), "hours": yes.hours} if yes else {}
    form = filled(HoursForm, since=cards.today(), **given)
    if request.method == "POST" and form.validate():
        deed = deeds.record_yes if form.way.data == "record" else deeds.ask_for_hours
        said = (form.sponsor.person, form.hours.data, form.since.data)
        if carried_out(form, deed, programme().id, *said):
            return _said(
                _("Recorded.") if form.way.data == "record" else _("Asked. They see it on their home page.")
            )
    return _form_page("hours", form)


@charter.post("/hours/yes")
def say_yes() -> Response:
    """Grant the hours that one was asked for."""
    if attempt(deeds.say_yes, programme().id):
        say(_("Thank you. Your yes stands on this page."))
    return back_to("lt.charter.page")


@charter.post("/hours/not-now")
def say_not_now() -> Response:
    """Do not grant them."""
    if attempt(deeds.say_not_now, programme().id):
        say(_("Noted. Nothing is granted; the champions see that you answered."))
    return back_to("lt.charter.page")


@charter.route("/hours/withdrawal", methods=BOTH)
def withdraw() -> Any:
    """Note that a yes no longer holds."""
    yes = cards.mine().granted
    require((yes is not None and yes.mine) or is_champion(standing()), CHAMPIONS_ONLY)
    if yes is None:
        return _said(_("Nobody has granted time for it yet."))
    form = filled(WithdrawalForm)
    if request.method == "POST" and done(form, deeds.withdraw_yes, programme().id, form.reason.data or ""):
        return _said(_("Noted. The yes no longer holds."))
    return _form_page("withdrawal", form, yes=yes)


@charter.route("/hand-over", methods=BOTH)
def hand_over() -> Any:
    """Hand the programme over to another champion."""
    require(may_give_roles(standing()), KEEPERS_ONLY)
    champions = known(programme_queries.champions(db(), [programme().id])[programme().id])
    form = filled(HandOverForm, former=str(my_id()))
    form.former.choices = options((str(id), person.name) for id, person in champions.items())
    if request.method == "POST" and form.validate():
        said = (UUID(form.former.data), form.person.person, form.reason.data or "")
        if carried_out(form, deeds.hand_over, programme().id, *said):
            say(_("Handed over. They are told."))
            return back_to("lt.charter.page")
    return _form_page("hand_over", form, back=url_for("lt.roles.page"))


def _for_champions() -> None:
    require(is_champion(standing()), CHAMPIONS_ONLY)


def _form_page(name: str, form: Any, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"charter/{name}.html", status=status, form=form, **context)


def _said(sentence: str) -> Response:
    say(sentence)
    return back_to("lt.charter.page")
