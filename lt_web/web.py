"""The views' toolkit: who asks, in which programme, what the database says, and how to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from flask import Response, abort, current_app, g, redirect, request, session, url_for
from htmx_flask import make_response
from htmx_flask.requests import HtmxHeaders
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Field, Form, HiddenField

from lt_web.events.refusals import Invalid, Refused
from lt_web.identity import Deed, Standing
from lt_web.installation import Installation
from lt_web.past.moment import Past
from lt_web.speech import said
from lt_web.store import directory, screens
from lt_web.store.ballots import BallotBox
from lt_web.store.directory import Entry
from lt_web.watching.correlation import correlation

F = TypeVar("F", bound=Form)
T = TypeVar("T")
EXTENSION = "learn-together"
NOTICES, LANGUAGE = "lt_notices", "lt_language"
PAGE = 20


def installation() -> Installation:
    """The installation of the application that answers."""
    return cast(Installation, current_app.extensions[EXTENSION].installation)


def db() -> Connection:
    """What the read models say: now, or in the past at the moment that is looked at."""
    looked_at = past()
    return looked_at.connection if looked_at else live_db()


def past() -> Past | None:
    """The moment of the past at which this page is looked at, None for now."""
    return cast(Past | None, g.get("lt_past"))


def not_taken_back(query: Callable[..., list[Any]], *args: Any) -> list[Any]:
    """Rows of what people may take back: in the past those that are there today too, in today's words."""
    rows = query(db(), *args)
    if not past():
        return rows
    today = {row.position: row for row in query(live_db(), *args)}
    return [today[row.position] for row in rows if row.position in today]


def live_db() -> Connection:
    """One snapshot of the database for this request, begun at first use; a deed ends it.

    What is kept beside the log is asked here: who asks, names, keys, ballots, files are always today's.
    """
    if "lt_reading" not in g:
        g.lt_reading = ExitStack()
        g.lt_db = g.lt_reading.enter_context(installation().database.reading())
    return cast(Connection, g.lt_db)


def stop_reading(_error: BaseException | None = None) -> None:
    """Give the snapshot back."""
    reading: ExitStack | None = g.pop("lt_reading", None)
    g.pop("lt_db", None)
    g.pop("lt_known", None)
    if reading is not None:
        reading.close()


def once(ask: Callable[..., T], *about: Any) -> T:
    """What that says of this snapshot, asked when it is first wanted; nobody may change the answer."""
    known: dict[Any, Any] = g.setdefault("lt_known", {})
    if (ask, about) not in known:
        known[ask, about] = ask(*about)
    return cast(T, known[ask, about])


def now() -> Any:
    """The log's clock, aware UTC; in the past the moment that is looked at."""
    looked_at = past()
    return looked_at.moment if looked_at else installation().clock()


def language_chosen() -> str:
    """The language chosen in this browser; "" for none."""
    chosen = request.cookies.get(LANGUAGE, "")
    return chosen if chosen in installation().config["LT_LANGUAGES"] else ""


def language_asked() -> str:
    """The language that this browser asks for, else the host's."""
    spoken = installation().config["LT_LANGUAGES"]
    return str(request.accept_languages.best_match(spoken) or spoken[0])


def secret() -> bytes:
    """The application's secret."""
    key = current_app.secret_key
    assert key
    return key.encode() if isinstance(key, str) else key


def me() -> Any:
    """Who asks: `.id .name .zone .team …`; only in pages that need a person."""
    return g.lt_me


def my_id() -> UUID:
    """The id of who asks."""
    return cast(UUID, g.lt_me.id)


def programme() -> Any:
    """The row of the programme in whose pages we are."""
    return g.lt_programme


def programme_or_none() -> Any:
    """The same, None outside of a programme's pages."""
    return g.get("lt_programme")


def standing() -> Standing:
    """What who asks is in this programme."""
    return cast(Standing, g.lt_standing)


def names(people: Iterable[UUID | None]) -> dict[UUID, Entry]:
    """Return id → directory entry for these people, in one query."""
    return directory.of_people(live_db(), (person for person in people if person))


def directory_matching(text: str) -> list[Entry]:
    """Return people whose name contains the text."""
    return directory.matching(live_db(), text)


def colleagues() -> list[Entry]:
    """Everybody in the directory, by name."""
    return directory.everybody(live_db())


def do(command: Any, *args: Any, **kwargs: Any) -> UUID | None:
    """Carry out a command as the person who asks; the next read sees its result."""
    stop_reading()
    command_id = request.form.get("command", "")[:64]
    deed = Deed(actor=my_id(), source="web", command=command_id, correlation=correlation())
    return installation().perform(deed, command, *args, **kwargs)


