"""Signing in at an OpenID Connect provider: going there, coming back, being told that a session ended."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from lt_web.oidc.faults import Declined, Denied, NotBegun, SignInFault, Unreachable
from lt_web.sign_in.accounts import nobody_administers
from lt_web.sign_in.provider import come_back, end_told, provider, provider_name, way_in, why
from lt_web.speech import N_, _
from lt_web.views.account import enter, onward
from lt_web.views.setup import account
from lt_web.web import found, page, stop_reading

# What is so: status, heading, sentence.
NO_PROOF = (
    400,
    N_("That did not sign you in"),
    N_(
        "What {name} answered does not prove who you are, so nobody was signed in. Begin once more; if it "
        "happens again, tell whoever looks after Learn Together."
    ),
)
NOT_HERE = (
    400,
    N_("That sign-in cannot be finished"),
    N_(
        "It was not begun in this browser, it was finished already, or it took too long. Begin a new one. "
        "You go to {name} once more for that."
    ),
)
SAID_NO = (
    403,
    N_("You were not signed in"),
    N_("{name} did not let you in, or you changed your mind there. Begin once more if you want to come in."),
)
SILENT = (
    503,
    N_("{name} does not answer"),
    N_("Nothing is wrong with your account at {name}. Try again in a few minutes."),
)


@account.route("/sign-in/provider")
def to_provider() -> Response:
    """Go to the provider, and remember where to go on afterwards."""
    there = found(provider())
    try:
        return Response(status=303, headers={"Location": way_in(there, onward())})
    except SignInFault as fault:
        return failed(fault)


@account.route("/sign-in/provider/back")
def from_provider() -> Response:
    """Come back from the provider: signed in, or with a sentence that says why not."""
    there = found(provider())
    if request.method != "GET":
        abort(405)
    try:
        user, where = come_back(there, _answer(request.args))
    except SignInFault as fault:
        return failed(fault)
    return enter(user, where or (url_for("lt.account.setup") if nobody_administers() else ""))


@account.post("/sign-in/provider/ended")
def provider_ended() -> Any:
    """The provider itself says that a session has ended (back-channel logout); it brings a signed token."""
    there = found(provider())
    try:
        end_told(there, request.form.get("logout_token", ""))
    except Unreachable as fault:
        why(fault)
        return "", 503
    except SignInFault as fault:
        why(fault)
        return "", 400
    return "", 200


def failed(fault: SignInFault) -> Response:
    """The page that says in a sentence why nobody was signed in; the log has the reason."""
    why(fault)
    if isinstance(fault, Declined):
        return _page(403, _("You were not signed in"), fault.sentence)
    kinds = ((NotBegun, NOT_HERE), (Denied, SAID_NO), (Unreachable, SILENT))
    return _told(*next((told for kind, told in kinds if isinstance(fault, kind)), NO_PROOF))


def on_silence(_error: Exception) -> Response:
    """The provider has not confirmed for too long that whoever asks is signed in there."""
    stop_reading()
    answer = _told(*SILENT)
    answer.headers["Retry-After"] = "60"
    return answer


def _told(status: int, title: str, sentence: str) -> Response:
    name = provider_name()
    return _page(status, _(title, name=name), _(sentence, name=name))


def _page(status: int, title: str, sentence: str) -> Response:
    return page(
        "account/not_signed_in.html",
        status=status,
        what=title,
        sentence=sentence,
        again=url_for("lt.account.sign_in"),
    )


def _answer(args: MultiDict[str, str]) -> dict[str, str]:
    """What the provider sent along; whatever is said twice is said by somebody else."""
    if any(len(args.getlist(name)) > 1 for name in ("state", "code", "iss", "error")):
        raise NotBegun("something is said twice")
    return args.to_dict()
