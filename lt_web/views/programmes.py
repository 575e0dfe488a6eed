"""Programmes of the house: which there are, and founding one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, g, request

from lt_web.cards.programmes import side_by_side
from lt_web.commands import founding
from lt_web.first_steps import stages
from lt_web.forms.founding import SECTIONS, FoundForm
from lt_web.permissions import ADMINS_ONLY, may_administer, require
from lt_web.speech import _
from lt_web.web import back_to, carried_out, db, filled, me, my_id, now, page, say, standing
from projections import programmes as programme_rows

programmes = Blueprint("programmes", __name__, url_prefix="/programmes")


@programmes.get("/")
def index() -> Any:
    """Every programme beside the others, for admins."""
    require(may_administer(standing()), ADMINS_ONLY)
    return page("programmes/index.html", rows=side_by_side(programme_rows.everything(db())))


@programmes.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Found a programme, with all that is said about it at once."""
    require(may_administer(standing()), ADMINS_ONLY)
    form = filled(FoundForm, zone=me().zone, pilot_from=_monday())
    if request.method == "POST" and form.validate() and carried_out(form, founding.found, form.plan):
        others = form.champion.people not in ((), (my_id(),))
        say(
            _("Founded, with the champion whom you named.")
            if others
            else _("Founded. You are its first champion.")
        )
        return back_to("lt.home.page", programme=form.short_name)
    status = 422 if request.method == "POST" else 200
    return page("programmes/new.html", status=status, form=form, sections=SECTIONS, steps=_steps())


def _monday() -> date:
    """The next Monday: a pilot begins with a week."""
    today: date = now().date()
    return today + timedelta(days=7 - today.weekday())


def _steps() -> list[Any]:
    """The way of the first person, while there is no programme yet."""
    if g.lt_programmes or "lt.account.setup" not in current_app.view_functions:
        return []
    return stages(1)
