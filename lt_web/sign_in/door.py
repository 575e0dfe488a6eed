"""Where strangers are led: to sign in, or to come in by one click; and on from there to where they wanted."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lt_web.problems import problem, typed
from lt_web.web import installation, is_htmx, page

WORTH_KEEPING = 40  # characters: longer than any id of ours


def ask_to_sign_in() -> AnyResponse:
    """Send a person to the sign-in page; a poll of a signed-out page ends. What somebody wrote is kept."""
    if request.method == "POST" and any(len(words) > WORTH_KEEPING for _name, words in typed()):
        return problem(401, typed=typed(), sign_in=_way_in())
    if is_htmx():
        return Response(status=286) if request.method == "GET" else Response(headers={"HX-Refresh": "true"})
    if way := _way_in():
        return redirect(way, 303)
    logins = getattr(current_app, "login_manager", None)
    return logins.unauthorized() if logins else problem(401)


def ask_to_join(name: str) -> AnyResponse:
    """Lead somebody whom the host knows to the door: one click, before which nothing else is done."""
    if is_htmx():
        return Response(status=286) if request.method == "GET" else Response(headers={"HX-Refresh": "true"})
    onward = _here() if request.method == "GET" else ""
    return page(
        "joining/page.html", status=403 if request.method == "POST" else 200, name=name, onward=onward
    )


def _way_in() -> str:
    """Where people sign in and go on from here: with us, or where a host says; "" where its login decides."""
    # Only what can be opened is gone on to; the sign-in page looks again.
    onward = _here() if request.method == "GET" or _can_be_opened() else None
    if "lt.account.sign_in" in current_app.view_functions:
        return url_for("lt.account.sign_in", next=onward)
    host = str(installation().config["LT_SIGN_IN_URL"])
    inside = request.script_root if host.startswith("/") else ""
    query = f"{'&' if '?' in host else '?'}next={quote(onward)}" if onward else ""
    return f"{inside}{host}{query}" if host else ""


def _here() -> str:
    return request.script_root + request.full_path.rstrip("?")


def _can_be_opened() -> bool:
    adapter = current_app.url_map.bind_to_environ(request.environ)
    return bool(adapter.test(request.path, method="GET"))
