"""Checking in oneself, by the code on the screen in the room; and that screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from wtforms import HiddenField

from lt_web import check_in as codes
from lt_web.cards import attendance as sheets
from lt_web.cards import check_in as cards
from lt_web.commands import attendance as deeds
from lt_web.forms.fields import line
from lt_web.permissions import MEMBERS_ONLY, PRESENTERS_ONLY, may_change, may_take_part, require
from lt_web.speech import N_, _, lazy
from lt_web.views.attendance import attendance, its_presenters
from lt_web.views.sessions import seen
from lt_web.web import (
    PlainForm,
    back_to,
    filled,
    found,
    fragment,
    is_htmx,
    made,
    now,
    page,
    refusal_of,
    secret,
    standing,
)

NO_CODE = N_("A code is six letters and digits. Look at the screen in the room.")
NOT_RIGHT = N_("That is not, or no longer, the code on the screen. Type the one that stands there now.")
TOO_OLD = N_("That scan is too old, or of another session. Scan once more, or type the code on the screen.")


class CodeForm(PlainForm):
    """The code on the screen, or the ticket that a scanned one became."""

    code = line(
        lazy("Code"),
        20,
        lazy("Six letters and digits, on the screen in the room."),
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
    )
    ticket = HiddenField()


@attendance.get("/check-in")
def check_in(session: UUID) -> Any:
    """Say that one is there: by one button after scanning, else by the code."""
    row, ticket = _theirs(session), request.args.get("ticket", "")
    mine = cards.mine(row, ticket)
    form = CodeForm(data={"ticket": ticket if mine.has_ticket else ""})
    if ticket and not mine.has_ticket:
        form.code.errors = [_(TOO_OLD)]
    return page("attendance/check_in.html", mine=mine, s=mine.s, form=form)


@attendance.post("/check-in")
def come(session: UUID) -> Any:
    """Check in, once the code is found right."""
    row, form = _theirs(session), filled(CodeForm)
    ticket, typed = form.ticket.data or "", form.code.data or ""
    wrong = _unreadable(session, ticket, typed)
    if wrong:
        return _again(row, form, wrong, 422)
    is_so = codes.is_right if ticket else codes.is_code
    right = is_so(secret(), session, ticket or typed, now())
    refusal = refusal_of(deeds.check_in_by_code, session, right)
    if refusal:
        return _again(row, form, refusal, 409)
    if made() is None:
        return _again(row, form, _(NOT_RIGHT), 422)
    return back_to("lt.attendance.check_in", session=session)


@attendance.get("/check-in/screen")
def screen(session: UUID) -> Any:
    """What stands on the wall: the code, the way there for phones, and how many are in."""
    row = seen(session)
    require(may_change(standing(), its_presenters(session)), PRESENTERS_ONLY)
    found(row if row.published else None)
    sheets.require_takes_place(row)
    shown = cards.screen(row)
    if not is_htmx():
        return page("attendance/screen.html", screen=shown, s=shown.s)
    if request.args.get("v") == shown.v:
        return Response(status=204)
    return fragment("attendance/_screen.html", screen=shown, s=shown.s)


def _theirs(session: UUID) -> Any:
    row = seen(session)
    require(may_take_part(standing()), MEMBERS_ONLY)
    found(row if row.published else None)
    sheets.require_takes_place(row)
    return row


def _unreadable(session: UUID, ticket: str, typed: str) -> str:
    """What is wrong before any code is compared, and counts as no guess."""
    if ticket:
        return "" if codes.is_alive(secret(), session, ticket, now()) else _(TOO_OLD)
    return "" if codes.read(typed) else _(NO_CODE)


def _again(row: Any, form: CodeForm, sentence: str, status: int) -> Any:
    """The page once more, with what is so; a ticket that was used up is gone."""
    form.ticket.data, form.code.errors = "", [sentence]
    mine = cards.mine(row, "")
    return page("attendance/check_in.html", status=status, mine=mine, s=mine.s, form=form)
