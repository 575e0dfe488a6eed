"""Settings of a programme: each with its meaning, its unit, and since when its value is in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, request

from lt_web.cards.history import lines
from lt_web.cards.people import Person, known
from lt_web.commands import programmes as deeds
from lt_web.forms.programme import SETTINGS, SettingsForm, in_words
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import _
from lt_web.web import back_to, db, done, filled, my_id, page, programme, say, standing
from projections import history, programme_queries

settings = Blueprint("settings", __name__, url_prefix="/<programme>/settings")


@dataclass(frozen=True)
class Since:
    """Since when a value is in force, and by whom; `by` is "" for the value it had from the start."""

    at: datetime
    by: str
    value: str


@settings.route("/", methods=["GET", "POST"], endpoint="page")
def show() -> Any:
    """Every setting; champions change them here."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    form = filled(SettingsForm, **_now())
    if request.method == "POST" and form.validate() and _changed(form):
        say(_("Saved. New values hold from now on."))
        return back_to("lt.settings.page")
    status = 422 if request.method == "POST" else 200
    told = lines(history.of_stream(db(), programme().id, ["open"], my_id()))
    return page("settings/page.html", status=status, form=form, since=_since(), history=told)


def _now() -> dict[str, Any]:
    row, kept = programme(), json.loads(programme().settings)
    numbers = {name: kept.get(name, setting.default) for name, setting in SETTINGS.items()}
    described = {"name": row.name, "purpose": row.purpose, "zone": row.zone}
    return described | {"open": "yes" if row.open else "no"} | numbers


def _changed(form: SettingsForm) -> bool:
    described = (form.name.data or "", form.purpose.data or "", form.zone.data)
    values = {name: form[name].data for name in SETTINGS}
    return done(form, deeds.change, programme().id, *described, values, form.open.data == "yes")


def _since() -> dict[str, Since]:
    """Field → since when its value is in force."""
    rows = programme_queries.in_force_since(db(), programme().id)
    people = known(row.actor for row in rows.values())
    return {name: _in_force(rows.get(name), people, value) for name, value in _in_words(_now()).items()}


def _in_force(row: Any, people: dict[Any, Person], value: str) -> Since:
    if row is None:
        return Since(programme().founded_at, "", value)
    return Since(row.at, people[row.actor].name if row.actor else "", value)


def _in_words(values: dict[str, Any]) -> dict[str, str]:
    said = {name: in_words(name, values[name]) for name in SETTINGS}
    return said | {"open": _("Everybody in the company") if values["open"] == "yes" else _("Members alone")}
