"""Topics: the list, a page each, and what champions do to keep the names in order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import SearchField, SelectField

from lt_web.cards import proposals as proposal_cards
from lt_web.cards import sessions as session_cards
from lt_web.cards import timeline
from lt_web.cards.competency import of_programme as competency_of
from lt_web.cards.teaching import of_topic
from lt_web.cards.topics import Card, card, cards, watched
from lt_web.commands import topics as deeds
from lt_web.forms.fields import NEEDED, line, options
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, may_read_reason, require
from lt_web.pictures.topic_graph import Around, around
from lt_web.speech import _, lazy
from lt_web.web import (
    Pages,
    PlainForm,
    attempt,
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
    now,
    page,
    page_number,
    programme,
    say,
    standing,
)
from projections import proposal_queries, session_queries, teaching_queries, topic_queries

topics = Blueprint("topics", __name__, url_prefix="/<programme>/topics")
BOTH = ["GET", "POST"]
SIZE = 50
OPEN_ONES, WATCHED = 50, 5


class SearchForm(PlainForm):
    """Which topics to list."""

    text = SearchField(lazy("Search"), render_kw={"placeholder": lazy("Name of a topic")})


class NameForm(PlainForm):
    """What a topic is called."""

    name = line(lazy("Name"), 60, lazy("As people would say it: Code review, Python, Public speaking."))


class LinkForm(PlainForm):
    """What a topic builds on."""

    on = SelectField(lazy("It builds on"), [NEEDED])


class MergeForm(PlainForm):
    """Which topic it is the same as."""

    into = SelectField(lazy("Merge it into"), [NEEDED])


@topics.get("/")
def index() -> Any:
    """Every topic, by name, with how much there is on it."""
    form = SearchForm(request.args)
    rows = topic_queries.listed(db(), programme().id, (form.text.data or "")[:100])
    at_risk = {row.id for row, _able in teaching_queries.watch_list(db(), programme().id)}
    tab = "watch" if request.args.get("tab") == "watch" else ""
    every = len(rows)
    rows = [row for row in rows if row.id in at_risk] if tab else rows
    number = min(page_number(), max(1, -(-len(rows) // SIZE)))
    shown = Pages(cards(rows[(number - 1) * SIZE : number * SIZE]), len(rows), number, SIZE)
    context: dict[str, Any] = {
        "topics": shown,
        "filters": form,
        "filtering": bool((form.text.data or "").strip()),
        "tab": tab,
        "every": every,
        "at_risk": at_risk,
    }
    if not (tab or context["filtering"] or number > 1):
        context["watched"] = watched(at_risk, WATCHED)
    return fragment("topics/_list.html", **context) if is_htmx() else page("topics/index.html", **context)


@topics.route("/new", methods=BOTH)
def new() -> Any:
    """Put a topic into the list, so that people can ask for it."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    form = filled(NameForm)
    if request.method == "POST" and done(form, deeds.add, programme().id, form.name.data or ""):
        say(_("It is in the list. A name that was there already leads to the same topic."))
        return back_to("lt.topics.page", topic=made())
    return _form_page("new", form)


@topics.get("/<uuid:topic>", endpoint="page")
def show(topic: UUID) -> Any:
    """A topic: who can teach it, what it builds on, what is open on it, and what happened so far."""
    row = found(topic_queries.one(db(), programme().id, topic))
    if row.merged_into:
        return redirect(url_for("lt.topics.page", topic=row.merged_into))
    shown = card(row)
    coming, past = _sessions(topic)
    wanted = proposal_queries.Filter(
        programme().id, my_id(), topic=topic, all_declined=may_read_reason(standing(), ())
    )
    rows, open_total = proposal_queries.listed(db(), wanted, 1, OPEN_ONES)
    return page(
        "topics/page.html",
        t=shown,
        coming=coming,
        last=next((session for session in past if session.state != "cancelled"), None),
        proposals=proposal_cards.cards(rows),
        open_total=open_total,
        months=timeline.months(row, past, proposal_queries.on_topic(db(), wanted)),
        teachers=of_topic(topic, row.name, any(session.state == "held" for session in past)),
        graph=_graph(topic),
        milestones=[m for m in competency_of(topic, own=False) if m.before or m.since],
    )


