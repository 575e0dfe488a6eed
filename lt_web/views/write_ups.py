"""Write-ups: the editor with its preview and drafts, and the revisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as AnyResponse

from lt_web.cards.people import known, nobody
from lt_web.cards.sessions import Card, card, my_zone
from lt_web.cards.write_ups import Shown, shown
from lt_web.commands import write_ups as deeds
from lt_web.permissions import WRITERS_ONLY, require
from lt_web.speech import N_, _
from lt_web.views.sessions import seen, to_page
from lt_web.views.write_up_forms import CoAuthorForm, EditorForm
from lt_web.web import back_to, db, do, done, filled, fragment, now, page, say
from lt_web.words import clock
from lt_web.writing.beginnings import beginning
from lt_web.writing.differences import differences, merged
from lt_web.writing.drafting import my_draft
from projections import write_up_queries

write_ups = Blueprint("write_ups", __name__, url_prefix="/<programme>/sessions/<uuid:session>")
TOO_LONG_FOR_A_DRAFT = 60_000
NOT_YET = N_("This session has not taken place yet. Afterwards it can be written up.")


@write_ups.get("/write-up/editor")
def editor(session: UUID) -> Any:
    """Write it up, from where one left off."""
    about, now_so = writable(session)
    draft, restored = my_draft(session), _revision(session, request.args.get("revision"))
    form = EditorForm(based_on=str(now_so.revision), text=now_so.text or beginning(about.format))
    if restored is not None:
        form.text.data = restored.text
    elif draft is not None:
        form.text.data, form.based_on.data = draft.text, str(draft.based_on)
    return _editor(about, now_so, form, draft=draft if restored is None else None)


@write_ups.post("/write-up/editor")
def publish(session: UUID) -> Any:
    """Publish it, or look at it first."""
    about, now_so = writable(session)
    form = filled(EditorForm)
    if request.form.get("deed") == "preview":
        return _editor(about, now_so, form, previewed=True)
    said = (session, form.text.data or "", form.base, form.summary.data or "")
    if done(form, deeds.publish, *said):
        say(_("Published. Thank you for writing it down."))
        return to_page(session, "write-up")
    if form.based_on.errors:
        do(deeds.keep_draft, session, form.text.data, form.base)
        return _overtaken(session, form)
    return _editor(about, now_so, form, status=422)


@write_ups.post("/write-up/preview")
def preview(session: UUID) -> Any:
    """The text as its readers will see it."""
    writable(session)
    return fragment("write_ups/_preview.html", text=request.form.get("text", ""))


@write_ups.post("/write-up/draft")
def keep_draft(session: UUID) -> Any:
    """Keep what is being written; nobody else sees it."""
    writable(session)
    form = filled(EditorForm)
    text = form.text.data or ""
    if len(text) > TOO_LONG_FOR_A_DRAFT:
        return fragment("write_ups/_kept.html", at="", kept=False)
    do(deeds.keep_draft, session, text, max(form.base, 0))
    return fragment("write_ups/_kept.html", at=clock(now().astimezone(ZoneInfo(my_zone()))), kept=True)


@write_ups.post("/write-up/draft/removal")
def discard_draft(session: UUID) -> AnyResponse:
    """Begin again from what is published."""
    writable(session)
    do(deeds.discard_draft, session)
    return back_to("lt.write_ups.editor", session=session)


@write_ups.get("/write-up/revisions")
def revisions(session: UUID) -> Any:
    """Every version there was; any can be read, and any two be compared."""
    about = card(seen(session))
    rows = write_up_queries.revisions_of(db(), session)
    people = known(row.by for row in rows)
    numbers = {row.revision: row for row in rows}
    newest = rows[0].revision if rows else 0
    older, newer = _number("from", newest - 1, numbers), _number("to", newest, numbers)
    return page(
        "write_ups/revisions.html",
        s=about,
        w=shown(about),
        revisions=[(row, people.get(row.by) or nobody(UUID(int=0))) for row in rows],
        read=numbers.get(_number("read", 0, numbers)),
        older=older,
        newer=newer,
        lines=differences(numbers[older].text, numbers[newer].text) if older and newer else [],
    )


def writable(session: UUID) -> tuple[Card, Shown]:
    """A session that took place, for those who write it up; a GET before that leads back to its page."""
    about = card(seen(session))
    now_so = shown(about)
    require(now_so.writes, WRITERS_ONLY)
    if about.state != "held":
        say(_(NOT_YET), "refused")
        abort(to_page(session))
    return about, now_so


def _editor(about: Card, now_so: Shown, form: EditorForm, *, status: int = 200, **more: Any) -> Any:
    begun_before = form.base != now_so.revision
    context = {"draft": None, "previewed": False, "overtaken": None, "begun_before": begun_before} | more
    return page(
        "write_ups/editor.html",
        status=status,
        s=about,
        w=now_so,
        form=form,
        co_author_form=CoAuthorForm(),
        **context,
    )


def _overtaken(session: UUID, form: EditorForm) -> Any:
    """Somebody published meanwhile: both versions beside each other, mine or both together in the editor."""
    about, now_so = writable(session)
    mine, base = _lines(form.text.data), write_up_queries.revision(db(), session, form.base)
    both = merged(base.text, now_so.text, mine) if base else None
    overtaken = {
        "theirs": now_so,
        "lines": differences(now_so.text, mine),
        "mine": mine,
        "merged": both is not None,
    }
    form.based_on.data = str(now_so.revision)
    if both is not None:
        form.text.data = both
    return _editor(about, now_so, form, status=409, overtaken=overtaken)


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _number(name: str, usual: int, numbers: dict[int, Any]) -> int:
    """A revision that is asked for, else the usual one; 0 where there is none of that number."""
    given = request.args.get(name, "")
    wanted = int(given) if given.isdecimal() and len(given) < 7 else usual
    return wanted if wanted in numbers else 0


def _revision(session: UUID, given: str | None) -> Any | None:
    wanted = given or ""
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 0
    return write_up_queries.revision(db(), session, number) if number else None
