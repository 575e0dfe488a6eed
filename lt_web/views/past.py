"""Any page as it was: `/as-of/<when>/` in front of its address; and the way there by a date and a time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from wtforms import DateField, TimeField
from wtforms.validators import InputRequired

from lt_web.past.entering import may_travel
from lt_web.past.moment import of_position
from lt_web.past.prefix import in_the_past
from lt_web.permissions import AUDITORS_ONLY, require
from lt_web.speech import lazy
from lt_web.web import PlainForm, me, page, programme
from lt_web.words import zone_label

past = Blueprint("past", __name__)


class WhenForm(PlainForm):
    """A date and a time, by the reader's own clock."""

    date = DateField(lazy("Day"), [InputRequired(lazy("Choose a day."))])
    time = TimeField(lazy("Time"), [InputRequired(lazy("Choose a time."))])


@past.route("/as-of/<when>/", defaults={"rest": ""}, endpoint="page", methods=["GET", "POST"])
@past.route("/as-of/<when>/<path:rest>", endpoint="page", methods=["GET", "POST"])
def show(**_address: str) -> Any:
    """A page as it was: `lt_web.past.prefix` has put the page's own view in this one's place."""
    abort(404)


@past.get("/<programme>/audit/as-it-was", endpoint="choose")
def choose() -> Any:
    """Go to the programme as it was on a day at a time, or at an event."""
    require(may_travel(), AUDITORS_ONLY)
    number = request.args.get("event", "")
    home = url_for("lt.home.page")
    if number.isdecimal() and len(number) < 16:
        return redirect(in_the_past(of_position(int(number)), home), 303)
    given = asked(request.args if "date" in request.args else None)
    form = given["form"]
    if "date" in request.args and form.validate():
        assert form.date.data
        assert form.time.data
        return redirect(in_the_past(f"{form.date.data:%Y-%m-%d}T{form.time.data:%H:%M}", home), 303)
    return page("past/choose.html", **given, status=422 if form.errors else 200)


def asked(given: Any) -> dict[str, Any]:
    """The form that asks for a moment, and the zone in which it is read."""
    return {"form": WhenForm(given), "zone": zone_label(me().zone or programme().zone)}
