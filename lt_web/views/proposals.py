"""Proposals and requests: the list, a page each, writing one in a minute, votes and comments."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lt_web.cards import formats
from lt_web.cards import history as words
from lt_web.cards.proposals import Card, card, cards, exists
from lt_web.cards.topics import beside
from lt_web.commands import proposals as deeds
from lt_web.forms import options
from lt_web.permissions import MEMBERS_ONLY, THEIR_OWN_ONLY, may_read_reason, may_take_part, require
from lt_web.planning import say_if_short
from lt_web.views.proposal_forms import (
    AskForm,
    CommentForm,
    EditForm,
    FilterForm,
    PresenterForm,
    ProposalForm,
    RequestForm,
)
from lt_web.web import (
    PAGE,
    Pages,
    back_to,
    carried_out,
    db,
    done,
    filled,
    found,
    fragment,
    is_htmx,
    made,
    my_id,
    page,
    page_number,
    programme,
    refusal_of,
    say,
    standing,
)
from projections import comments, history, proposal_queries, topic_queries, topics

proposals = Blueprint("proposals", __name__, url_prefix="/<programme>/proposals")
BOTH = ["GET", "POST"]
TABS = ("open", "mine", "scheduled", "closed")
VIEWS = ("home", "row", "page")


@proposals.get("/")
def index() -> Any:
    """Proposals and requests: open ones, mine, those that became sessions, those that were closed."""
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else "open"
    form = _filters()
    context = {
        "proposals": _listed(_wanted(form, tab)),
        "tab": tab,
        "filters": form,
        "filtering": any(field.data for field in form),
    }
    return (
        fragment("proposals/_list.html", **context) if is_htmx() else page("proposals/index.html", **context)
    )


@proposals.route("/new", methods=BOTH)
def new() -> Any:
    """Propose in a minute; sent at once, or kept as a draft."""
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(ProposalForm, topics=_topic_asked_for())
    keeping = request.form.get("deed") == "draft"
    command = deeds.draft if keeping else deeds.propose
    sentence = "Kept as a draft. Send it when it is ready." if keeping else "Sent. Everybody can see it now."
    posted = request.method == "POST" and form.validate()
    if posted and _saved(form, command, programme().id, form.co_presenters.people):
        say_if_short(form)
        say(sentence)
        return to_page(made())
    return _form_page("proposals/new.html", form)


@proposals.route("/request", methods=BOTH)
def ask() -> Any:
    """Ask for a topic that nobody teaches yet."""
    require(may_take_part(standing()), MEMBERS_ONLY)
    form = filled(AskForm, topics=_topic_asked_for())
    if request.method == "POST" and _saved(form, deeds.ask, programme().id):
        say("Asked. Whoever takes it on, you are told.")
        return to_page(made())
    return _form_page("proposals/ask.html", form)


@proposals.get("/format", endpoint="format")
def show_format() -> Any:
    """What a format brings with it, for the form in which one is chosen."""
    form = EditForm(request.args)
    return fragment("proposals/_format.html", form=form, guide=_guide(form))


@proposals.get("/<uuid:proposal>", endpoint="page")
def show(proposal: UUID) -> Any:
    """A proposal's page."""
    return page("proposals/page.html", **whole(seen(proposal)))


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
    if request.method == "POST" and _saved(form, deeds.edit, proposal):
        say_if_short(form)
        say("Saved.")
        return to_page(proposal)
    return _form_page("proposals/edit.html", form, p=shown)


@proposals.post("/<uuid:proposal>/vote")
def vote(proposal: UUID) -> Any:
    """Say how much one would like it: interested, maybe or skip."""
    seen(proposal)
    refusal = refusal_of(deeds.vote, proposal, request.form.get("choice", ""))
    if is_htmx():
        notices = [("refused", refusal)] if refusal else []
        shown = {"p": card(seen(proposal)), "view": _view(), "notices": notices}
        return fragment("proposals/_voted.html", status=409 if refusal else 200, **shown)
    say(*((refusal, "refused") if refusal else ("Your vote is recorded. Only you see it.",)))
    return _where_they_were(proposal)


