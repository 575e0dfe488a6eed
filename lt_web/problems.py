"""What goes wrong, told in a page: what is so, that nothing was lost, and the way on."""

from __future__ import annotations

import logging
from typing import Any

from flask import Response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from lt_web.events.refusals import Refused
from lt_web.log.faults import Busy, LogError, translated
from lt_web.log.work import Missing
from lt_web.past.entering import NotYet, on_not_yet
from lt_web.past.preparing import NotReady, on_not_ready
from lt_web.permissions import Forbidden
from lt_web.speech import N_, _, said
from lt_web.watching.correlation import correlation
from lt_web.watching.lines import tell, trace_of
from lt_web.web import page, stop_reading

log = logging.getLogger(__name__)
SECRET = ("csrf_token", "command", "password", "old", "again", "code")
NEVER_SHOWN = (*SECRET, "deed", "view", "was", "kind", "about", "based_on")  # nobody typed the latter
LABELS = {
    "title": N_("Title"),
    "summary": N_("What people will learn"),
    "text": N_("Your text"),
    "line": N_("Your line"),
    "reason": N_("Why"),
    "purpose": N_("What it is for"),
    "topics": N_("Topics"),
    "place": N_("Place"),
    "link": N_("Video link"),
    "name": N_("Name"),
}


def on_missing(_error: Exception) -> Response:
    """What is not there, or not for this person."""
    return problem(404)


def on_forbidden(error: Exception) -> Response:
    """What they may not do, with the reason where a rule gives one."""
    return problem(403, sentence=_(str(error)) if isinstance(error, Forbidden) else None)


def on_refused(error: Refused) -> Response:
    """What a rule does not allow as things are; nothing was recorded."""
    return problem(409, sentence=said(error))


def on_csrf(_error: Exception) -> Response:
    """A form that does not come from a page of ours, or from one that is too old; what was typed is shown."""
    return problem(400, typed=typed())


def typed() -> list[tuple[str, str]]:
    """What somebody typed into a form, field by field, without what is secret or ours."""
    kept = [(name, text) for name, text in request.form.items() if name not in NEVER_SHOWN]
    return [(_typed_into(name), text) for name, text in kept if len(text) > 2]


def _typed_into(field: str) -> str:
    """What people call a field; those of which nobody writes much go by their own name."""
    return _(LABELS[field]) if field in LABELS else field.replace("_", " ").capitalize()


def on_fault(error: Exception) -> Response:
    """The database is busy (503, try again in a second) or away (in half a minute)."""
    busy = isinstance(error, Busy)
    tell(log, logging.ERROR, "fault", kind=type(error).__name__, what=str(error), correlation=correlation())
    response = problem(503, busy=busy)
    response.headers["Retry-After"] = "1" if busy else "30"
    return response


def on_database_error(error: Exception) -> Response:
    """What the database says while a page is read; a mistake of ours stays one."""
    fault = translated(error) if isinstance(error, DBAPIError) else None
    if fault is None:
        raise error
    return on_fault(fault)


def on_broken(error: Exception) -> Response:
    """Something of ours broke: whoever tells about it names the reference under which the log has it."""
    cause = getattr(error, "original_exception", None) or error
    what = {"method": request.method, "endpoint": request.endpoint or "nowhere", "trace": trace_of(cause)}
    tell(log, logging.ERROR, "broken", correlation=correlation(), **what)
    return problem(500, reference=correlation())


def on_http(error: Exception) -> AnyResponse:
    """What Flask itself answers with: in a page of ours where there is one for it."""
    code = getattr(error, "code", None)
    if code == 500:
        return on_broken(error)
    return problem(code) if code in (400, 404, 413, 422) else error.get_response()  # type: ignore[attr-defined,no-any-return]


def problem(status: int, **context: Any) -> Response:
    """A page that says what is so; it must not need the database."""
    stop_reading()
    return page(f"errors/{status}.html", status=status, **context)


PROBLEMS: dict[Any, Any] = {
    Missing: on_missing,
    NotYet: on_not_yet,
    NotReady: on_not_ready,
    Forbidden: on_forbidden,
    Refused: on_refused,
    CSRFError: on_csrf,
    LogError: on_fault,
    DBAPIError: on_database_error,
    HTTPException: on_http,
}
