"""Writing proposals and requests: in a minute, sent at once or kept, and put differently later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from lt_web.cards import formats
from lt_web.cards.offered import offered
from lt_web.cards.proposals import card
from lt_web.commands import proposals as deeds
from lt_web.permissions import MEMBERS_ONLY, THEIR_OWN_ONLY, may_take_part, require
from lt_web.planning.warnings import say_if_short
from lt_web.speech import _
from lt_web.views.proposal_forms import AskForm, EditForm, ProposalForm, RequestForm
from lt_web.views.proposals import BOTH, proposals, seen, to_page
from lt_web.web import carried_out, db, filled, fragment, made, page, programme, say, standing
from projections import topic_queries


@proposals.route("/new", methods=BOTH)
def new() -> Any:
    """Propose in a minute; sent at once, or kept as a draft."""
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(ProposalForm, topics=_topic_asked_for())
    keeping = request.form.get("deed") == "draft"
    command = deeds.draft if keeping else deeds.propose
    draft, sent = _("Kept as a draft. Send it when it is ready."), _("Sent. Everybody can see it now.")
    posted = request.method == "POST" and form.validate()
    if posted and _saved(form, command, programme().id, form.co_presenters.people):
        say_if_short(form)
        say(draft if keeping else sent)
        return to_page(made())
    return _form_page("proposals/new.html", form)


@proposals.route("/request", methods=BOTH)
def ask() -> Any:
    """Ask for a topic that nobody teaches yet."""
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(AskForm, topics=_topic_asked_for())
    if request.method == "POST" and _saved(form, deeds.ask, programme().id):
        say(_("Asked. Whoever takes it on, you are told."))
        return to_page(made())
    return _form_page("proposals/ask.html", form)


@proposals.get("/format", endpoint="format")
def show_format() -> Any:
    """What a format brings with it, for the form in which one is chosen."""
    form = EditForm(request.args)
    return fragment("proposals/_format.html", form=form, guide=_guide(form, formats.guides()))


@proposals.route("/<uuid:proposal>/edit", methods=BOTH)
def edit(proposal: UUID) -> Any:
    """Put it differently."""
    row = seen(proposal)
    shown = card(row)
    require(shown.may_change, THEIR_OWN_ONLY)
    topics_said = ", ".join(topic.name for topic in shown.topics)
    given = {"title": row.title, "summary": row.summary, "topics": topics_said, "audience": row.audience}
    kind = RequestForm if row.kind == "request" else EditForm
    form = filled(kind, format=row.format, length=row.minutes, **given)
    if request.method == "POST" and _saved(form, deeds.edit, proposal, form.was.data):
        say_if_short(form)
        say(_("Saved."))
        return to_page(proposal)
    form.saw(row, shown.topics, row.audience)
    return _form_page("proposals/edit.html", form, p=shown)


def _saved(form: EditForm, command: Any, about: UUID, *more: Any) -> bool:
    """Carry out a deed with what the form says it is about."""
    if not form.validate():
        return False
    given = (form.outline, form.topic_names, form.audience.data or "", *more)
    return carried_out(form, command, about, *given)


def _form_page(template: str, form: Any, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    guides = [each for each in formats.guides() if each.key in (*offered(), form.format.data)]
    return page(template, status=status, form=form, guide=_guide(form, guides), guides=guides, **context)


def _guide(form: EditForm, guides: list[formats.Template]) -> Any:
    """What the chosen format brings with it; its length stands in the empty field."""
    guide = next((each for each in guides if each.key == form.format.data), guides[0])
    form.length.render_kw = (form.length.render_kw or {}) | {"placeholder": guide.minutes}
    return guide


def _topic_asked_for() -> str:
    """The name of the topic from whose page somebody came."""
    try:
        topic = topic_queries.one(db(), programme().id, UUID(request.args.get("topic", "")))
    except ValueError:
        return ""
    return topic.name if topic else ""
