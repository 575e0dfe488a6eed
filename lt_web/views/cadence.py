"""When a programme meets: its rules, and the dates that come of them."""

from __future__ import annotations

import json
from datetime import time
from typing import Any
from uuid import UUID

from flask import Blueprint, request

from lt_web.cards import cadence as cards
from lt_web.cards.empty_dates import board_of
from lt_web.commands import cadence as deeds
from lt_web.forms.cadence import AHEAD, RuleForm, written
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import _, _n
from lt_web.web import (
    attempt,
    back_to,
    carried_out,
    db,
    filled,
    found,
    fragment,
    now,
    page,
    programme,
    say,
    standing,
)
from projections import holidays, slots, slots_due

cadence = Blueprint("cadence", __name__, url_prefix="/<programme>/cadence")
BOTH = ["GET", "POST"]
SHOWN = 10


@cadence.get("/", endpoint="page")
def show() -> Any:
    """Rules, the next dates, and the days left out."""
    require_champion()
    here, today = programme().id, now().date()
    coming = slots.coming(db(), here, now())
    return page(
        "cadence/page.html",
        rules=cards.rule_cards(slots.rules_of(db(), here), cards.left_out_of(here)),
        slots=cards.slot_cards(coming[:SHOWN]),
        later=max(0, len(coming) - SHOWN),
        days=cards.stretches(slots.days_left_out(db(), here, today)),
        calendars=holidays.calendars_of(db(), here, today),
        board=board_of(programme().slug),
        history=cards.told(here),
        ahead=json.loads(programme().settings).get("slots_ahead_days", AHEAD),
    )


@cadence.route("/rules/new", methods=BOTH)
def new_rule() -> Any:
    """Say when there are dates."""
    require_champion()
    usual = {"zone": programme().zone, "starts": now().date(), "time": time(14, 0), "length": 45}
    form = filled(RuleForm, **usual)
    if request.method == "POST" and _is_set(form):
        return back_to("lt.cadence.page")
    return _form(form, None)


@cadence.route("/rules/<uuid:rule>", methods=BOTH, endpoint="rule")
def change_rule(rule: UUID) -> Any:
    """Change a rule: what is filled, held or skipped stays."""
    require_champion()
    row = slots.rule(db(), programme().id, rule)
    if row is None and request.method == "POST":
        say(_("This rule has ended. Add another instead."), "refused")
        return back_to("lt.cadence.page")
    form = filled(RuleForm, **written(found(row)))
    if request.method == "POST" and _is_set(form, rule):
        return back_to("lt.cadence.page")
    return _form(form, row)


@cadence.route("/rules/<uuid:rule>/end", methods=BOTH)
def end_rule(rule: UUID) -> Any:
    """End a rule, after a last look at what follows."""
    require_champion()
    row = slots.rule(db(), programme().id, rule)
    if request.method == "POST":
        if row is not None and attempt(deeds.end_rule, programme().id, rule):
            say(_("Ended. What is filled, held or skipped stays."))
        return back_to("lt.cadence.page")
    coming = slots.coming(db(), programme().id, now())
    empty = sum(slot.rule == rule and slot.state == "empty" for slot in coming)
    return page("cadence/end.html", r=cards.rule_card(cards.rule_of(found(row)), {}), row=row, empty=empty)


@cadence.get("/preview")
def preview() -> Any:
    """The next dates of a rule while it is being written."""
    require_champion()
    return fragment("cadence/_preview.html", preview=_previewed(RuleForm(request.args)))


def require_champion() -> None:
    """Whoever plans the programme, and nobody else."""
    require(is_champion(standing()), CHAMPIONS_ONLY)


def _is_set(form: RuleForm, rule: UUID | None = None) -> bool:
    """Whether the rule that was typed holds now; how many dates it gives is said."""
    here = programme().id
    if not form.validate():
        return False
    undated = slots_due.sessions_without(db(), here, now())
    if not carried_out(form, deeds.set_rule, here, form.rule, rule, undated):
        return False
    coming = slots.coming(db(), programme().id, now())
    number = sum(slot.state != "skipped" for slot in coming)
    say(_n("Saved. {n} date is planned now.", "Saved. {n} dates are planned now.", number))
    return True


def _form(form: RuleForm, row: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page("cadence/rule.html", status=status, form=form, row=row, preview=_previewed(form))


def _previewed(form: RuleForm) -> Any:
    """The dates of a rule as it is written now; None while something is missing or wrong."""
    rule = form.sketched
    return cards.tried(rule, cards.left_out_of(programme().id)) if rule else None
