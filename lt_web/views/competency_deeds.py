"""What champions do about time to competency: milestones, cohorts, who got there, facts from before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from lt_web.cards import cohorts as cards
from lt_web.cards.competency import of_programme
from lt_web.commands import competency as deeds
from lt_web.forms.fields import NEEDED, line, options
from lt_web.forms.people import PeopleField
from lt_web.forms.spans import SpansField
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import _, lazy
from lt_web.views.competency import BOTH, PICK_A_DAY, competency
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
    page,
    posted_person,
    programme,
    say,
    standing,
)
from projections import competency_queries, topic_queries

WHEN = [
    ("since", lazy("Since the programme began: they are what is looked at")),
    ("before", lazy("Before the programme: a baseline to hold the others against")),
]


class MilestoneForm(DeedForm):
    """What people can do once they are there, and where they start."""

    topic = SelectField(lazy("Topic"), [InputRequired(lazy("Choose a topic."))])
    start = line(lazy("The start"), 120, lazy("Something that has a day, such as “First day in the team”."))
    statement = line(
        lazy("The milestone"),
        120,
        lazy("Something a colleague can have seen, such as “Deploys a service alone”."),
    )


class CohortForm(DeedForm):
    """People who start at about the same time."""

    name = line(lazy("Name of the cohort"), 80, lazy("Such as “Joined spring 2027”."))
    baseline = RadioField(lazy("When they started"), choices=options(WHEN), default="since")


class MembersForm(PlainForm):
    """Who set out with a cohort on a day."""

    cohort = SelectField(lazy("Cohort"), [InputRequired(lazy("Choose a cohort."))])
    people = PeopleField(lazy("Colleagues"), [NEEDED], render_kw={"list": "known-people"})
    day = DateField(lazy("The day on which they started"), [PICK_A_DAY])


class FactsForm(DeedForm):
    """What it took people before the programme."""

    days = SpansField(
        lazy("Start and milestone, a line for each person"),
        [NEEDED],
        description=lazy("Two dates in each line, such as 2026-01-12 2026-02-20. No names."),
        render_kw={"rows": 6, "spellcheck": "false", "autocomplete": "off"},
    )
    source = line(lazy("How you know"), 200, lazy("Such as “Tickets of the last two years”."))


class RecordForm(PlainForm):
    """When somebody got there, as a champion knows it."""

    day = DateField(lazy("The day on which they got there"), [PICK_A_DAY])
    reason = line(lazy("How you know"), 200, lazy("It stands in the history."))


class CorrectForm(PlainForm):
    """Days put right."""

    started = DateField(lazy("The day on which they started"), [PICK_A_DAY])
    reached = DateField(lazy("The day on which they got there"), [Optional()])
    reason = line(lazy("Why"), 200, lazy("Both dates and the reason stand in the history."))


@competency.route("/new", methods=BOTH)
def new() -> Any:
    """State a milestone."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    form = filled(MilestoneForm)
    rows = topic_queries.listed(db(), programme().id, "")
    form.topic.choices = options([("", _("Choose a topic")), *((str(row.id), row.name) for row in rows)])
    if request.method == "POST" and form.validate():
        words = (form.statement.data or "", form.start.data or "")
        if carried_out(form, deeds.state, programme().id, UUID(form.topic.data), *words):
            say(_("Stated. Form a cohort next, and enter what it took before."))
            return back_to("lt.competency.milestone", milestone=made())
    return _form_page("new", form, None)


@competency.get("/<uuid:milestone>/", endpoint="milestone")
def of_milestone(milestone: UUID) -> Any:
    """A milestone with everybody on the way to it, and the facts from before."""
    row = _for_champions(milestone)
    return page(
        "competency/milestone.html",
        m=row,
        counted=next(one for one in of_programme(row.topic, own=False) if one.id == milestone),
        cohorts=cards.of_milestone(milestone),
        facts=cards.facts(milestone),
        history=cards.told(milestone),
    )


@competency.route("/<uuid:milestone>/cohorts", methods=BOTH)
def form_cohort(milestone: UUID) -> Any:
    """Form a cohort."""
    row, form = _for_champions(milestone), filled(CohortForm)
    if request.method == "POST" and form.validate():
        told = (form.name.data or "", form.baseline.data == "before")
        if carried_out(form, deeds.form, programme().id, milestone, *told):
            say(_("Formed. Add those who started together."))
            return back_to("lt.competency.add", milestone=milestone, cohort=made())
    return _form_page("cohort", form, row)


