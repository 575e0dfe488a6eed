"""The language somebody reads in: kept with them, and in their browser for when they are signed out."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from lt_web import speech
from lt_web.commands import people as deeds
from lt_web.sign_in.onward import inside
from lt_web.speech import _
from lt_web.web import LANGUAGE, do, installation, say

language = Blueprint("language", __name__)
A_YEAR = 365 * 24 * 3600


@language.post("/language", endpoint="choose")
def choose() -> Response:
    """Speak one of the languages that are offered from now on, and go back to where that was said."""
    wanted = request.form.get("language", "")
    if wanted not in installation().config["LT_LANGUAGES"]:
        abort(400)
    if g.lt_me is not None:
        do(deeds.speak, wanted)
        speech.speak(wanted)
        say(_("Spoken in this language from now on."))
    return _kept(redirect(_back(), 303), wanted)


def _kept(answer: Response, wanted: str) -> Response:
    """Keep it in the browser too, where the sign-in page and an error page find it."""
    path = current_app.session_interface.get_cookie_path(current_app)
    answer.set_cookie(
        LANGUAGE, wanted, A_YEAR, path=path, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return answer


def _back() -> str:
    here = inside(current_app.url_map, request.script_root, request.form.get("next", ""))
    if here or g.lt_me is not None or "lt.account.sign_in" not in current_app.view_functions:
        return here or url_for("lt.home.entrance")
    return url_for("lt.account.sign_in")
