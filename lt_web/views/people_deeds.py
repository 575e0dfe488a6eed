"""What one does about people: add them, move them, correct one's own profile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, ValidationError

from lt_web.cards.people import known
from lt_web.commands import leaving, server
from lt_web.commands import people as deeds
from lt_web.forms.fields import line, zone_field
from lt_web.mail.own import CHECKPOINT, gets_the_checkpoint, my_unwanted_mail
from lt_web.permissions import (
    ADMINS_ONLY,
    KEEPERS_ONLY,
    may_administer,
    may_keep_people,
    require,
)
from lt_web.sign_in.accounts import first_password, gives_accounts, hashed
from lt_web.speech import N_, _, lazy
from lt_web.views.people import people
from lt_web.web import (
    DeedForm,
    PlainForm,
    attempt,
    back_to,
    carried_out,
    db,
    done,
    filled,
    found,
    made,
    me,
    now,
    page,
    programme,
    say,
    standing,
)
from projections import people as people_rows
from projections import ties

BOTH = ["GET", "POST"]
TEAM = lazy("One that is there already, or a new one.")
OWN_ZONE = lazy("Times are also shown in this zone where it differs.")
FIRST = lazy("You see a first password once, to pass on; they can change it.")
OUTSIDE = lazy("Your mail is a place that whoever runs this server cannot change.")
SIGNS_IN = N_(
    "{name} can sign in with {email} and the password {password} (shown this once; pass it on, not by mail)."
)


class NewForm(DeedForm):
    """A colleague who comes."""

    name = line(lazy("Name"), 120, autocomplete="off")
    email = line(lazy("E-mail address"), 254, needed=False, inputmode="email", autocomplete="off")
    team = line(lazy("Team"), 60, TEAM, needed=False, list="known-teams")
    zone = zone_field(hint=OWN_ZONE, blank=lazy("The programme’s"))
    may_sign_in = BooleanField(lazy("They can sign in here"), default=True, description=FIRST)
    member = BooleanField(lazy("They are a member of this programme"), default=True)

    def validate_may_sign_in(self, field: Field) -> None:
        """Nobody signs in without an address."""
        if field.data and not self.email.data:
            raise ValidationError(_("Give an e-mail address above to sign in with, or take this off."))


class TeamForm(PlainForm):
    """Another team."""

    team = line(lazy("Team"), 60, TEAM, needed=False, list="known-teams")


class ProfileForm(PlainForm):
    """What a person says of themselves."""

    name = line(lazy("Name"), 120, lazy("As colleagues know you."), autocomplete="name")
    zone = zone_field(hint=OWN_ZONE, blank=lazy("The programme’s"))
    checkpoint = BooleanField(lazy("Send me the log’s checkpoint each Monday"), description=OUTSIDE)


@people.route("/new", methods=BOTH)
def new() -> Any:
    """Add a colleague."""
    require(may_keep_people(standing()), KEEPERS_ONLY)
    form = _new_form()
    if request.method == "POST" and form.validate():
        signs_in = gives_accounts() and form.may_sign_in.data and form.email.data
        password = first_password(form.command.data or "") if signs_in else ""
        if _added(form, hashed(password) if password else ""):
            name, email = form.name.data or "", form.email.data or ""
            say(_("{name} is here.", name=name))
            if password:
                say(_(SIGNS_IN, name=name, email=email, password=password))
            return back_to("lt.people.page", person=made())
    return _form_page("new", form)


@people.route("/profile", methods=BOTH)
def profile() -> Any:
    """Correct one's own name and zone; auditors say whether they want the weekly mail."""
    form = _profile_form()
    given = (form.name.data or "", form.zone.data or "")
    if request.method == "POST" and done(form, deeds.change_profile, *given, _unwanted(form)):
        say(_("Saved."))
        return back_to("lt.people.page", person=me().id)
    return _form_page("profile", form, person=me())


@people.route("/<uuid:person>/team", methods=BOTH)
def team(person: UUID) -> Any:
    """Note that somebody works in another team."""
    require(may_keep_people(standing()), KEEPERS_ONLY)
    row = found(people_rows.one(db(), person))
    form = filled(TeamForm, team=row.team)
    if request.method == "POST" and done(form, deeds.move_team, person, form.team.data or "", programme().id):
        return _said(person, _("Saved. What was before stays as it was."))
    return _form_page("team", form, person=known([person])[person])


@people.post("/<uuid:person>/leaving")
def leave(person: UUID) -> Response:
    """Note that somebody left."""
    _for_admins(person)
    if attempt(leaving.leave, person, **vars(ties.of_person(db(), person, now()))):
        say(_("Noted. They can no longer sign in; what they did stays in the history."))
    return back_to("lt.people.page", person=person)


@people.post("/<uuid:person>/return")
def come_back(person: UUID) -> Response:
    """Note that somebody is here again."""
    _for_admins(person)
    if attempt(deeds.come_back, person):
        say(_("Noted. Welcome them back."))
    return back_to("lt.people.page", person=person)


@people.post("/<uuid:person>/password")
def new_password(person: UUID) -> Response:
    """Give somebody a new password, who forgot theirs."""
    _for_admins(person)
    found(gives_accounts() or None)
    password = first_password(request.form.get("command", ""))
    if attempt(server.set_password, person, hashed(password)):
        said = _(
            "The new password is {password} (shown this once; pass it on, not by mail).", password=password
        )
        say(said)
    return back_to("lt.people.page", person=person)


def _profile_form() -> ProfileForm:
    offered = gets_the_checkpoint()
    wanted = offered and CHECKPOINT not in my_unwanted_mail()
    form = filled(ProfileForm, name=me().name, zone=me().zone, checkpoint=wanted)
    if not offered:
        del form.checkpoint
    return form


def _unwanted(form: ProfileForm) -> set[str] | None:
    if "checkpoint" not in form:
        return None
    return my_unwanted_mail() - {CHECKPOINT} | (set() if form.checkpoint.data else {CHECKPOINT})


def _new_form() -> NewForm:
    form = filled(NewForm)
    if not gives_accounts():
        del form.may_sign_in
    if programme().open:
        del form.member
    return form


def _added(form: NewForm, password_hash: str) -> bool:
    member = "member" in form and bool(form.member.data)
    given = (form.name.data or "", form.email.data or "", form.team.data or "", form.zone.data or "")
    return carried_out(form, deeds.add, programme().id, *given, password_hash, member)


def _for_admins(person: UUID) -> None:
    require(may_administer(standing()), ADMINS_ONLY)
    found(people_rows.one(db(), person))


def _form_page(name: str, form: PlainForm, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"people/{name}.html", status=status, form=form, teams=people_rows.teams(db()), **context)


def _said(person: UUID, sentence: str) -> Response:
    say(sentence)
    return back_to("lt.people.page", person=person)