@competency.route("/<uuid:milestone>/members", methods=BOTH)
def add(milestone: UUID) -> Any:
    """Add colleagues to a cohort."""
    row, form = _for_champions(milestone), filled(MembersForm, cohort=request.args.get("cohort", ""))
    groups = competency_queries.cohorts_of(db(), [milestone])[milestone]
    form.cohort.choices = options([("", _("Choose a cohort")), *((str(c.id), c.name) for c in groups)])
    if request.method == "POST" and form.validate():
        told = (UUID(form.cohort.data), form.people.people, form.day.data)
        if carried_out(form, deeds.add, programme().id, *told):
            say(_("Added. They find it under My learning, and can say themselves when they are there."))
            return _back(milestone)
    return _form_page("members", form, row)


@competency.post("/<uuid:milestone>/members/removal")
def remove(milestone: UUID) -> Response:
    """Take somebody out of their cohort."""
    _for_champions(milestone)
    if attempt(deeds.remove, programme().id, milestone, posted_person()):
        say(_("Taken out."))
    return _back(milestone)


@competency.route("/<uuid:milestone>/members/<uuid:person>/record", methods=BOTH)
def record(milestone: UUID, person: UUID) -> Any:
    """Record that somebody got there."""
    row = _for_champions(milestone)
    member, form = found(cards.member(milestone, person)), filled(RecordForm)
    if request.method == "POST" and form.validate():
        told = (form.day.data, form.reason.data or "")
        if _recorded(form, deeds.record, milestone, person, *told):
            return _back(milestone)
    return _form_page("record", form, row, member=member)


@competency.route("/<uuid:milestone>/members/<uuid:person>", methods=BOTH)
def correct(milestone: UUID, person: UUID) -> Any:
    """Put somebody's days right."""
    row = _for_champions(milestone)
    member = found(cards.member(milestone, person))
    form = filled(CorrectForm, started=member.started, reached=member.reached)
    if member.state != "confirmed":
        del form.reached
    if request.method == "POST" and form.validate():
        reached = form.reached.data if member.state == "confirmed" else None
        told = (form.started.data, reached, form.reason.data or "")
        if _recorded(form, deeds.correct, milestone, person, *told):
            return _back(milestone)
    return _form_page("correct", form, row, member=member)


@competency.route("/<uuid:milestone>/baseline", methods=BOTH)
def baseline(milestone: UUID) -> Any:
    """Enter what it took people before the programme."""
    row, form = _for_champions(milestone), filled(FactsForm)
    if request.method == "POST" and form.validate():
        told = (form.days.spans, form.source.data or "")
        if carried_out(form, deeds.enter, programme().id, milestone, *told):
            say(_("Entered."))
            return _back(milestone)
    return _form_page("baseline", form, row)


@competency.post("/<uuid:milestone>/baseline/removal")
def take_out(milestone: UUID) -> Response:
    """Let a fact from before count no longer."""
    _for_champions(milestone)
    if _has_reason() and attempt(deeds.take_out, programme().id, _posted("entry"), _reason()):
        say(_("It counts no longer. It stays in the history."))
    return _back(milestone)


@competency.post("/<uuid:milestone>/retirement")
def retire(milestone: UUID) -> Response:
    """Let a milestone no longer count."""
    _for_champions(milestone)
    if not _has_reason():
        return _back(milestone)
    if attempt(deeds.retire, programme().id, milestone, _reason()):
        say(_("Retired. It counts no longer, and what was recorded of it stays in the history."))
    return back_to("lt.competency.page")


def _recorded(form: PlainForm, deed: Any, *about: Any) -> bool:
    """Carry out a deed about a member; what is wrong is said at its field, what is so on the next page."""
    if not done(form, deed, programme().id, *about):
        return False
    say(_("Recorded."))
    return True


def _for_champions(milestone: UUID) -> Any:
    row = found(competency_queries.one(db(), programme().id, milestone))
    require(is_champion(standing()), CHAMPIONS_ONLY)
    return row


def _back(milestone: UUID) -> Response:
    return back_to("lt.competency.milestone", milestone=milestone)


def _reason() -> str:
    return request.form.get("reason", "")


def _has_reason() -> bool:
    if not _reason().strip():
        say(_("Say in a few words why; it stands in the history."), "refused")
    return bool(_reason().strip())


def _posted(name: str) -> UUID:
    """What a button is about; without it, it is about nothing and does nothing."""
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        return UUID(int=0)


def _form_page(name: str, form: PlainForm, row: Any, **context: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return page(f"competency/{name}.html", status=status, form=form, m=row, of_champions=True, **context)
