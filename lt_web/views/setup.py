"""The first start: whoever set the server up comes in with the code that it made, and is led on."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from wtforms import PasswordField

from lt_web.first_steps import stages
from lt_web.forms.fields import NEEDED, line
from lt_web.sign_in.accounts import (
    User,
    begin,
    has_local_accounts,
    nobody_administers,
    take_charge,
    with_password,
)
from lt_web.sign_in.secrets import is_set_up_code
from lt_web.speech import N_, _, lazy
from lt_web.views.account import NEW_PASSWORD, account, again_field, enter
from lt_web.web import DeedForm, PlainForm, back_to, filled, found, installation, page

WHERE = lazy(
    "The server wrote it into its log when it started, and into the file setup-code in its data folder."
)
FIRST = N_("Nobody is here yet. Whoever comes first looks after the house and founds a programme.")
NOBODY = N_("Nobody looks after the house yet. With the code you become its admin and found a programme.")
WRONG = N_("This is not the code. Look for it once more in the log of the server, or in the file setup-code.")


class SetupForm(DeedForm):
    """Who comes first."""

    code = line(lazy("Set-up code"), 40, WHERE, autocomplete="off", autocapitalize="none", spellcheck="false")
    name = line(lazy("Your name"), 120, lazy("As colleagues know you."), autocomplete="name")
    email = line(
        lazy("Your e-mail address"),
        254,
        lazy("You sign in with it."),
        autocomplete="email",
        inputmode="email",
    )
    password = PasswordField(
        lazy("Password"), [NEEDED], description=NEW_PASSWORD, render_kw={"autocomplete": "new-password"}
    )
    again = again_field(lazy("Password again"))


class TakeChargeForm(PlainForm):
    """Who came by the provider brings the code alone."""

    code = line(lazy("Set-up code"), 40, WHERE, autocomplete="off", autocapitalize="none", spellcheck="false")


@account.route("/setup", methods=["GET", "POST"])
def setup() -> Any:
    """Let the first person in; once somebody administers the house there is no such page."""
    form = filled(SetupForm)
    if not nobody_administers():
        # Sent twice by a double click, the form lets the same person in again.
        return enter(found(_known(form)), url_for("lt.programmes.new"))
    if g.lt_me is not None:
        return _take_charge()
    found(has_local_accounts() or None)
    if request.method == "POST" and form.validate() and _has_code(form):
        user = begin(form, form.name.data or "", form.email.data or "", form.password.data or "")
        if user:
            return enter(user, url_for("lt.programmes.new"))
    return _step(form, _("Welcome. Who are you?"), _(FIRST), _("Come in"), sign_in_url=None)


def _take_charge() -> Any:
    """Whoever is signed in by the provider looks after the house from now on, if they have the code."""
    form = filled(TakeChargeForm)
    if request.method == "POST" and form.validate() and _has_code(form):
        take_charge()
        return back_to("lt.programmes.new")
    title = _("Welcome. Are you the one who sets this up?")
    return _step(form, title, _(NOBODY), _("Look after the house"))


def _step(form: Any, title: str, text: str, deed: str, **more: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    about = {"step_title": title, "step_text": text, "deed": deed, "steps": stages(0)}
    return page("account/setup.html", status=status, form=form, **about, **more)


def _known(form: SetupForm) -> User | None:
    given = request.method == "POST" and form.validate()
    return with_password(form.email.data or "", form.password.data or "") if given else None


def _has_code(form: SetupForm | TakeChargeForm) -> bool:
    right = is_set_up_code(installation().config["LT_DATA_DIR"], form.code.data or "")
    form.code.errors = [] if right else [_(WRONG)]
    return right
