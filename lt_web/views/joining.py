"""The door: somebody whom the host knows, and who has not been here yet, comes in by one click."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, redirect, request
from werkzeug.wrappers import Response

from lt_web.arriving import arrivals
from lt_web.sign_in.onward import inside
from lt_web.watching.correlation import correlation
from lt_web.web import back_to, installation, stop_reading

joining = Blueprint("joining", __name__)


@joining.post("/join")
def join() -> Response | Any:
    """Take them in, with what the host says of them; whoever is here already is led on."""
    if g.get("lt_outside") is None:
        return back_to("lt.home.entrance")
    stop_reading()
    if g.lt_me is None:
        arrivals.welcome(installation(), g.lt_outside, correlation=correlation())
    onward = inside(current_app.url_map, request.script_root, request.form.get("next", ""))
    return redirect(onward, 303) if onward else back_to("lt.home.entrance")
