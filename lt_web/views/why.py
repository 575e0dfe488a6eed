"""Why? From a state or a figure to the events behind it; and whether the waitlist was fair."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, request, url_for

from lt_web.cards.people import known
from lt_web.cards.sessions import card
from lt_web.figures import counted as counting
from lt_web.figures.cards import cards
from lt_web.figures.looking import look
from lt_web.figures.specs import SPECS
from lt_web.permissions import AUDITORS_ONLY, may_audit, may_read_who_came, may_see_who_waits, require
from lt_web.reports.definitions import label, meaning
from lt_web.speech import _
from lt_web.views.figures import around, days_of, listed
from lt_web.views.figures import asked as asked_days
from lt_web.views.sessions import seen
from lt_web.web import PAGE, Pages, db, found, my_id, page, page_number, programme, standing
from lt_web.why import figure as of_figures
from lt_web.why import line, seats, topic
from lt_web.why import session as of_sessions
from lt_web.why.explanation import Why, told
from projections import fairness_queries, topic_queries

why = Blueprint("why", __name__, url_prefix="/<programme>/why")
fairness = Blueprint("fairness", __name__, url_prefix="/<programme>/audit/fairness")

ASKED = "state, feedback, attendance, 'write-up'"


@why.get("/session/<uuid:session>/answer", endpoint="answer")
def answer(session: UUID) -> Any:
    """Why somebody has a seat, waits, or has none: oneself, or whom one may see waiting."""
    row = seen(session)
    person = _asked_about()
    named = known([person]).get(person) if person != my_id() else None
    return _of_session(row, seats.answer(session, person), named.name if named else _("You"), fair=True)


@why.get("/session/<uuid:session>/seats", endpoint="seats")
def left(session: UUID) -> Any:
    """Why so many seats are left."""
    return _of_session(seen(session), seats.left(session), _("Seats"), fair=True)


@why.get(
    "/session/<uuid:session>/<any(state, feedback, attendance, 'write-up'):question>", endpoint="session"
)
def of_session(session: UUID, question: str) -> Any:
    """Why a session is in its state, what its feedback is made of, and when it is to be written up."""
    row = seen(session)
    presenters = [person.id for person in card(row).presenters]
    names = {
        "state": _("State"),
        "feedback": _("Worth the time"),
        "attendance": _("Who was there"),
        "write-up": _("Write-up"),
    }
    shown = of_sessions.QUESTIONS[question](row, presenters)
    return _of_session(row, shown, names[question], presenters=presenters)


@why.get("/topic/<uuid:topic>/<any(covered, teach):asked>", endpoint="topic")
def of_topic(topic: UUID, asked: str) -> Any:
    """Why a topic counts as covered, or stands on the watch list."""
    row = found(topic_queries.one(db(), programme().id, topic))
    back = url_for("lt.topics.page", topic=topic), row.name
    eyebrow = {"covered": _("How often it was covered"), "teach": _("Who can teach this")}[asked]
    return _page(TOPICS[asked](row), eyebrow, row.name, back)


TOPICS = topic.QUESTIONS


@why.get("/figure/<figure>", endpoint="figure")
def of_figure(figure: str) -> Any:
    """What a figure says, and the sessions that went into it."""
    terms, period, form = asked_days()
    shown = {one["key"]: one for one in cards(look(programme(), period, terms))}
    one = found(shown.get(figure))
    rows = counting.rows(programme(), figure, period, terms) if figure in SPECS else []
    return page(
        "why/figure.html",
        c=one,
        said=of_figures.sentences(one),
        meaning=meaning(figure, terms),
        rows=listed(rows),
        came=counting.came(programme(), figure, period) if may_read_who_came(standing()) else [],
        **around("lt.why.figure", period, form, terms, figure=figure),
    )


@why.get("/figure/<figure>/<uuid:session>", endpoint="counted")
def of_counted(figure: str, session: UUID) -> Any:
    """The events without which a session's part in a figure were another."""
    terms, period, _form = asked_days()
    found(SPECS.get(figure))
    row = seen(session)
    parts = {one.id: one for one in counting.rows(programme(), figure, period, terms)}
    shown = of_figures.of_session(session, figure, terms, parts.get(session))
    back = url_for("lt.why.figure", figure=figure, **days_of(period)), label(figure)
    presenters = [person.id for person in card(row).presenters]
    return _page(shown, label(figure), row.title, back, presenters=presenters)


@fairness.get("/", endpoint="index")
def lines() -> Any:
    """The sessions of which seats went to somebody from a line, or past it."""
    require(may_audit(standing()), AUDITORS_ONLY)
    rows, total = fairness_queries.with_turns(db(), programme().id, page_number(), PAGE)
    return page("why/lines.html", sessions=Pages(rows, total, page_number()))


@fairness.get("/<uuid:session>", endpoint="page")
def fair(session: UUID) -> Any:
    """The line of a session as it stood whenever a seat went to somebody."""
    row = seen(session)
    names = may_see_who_waits(standing())
    turns = line.turns(session, names)
    return page(
        "why/fairness.html",
        s=row,
        turns=turns,
        passed=sum(not turn.in_turn for turn in turns),
        names=names,
        event_url=_event_url,
    )


def _of_session(row: Any, shown: Why, eyebrow: str, fair: bool = False, presenters: Any = ()) -> Any:
    back = url_for("lt.sessions.page", session=row.id), row.title
    ways = [(url_for("lt.fairness.page", session=row.id), _("Was the waitlist fair?"))] if fair else []
    return _page(shown, eyebrow, row.title, back, ways, presenters)


def _page(shown: Why, eyebrow: str, about: str, back: Any, ways: Any = (), presenters: Any = ()) -> Any:
    return page(
        "why/page.html",
        why=shown,
        told=told(shown, presenters),
        eyebrow=eyebrow,
        about=about,
        back=back,
        ways=ways,
        event_url=_event_url,
    )


def _asked_about() -> UUID:
    """Whom the question is about; of others only whoever may see who waits can ask."""
    try:
        person = UUID(request.args.get("person", "")) if request.args.get("person") else my_id()
    except ValueError:
        abort(404)
    return person if person == my_id() or may_see_who_waits(standing()) else abort(404)


def _event_url(position: int) -> str:
    """Where auditors read an event in full; "" for others."""
    readable = may_audit(standing()) and "lt.trail.event" in current_app.view_functions
    return url_for("lt.trail.event", position=position) if readable else ""
