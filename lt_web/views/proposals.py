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
from lt_web.forms.fields import options
from lt_web.permissions import may_read_reason, may_take_part
from lt_web.speech import _
from lt_web.views.proposal_forms import (
    CommentForm,
    FilterForm,
    PresenterForm,
)
from lt_web.web import (
    PAGE,
    Pages,
    back_to,
    db,
    done,
    filled,
    found,
    fragment,
    is_htmx,
    my_id,
    not_taken_back,
    page,
    page_number,
    programme,
    refusal_of,
    say,
    standing,
)
from projections import comments, history, proposal_queries, topics

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
    context: dict[str, Any] = {
        "proposals": _listed(_wanted(form, tab)),
        "tab": tab,
        "filters": form,
        "filtering": any(field.data for field in form),
    }
    return (
        fragment("proposals/_list.html", **context) if is_htmx() else page("proposals/index.html", **context)
    )


@proposals.get("/<uuid:proposal>", endpoint="page")
def show(proposal: UUID) -> Any:
    """A proposal's page."""
    return page("proposals/page.html", **whole(seen(proposal)))


@proposals.post("/<uuid:proposal>/vote")
def vote(proposal: UUID) -> Any:
    """Say how much one would like it: interested, maybe or skip."""
    seen(proposal)
    refusal = refusal_of(deeds.vote, proposal, request.form.get("choice", ""))
    if is_htmx():
        notices = [("refused", refusal)] if refusal else []
        shown = {"p": card(seen(proposal)), "view": _view(), "notices": notices}
        return fragment("proposals/_voted.html", status=409 if refusal else 200, **shown)
    say(*((refusal, "refused") if refusal else (_("Your vote is recorded. Only you see it."),)))
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
        "comments": words.comments(not_taken_back(comments.about, row.id)),
        "comment_form": CommentForm() if may_take_part(standing()) and row.state != "draft" else None,
        "history": words.lines(history.of_stream(db(), row.id, readers, my_id())),
    }


def _may_invite(shown: Card) -> bool:
    return shown.may_change and shown.kind == "proposal" and shown.state in ("draft", "open", "accepted")


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
    form.topic.choices = options([("", _("All")), *((str(row.id), row.name) for row in alive)])
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
