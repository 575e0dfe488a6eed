"""Sessions: the list, a session's page, the one-click answer, and the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lt_web.cards import feedback as feedback_cards
from lt_web.cards import history as words
from lt_web.cards import write_ups
from lt_web.cards.attendance import on_page as who_came
from lt_web.cards.sessions import Card, card, cards, control
from lt_web.commands import seats as seat_deeds
from lt_web.commands import sessions as deeds
from lt_web.forms.fields import options
from lt_web.permissions import is_champion, may_change, may_see_unpublished, may_see_who_waits, may_take_part
from lt_web.speech import _, lazy
from lt_web.views.session_forms import CommentForm, FilterForm, PersonForm
from lt_web.views.write_up_forms import LinkForm, NoteForm
from lt_web.web import (
    PAGE,
    Pages,
    back_to,
    db,
    directory_matching,
    done,
    filled,
    found,
    fragment,
    is_htmx,
    my_id,
    not_taken_back,
    now,
    page,
    page_number,
    programme,
    refusal_of,
    say,
    standing,
)
from projections import comments, history, people, session_queries, topics

sessions = Blueprint("sessions", __name__, url_prefix="/<programme>/sessions")
CHOICES = ("yes", "maybe", "no")
VIEWS = ("row", "next", "card", "inbox")


@sessions.get("/")
def index() -> Any:
    """Coming or past sessions, filtered."""
    tab = "past" if request.args.get("tab") == "past" else "coming"
    form = _filters()
    if tab == "coming":
        del form.written
    rows, total = session_queries.listed(db(), _wanted(form, tab), page_number(), PAGE)
    shown = Pages(cards(rows), total, page_number())
    filtering = any(field.data for field in form)
    return page("sessions/index.html", sessions=shown, tab=tab, filters=form, filtering=filtering)


@sessions.get("/<uuid:session>", endpoint="page")
def show(session: UUID) -> Any:
    """A session's page."""
    row = seen(session)
    preselected = request.args.get("answer", "")
    return page("sessions/page.html", preselected=preselected if preselected in CHOICES else "", **whole(row))


@sessions.post("/<uuid:session>/answer")
def answer(session: UUID) -> Any:
    """One click: yes, maybe, no, or a held seat taken or passed on."""
    given = {"take": "yes", "pass": "no"}.get(request.form.get("answer", ""), request.form.get("answer", ""))
    refusal = refusal_of(seat_deeds.answer, session, given, programme().id)
    return _answered(control(_shown(session_queries.with_seats(db(), session, my_id()))), refusal)


@sessions.get("/<uuid:session>/calendar.ics")
def calendar(session: UUID) -> Any:
    """The session as a calendar file."""
    from lt_web import ics  # its library takes long to load, and few ask for a file

    row = seen(session)
    body = ics.calendar_of(row, url_for("lt.sessions.page", session=session, _external=True), now())
    headers = {"Content-Disposition": f'attachment; filename="session-{session.hex[:8]}.ics"'}
    return Response(body, mimetype="text/calendar", headers=headers)


@sessions.post("/<uuid:session>/comments")
def comment(session: UUID) -> Any:
    """Write a comment."""
    row = seen(session)
    form = filled(CommentForm)
    if not done(form, deeds.comment, session, form.text.data or ""):
        return _comments(row, form, 422)
    return _comments(row, CommentForm(), 200) if is_htmx() else to_page(session, "comments-title")


def seen(session: UUID) -> Any:
    """The row of a session that exists for whoever asks, in this programme; any other is 404."""
    return _shown(session_queries.one(db(), session))


def _shown(row: Any) -> Any:
    found(row if row and row.programme == programme().id else None)
    if not row.published:
        presenters = [p.person for p in session_queries.presenters_of(db(), [row.id])[row.id]]
        found(row if may_see_unpublished(standing(), presenters) else None)
    return row


def to_page(session: UUID, anchor: str | None = None) -> AnyResponse:
    """Back to the session's page."""
    return back_to("lt.sessions.page", session=session, _anchor=anchor)


