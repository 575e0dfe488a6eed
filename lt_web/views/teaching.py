"""Who can teach a topic: say so, confirm it of a colleague, ask somebody to, and answer who asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from lt_web.cards.topics import card
from lt_web.commands import teaching as deeds
from lt_web.forms.fields import NEEDED, words
from lt_web.forms.people import PersonField
from lt_web.permissions import MEMBERS_ONLY, may_take_part, require
from lt_web.speech import _, lazy
from lt_web.views.topics import topics
from lt_web.web import (
    PlainForm,
    attempt,
    back_to,
    carried_out,
    db,
    filled,
    found,
    page,
    posted_person,
    programme,
    say,
    standing,
)
from projections import topic_queries

BOTH = ["GET", "POST"]


class AskForm(PlainForm):
    """Whom to ask."""

    person = PersonField(
        lazy("Colleague"),
        [NEEDED],
        description=lazy("They see it on their home page, and may say “not now”."),
        render_kw={"list": "known-people"},
    )
    text = words(
        lazy("A sentence for them"),
        300,
        lazy("Why them, or what you would like to see. Only they read it."),
        rows=3,
    )


@topics.post("/<uuid:topic>/teachers")
def declare(topic: UUID) -> Response:
    """Say that one can teach it."""
    _here(topic)
    if attempt(deeds.declare, programme().id, topic):
        say(_("Noted. It counts once a colleague has confirmed it, or you have taught it."))
    return _back(topic)


@topics.post("/<uuid:topic>/teachers/withdrawal")
def withdraw(topic: UUID) -> Response:
    """No longer say so."""
    _here(topic)
    if attempt(deeds.withdraw, programme().id, topic):
        say(_("Taken back."))
    return _back(topic)


@topics.post("/<uuid:topic>/teachers/confirmation")
def confirm(topic: UUID) -> Response:
    """Confirm that a colleague can teach it."""
    _here(topic)
    if attempt(deeds.confirm, programme().id, topic, posted_person()):
        say(_("Confirmed. Thank you for knowing."))
    return _back(topic)


@topics.route("/<uuid:topic>/asks", methods=BOTH)
def ask(topic: UUID) -> Any:
    """Ask a colleague to teach it."""
    row = _here(topic)
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(AskForm)
    if request.method == "POST" and form.validate():
        deed = (deeds.ask, programme().id, topic, form.person.person, form.text.data or "")
        if carried_out(form, *deed):
            say(
                _("Asked. It waits on their home page.")
                if g.lt_made
                else _("You have asked them before. They know.")
            )
            return back_to("lt.topics.page", topic=topic)
    status = 422 if request.method == "POST" else 200
    return page("teaching/ask.html", status=status, form=form, t=card(row))


@topics.post("/<uuid:topic>/asks/answer")
def decline_ask(topic: UUID) -> Response:
    """Say “not now” to whoever asked."""
    _here(topic)
    if attempt(deeds.decline_ask, programme().id, topic):
        say(_("That is fine. Nobody is told."))
    return back_to("lt.home.page")


def _here(topic: UUID) -> Any:
    return found(topic_queries.one(db(), programme().id, topic))


def _back(topic: UUID) -> Response:
    """To where the button stood: the page of a person, or that of the topic."""
    if request.form.get("view") == "person" and request.form.get("person"):
        return back_to("lt.people.page", person=posted_person(), _anchor="can-teach-title")
    return back_to("lt.topics.page", topic=topic, _anchor="teachers-title")
