"""The board: dates in order beside what may fill them. Each deed is one form, by button, key or dragging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, request

from lt_web.cards.board import board as on_board
from lt_web.cards.board import when_said
from lt_web.commands import cadence as deeds
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import _
from lt_web.web import back_to, db, fragment, is_htmx, page, programme, refusal_of, say, standing
from projections import proposal_queries, session_queries, slots

board = Blueprint("board", __name__, url_prefix="/<programme>/board")


@board.get("/", endpoint="page")
def show() -> Any:
    """Dates and the backlog."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    return page("board/page.html", board=on_board())


@board.post("/placement")
def place() -> Any:
    """Hold a date for something."""
    return _carried_out(deeds.place, ("slot", "proposal"), _placed)


@board.post("/move")
def move() -> Any:
    """Let what is on a date take place on another."""
    return _carried_out(deeds.move, ("slot", "to"), _moved("to"))


@board.post("/swap")
def swap() -> Any:
    """Let what is on two dates change places."""
    return _carried_out(deeds.swap, ("slot", "to"), _moved("to"))


@board.post("/removal")
def take_out() -> Any:
    """Put back into the backlog what a date is held for."""
    return _carried_out(
        deeds.take_out, ("slot",), lambda was: _("“{title}” is back in the backlog.", title=_title(was))
    )


@board.post("/skip")
def skip() -> Any:
    """Let nothing take place on a date."""
    reason = request.form.get("reason", "")
    said = lambda was: _("{date} is skipped.", date=when_said(was))  # noqa: E731
    return _carried_out(deeds.skip, ("slot",), said, reason)


@board.post("/reopening")
def reopen() -> Any:
    """Let a date wait to be filled again."""
    return _carried_out(
        deeds.reopen, ("slot",), lambda was: _("{date} waits to be filled again.", date=when_said(was))
    )


@board.post("/session")
def fill() -> Any:
    """Make a session of what a date is held for."""
    return _carried_out(deeds.fill, ("slot",), _filled)


def _carried_out(command: Any, fields: tuple[str, ...], said: Callable[[Any], str], *more: str) -> Any:
    """Carry out a deed about a date and show the board as it is then."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    ids = [_posted(field) for field in fields]
    if None in ids:
        return _answered(None, _("Pick a date, and what goes there."), "")
    was = slots.one(db(), ids[0]) if ids[0] else None
    refusal = refusal_of(command, programme().id, *ids, *more)
    return _answered(ids[-1 if "to" in fields else 0], refusal, "" if refusal else said(was))


def _answered(slot: UUID | None, refusal: str, sentence: str) -> Any:
    at = request.form.get("at", "") or (f"slot-{slot}" if slot else "")
    if is_htmx():
        notices = [("refused", refusal)] if refusal else []
        context = {"board": on_board(), "said": sentence, "at": at, "notices": notices}
        return fragment("board/_changed.html", status=409 if refusal else 200, **context)
    say(refusal or sentence, "refused" if refusal else "ok")
    return back_to("lt.board.page", _anchor=at or None)


def _posted(name: str) -> UUID | None:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        return None


def _placed(was: Any) -> str:
    now_there = slots.one(db(), was.id)
    said = _("“{title}” is held for {date}.", title=_title(now_there), date=when_said(was))
    if was.state == "held" and not slots.of_things(db(), [was.thing]):
        back = _("“{title}” went back to the backlog.", title=_title(was))
        return f"{said} {back}"
    return said


def _moved(field: str) -> Callable[[Any], str]:
    def said(was: Any) -> str:
        to = slots.one(db(), _posted(field) or was.id)
        assert to
        moved = _("“{title}” is on {date} now.", title=_title(to), date=when_said(to))
        if "filled" not in (was.state, to.state):
            return moved
        asked = _("Everyone who answered is asked whether it still suits.")
        return f"{moved} {asked}"

    return said


def _filled(was: Any) -> str:
    return _(
        "“{title}” is a session on {date} now. Publish it when it is ready to be seen.",
        title=_title(was),
        date=when_said(was),
    )


def _title(slot: Any) -> str:
    """What stands on a date; a proposal where it is held, a session where it is filled."""
    if slot.state == "filled":
        return str(session_queries.one(db(), slot.thing).title)  # type: ignore[union-attr]
    row = proposal_queries.one(db(), slot.thing) if slot.thing else None
    return row.title if row else ""