def whole(row: Any) -> dict[str, Any]:
    """Everything that a session's page shows."""
    shown = card(row)
    names = may_see_who_waits(standing())
    readers = ["open", *(["names", "owners"] if names else [])]
    own = may_change(standing(), _presenting(shown)) and row.state not in ("held", "cancelled")
    return {
        "s": shown,
        "came": who_came(shown),
        **_left_behind(shown),
        "presenter_form": PersonForm() if own else None,
        "comments": words.comments(not_taken_back(comments.about, row.id)),
        "comment_form": CommentForm() if may_take_part(standing()) else None,
        "feedback": feedback_cards.about(row, _presenting(shown)),
        "history": words.lines(history.of_session(db(), row.id, readers, my_id()), names),
    }


def _left_behind(shown: Card) -> dict[str, Any]:
    w = write_ups.shown(shown)
    return {"w": w, "note_form": NoteForm(text=w.my_note), "link_form": LinkForm.for_session(shown)}


def _presenting(shown: Card) -> list[UUID]:
    return [person.id for person in shown.presenters]


def _comments(row: Any, form: CommentForm, status: int) -> Any:
    shown = whole(row) | {"comment_form": form}
    if is_htmx():
        return fragment("sessions/_comments.html", status=status, **shown)
    return page("sessions/page.html", status=status, **shown)


def _answered(shown: Card, refusal: str) -> Any:
    """The control as it is now for htmx; for everybody else back to where they were."""
    if is_htmx() and asked_view() != "inbox":
        notices = [("refused", refusal)] if refusal else []
        return fragment(
            "sessions/_answered.html",
            status=409 if refusal else 200,
            s=shown,
            view=asked_view(),
            notices=notices,
        )
    say(*((refusal, "refused") if refusal else (_said(shown),)))
    return back_to("lt.home.page") if asked_view() in ("next", "inbox") else _to_where_they_were(shown.id)


def _to_where_they_were(session: UUID) -> AnyResponse:
    return back_to("lt.sessions.index") if asked_view() == "row" else to_page(session)


def _said(shown: Card) -> str:
    """What is so now, in a sentence."""
    title = shown.title
    if shown.mine.answer == "waitlisted":
        place = shown.mine.place
        return _("“{title}” is full. You are number {place} on the waitlist.", title=title, place=place)
    words = {
        "yes": _("You’re in: “{title}”.", title=title),
        "maybe": _("You said maybe to “{title}”.", title=title),
        "no": _("You said that you can’t come to “{title}”.", title=title),
    }
    return words.get(shown.mine.answer or "", _("Your answer to “{title}” is recorded.", title=title))


def asked_view() -> str:
    """Where the answer control stands that asks: in a row, large on home, on a card, in the inbox."""
    view = request.values.get("view", "card")
    return view if view in VIEWS else "card"


def _filters() -> FilterForm:
    form = FilterForm(request.args)
    alive = topics.alive(db(), programme().id)
    form.topic.choices = options([("", lazy("All")), *((str(row.id), row.name) for row in alive)])
    form.team.choices = options([("", lazy("All")), *((team, team) for team in people.teams(db()))])
    return form


def _wanted(form: FilterForm, tab: str) -> session_queries.Filter:
    form.validate()
    text = (form.text.data or "")[:100]
    known = {option.value for option in form.topic.choices if option.value}
    return session_queries.Filter(
        programme=programme().id,
        now=now(),
        past=tab == "past",
        format=form.format.data or "",
        topic=UUID(form.topic.data) if form.topic.data in known else None,
        team=form.team.data or "",
        written=tab == "past" and form.written.data == "yes",
        after=_midnight(form.after.data),
        before=_midnight(form.before.data),
        text=text,
        people=tuple(entry.person for entry in directory_matching(text)) if text.strip() else (),
        all_drafts=is_champion(standing()),
        own_drafts=my_id(),
    )


def _midnight(day: Any) -> datetime | None:
    """The start of a day in the programme's zone, as an instant."""
    return datetime.combine(day, time(), ZoneInfo(programme().zone)).astimezone(UTC) if day else None
