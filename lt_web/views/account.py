"""Signing in and out at the stand-alone server."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo

from lt_web.cards.people import cast
from lt_web.commands import accounts as deeds
from lt_web.forms.fields import NEEDED, line
from lt_web.sign_in.accounts import (
    TooManyAttempts,
    User,
    demo_people,
    demo_user,
    has_local_accounts,
    hashed,
    nobody_administers,
    user_of,
    with_password,
)
from lt_web.sign_in.onward import inside
from lt_web.sign_in.provider import ProviderUser, provider, provider_name, way_out
from lt_web.speech import N_, Text, _, lazy, said
from lt_web.web import (
    PlainForm,
    back_to,
    carried_out,
    filled,
    found,
    installation,
    my_id,
    page,
    say,
)

account = Blueprint("account", __name__)
NOT_TOGETHER = N_("Address and password do not belong together. Check both, then try again.")
NEW_PASSWORD = lazy("At least 10 characters; a short sentence is good.")


def again_field(label: Text) -> PasswordField:
    """The new password once more."""
    alike = EqualTo("password", lazy("The two are not the same. Type the new one twice."))
    return PasswordField(label, [NEEDED, alike], render_kw={"autocomplete": "new-password"})


class SignInForm(PlainForm):
    """Name and password."""

    username = line(lazy("E-mail address"), 254, autocomplete="username", autofocus=True, inputmode="email")
    password = PasswordField(lazy("Password"), [NEEDED], render_kw={"autocomplete": "current-password"})


class PasswordForm(PlainForm):
    """Another password."""

    old = PasswordField(lazy("Password until now"), [NEEDED], render_kw={"autocomplete": "current-password"})
    password = PasswordField(
        lazy("New password"), [NEEDED], description=NEW_PASSWORD, render_kw={"autocomplete": "new-password"}
    )
    again = again_field(lazy("New password again"))


@account.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Sign in with an address and a password, or at a provider; in the demo, choose whom to be."""
    empty = nobody_administers()
    if request.method == "GET" and empty and not provider():
        return back_to("lt.account.setup")
    form = filled(SignInForm) if has_local_accounts() else None
    if form and provider():
        form.username.render_kw = form.username.render_kw | {"autofocus": False}
    user = _entering(found(form)) if request.method == "POST" else None
    if user is not None:
        return enter(user)
    return page(
        "account/sign_in.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        people=cast(demo_people()),
        next=onward(),
        provider_name=provider_name() if provider() else "",
        empty=empty and form,
    )


@account.post("/sign-in/demo")
def demo() -> Any:
    """Be one of the fictional people."""
    found(installation().config["LT_DEMO"] or None)
    return enter(found(demo_user(request.form.get("person", ""))))


@account.post("/sign-out")
def sign_out() -> Response:
    """Sign out here and everywhere; whoever came by the provider goes on to sign out there."""
    way = way_out(current_user)
    if g.lt_me is not None:
        carried_out(PlainForm(), deeds.end_sessions)
    logout_user()
    session.clear()
    if way:
        g.lt_me = None
        return page("account/signed_out.html", way=way, provider_name=provider_name())
    return back_to("lt.account.sign_in")


@account.route("/password", methods=["GET", "POST"])
def password() -> Any:
    """Change one's password; every other session ends."""
    if g.lt_me is None:
        return back_to("lt.account.sign_in")
    found(user_of(my_id()))
    form = filled(PasswordForm)
    if request.method == "POST" and form.validate() and _is_mine(form) and _set(form):
        session.clear()
        login_user(found(user_of(my_id())))
        say(_("Your password is changed. Everywhere else you are signed out."))
        return back_to("lt.home.entrance")
    return page("account/password.html", status=422 if request.method == "POST" else 200, form=form)


def enter(user: User | ProviderUser, where: str = "") -> Response:
    """A new session for the person, then on to where they wanted to go."""
    session.clear()
    login_user(user)
    return redirect(where or onward() or url_for("lt.home.entrance"), 303)


def _entering(form: SignInForm) -> User | None:
    return _checked(form.username, form.password) if form.validate() else None


def _checked(name: Any, secret: Any) -> User | None:
    """Whose password it is; else it is said at the field why not."""
    try:
        user = with_password(name.data or "", secret.data or "")
    except TooManyAttempts as refusal:
        secret.errors = [said(refusal)]
        return None
    secret.errors = [] if user else [_(NOT_TOGETHER)]
    return user


def _set(form: PasswordForm) -> bool:
    return carried_out(form, lambda work: deeds.set_password(work, hashed(form.password.data or "")))


def _is_mine(form: PasswordForm) -> bool:
    """Whether the old password is right."""
    mine = found(user_of(my_id())).account
    try:
        right = with_password(mine.username, form.old.data or "") is not None
    except TooManyAttempts as refusal:
        form.old.errors = [said(refusal)]
        return False
    form.old.errors = [] if right else [_("This is not your password until now.")]
    return right


def onward() -> str:
    """The page of ours that somebody wanted to see before they were asked to sign in, "" for none."""
    return inside(current_app.url_map, request.script_root, request.values.get("next", ""))
