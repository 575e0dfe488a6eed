"""Importing: a table of past sessions is sent, looked at, and confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from wtforms import BooleanField, FileField, TextAreaField
from wtforms.validators import InputRequired

from lt_web import importing
from lt_web.importing import Look, told
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import N_, _, _n, lazy
from lt_web.tables import TableError, read_table
from lt_web.web import PlainForm, back_to, page, say, standing

imports = Blueprint("imports", __name__, url_prefix="/<programme>/import")
SHOWN, PROBLEMS_SHOWN = 20, 100
KINDS = lazy(
    "CSV from a spreadsheet, or a table from a wiki. A title and a date for each session are enough."
)
FAULTY = lazy("Some rows cannot be read. Mend them and send the table anew, or say that they may stay out.")
NOTHING = N_("Choose a file, or paste the table below.")


class UploadForm(PlainForm):
    """A table, as a file or pasted."""

    file = FileField(lazy("File"), description=KINDS, render_kw={"accept": ".csv,.tsv,.txt,.md,text/*"})
    text = TextAreaField(
        lazy("Or paste the table"),
        description=lazy("With its headings."),
        render_kw={"rows": 6, "spellcheck": "false"},
    )

    @property
    def sent(self) -> tuple[str, bytes]:
        """The name and the content of what was sent."""
        file = request.files.get("file")
        data = file.read() if file else b""
        return (file.filename or "table", data) if file and data else ("", (self.text.data or "").encode())


class ConfirmForm(PlainForm):
    """Whether rows that cannot be read may be left out: else the table is mended first, or nothing of it."""

    leave_out = BooleanField(validators=[InputRequired(FAULTY)])


@imports.route("/", methods=["GET", "POST"], endpoint="page")
def send() -> Any:
    """Take a table; nothing of it is recorded before it was looked at."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    form = UploadForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        name, data = form.sent
        error = _unreadable(data)
        if not error:
            return back_to("lt.imports.preview", upload=importing.keep(name, data))
        form.file.errors = [error]
    return page("imports/page.html", status=422 if form.errors else 200, form=form)


@imports.get("/<uuid:upload>")
def preview(upload: UUID) -> Any:
    """What would be recorded, and what cannot be."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    kept = importing.found_again(upload)
    if kept is None:
        return _gone()
    look = importing.look_at(kept, _day_first())
    return _shown(look, _form(look))


@imports.post("/<uuid:upload>", endpoint="confirm")
def confirm(upload: UUID) -> Any:
    """Record it."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    kept = importing.found_again(upload)
    if kept is None:
        return _gone()
    look = importing.look_at(kept, _day_first())
    form = _form(look)
    if look.table.question or not look.plan.new or not form.validate():
        return _shown(look, form, 422)
    say(_said(importing.carry_out(look), look.rows_left_out))
    return back_to("lt.sessions.index", tab="past")


def _form(look: Look) -> ConfirmForm:
    """Where no row is faulty there is nothing to leave out, and nothing to tick."""
    form = ConfirmForm(request.form if request.method == "POST" else None)
    rows = look.rows_left_out
    form.leave_out.label.text = _n("Leave this row out", "Leave these {n} rows out", rows)
    if not rows:
        del form.leave_out
    return form


def _shown(look: Look, form: ConfirmForm, status: int = 200) -> Any:
    return page(
        "imports/preview.html",
        status=status,
        look=look,
        form=form,
        new=len(look.plan.new),
        known=look.plan.known,
        shown=look.plan.rows[:SHOWN],
        most=PROBLEMS_SHOWN,
        told=told,
        day_first=request.values.get("day_first", ""),
    )


def _unreadable(data: bytes) -> str:
    """Why it cannot be read as a table at all, "" where it can."""
    if not data.strip():
        return _(NOTHING)
    try:
        read_table(data)
    except TableError as error:
        return told(error)
    return ""


def _day_first() -> bool | None:
    """The answer to which order dates are in."""
    return {"1": True, "0": False}.get(request.values.get("day_first", ""))


def _gone() -> Any:
    say(_("This table is no longer kept. Send it once more."), "warn")
    return back_to("lt.imports.page")


def _said(done: Any, left_out: int) -> str:
    said = [_n("One session was read in.", "{n} sessions were read in.", done.sessions)]
    if done.known:
        said.append(_n("{n} was here already.", "{n} were here already.", done.known))
    if left_out:
        said.append(_n("One row was left out.", "{n} rows were left out.", left_out))
    if done.unclaimed:
        said.append(
            _n("One name belongs to nobody here yet.", "{n} names belong to nobody here yet.", done.unclaimed)
        )
    return " ".join(said)
