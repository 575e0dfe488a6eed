"""Signing in and out at the stand-alone server."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo

from lt_web.cards.people import known
from lt_web.commands import accounts as deeds
from lt_web.forms import NEEDED, line
from lt_web.signing_in import User, hashed, with_password
from lt_web.store import accounts
from lt_web.web import PlainForm, back_to, carried_out, db, filled, found, installation, my_id, page, say

account = Blueprint("account", __name__)


class SignInForm(PlainForm):
    """Name and password."""

    username = line("E-mail address", 254, autocomplete="username", autofocus=True)
    password = PasswordField("Password", [NEEDED], render_kw={"autocomplete": "current-password"})


class PasswordForm(PlainForm):
    """Another password."""

    old = PasswordField("Password until now", [NEEDED], render_kw={"autocomplete": "current-password"})
    password = PasswordField(
        "New password",
        [NEEDED],
        description="At least 10 characters; a short sentence is good.",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "New password again",
        [NEEDED, EqualTo("password", "The two are not the same. Type the new one twice.")],
        render_kw={"autocomplete": "new-password"},
    )


@account.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Sign in with an address and a password; in the demo, choose whom to be."""
    form = filled(SignInForm)
    status = 200
    if request.method == "POST" and form.validate():
        user = with_password(form.username.data or "", form.password.data or "")
        if user is not None:
            return _enter(user)
        form.password.errors = ["Address and password do not belong together. Check both, then try again."]
    if request.method == "POST":
        status = 422
    return page("account/sign_in.html", status=status, form=form, people=_demo_people(), next=_onward())


@account.post("/sign-in/demo")
def demo() -> Any:
    """Be one of the fictional people."""
    found(True if installation().config["LT_DEMO"] else None)
    try:
        chosen = accounts.of_person(db(), UUID(request.form.get("person", "")))
    except ValueError:
        chosen = None
    return _enter(User(found(chosen if chosen and chosen.demo else None)))


@account.post("/sign-out")
def sign_out() -> Response:
    """Sign out here and everywhere."""
    if g.lt_me is not None:
        carried_out(PlainForm(), deeds.end_sessions)
    logout_user()
    session.clear()
    return back_to("lt.account.sign_in")


@account.route("/password", methods=["GET", "POST"])
def password() -> Any:
    """Change one's password; every other session ends."""
    if g.lt_me is None:
        return back_to("lt.account.sign_in")
    form = filled(PasswordForm)
    mine = accounts.of_person(db(), my_id())
    if request.method == "POST" and form.validate():
        if not mine or not with_password(mine.username, form.old.data or ""):
            form.old.errors = ["This is not your password until now."]
        elif carried_out(form, lambda work: deeds.set_password(work, hashed(form.password.data or ""))):
            login_user(User(found(accounts.of_person(db(), my_id()))))
            say("Your password is changed. Everywhere else you are signed out.")
            return back_to("lt.home.entrance")
    return page("account/password.html", status=422 if request.method == "POST" else 200, form=form)


def _enter(user: User) -> Response:
    """A new session for the person, then on to where they wanted to go."""
    session.clear()
    login_user(user)
    return redirect(_onward() or url_for("lt.home.entrance"), 303)


def _onward() -> str:
    """Where to go after signing in: a page of this application, or ""."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or parts.scheme or parts.netloc:
        return ""
    if any(ord(letter) < 33 or letter == "\\" for letter in wanted):
        return ""
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return ""
    return wanted


def _demo_people() -> list[Any]:
    """The fictional people whom one may be, with what they show."""
    if not installation().config["LT_DEMO"]:
        return []
    ids = accounts.demo_people(db())
    people = known(ids)
    return [people[id] for id in ids]
