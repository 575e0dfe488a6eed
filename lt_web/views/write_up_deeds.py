"""What people add to a session's page: notes, links, co-authors, leave to be recorded; and taking it on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request
from werkzeug.wrappers import Response as AnyResponse

from lt_web.cards.sessions import card
from lt_web.cards.write_ups import shown
from lt_web.commands import write_ups as deeds
from lt_web.permissions import MEMBERS_ONLY, WRITERS_ONLY, may_change, may_take_part, require
from lt_web.speech import _
from lt_web.views.sessions import seen, to_page, whole
from lt_web.views.write_up_forms import CoAuthorForm, LinkForm, NoteForm
from lt_web.views.write_ups import write_ups
from lt_web.web import attempt, back_to, carried_out, done, filled, page, posted_person, say, standing


@write_ups.post("/notes")
def note(session: UUID) -> Any:
    """What one took away from it."""
    row = seen(session)
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(NoteForm)
    if done(form, deeds.note, session, form.text.data or ""):
        say(_("Added. Thank you."))
        return to_page(session, "notes")
    return page("sessions/page.html", status=422, **whole(row) | {"note_form": form})


@write_ups.post("/notes/withdrawal")
def withdraw_note(session: UUID) -> AnyResponse:
    """Take a note off the page."""
    seen(session)
    person = posted_person()
    require(may_change(standing(), (person,)), WRITERS_ONLY)
    if attempt(deeds.withdraw_note, session, person):
        say(_("Taken off the page."))
    return to_page(session, "notes")


@write_ups.post("/links")
def add_link(session: UUID) -> Any:
    """Slides, a recording, notes elsewhere."""
    row = _for_writers(session)
    form = filled(LinkForm)
    said = (form.kind.data, form.url.data or "", form.title.data or "")
    if done(form, deeds.add_link, session, *said):
        say(_("Added."))
        return to_page(session, "links")
    return page("sessions/page.html", status=422, **whole(row) | {"link_form": form})


@write_ups.post("/links/removal")
def remove_link(session: UUID) -> AnyResponse:
    """Take a link off the page."""
    _for_writers(session)
    if attempt(deeds.remove_link, session, _posted_link()):
        say(_("Taken off the page."))
    return to_page(session, "links")


@write_ups.post("/write-up/co-authors")
def add_co_author(session: UUID) -> Any:
    """Ask somebody to write it up too."""
    row = _for_writers(session)
    form = filled(CoAuthorForm)
    if form.validate() and carried_out(form, deeds.add_co_author, session, form.person.person):
        say(_("Asked. It stands in their inbox."))
        return back_to("lt.write_ups.editor", session=session, _anchor="co-authors")
    about = card(row)
    return page("write_ups/co_authors.html", status=422, s=about, w=shown(about), co_author_form=form)


@write_ups.post("/write-up/co-authors/removal")
def remove_co_author(session: UUID) -> AnyResponse:
    """Somebody no longer writes it."""
    _for_writers(session)
    if attempt(deeds.remove_co_author, session, posted_person()):
        say(_("Done. The history says so."))
    return to_page(session, "write-up")


@write_ups.post("/write-up/taking")
def take_over(session: UUID) -> AnyResponse:
    """Take it on, where its presenters did not come to it."""
    seen(session)
    require(may_take_part(standing()), MEMBERS_ONLY)
    if attempt(deeds.take_over, session):
        say(_("It is yours now, and its presenters know. A few lines are enough."))
        return back_to("lt.write_ups.editor", session=session)
    return to_page(session)


@write_ups.post("/recording")
def recording(session: UUID) -> AnyResponse:
    """Allow that oneself is recorded, or take that back."""
    seen(session)
    allowed = request.form.get("recording") == "allowed"
    if attempt(deeds.allow_recording if allowed else deeds.refuse_recording, session):
        say(_("Noted: you may be recorded.") if allowed else _("Noted: you are not to be recorded."))
    return to_page(session)


def _for_writers(session: UUID) -> Any:
    row = seen(session)
    require(shown(card(row)).writes, WRITERS_ONLY)
    return row


def _posted_link() -> UUID:
    try:
        return UUID(request.form.get("link", ""))
    except ValueError:
        abort(404)
