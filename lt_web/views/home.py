"""Home: what is on next, and what waits for me."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from lt_web.cards import check_in
from lt_web.cards import feedback as feedback_cards
from lt_web.cards import inbox as inbox_cards
from lt_web.cards.people import known
from lt_web.cards.proposals import cards as proposal_cards
from lt_web.cards.sessions import cards
from lt_web.cards.wins import last_week
from lt_web.permissions import is_champion, may_administer
from lt_web.speech import _
from lt_web.web import db, my_id, now, page, programme, standing
from projections import desk_queries, inbox, people, proposal_queries, roles, session_queries

home = Blueprint("home", __name__)
COMING, VOTES, ASKS = 9, 4, 2


@dataclass(frozen=True)
class Step:
    """One of the first steps of a new programme."""

    title: str
    text: str
    url: str
    action_label: str
    done: bool


@home.get("/")
def entrance() -> Response | Any:
    """Lead to one's first programme; where there is none yet, say what comes first."""
    if g.lt_programmes:
        return redirect(url_for("lt.home.page", programme=g.lt_programmes[0][0].slug), 303)
    found_url = url_for("lt.programmes.new") if may_administer(standing()) else ""
    who = known(roles.admins(db())).values()
    return page("home/entrance.html", found_url=found_url, who=sorted(who, key=lambda person: person.name))


@home.get("/<programme>/", endpoint="page")
def show() -> Any:
    """What is on next with one-click answers; beside it my inbox and what is open for votes."""
    wanted = session_queries.Filter(
        programme().id, now(), own_drafts=my_id(), all_drafts=is_champion(standing())
    )
    rows, _total = session_queries.listed(db(), wanted, 1, COMING)
    shown = cards(rows)
    coming = [card for card in shown if card.start and card.state == "published"]
    first = coming[0] if coming else None
    votes, votes_total = _open_for_votes()
    return page(
        "home/page.html",
        next=first,
        arriving=check_in.open_now(),
        coming=[card for card in shown if card is not first],
        inbox=inbox_cards.shown(inbox.of_person(db(), my_id(), now())),
        asks=[ask for ask in feedback_cards.asks() if ask.slug == programme().slug][:ASKS],
        votes=votes,
        votes_total=votes_total,
        steps=_first_steps(),
        wins=last_week(),
    )


def _open_for_votes() -> tuple[list[Any], int]:
    wanted = proposal_queries.Filter(programme().id, my_id(), "votable")
    rows, total = proposal_queries.listed(db(), wanted, 1, VOTES)
    return proposal_cards(rows), total


def _first_steps() -> list[Step]:
    """What a champion does first, until a session has been published."""
    if not is_champion(standing()) or not session_queries.is_new(db(), programme().id):
        return []
    past, coming = desk_queries.beginnings(db(), programme().id, now())
    return [
        Step(
            _("Invite your colleagues"),
            _("Add the people who may take part; a handful is enough to begin."),
            url_for("lt.people.new"),
            _("Add people"),
            len(people.here(db())) > 1,
        ),
        Step(
            _("Bring what you already have"),
            _(
                "A table of past sessions gives your programme a memory from the first day. "
                "Without one, go on."
            ),
            url_for("lt.imports.page"),
            _("Import a table"),
            past,
        ),
        Step(
            _("Schedule the first session"),
            _("Thirty minutes, one thing shown, one person who likes to show it."),
            url_for("lt.sessions.schedule"),
            _("Schedule"),
            coming,
        ),
        Step(
            _("Publish it"),
            _("From then on everybody sees it here and answers with one click."),
            url_for("lt.desk.page"),
            _("To the desk"),
            False,
        ),
    ]
