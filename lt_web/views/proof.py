"""The proof: whether the log is what was sealed, what that shows, and what an auditor keeps elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request, url_for
from wtforms import StringField
from wtforms.validators import Length

from lt_web.cards import proof as cards
from lt_web.commands import checks as deeds
from lt_web.evidence import checking, feet, kept, taking
from lt_web.mail.own import gets_the_checkpoint
from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.speech import _, lazy
from lt_web.web import (
    PlainForm,
    back_to,
    db,
    do,
    fragment,
    installation,
    is_htmx,
    names,
    page,
    programme,
    say,
    standing,
)

proof = Blueprint("proof", __name__, url_prefix="/<programme>/audit/proof")
EARLIER = 10
TOO_LONG = lazy("The log is too long for a browser. Ask whoever runs the server: flask lt audit export.")


class LineForm(PlainForm):
    """The foot of a printed page, typed."""

    line = StringField(
        lazy("Line from the foot of a report"),
        [Length(max=500)],
        description=lazy("A number and 16 characters, such as 1234 kG3mXk0Qp2u9dBvE."),
        render_kw={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"},
    )


@proof.get("/", endpoint="page")
def show() -> Any:
    """What was checked, what it shows, and a field for a printed line."""
    require(may_audit(standing()), AUDITORS_ONLY)
    form = LineForm(request.args)
    line = (form.line.data or "").strip()
    answer = cards.answer(feet.looked_up(line)) if line and form.validate() else None
    return page(
        "proof/page.html",
        form=form,
        answer=answer,
        **checks(),
        newest=kept.newest(),
        mailed=gets_the_checkpoint(),
    )


@proof.post("/check", endpoint="check")
def check() -> Any:
    """Read every event again."""
    do(deeds.ask_for_check, programme().id)
    checking.begin(installation())
    return fragment("proof/_state.html", **checks()) if is_htmx() else back_to("lt.proof.page")


@proof.get("/state", endpoint="state")
def state() -> Any:
    """How far the check is, for those whose browser asks again by itself; 204 while nothing has changed."""
    require(may_audit(standing()), AUDITORS_ONLY)
    shown = checks()
    if request.args.get("v") == shown["check"].v:
        return Response(status=204)
    return fragment("proof/_state.html", **shown)


@proof.get("/checkpoint.txt", endpoint="checkpoint")
def checkpoint() -> Any:
    """The newest checkpoint, to be kept where nobody who runs the server can write."""
    require(may_audit(standing()), AUDITORS_ONLY)
    newest = kept.newest()
    return _as_file(newest.note, f"checkpoint-{newest.size}.txt") if newest else _nothing_yet()


@proof.get("/keys.txt", endpoint="keys")
def keys() -> Any:
    """The public keys, to be kept beside it."""
    require(may_audit(standing()), AUDITORS_ONLY)
    known = kept.keys()
    return _as_file(known, "keys.txt") if known else _nothing_yet()


@proof.get("/evidence.zip", endpoint="evidence")
def evidence() -> Any:
    """The programme's events with what they were sealed with, and the verifier; that it is taken is noted."""
    require(may_audit(standing()), AUDITORS_ONLY)
    if not taking.can_be_taken():
        say(str(TOO_LONG), "warn")
        return back_to("lt.proof.page")
    return _as_file(taking.taken(), f"{programme().slug}-evidence.zip", "application/zip")


def checks() -> dict[str, Any]:
    """The check that is at work or was the last, and those before it."""
    rows = checking.earlier(db(), EARLIER)
    people = names(row.by for row in rows)
    return {
        "check": cards.check(checking.under_way(db()), rows, people),
        "earlier": [cards.line(row, people) for row in rows],
        "again": url_for("lt.proof.check"),
    }


def _nothing_yet() -> Any:
    say(_("Nothing was sealed yet. Check now seals what there is."), "warn")
    return back_to("lt.proof.page")


def _as_file(content: str | Iterator[bytes], name: str, kind: str = "text/plain") -> Response:
    sent = Response(content, mimetype=kind)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent
