"""Erasing a person: what it would take, shown before anybody decides; then the deed itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from wtforms import BooleanField, Field, ValidationError
from wtforms.widgets import HiddenInput

from lt_web.cards import accesses
from lt_web.cards.erasing import Preview, preview
from lt_web.commands import erasing as deeds
from lt_web.erasing import purging
from lt_web.forms.fields import line
from lt_web.permissions import ADMINS_ONLY, may_administer, require
from lt_web.speech import _, lazy
from lt_web.web import (
    PlainForm,
    back_to,
    db,
    filled,
    found,
    installation,
    me,
    my_id,
    now,
    page,
    refusal_of,
    say,
    standing,
)
from projections import people as people_rows
from projections import ties

MOST_TAKEN = 20
erasure = Blueprint("erasure", __name__, url_prefix="/people")


class EraseForm(PlainForm):
    """What is erased, why, and the name of whom once more: nothing brings it back."""

    everything = BooleanField(
        lazy("Erase what they wrote for work, too"),
        description=lazy("Proposals, titles and write-ups of theirs then read “(erased)” for everybody."),
    )
    ground = line(
        lazy("On what ground"), 300, lazy("It stays in the log, so write no name. Such as: asked for it.")
    )
    name = line(lazy("Type their name to confirm"), 120, autocomplete="off")

    called = ""

    def ask_about(self, shown: Preview) -> None:
        """Ask for this name; of somebody erased, only about what they wrote for work."""
        self.called = shown.person.name
        self.name.description = _("Write “{name}”.", name=self.called)
        if shown.erased:
            self.everything.widget = HiddenInput()

    def validate_ground(self, field: Field) -> None:
        """A ground in words."""
        if not field.data.strip():
            raise ValidationError(_("This cannot be left empty."))

    def validate_name(self, field: Field) -> None:
        """Nothing is erased by a slip of the hand."""
        if " ".join(field.data.split()).casefold() != " ".join(self.called.split()).casefold():
            raise ValidationError(
                _("This is not the name. Type “{name}”; nothing was erased.", name=self.called)
            )


@erasure.route("/<uuid:person>/erase", methods=["GET", "POST"], endpoint="page")
def erase(person: UUID) -> Any:
    """Show what erasing somebody means, and do it once their name was typed."""
    require(may_administer(standing()), ADMINS_ONLY)
    row = found(people_rows.one(db(), person))
    if row.merged_into:
        return back_to("lt.erasure.page", person=row.merged_into)
    shown = preview(person)
    form = filled(EraseForm)
    form.ask_about(shown)
    if request.method == "POST" and _is_done(form, shown):
        return _said(person)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.validate():
        refusal = _refused(form, person, shown)
        if not refusal:
            purging.wake(installation())
            return _said(person)
        form.form_errors.append(refusal)
        status = 409
    told = {"shown": shown, "mine": person == my_id(), "zone": me().zone or "UTC"}
    told["taken"] = accesses.taken(person, MOST_TAKEN)
    return page("erasing/page.html", status=status, form=form, **told)


def _is_done(form: EraseForm, shown: Preview) -> bool:
    """Whether it was sent twice: the name that was typed is forgotten by now, and nothing is left to do."""
    return shown.erased is not None and (shown.erased.work or not form.everything.data)


def _said(person: UUID) -> Any:
    say(_("Erased. Wherever they stood, pages say “Former colleague” now."))
    return back_to("lt.erasure.page", person=person)


def _refused(form: EraseForm, person: UUID, shown: Preview) -> str:
    """Erase the person; why it was refused, "" when it was done."""
    tied = vars(ties.of_person(db(), person, now()))
    given = (person, bool(form.everything.data), form.ground.data or "")
    return refusal_of(deeds.erase, *given, **tied, names=shown.names)
