"""Names from imported tables: a champion says which colleague a name is, after seeing what that changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from lt_web.cards.people import known
from lt_web.cards.sessions import cards
from lt_web.commands import people as deeds
from lt_web.forms.fields import NEEDED
from lt_web.forms.people import PersonField, here, named
from lt_web.permissions import KEEPERS_ONLY, may_keep_people, require
from lt_web.speech import _, lazy
from lt_web.views.people import people
from lt_web.web import PlainForm, back_to, carried_out, db, filled, found, page, programme, say, standing
from projections import people as people_rows
from projections import people_queries, session_queries

NAME = lazy("As colleagues know them; their sessions and attendance then stand together.")
MOST_SHOWN = 50


class WhoForm(PlainForm):
    """Which colleague a name is."""

    person = PersonField(lazy("Colleague"), [NEEDED], description=NAME, render_kw={"list": "known-people"})


@people.get("/<uuid:name>/identity")
def identity(name: UUID) -> Any:
    """Ask who a name is, then show what would change."""
    if whose := _unclaimed(name).merged_into:
        return back_to("lt.people.page", person=whose)
    form = WhoForm(request.args) if "person" in request.args else WhoForm(data={"person": _likely(name)})
    asked = "person" in request.args and form.validate()
    return _shown(name, form, form.person.person if asked else None, 200)


@people.post("/<uuid:name>/identity", endpoint="recognise")
def recognise(name: UUID) -> Any:
    """Record it; sent twice, it leads to the colleague all the same."""
    if whose := _unclaimed(name).merged_into:
        return back_to("lt.people.page", person=whose)
    form = filled(WhoForm)
    where = people_queries.where_named(db(), name)
    if not form.validate() or not carried_out(
        form, deeds.merge, programme().id, name, form.person.person, where
    ):
        return _shown(name, form, None, 422)
    return _to(form.person.person)


def _unclaimed(person: UUID) -> Any:
    """A name from an imported table, for those who keep people."""
    require(may_keep_people(standing()), KEEPERS_ONLY)
    row = found(people_rows.one(db(), person))
    return found(None if row.claimed else row)


def _likely(person: UUID) -> str:
    """The colleague whose name shares its first or last word with this one, if there is just one."""
    words = set(known([person])[person].name.casefold().split())
    hits = [entry for entry in here() if words & _ends(entry.name)]
    return named([hits[0].person], hits) if len(hits) == 1 else ""


def _ends(name: str) -> set[str]:
    """The first and the last word of a name."""
    words = name.casefold().split() or [""]
    return {words[0], words[-1]}


def _shown(person: UUID, form: WhoForm, into: UUID | None, status: int) -> Any:
    where = people_queries.where_named(db(), person)
    here_ids = [row for row in session_queries.some(db(), where) if row.programme == programme().id]
    return page(
        "people/identity.html",
        status=status,
        form=form,
        person=known([person])[person],
        into=known([into])[into] if into else None,
        sessions=cards(here_ids[:MOST_SHOWN], with_overlaps=False),
        total=len(where),
        people=here(),
    )


def _to(person: UUID) -> Response:
    say(_("Recorded. Their sessions and attendance stand together now."))
    return back_to("lt.people.page", person=person)