@proposals.post("/<uuid:proposal>/comments")
def comment(proposal: UUID) -> Any:
    """Write a comment."""
    seen(proposal)
    form = filled(CommentForm)
    saved = done(form, deeds.comment, proposal, form.text.data or "")
    if saved and not is_htmx():
        return to_page(proposal, "comments-title")
    shown = whole(seen(proposal)) | ({} if saved else {"comment_form": form})
    status = 200 if saved else 422
    if is_htmx():
        return fragment("proposals/_comments.html", status=status, **shown)
    return page("proposals/page.html", status=status, **shown)


def seen(proposal: UUID) -> Any:
    """The row of a proposal that exists for whoever asks, in this programme; any other is 404."""
    row = found(proposal_queries.one(db(), proposal))
    return found(row if row.programme == programme().id and exists(row) else None)


def to_page(proposal: UUID, anchor: str | None = None) -> Response:
    """Back to the proposal's page."""
    return back_to("lt.proposals.page", proposal=proposal, _anchor=anchor)


def whole(row: Any) -> dict[str, Any]:
    """Everything that a proposal's page shows."""
    shown = card(row)
    own = [shown.by.id, *(person.id for person in shown.presenting)]
    readers = ["open", *(["owners"] if may_read_reason(standing(), own) else [])]
    return {
        "p": shown,
        "beside": beside(shown.topics, shown.presenting) if shown.may_decide else None,
        "guide": formats.guide(shown.format),
        "presenter_form": PresenterForm() if _may_invite(shown) else None,
        "comments": words.comments(comments.about(db(), row.id)),
        "comment_form": CommentForm() if may_take_part(standing()) and row.state != "draft" else None,
        "history": words.lines(history.of_stream(db(), row.id, readers, my_id())),
    }


def _may_invite(shown: Card) -> bool:
    return shown.may_change and shown.kind == "proposal" and shown.state in ("draft", "open", "accepted")


def _saved(form: EditForm, command: Any, about: UUID, *more: Any) -> bool:
    """Carry out a deed with what the form says it is about."""
    if not form.validate():
        return False
    given = (form.outline, form.topic_names, form.audience.data or "", *more)
    return carried_out(form, command, about, *given)


def _form_page(template: str, form: Any, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(template, status=status, form=form, guide=_guide(form), guides=formats.guides(), **context)


def _guide(form: EditForm) -> Any:
    """What the chosen format brings with it; its length stands in the empty field."""
    guide = formats.guide(form.format.data)
    form.length.render_kw = (form.length.render_kw or {}) | {"placeholder": guide.minutes}
    return guide


def _topic_asked_for() -> str:
    """The name of the topic from whose page somebody came."""
    try:
        topic = topic_queries.one(db(), programme().id, UUID(request.args.get("topic", "")))
    except ValueError:
        return ""
    return topic.name if topic else ""


def _where_they_were(proposal: UUID) -> Response:
    """Back to the list or page in which they voted, if it is a page of ours."""
    parts = urlsplit(request.referrer or "")
    if _view() == "page" or parts.netloc != request.host:
        return to_page(proposal)
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return to_page(proposal)
    query = f"?{parts.query}" if parts.query else ""
    return redirect(f"/{parts.path.lstrip('/')}{query}#vote-{proposal}", 303)


def _view() -> str:
    view = request.form.get("view", "")
    return view if view in VIEWS else "page"


def _listed(wanted: proposal_queries.Filter) -> Pages:
    """The page of the list that is asked for, or the last there is."""
    number = page_number()
    rows, total = proposal_queries.listed(db(), wanted, number, PAGE)
    if total and not rows:
        number = -(-total // PAGE)
        rows, total = proposal_queries.listed(db(), wanted, number, PAGE)
    return Pages(cards(rows), total, number)


def _filters() -> FilterForm:
    form = FilterForm(request.args)
    alive = topics.alive(db(), programme().id)
    form.topic.choices = options([("", "Every topic"), *((str(row.id), row.name) for row in alive)])
    return form


def _wanted(form: FilterForm, tab: str) -> proposal_queries.Filter:
    known = {choice.value for choice in form.topic.choices if choice.value}
    return proposal_queries.Filter(
        programme=programme().id,
        person=my_id(),
        view=tab,
        kind=form.kind.data if form.kind.data in ("proposal", "request") else "",
        topic=UUID(form.topic.data) if form.topic.data in known else None,
        text=(form.text.data or "")[:100],
        all_declined=may_read_reason(standing(), ()),
    )
