"""Roles: who does what in a programme, and who administers the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired

from lt_web.cards.history import lines
from lt_web.cards.people import Person, known, nobody
from lt_web.commands import programmes as deeds
from lt_web.forms.fields import NEEDED, line, options
from lt_web.forms.people import PersonField
from lt_web.permissions import ADMINS_ONLY, KEEPERS_ONLY, may_administer, may_give_roles, require
from lt_web.speech import Text, _, lazy
from lt_web.web import (
    PlainForm,
    attempt,
    back_to,
    carried_out,
    db,
    done,
    filled,
    my_id,
    page,
    programme,
    say,
    standing,
)
from projections import history
from projections import roles as role_rows
from projections.folding import folded

roles = Blueprint("roles", __name__)
WHO = lazy("Their name.")


@dataclass(frozen=True)
class Role:
    """A role, what it means, and who holds it."""

    key: str
    label: Text
    plural: Text
    meaning: Text
    people: list[Person] = field(default_factory=list)


OF_PROGRAMMES = (
    Role(
        "champion",
        lazy("Champion"),
        lazy("Champions"),
        lazy("Decide on proposals, schedule and publish, look after seats, settings and roles."),
    ),
    Role(
        "employee",
        lazy("Member"),
        lazy("Members"),
        lazy("Take part, vote and propose. In a programme that is open to all everybody does so anyway."),
    ),
    Role(
        "sponsor",
        lazy("Sponsor"),
        lazy("Sponsors"),
        lazy("Made room for it, and sees how it goes: numbers, no names."),
    ),
    Role(
        "auditor",
        lazy("Auditor"),
        lazy("Auditors"),
        lazy("Read along, names and history included, and change nothing."),
    ),
)
ADMIN = Role(
    "admin",
    lazy("Admin"),
    lazy("Admins"),
    lazy("Found programmes, note that people left, give new passwords, and let others do so."),
)


class GiveForm(PlainForm):
    """A role for somebody."""

    person = PersonField(lazy("Colleague"), [NEEDED], description=WHO, render_kw={"list": "known-people"})
    role = SelectField(
        lazy("Role"),
        [InputRequired(lazy("Choose a role."))],
        choices=options([("", lazy("Choose a role")), *((role.key, role.label) for role in OF_PROGRAMMES)]),
    )
    reason = line(lazy("Why"), 200, lazy("It stands in the history of roles."))


class AdminForm(PlainForm):
    """Another admin."""

    person = PersonField(lazy("Colleague"), [NEEDED], description=WHO, render_kw={"list": "known-people"})
    reason = line(lazy("Why"), 200, lazy("It stands in the history."))


@roles.route("/<programme>/roles", methods=["GET", "POST"], endpoint="page")
def of_programme() -> Any:
    """Who holds which role in the programme; give one."""
    require(may_give_roles(standing()), KEEPERS_ONLY)
    form = filled(GiveForm)
    if request.method == "POST" and form.validate():
        given = (programme().id, form.person.person, form.role.data, form.reason.data or "")
        if carried_out(form, deeds.give_role, *given):
            return _said("lt.roles.page", _("Given."))
    return _page("roles/page.html", form, _listed(OF_PROGRAMMES), programme().id)


@roles.post("/<programme>/roles/taking")
def take() -> Response:
    """Take a role back."""
    require(may_give_roles(standing()), KEEPERS_ONLY)
    role = request.form.get("role", "")
    if _has_reason() and attempt(deeds.take_role, programme().id, _posted_person(), role, _reason()):
        say(_("Taken back."))
    return back_to("lt.roles.page") if _may_still() else back_to("lt.home.page")


@roles.route("/admins", methods=["GET", "POST"])
def admins() -> Any:
    """Who administers the house; let somebody else do so."""
    require(may_administer(standing()), ADMINS_ONLY)
    form = filled(AdminForm)
    if request.method == "POST" and form.validate() and _made_admin(form):
        return _said("lt.roles.admins", _("They administer the house now."))
    people = known(role_rows.admins(db()))
    return _page("roles/admins.html", form, [Role(**vars(ADMIN) | {"people": _by_name(people)})], None)


@roles.post("/admins/taking")
def take_admin() -> Response:
    """Let somebody no longer administer the house."""
    require(may_administer(standing()), ADMINS_ONLY)
    person = _posted_person()
    if _has_reason() and attempt(deeds.unmake_admin, person, _reason()):
        say(_("Taken back."))
        return back_to("lt.home.entrance" if person == my_id() else "lt.roles.admins")
    return back_to("lt.roles.admins")


def _made_admin(form: AdminForm) -> bool:
    return done(form, deeds.make_admin, form.person.person, form.reason.data or "")


def _page(template: str, form: PlainForm, listed: list[Role], scope: UUID | None) -> Any:
    status = 422 if request.method == "POST" else 200
    told = lines(history.of_stream(db(), role_rows.list_of(scope), ["open"], my_id()))
    return page(template, status=status, form=form, roles=listed, history=told)


def _listed(offered: tuple[Role, ...]) -> list[Role]:
    held = role_rows.of_programme(db(), programme().id)
    people = known(held)
    return [
        Role(**vars(role) | {"people": _by_name({p: people[p] for p in held if role.key in held[p]})})
        for role in offered
    ]


def _by_name(people: dict[UUID, Person]) -> list[Person]:
    return sorted(people.values(), key=lambda person: (folded(person.name), str(person.id)))


def _reason() -> str:
    return request.form.get("reason", "")


def _has_reason() -> bool:
    if not _reason().strip():
        say(_("Say in a few words why; it stands in the history."), "refused")
    return bool(_reason().strip())


def _posted_person() -> UUID:
    try:
        return UUID(request.form.get("person", ""))
    except ValueError:
        return nobody(UUID(int=0)).id


def _may_still() -> bool:
    """Whether whoever took a role away from themselves may still see this page."""
    held = role_rows.of_person(db(), my_id())
    return "champion" in role_rows.in_programme(held, programme().id) or role_rows.administers(held)


def _said(endpoint: str, sentence: str) -> Response:
    say(sentence)
    return back_to(endpoint)
