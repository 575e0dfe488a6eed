"""Feedback: one tap in answer to one question. Nothing here names who asks in a log line or a cookie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request

from lt_web.cards import feedback as cards
from lt_web.cards.sessions import card
from lt_web.commands import feedback as deeds
from lt_web.views.sessions import seen, to_page
from lt_web.web import back_to, do_unlinked, fragment, is_htmx, page

feedback = Blueprint("feedback", __name__, url_prefix="/<programme>/sessions/<uuid:session>/feedback")


@feedback.get("/", endpoint="page")
def show(session: UUID) -> Any:
    """The question, what is protected and from when, and what everybody said together."""
    return _page(seen(session))


@feedback.post("/")
def give(session: UUID) -> Any:
    """Answer, or put one's answer differently. Nothing of it is kept for a later page to say."""
    row = seen(session)
    deed = deeds.sign if request.form.get("sign") else deeds.answer
    status, problem = do_unlinked(deed, session, _score(), request.form.get("line", ""))
    if is_htmx():
        return _fragment(seen(session), status, problem)
    if problem:
        return _page(row, status, problem)
    return (
        to_page(session, f"feedback-{session}") if _view() == "session" else back_to(".page", session=session)
    )


def _score() -> int:
    """The number that was pressed; 0 where none was."""
    given = request.form.get("score", "")
    return int(given) if len(given) == 1 and given in "12345" else 0


def _view() -> str:
    """Where the question stands that is answered: on the session's page, on home, on a page of its own."""
    view = request.form.get("view", "page")
    return view if view in ("session", "home") else "page"


def _page(row: Any, status: int = 200, problem: str = "") -> Any:
    return page("feedback/page.html", status=status, **_shown(row, problem), view="page")


def _fragment(row: Any, status: int, problem: str) -> Any:
    return fragment("feedback/_given.html", status=status, **_shown(row, problem), view=_view())


def _shown(row: Any, problem: str) -> dict[str, Any]:
    shown = card(row)
    about = cards.about(row, [person.id for person in shown.presenters])
    typed = (
        {"line": request.form.get("line", ""), "sign": bool(request.form.get("sign"))} if problem else None
    )
    return {"s": shown, "feedback": about, "problem": problem, "typed": typed}
