"""What champions and presenters do with a session: each deed is a page with a form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from flask import abort, request
from werkzeug.wrappers import Response as AnyResponse

from lt_web.cards.people import Person, known, nobody
from lt_web.cards.sessions import card, my_zone
from lt_web.commands import seats as seat_deeds
from lt_web.commands import sessions as deeds
from lt_web.forms.fields import options
from lt_web.permissions import (
    CHAMPIONS_ONLY,
    PRESENTERS_ONLY,
    is_champion,
    may_change,
    may_see_names,
    may_see_who_waits,
    require,
)
from lt_web.planning.warnings import say_clashes, say_if_short, say_what_moved
from lt_web.speech import _
from lt_web.views.session_forms import (
    CapacityForm,
    OutlineForm,
    OverrideForm,
    PersonForm,
    PublishForm,
    ReasonForm,
    RescheduleForm,
    ScheduleForm,
)
from lt_web.views.sessions import seen, sessions, to_page, whole
from lt_web.web import (
    attempt,
    back_to,
    carried_out,
    db,
    done,
    filled,
    made,
    page,
    posted_person,
    programme,
    say,
    standing,
)
from lt_web.words import listing, said_in
from projections import people, seats

BOTH = ["GET", "POST"]


@sessions.route("/new", methods=BOTH)
def schedule() -> Any:
    """Give a session its date."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    form = filled(ScheduleForm, zone=programme().zone, capacity=default_capacity())
    if request.method == "POST" and form.validate():
        chosen = form.presenters.people
        if done(
            form,
            deeds.schedule,
            programme().id,
            form.outline,
            form.topic_names,
            form.when,
            chosen,
            form.capacity.data,
        ):
            say_what_moved(form)
            say_clashes(form, form.length.data, chosen, made())
            say_if_short(form)
            say(_("Scheduled. Publish it when it is ready to be seen."))
            return to_page(made())
    status = 422 if request.method == "POST" else 200
    return page("sessions/schedule.html", status=status, form=form, s=None)


@sessions.route("/<uuid:session>/edit", methods=BOTH)
def edit(session: UUID) -> Any:
    """Put differently what it is about."""
    row, shown = _for_its_people(session)
    given = {"title": row.title, "summary": row.summary, "format": row.format, "length": row.minutes}
    form = filled(OutlineForm, topics=", ".join(t.name for t in shown.topics), **given)
    said = (form.outline, form.topic_names, form.was.data)
    if request.method == "POST" and done(form, deeds.edit, session, *said):
        say_if_short(form)
        return _said(session, _("Saved."))
    form.saw(row, shown.topics)
    return _form_page("edit", form, shown)


@sessions.route("/<uuid:session>/date", methods=BOTH)
def reschedule(session: UUID) -> Any:
    """Move it to another time or place."""
    row, shown = _for_champions(session)
    date, time = row.wall.split("T")
    given = {"zone": row.zone, "place": row.place, "link": row.link}
    old = {} if row.state == "postponed" else {"date": _date(date), "time": _time(time)}
    form = filled(RescheduleForm, **old, **given)
    posted = request.method == "POST" and form.validate()
    if posted and carried_out(form, deeds.reschedule, session, form.when):
        say_what_moved(form)
        say_clashes(form, shown.length, [p.id for p in shown.presenters], session)
        return _said(session, _what_moved(row, seen(session)))
    return _form_page("reschedule", form, shown)


@sessions.route("/<uuid:session>/postponement", methods=BOTH)
def postpone(session: UUID) -> Any:
    """Take it off its date."""
    return _with_reason(
        session, "postpone", deeds.postpone, _("Postponed. Set a new date when there is one.")
    )


@sessions.route("/<uuid:session>/cancellation", methods=BOTH)
def cancel(session: UUID) -> Any:
    """Call it off."""
    return _with_reason(session, "cancel", deeds.cancel, _("Cancelled. The page stays, with your reason."))


