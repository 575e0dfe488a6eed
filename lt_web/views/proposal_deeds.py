"""What its people, colleagues and champions do with a proposal: each deed has an address of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.wrappers import Response

from lt_web.cards.proposals import Card, card, exists
from lt_web.commands import proposals as deeds
from lt_web.permissions import CHAMPIONS_ONLY, THEIR_OWN_ONLY, is_champion, require
from lt_web.planning.warnings import say_clashes, say_if_short, say_what_moved
from lt_web.speech import _
from lt_web.views.proposal_forms import DeclineForm, PresenterForm, ScheduleForm, VotingForm
from lt_web.views.proposals import BOTH, proposals, seen, to_page, whole
from lt_web.views.session_deeds import default_capacity
from lt_web.web import (
    attempt,
    back_to,
    carried_out,
    db,
    done,
    filled,
    made,
    now,
    page,
    posted_person,
    programme,
    say,
    standing,
)
from projections import proposal_queries

LAST_MINUTE = time(23, 59)
FARTHEST = timedelta(days=366)


@proposals.post("/<uuid:proposal>/sending")
def send(proposal: UUID) -> Response:
    """Open a draft to everybody's eyes and votes."""
    return _tried(proposal, deeds.send, _("Sent. Everybody can see it now."))


@proposals.post("/<uuid:proposal>/withdrawal")
def withdraw(proposal: UUID) -> Response:
    """Take it back."""
    sent = seen(proposal).sent
    return _tried(
        proposal, deeds.withdraw, _("Withdrawn. You can open it again.") if sent else _("Put away.")
    )


@proposals.post("/<uuid:proposal>/resubmission")
def resubmit(proposal: UUID) -> Response:
    """Open it again."""
    return _tried(proposal, deeds.resubmit, _("Open again. Everybody can see it."))


@proposals.post("/<uuid:proposal>/adoption")
def adopt(proposal: UUID) -> Response:
    """Take a request on and present it."""
    return _tried(proposal, deeds.adopt, _("It is yours to present. Whoever asked for it is told."))


@proposals.post("/<uuid:proposal>/acceptance")
def accept(proposal: UUID) -> Response:
    """Want it in the programme."""
    return _tried(proposal, deeds.accept, _("Accepted. A date is next."))


@proposals.post("/<uuid:proposal>/reserve")
def put_in_reserve(proposal: UUID) -> Response:
    """Keep it ready to be shown at short notice."""
    kept = _("On the reserve list: it can be shown at short notice.")
    return _tried(proposal, deeds.put_in_reserve, kept)


@proposals.post("/<uuid:proposal>/reserve/removal")
def take_from_reserve(proposal: UUID) -> Response:
    """Keep it ready no longer."""
    return _tried(proposal, deeds.take_from_reserve, _("No longer on the reserve list."))


@proposals.route("/<uuid:proposal>/decline", methods=BOTH)
def decline(proposal: UUID) -> Any:
    """Say no, with a reason for those who present it."""
    shown = _for_champions(proposal)
    form = filled(DeclineForm)
    if request.method == "POST" and done(form, deeds.decline, proposal, form.reason.data or ""):
        say(_("Declined. Only its presenters and the champions see that, and why."))
        return to_page(proposal)
    return _deed_page("decline", shown, form)


@proposals.route("/<uuid:proposal>/voting/end", methods=BOTH)
def date_voting(proposal: UUID) -> Any:
    """Set the last day of voting."""
    shown = _for_champions(proposal)
    form = filled(VotingForm, closes_on=shown.closes_on.date() if shown.closes_on else None)
    if request.method == "POST" and form.validate() and _dated(form, proposal):
        say(_("Saved. The votes are counted that evening."))
        return to_page(proposal)
    return _deed_page("voting", shown, form)


@proposals.route("/<uuid:proposal>/voting/closure", methods=BOTH)
def close_voting(proposal: UUID) -> Any:
    """Count the votes now."""
    shown = _for_champions(proposal)
    if request.method == "GET":
        return page("proposals/closure.html", p=shown)
    return _tried(proposal, deeds.close_voting, _("Voting is closed. Everybody sees the count."))


