"""People: who is here, what they taught and teach, and for oneself what one goes to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from wtforms import SearchField, SelectField

from lt_web.cards.history import lines
from lt_web.cards.people import Listed, Person, known
from lt_web.cards.sessions import cards
from lt_web.cards.teaching import of_person
from lt_web.forms.fields import options
from lt_web.permissions import is_champion, may_administer, may_keep_people
from lt_web.sign_in.accounts import may_have_password
from lt_web.speech import N_, _, lazy
from lt_web.web import (
    Pages,
    PlainForm,
    back_to,
    colleagues,
    db,
    found,
    me,
    my_id,
    names,
    now,
    page,
    page_number,
    programme,
    standing,
)
from projections import history, people_queries, roles, teaching_queries
from projections import people as people_rows
from projections.folding import folded

people = Blueprint("people", __name__, url_prefix="/<programme>/people")
SIZE, MOST_SHOWN = 40, 20
ROLE_NAMES = {
    "champion": N_("Champion"),
    "sponsor": N_("Sponsor"),
    "auditor": N_("Auditor"),
    "employee": N_("Member"),
}


class FilterForm(PlainForm):
    """Whom to list."""

    text = SearchField(lazy("Search"), render_kw={"placeholder": lazy("Name")})
    team = SelectField(lazy("Team"))
    teaches = SearchField(
        lazy("Can teach"), render_kw={"placeholder": lazy("Name of a topic"), "list": "known-topics"}
    )


@people.get("/")
def index() -> Any:
    """Everybody who is here, by name; names from imported tables and those who left stand apart."""
    form = FilterForm(request.args)
    form.team.choices = options([("", _("All")), *((team, team) for team in people_rows.teams(db()))])
    everybody = _everybody()
    tabs = {
        "here": [p for p in everybody if p.claimed and not p.former],
        "imported": [p for p in everybody if not p.claimed and not p.merged],
        "left": [p for p in everybody if p.claimed and p.former and may_administer(standing())],
    }
    tab = request.args.get("tab", "")
    tab = tab if tabs.get(tab) else "here"
    topic = (form.teaches.data or "").strip()[:100]
    able = teaching_queries.people_for(db(), programme().id, topic) if topic else None
    chosen = [p for p in _matching(tabs[tab], form) if able is None or p.id in able]
    at = (page_number() - 1) * SIZE
    return page(
        "people/index.html",
        people=Pages(chosen[at : at + SIZE], len(chosen), page_number(), SIZE),
        champions=[p for p in tabs["here"] if p.champion],
        tabs={name: len(listed) for name, listed in tabs.items()},
        tab=tab,
        filters=form,
        filtering=bool(form.text.data or form.team.data or topic),
    )


@people.get("/<uuid:person>", endpoint="page")
def show(person: UUID) -> Any:
    """One colleague; one's own page has more."""
    row = found(people_rows.one(db(), person))
    if row.merged_into:
        return back_to("lt.people.page", person=row.merged_into)
    mine, here = person == my_id(), programme().id
    held, held_total = people_queries.held_by(db(), person, here, MOST_SHOWN)
    drafts = mine or is_champion(standing())
    keeps = may_keep_people(standing())
    return page(
        "people/page.html",
        person=known([person])[person],
        row=row,
        mine=mine,
        zone=me().zone if mine else "",
        email=_address(person) if keeps and row.here else "",
        roles=_roles_of(person),
        teaches=cards(people_queries.teaches(db(), person, here, now(), drafts)),
        goes_to=cards(people_queries.goes_to(db(), person, here, now())) if mine else [],
        held=cards(held, with_overlaps=False),
        held_total=held_total,
        can_teach=of_person(person),
        erased=row.erased,
        gives_accounts=keeps and may_have_password(person),
        history=lines(history.of_stream(db(), person, ["open"], my_id())) if keeps else [],
    )


def _everybody() -> list[Listed]:
    """Everybody by name, in a fixed number of queries."""
    rows = people_queries.everybody(db())
    held = roles.of_programme(db(), programme().id)
    entries = [entry for entry in colleagues() if entry.person in rows]
    listed = [
        Listed(
            e.person,
            e.name,
            rows[e.person].team,
            former=not rows[e.person].here,
            champion="champion" in held.get(e.person, ()),
            claimed=rows[e.person].claimed,
            merged=rows[e.person].merged_into is not None,
        )
        for e in entries
    ]
    return sorted(listed, key=lambda person: (folded(person.name), str(person.id)))


def _matching(listed: Iterable[Person], form: FilterForm) -> Iterable[Person]:
    words = folded((form.text.data or "")[:100]).split()
    for person in listed:
        name = folded(person.name)
        if all(word in name for word in words) and form.team.data in ("", None, person.team):
            yield person


def _roles_of(person: UUID) -> list[str]:
    held = roles.of_person(db(), person)
    here = roles.in_programme(held, programme().id)
    said = [_(label) for role, label in ROLE_NAMES.items() if role in here]
    return [*said, *([_("Admin")] if roles.administers(held) else [])]


def _address(person: UUID) -> str:
    entry = names([person]).get(person)
    return entry.email if entry else ""