@sessions.route("/<uuid:session>/publication", methods=BOTH)
def publish(session: UUID) -> Any:
    """Announce it to its audience."""
    _row, shown = _for_champions(session)
    form = filled(PublishForm, audience="everyone")
    form.teams.choices = options((team, team) for team in people.teams(db()))
    if not shown.invited:
        del form.despite_invitations
    if request.method == "POST" and form.validate():
        audience, teams = form.audience.data, form.teams.data or []
        invited = people.in_audience(db(), programme().id, audience, teams)
        despite = bool(shown.invited) and form.despite_invitations.data
        if carried_out(form, deeds.publish, session, audience, teams, invited, despite):
            return _said(session, _published_for(audience, teams))
    return _form_page("publish", form, shown)


def _published_for(audience: str, teams: list[str]) -> str:
    if audience == "teams":
        return _("Published for {teams}. Whoever works there can answer now.", teams=listing(teams))
    if audience == "members":
        return _("Published for the members of the programme. They can answer now.")
    return _("Published for everyone. People can answer now.")


@sessions.route("/<uuid:session>/capacity", methods=BOTH)
def capacity(session: UUID) -> Any:
    """Change how many seats there are."""
    _row, shown = _for_champions(session)
    form = filled(CapacityForm, capacity=shown.seats.capacity)
    if request.method == "POST" and done(form, seat_deeds.set_capacity, session, form.capacity.data):
        return _said(session, _what_changed(shown.seats, card(seen(session)).seats))
    return _form_page("capacity", form, shown)


def _what_changed(before: Any, after: Any) -> str:
    if before.capacity == after.capacity:
        return _("Nothing has changed.")
    waited = before.waiting > after.waiting
    return _("Saved. Free seats went to those who waited, in their order.") if waited else _("Saved.")


@dataclass(frozen=True)
class Attendee(Person):
    """Somebody on the list of a session."""

    place: int = 0
    until: str = ""


@sessions.get("/<uuid:session>/attendees")
def attendees(session: UUID) -> Any:
    """Who is coming and who waits, for those who may see names."""
    return _attendees(session)


@sessions.post("/<uuid:session>/attendees")
def add_attendee(session: UUID) -> Any:
    """Answer for somebody who asked for it."""
    _for_champions(session)
    form = filled(PersonForm)
    if form.validate() and carried_out(form, seat_deeds.answer_for, session, form.person.person, "yes"):
        given = seats.of_person(db(), form.person.person, [session])[session].answer
        full = _("It is full, so they are on the waitlist now.")
        say(_("Added: they have a seat.") if given == "yes" else full)
        return back_to("lt.sessions.attendees", session=session)
    return _attendees(session, add_form=form, status=422)


@sessions.post("/<uuid:session>/attendees/removal")
def remove_attendee(session: UUID) -> AnyResponse:
    """Take somebody off the list."""
    _for_champions(session)
    if attempt(seat_deeds.remove, session, posted_person()):
        say(_("Removed. Whoever was next moved up."))
    return back_to("lt.sessions.attendees", session=session)


@sessions.post("/<uuid:session>/attendees/override")
def override(session: UUID) -> Any:
    """Give somebody a seat out of turn, with a reason."""
    _for_champions(session)
    form = filled(OverrideForm)
    if form.validate() and carried_out(
        form, seat_deeds.seat, session, form.person.person, form.reason.data or ""
    ):
        say(_("Seated. The reason stands in the history."))
        return back_to("lt.sessions.attendees", session=session)
    return _attendees(session, override_form=form, status=422)


@sessions.post("/<uuid:session>/presenters")
def invite_presenter(session: UUID) -> Any:
    """Ask somebody to present it too."""
    row, _shown = _for_its_people(session)
    form = filled(PersonForm)
    if form.validate() and carried_out(form, deeds.invite_presenter, session, form.person.person):
        say(_("Asked. It stands in their inbox."))
        return to_page(session)
    return page("sessions/page.html", status=422, **whole(row) | {"presenter_form": form})


@sessions.post("/<uuid:session>/presenters/acceptance")
def accept_presenting(session: UUID) -> AnyResponse:
    """Present it too."""
    seen(session)
    if attempt(deeds.accept_presenting, session):
        say(_("You present it too. Thank you."))
    return to_page(session)