@proposals.route("/<uuid:proposal>/schedule", methods=BOTH)
def schedule(proposal: UUID) -> Any:
    """Let it become a session."""
    shown = _for_champions(proposal)
    row = shown.row
    given = {"title": row.title, "summary": row.summary, "format": row.format, "length": row.minutes}
    given |= {"zone": programme().zone, "capacity": default_capacity()}
    form = filled(ScheduleForm, topics=", ".join(topic.name for topic in shown.topics), **given)
    if request.method == "POST" and form.validate() and _scheduled(form, proposal):
        _warn(form, shown)
        say(_("Scheduled. Publish it when it is ready to be seen."))
        return back_to("lt.sessions.page", session=made())
    return _deed_page("schedule", shown, form)


@proposals.post("/<uuid:proposal>/presenters")
def invite_presenter(proposal: UUID) -> Any:
    """Ask somebody to present it too."""
    row = seen(proposal)
    require(card(row).may_change, THEIR_OWN_ONLY)
    form = filled(PresenterForm)
    if form.validate():
        asked = _("Asked. It stands in their inbox.")
        return _tried(proposal, deeds.invite_presenter, asked, form.person.person)
    return page("proposals/page.html", status=422, **whole(row) | {"presenter_form": form})


@proposals.post("/<uuid:proposal>/presenters/acceptance")
def accept_presenting(proposal: UUID) -> Response:
    """Present it too."""
    return _tried(proposal, deeds.accept_presenting, _("You present it too. Thank you."))


@proposals.post("/<uuid:proposal>/presenters/refusal")
def decline_presenting(proposal: UUID) -> Response:
    """Say no to presenting it."""
    seen(proposal)
    if attempt(deeds.decline_presenting, proposal):
        say(_("They know that you will not present it."))
    return _unless_gone(proposal)


@proposals.post("/<uuid:proposal>/presenters/withdrawal")
def withdraw_presenter(proposal: UUID) -> Response:
    """Step down, or take a presenter or an invitation back."""
    seen(proposal)
    if attempt(deeds.withdraw_presenter, proposal, posted_person()):
        say(_("Done. The history says so."))
    return _unless_gone(proposal)


def _tried(proposal: UUID, command: Any, sentence: str, *args: Any) -> Response:
    """Carry out a deed without a form, say how it went, and go back to the page."""
    seen(proposal)
    if attempt(command, proposal, *args):
        say(sentence)
    return to_page(proposal)


def _unless_gone(proposal: UUID) -> Response:
    """Back to the page, unless it no longer exists for whoever said no or stepped down."""
    if exists(proposal_queries.one(db(), proposal)):
        return to_page(proposal)
    return back_to("lt.proposals.index", tab="mine")


def _for_champions(proposal: UUID) -> Card:
    row = seen(proposal)
    require(is_champion(standing()), CHAMPIONS_ONLY)
    return card(row)


def _dated(form: VotingForm, proposal: UUID) -> bool:
    last: date | None = form.closes_on.data
    if last is None or abs(last - now().date()) > FARTHEST:
        form.closes_on.errors = [_("Pick a day within the next year.")]
        return False
    ends = datetime.combine(last, LAST_MINUTE, ZoneInfo(programme().zone)).astimezone(UTC)
    return carried_out(form, deeds.date_voting, proposal, ends)


def _scheduled(form: ScheduleForm, proposal: UUID) -> bool:
    seats = form.capacity.data
    return carried_out(form, deeds.schedule, proposal, form.outline, form.topic_names, form.when, seats)


def _warn(form: ScheduleForm, shown: Card) -> None:
    """Name what a champion may want to look at again; all of it is allowed."""
    say_what_moved(form)
    say_if_short(form)
    say_clashes(form, form.length.data or 0, [person.id for person in shown.presenters], made())


def _deed_page(name: str, shown: Card, form: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"proposals/{name}.html", status=status, form=form, p=shown)
