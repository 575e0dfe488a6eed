"""Programmes of the house: which there are, and founding one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, request

from lt_web.commands import programmes as deeds
from lt_web.first_steps import stages
from lt_web.permissions import ADMINS_ONLY, may_administer, require
from lt_web.programme_forms import FoundForm
from lt_web.speech import _
from lt_web.web import back_to, db, done, filled, me, page, say, standing
from projections import programmes as programme_rows

programmes = Blueprint("programmes", __name__, url_prefix="/programmes")


@programmes.get("/")
def index() -> Any:
    """Every programme, for admins."""
    require(may_administer(standing()), ADMINS_ONLY)
    return page("programmes/index.html", rows=programme_rows.everything(db()))


@programmes.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Found a programme."""
    require(may_administer(standing()), ADMINS_ONLY)
    form = filled(FoundForm, zone=me().zone)
    if request.method == "POST" and done(form, deeds.found, *_typed(form)):
        say(_("Founded. You are its first champion."))
        return back_to("lt.home.page", programme=(form.slug.data or "").strip())
    status = 422 if request.method == "POST" else 200
    return page("programmes/new.html", status=status, form=form, steps=_steps())


def _typed(form: FoundForm) -> tuple[str, str, str, str]:
    slug, name, purpose = form.slug.data or "", form.name.data or "", form.purpose.data or ""
    return slug.strip(), name, purpose, form.zone.data or ""


def _steps() -> list[Any]:
    """The way of the first person, while there is no programme yet."""
    if g.lt_programmes or "lt.account.setup" not in current_app.view_functions:
        return []
    return stages(1)