def do_unlinked(command: Any, *args: Any) -> tuple[int, str]:
    """Carry out a command without an id by which somebody could tell who sent it, the request's included.

    Returns the status of the answer and what is wrong: 422 with what was typed, 409 with what is so.
    """
    stop_reading()
    try:
        installation().perform(Deed(actor=my_id(), source="web"), command, *args)
    except Invalid as error:
        return 422, said(error)
    except Refused as refusal:
        return 409, said(refusal)
    return 200, ""


def ballot_box() -> BallotBox:
    """The ballot box as this request sees it."""
    return BallotBox(live_db(), installation().log.ballot_keys)


def screen_opened_by(key: str) -> UUID | None:
    """The programme whose screen in the hall a key opens."""
    return screens.opened_by(live_db(), key)


def screen_of(programme: UUID) -> Any:
    """Since when a programme has an address for a screen; None where it has none."""
    return screens.of_programme(live_db(), programme)


def is_htmx() -> bool:
    """Whether htmx asks for a fragment (a history restore wants the whole page)."""
    headers = HtmxHeaders(request.headers)
    return bool(headers) and not headers.history_restore_request and not headers.boosted


def drawn(template: str, context: dict[str, Any]) -> str:
    """Return a template of ours as text."""
    return cast(str, current_app.extensions[EXTENSION].pages.draw(template, context))


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """Answer with a whole page."""
    return make_response(drawn(template, context), status)


def fragment(template: str, *, status: int = 200, **context: Any) -> Response:
    """Answer htmx with a piece of a page."""
    return make_response(drawn(template, context), status)


def back_to(endpoint: str, **values: Any) -> AnyResponse:
    """Send the browser on after a deed (303, so that reloading repeats nothing)."""
    return redirect(url_for(endpoint, **values), 303)


def say(sentence: str, kind: str = "ok") -> None:
    """Show a sentence on the next page of ours: ok, warn or refused. A host's flashes stay the host's."""
    session[NOTICES] = [*session.get(NOTICES, []), (kind, sentence)]


def notices_left() -> list[tuple[str, str]]:
    """Return what is to be shown on this page, once."""
    return session.pop(NOTICES, []) if NOTICES in session else []


def posted_person() -> UUID:
    """Whom a button is about; without a name it is about nobody, and 404."""
    try:
        return UUID(request.form.get("person", ""))
    except ValueError:
        abort(404)


def page_number() -> int:
    """Which page of a list is asked for; anything odd is the first."""
    given = request.args.get("page", "1")
    return max(1, min(int(given), 100_000)) if given.isdecimal() and len(given) < 7 else 1


class Pages:
    """One page of a list: `.items .page .pages .total`."""

    def __init__(self, items: list[Any], total: int, number: int, size: int = PAGE) -> None:
        self.items, self.total, self.page = items, total, number
        self.pages = max(1, -(-total // size))


class PlainForm(Form):
    """A form of ours. The token against foreign posts is checked for the whole blueprint."""

    def put(self, error: Invalid) -> None:
        """Say what is wrong at the field that it is about."""
        field: Field | None = self._fields.get(error.field)
        (field.errors if field is not None else self.form_errors).append(said(error))  # type: ignore[union-attr]


class DeedForm(PlainForm):
    """A form that creates something: sent twice, it is done once."""

    command = HiddenField(default=lambda: uuid4().hex)


def filled(form: type[F], **given: Any) -> F:
    """Return the form with what was posted, or else with what is given."""
    return form(request.form if request.method == "POST" else None, data=given)


def done(form: PlainForm, command: Any, *args: Any, **kwargs: Any) -> bool:
    """Validate the form and carry out a command; what a rule finds wrong is said at its field."""
    return form.validate() and carried_out(form, command, *args, **kwargs)


def carried_out(form: PlainForm, command: Any, *args: Any, **kwargs: Any) -> bool:
    """Carry out a command whose form is valid; what a rule finds wrong is said at its field."""
    try:
        g.lt_made = do(command, *args, **kwargs)
    except Invalid as error:
        for field in form:
            field.errors = list(field.errors)
        form.put(error)
        return False
    return True


def made() -> UUID:
    """The id of what the last deed made."""
    return cast(UUID, g.lt_made)


def found(row: Any) -> Any:
    """Return what was found; what is not known, or not to be known, is 404."""
    if row is None:
        abort(404)
    return row


def refusal_of(command: Any, *args: Any, **kwargs: Any) -> str:
    """Carry out a deed that has no form; return why it was refused, "" when it was done."""
    try:
        g.lt_made = do(command, *args, **kwargs)
    except Refused as refusal:
        return said(refusal)
    return ""


def attempt(command: Any, *args: Any, **kwargs: Any) -> bool:
    """Carry out a deed that has no form; a refusal is said on the next page. Returns whether it was done."""
    refusal = refusal_of(command, *args, **kwargs)
    if refusal:
        say(refusal, "refused")
    return not refusal