@topics.route("/<uuid:topic>/links", methods=BOTH)
def links(topic: UUID) -> Any:
    """Say what it builds on."""
    shown = _for_champions(topic)
    graph = _graph(topic)
    form = LinkForm(request.form if request.method == "POST" else None)
    others = [row for row in topic_queries.listed(db(), programme().id, "") if row.id != topic]
    form.on.choices = options([("", _("Choose a topic")), *((str(row.id), row.name) for row in others)])
    if request.method == "POST" and form.validate() and _linked(form, topic):
        return back_to("lt.topics.links", topic=topic)
    return _form_page("links", form, t=shown, graph=graph)


@topics.post("/<uuid:topic>/links/removal")
def unlink(topic: UUID) -> Response:
    """No longer say that it builds on another."""
    _for_champions(topic)
    attempt(deeds.unlink, programme().id, topic, _posted_topic())
    return back_to("lt.topics.links", topic=topic)


@topics.route("/<uuid:topic>/name", methods=BOTH)
def rename(topic: UUID) -> Any:
    """Give it another name."""
    shown = _for_champions(topic)
    form = filled(NameForm, name=shown.name)
    if request.method == "POST" and done(form, deeds.rename, programme().id, topic, form.name.data or ""):
        say(_("Saved. The old name leads here too."))
        return back_to("lt.topics.page", topic=topic)
    return _form_page("rename", form, t=shown)


@topics.route("/<uuid:topic>/merger", methods=BOTH)
def merge(topic: UUID) -> Any:
    """Let it go up in another: first choose, then confirm."""
    shown = _for_champions(topic)
    form = MergeForm(request.values)
    others = [row for row in topic_queries.listed(db(), programme().id, "") if row.id != topic]
    form.into.choices = options([("", _("Choose a topic")), *((str(row.id), row.name) for row in others)])
    into = next((row for row in others if str(row.id) == form.into.data), None)
    if into is None:
        chosen = "into" in request.values and not form.validate()
        return page("topics/merge.html", status=422 if chosen else 200, form=form, t=shown)
    if request.method == "POST":
        return _merged(topic, into)
    return page("topics/merger.html", t=shown, into=card(into))


def _merged(topic: UUID, into: Any) -> Response:
    if attempt(deeds.merge, programme().id, topic, into.id):
        say(_("Merged. Its name and its address lead here."))
    return back_to("lt.topics.page", topic=into.id)


def _sessions(topic: UUID) -> tuple[list[Any], list[Any]]:
    """Coming sessions on a topic, the next first, and past ones, the newest first."""
    rows = session_queries.on_topic(db(), topic)
    past = [row for row in rows if _is_over(row)]
    coming = [row for row in reversed(rows) if not _is_over(row)]
    shown = session_cards.cards([*coming, *past])
    return shown[: len(coming)], shown[len(coming) :]


def _graph(topic: UUID) -> Around | None:
    links, names = topic_queries.links_of(db(), programme().id)
    return around(topic, names, links)


def _linked(form: LinkForm, topic: UUID) -> bool:
    return carried_out(form, deeds.link, programme().id, topic, UUID(form.on.data))


def _posted_topic() -> UUID:
    """The topic that a button is about; without one it is about none, and does nothing."""
    try:
        return UUID(request.form.get("on", ""))
    except ValueError:
        return UUID(int=0)


def _is_over(row: Any) -> bool:
    return row.state == "held" or (row.end_at <= now() and row.state != "postponed")


def _for_champions(topic: UUID) -> Card:
    row = found(topic_queries.one(db(), programme().id, topic))
    require(is_champion(standing()), CHAMPIONS_ONLY)
    return card(found(None if row.merged_into else row))


def _form_page(name: str, form: Any, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"topics/{name}.html", status=status, form=form, **context)