@sessions.post("/<uuid:session>/presenters/refusal")
def decline_presenting(session: UUID) -> AnyResponse:
    """Say no to presenting it."""
    published = seen(session).published
    if attempt(deeds.decline_presenting, session):
        say(_("They know that you will not present it."))
    return to_page(session) if published else back_to("lt.home.page")


@sessions.post("/<uuid:session>/presenters/withdrawal")
def withdraw_presenter(session: UUID) -> AnyResponse:
    """Step down, or take a presenter or an invitation back."""
    _for_its_people(session)
    if attempt(deeds.withdraw_presenter, session, posted_person()):
        say(_("Done. The history says so."))
    return to_page(session)


def default_capacity() -> int:
    """How many seats a session of this programme usually has."""
    settings: dict[str, int] = json.loads(programme().settings)
    return settings.get("default_capacity", 12)


def _attendees(session: UUID, status: int = 200, **forms: Any) -> Any:
    row = seen(session)
    shown = card(row)
    require(may_see_names(standing(), [p.id for p in shown.presenters]), PRESENTERS_ONLY)
    listed = seats.list_of(db(), session)
    names = known(answer.person for answer in listed)
    if is_champion(standing()):
        forms = {"add_form": PersonForm(), "override_form": OverrideForm()} | forms
    of = {kind: _listed(listed, kind, names, row.zone) for kind in ("yes", "maybe", "waitlisted", "offered")}
    groups = {"going": of["yes"], "maybe": of["maybe"], "waiting": [], "offered": []}
    if may_see_who_waits(standing()):
        groups |= {"waiting": of["waitlisted"], "offered": of["offered"]}
    return page("sessions/attendees.html", status=status, s=shown, **groups, **forms)


def _until(row: Any, zone: str) -> str:
    return said_in(row.offer_until, zone, my_zone()) if row.offer_until else ""


def _listed(rows: list[Any], kind: str, names: dict[UUID, Person], zone: str) -> list[Attendee]:
    chosen = [row for row in rows if row.answer == kind]
    people = [(row, names.get(row.person) or nobody(row.person)) for row in chosen]
    return [
        Attendee(**vars(p), place=n, until=_until(row, zone)) for n, (row, p) in enumerate(people, start=1)
    ]


def _with_reason(session: UUID, name: str, command: Any, sentence: str) -> Any:
    _row, shown = _for_champions(session)
    form = filled(ReasonForm)
    if request.method == "POST" and done(form, command, session, form.reason.data or ""):
        return _said(session, sentence)
    return _form_page(name, form, shown)


def _what_moved(before: Any, after: Any) -> str:
    if (before.start_at, before.state) != (after.start_at, after.state):
        return _("Saved. Everyone who answered is asked whether it still suits.")
    moved = (before.place, before.link) != (after.place, after.link)
    return _("Saved. Its page names the new place.") if moved else _("Nothing has changed.")


def _for_champions(session: UUID) -> tuple[Any, Any]:
    row = seen(session)
    require(is_champion(standing()), CHAMPIONS_ONLY)
    if request.method == "GET" and row.state in ("held", "cancelled"):
        say(_("It has taken place or was cancelled, so this can no longer change."), "refused")
        abort(to_page(session))
    return row, card(row)


def _for_its_people(session: UUID) -> tuple[Any, Any]:
    row = seen(session)
    shown = card(row)
    require(may_change(standing(), [p.id for p in shown.presenters]), PRESENTERS_ONLY)
    return row, shown


def _form_page(name: str, form: Any, shown: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(
        f"sessions/{name}.html",
        status=status,
        form=form,
        s=shown,
        going=shown.seats.seated,
    )


def _said(session: UUID, sentence: str) -> AnyResponse:
    say(sentence)
    return to_page(session)


def _date(text: str) -> Any:
    return date.fromisoformat(text)


def _time(text: str) -> Any:
    return time.fromisoformat(text)
