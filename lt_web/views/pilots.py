"""The pilot of a programme: its quick win, and the decision at its end (a part of charter.py)."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from lt_web.cards import charters as cards
from lt_web.cards import quick_win as notes
from lt_web.commands import charter as deeds
from lt_web.forms.charter import DecisionForm
from lt_web.permissions import REPORT_READERS_ONLY, is_champion, may_read_report, require
from lt_web.reports import report as reporting
from lt_web.speech import _
from lt_web.views.charter import BOTH, CHAMPIONS_ONLY, charter
from lt_web.web import attempt, back_to, done, filled, page, programme, say, standing


@charter.get("/quick-win")
def quick_win() -> Any:
    """What the first weeks brought, on one page to print or share."""
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    course = cards.mine().course
    if course is None:
        return _no_pilot()
    return page("charter/quick_win.html", course=course, note=notes.note(course))


@charter.post("/quick-win/sharing")
def share() -> Response:
    """Let the sponsors know."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    if attempt(deeds.share_quick_win, programme().id):
        say(_("Shared. The sponsors find it on their home page."))
    return back_to("lt.charter.quick_win")


@charter.route("/decision", methods=BOTH)
def decide() -> Any:
    """Go on, change something or stop, with the figures beside it."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    course = cards.mine().course
    if course is None:
        return _no_pilot()
    period = notes.period_of(course)
    made = reporting.report(programme(), period) if period else None
    form = filled(DecisionForm)
    said = (made["position"], "\n".join(made["summary"])) if made else (0, "")
    given = (form.decision.data, form.reason.data or "", *said)
    if request.method == "POST" and done(form, deeds.decide, programme().id, *given):
        return _decided(form.decision.data)
    status = 422 if request.method == "POST" else 200
    return page("charter/decision.html", status=status, form=form, course=course, r=made)


def _no_pilot() -> Response:
    say(_("This programme has no end, so there is no pilot to speak of."), "refused")
    return back_to("lt.charter.page")


def _decided(decision: str) -> Response:
    if decision == "change":
        say(_("Recorded. What would you like to change?"))
        return back_to("lt.settings.page")
    say(_("Recorded, with the figures beside it."))
    return back_to("lt.charter.page")
