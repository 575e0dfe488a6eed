"""Going to the past: who may, what was there then, and what answers where nothing can be shown."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response, abort, g, request

from lt_web.cards import accesses
from lt_web.moments.still import STILL
from lt_web.past import moments, preparing, scratch
from lt_web.past.banner import told
from lt_web.past.excepted import EXCEPTED
from lt_web.past.moment import Past, read
from lt_web.past.prefix import READING, of_today
from lt_web.past.preparing import ON_SERVER
from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.speech import _
from lt_web.web import installation, live_db, me, page, stop_reading
from projections import programmes


class NotYet(Exception):
    """What was asked for did not exist at that moment; the message says so."""


def refuse_deeds() -> Response | None:
    """Nothing can be done in the past: what was sent there is answered before anybody looks at it."""
    if "lt_when" in g and request.method not in READING:
        return page("errors/405.html", status=405)
    return None


def enter() -> Response | None:
    """Take the reader to the moment, with today's rights; the programme is then what it was."""
    if "lt_when" not in g:
        return None
    require(may_travel(), AUDITORS_ONLY)
    g.lt_past = _arrived(g.lt_when)
    _note_reading()
    _as_it_was()
    g.lt_told = told(g.lt_past.position)
    if request.endpoint in EXCEPTED:
        return page("past/excepted.html", reason=_(EXCEPTED[request.endpoint]))
    return None


def may_travel() -> bool:
    """Whether who asks audits this programme; outside of every one, whether they audit any."""
    if g.lt_programme is not None:
        return may_audit(g.lt_standing)
    return any(may_audit(standing) for _row, standing in g.lt_programmes)


def give_back(_error: BaseException | None = None) -> None:
    """At the end of a request: give the databases back, that of the past and that of today."""
    g.pop("lt_past", None)
    travelled: ExitStack | None = g.pop("lt_travelled", None)
    if travelled is not None:
        travelled.close()
    stop_reading()


def _note_reading() -> None:
    """Who looks at which page of the past is noted before it is shown, also where htmx asks for a piece:
    that it is htmx, anybody can say."""
    if g.lt_programme is None or STILL in request.environ:
        return  # a page that reads another one notes for whom
    person = (request.view_args or {}).get("person")
    asked, on_server = f"{g.lt_when} {of_today()}", ON_SERVER in request.environ
    accesses.note(accesses.PAST, None, asked, [person] if person else [], on_server)


def _arrived(word: str) -> Past:
    zone = me().zone or (g.lt_programme.zone if g.lt_programme else "UTC")
    asked, live = read(word, zone), live_db()
    if asked is None:
        abort(404)
    position = moments.position_of(live, asked)
    recorded_at = moments.recorded_at(live, position)
    moment = _now_there(recorded_at, asked.moment)
    g.lt_travelled = ExitStack()
    try:
        connection = g.lt_travelled.enter_context(preparing.at(position))
    except scratch.Beyond:
        raise NotYet(_("The log has not come to that event yet.")) from None
    return Past(word, position, recorded_at, moment, zone, connection, asked.moment is not None)


def _now_there(recorded_at: datetime | None, asked: datetime | None) -> datetime:
    """What a page takes for now: the moment that was asked for, or that of the event; never the future."""
    today = installation().clock()
    return min(asked, today) if asked else recorded_at or today


def _as_it_was() -> None:
    """Programmes are what they were; nobody takes part in the past, nor owns what they owned then."""
    then = {row.id: row for row in programmes.everything(g.lt_past.connection)}
    g.lt_programmes = [(then[row.id], standing) for row, standing in g.lt_programmes if row.id in then]
    if g.lt_programme is not None:
        g.lt_programme = then.get(g.lt_programme.id)
        if g.lt_programme is None:
            raise NotYet(_("This programme did not exist yet."))
    g.lt_standing = replace(g.lt_standing, person=None)


def on_not_yet(error: Any) -> Response:
    """Say what was not there yet."""
    return page("errors/404.html", status=404, not_yet=str(error))
