"""Counts: what figures are made of, kept as things happen. Here: people, programmes, sessions and seats."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from lt_web.events.ids import seats_id
from lt_web.events.person import Person
from lt_web.events.programme import SETTINGS, Programme
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.working_days import day_in, due_on
from projections.counted_sets import NOBODY, as_text, of_numbers, of_text
from projections.counts_adding import change
from projections.counts_tables import SETS, counts, people, said_yes, sessions, size, terms
from projections.rows import Rows

DAYS, LEAST = "write_up_days", "feedback_least"
USUAL = {"days": SETTINGS[DAYS].default, "least": SETTINGS[LEAST].default}
MANY = 400  # people; from here on all are read at once
BLANK: dict[str, Any] = dict.fromkeys(SETS, NOBODY)
BLANK |= dict.fromkeys(("answers", "total", "destroyed"), 0)
BLANK |= {"recalled": False, "least": SETTINGS[LEAST].default}
TERMS = {DAYS: "days", LEAST: "least"}


@counts.on(Person.Joined)
def know_person(rows: Rows, event: Person.Joined) -> None:
    if rows.get(people, event.originator_id) is None:
        _enter(rows, event.originator_id, event.claimed)
    else:
        rows.update(people, event.originator_id, claimed=event.claimed)


@counts.on(Programme.Founded)
def know_programme(rows: Rows, event: Programme.Founded) -> None:
    rows.insert(terms, programme=event.originator_id, zone=event.zone, **USUAL)


@counts.on(Programme.Described)
def know_zone(rows: Rows, event: Programme.Described) -> None:
    """In another zone some sessions belong to another day, and so perhaps to another month."""
    before = _terms(rows, event.originator_id)
    if before["zone"] != event.zone:
        rows.update(terms, event.originator_id, zone=event.zone)
        _date_anew(rows, event.originator_id)


@counts.on(Programme.SettingChanged)
def know_setting(rows: Rows, event: Programme.SettingChanged) -> None:
    if event.setting in (DAYS, LEAST):
        rows.update(terms, event.originator_id, **{TERMS[event.setting]: event.value})
        _date_anew(rows, event.originator_id)


@counts.on(Session.Scheduled)
def know_session(rows: Rows, event: Session.Scheduled) -> None:
    about = BLANK | {"presents": _set_of(rows, event.presenters)}
    rows.insert(
        sessions,
        session=event.originator_id,
        programme=event.programme,
        planned=event.minutes,
        imported=event.envelope.source == "import",
        **about,
    )


@counts.on(Session.Edited)
def plan(rows: Rows, event: Session.Edited) -> None:
    change(rows, event.originator_id, planned=event.minutes)


@counts.on(Session.Published)
def invite(rows: Rows, event: Session.Published) -> None:
    change(rows, event.originator_id, invited=_set_of(rows, event.invited))


@counts.on(Session.InvitedLater)
def invite_later(rows: Rows, event: Session.InvitedLater) -> None:
    put(rows, event.originator_id, "invited", event.person)


@counts.on(Session.PresenterAccepted)
def present(rows: Rows, event: Session.PresenterAccepted) -> None:
    put(rows, event.originator_id, "presents", event.person)


@counts.on(Session.PresenterDeclined, Session.PresenterWithdrawn, Session.PresenterLeft)
def present_no_more(rows: Rows, event: Any) -> None:
    put(rows, event.originator_id, "presents", event.person, within=False)


@counts.on(Session.PresenterRecognised)
def recognise_presenter(rows: Rows, event: Session.PresenterRecognised) -> None:
    put(rows, event.originator_id, "presents", event.was, within=False)
    put(rows, event.originator_id, "presents", event.person)


@counts.on(Session.Held)
def hold(rows: Rows, event: Session.Held) -> None:
    """From now on it belongs to a month; who had said yes by then stays so."""
    row = rows.get(sessions, event.originator_id)
    assert row is not None
    known, seats = _terms(rows, row["programme"]), seats_id(event.originator_id)
    said = [] if row["imported"] else [each["person"] for each in rows.where(said_yes, seats=seats)]
    for person in said:
        rows.delete(said_yes, seats, person)
    day = day_in(known["zone"], event.start)
    change(
        rows,
        event.originator_id,
        month=day.year * 12 + day.month - 1,
        start_at=event.start,
        end_at=event.end,
        yes=_set_of(rows, said),
        due=None if row["imported"] else due_on(event.end, known["zone"], known["days"]),
        least=known["least"],
    )


@counts.on(Seats.Answered)
def answer(rows: Rows, event: Seats.Answered) -> None:
    _say(rows, event, event.answer == "yes")


@counts.on(Seats.Promoted, Seats.OfferTaken, Seats.SeatedByChampion)
def take_seat(rows: Rows, event: Seats.Promoted | Seats.OfferTaken | Seats.SeatedByChampion) -> None:
    _say(rows, event, True)


@counts.on(Seats.Waitlisted, Seats.OfferLapsed, Seats.Removed, Seats.Vacated)
def leave(rows: Rows, event: Any) -> None:
    _say(rows, event, False)


def put(rows: Rows, session: UUID, which: str, person: UUID, within: bool = True) -> None:
    """Put somebody into a set of a session, or out of it."""
    row = rows.get(sessions, session)
    if row is not None:
        bit = 1 << number_of(rows, person)
        before = of_text(row[which])
        after = before | bit if within else before & ~bit
        if after != before:
            change(rows, session, **{which: as_text(after)})


def number_of(rows: Rows, person: UUID) -> int:
    """Which bit somebody is; who did not join before is entered now."""
    known = rows.get(people, person)
    number: int = _enter(rows, person, False) if known is None else known["number"]
    return number


def day_of(rows: Rows, programme: UUID, moment: Any) -> Any:
    """The day of an instant in a programme's zone."""
    return day_in(_terms(rows, programme)["zone"], moment)


def _say(rows: Rows, event: Any, yes: bool) -> None:
    """Blindly: a click is to cost no reading more."""
    if yes:
        rows.put(said_yes, event.originator_id, event.person, yes=True)
    else:
        rows.delete(said_yes, event.originator_id, event.person)


def _enter(rows: Rows, person: UUID, claimed: bool) -> int:
    known = rows.get(size, 0)
    number: int = known["people"] if known else 0
    rows.put(size, 0, people=number + 1)
    rows.insert(people, person=person, number=number, claimed=claimed, one=0)
    return number


def _set_of(rows: Rows, wanted: Collection[UUID]) -> str:
    if len(wanted) < MANY:
        return as_text(of_numbers(number_of(rows, person) for person in wanted))
    known = {row["person"]: row["number"] for row in rows.where(people, one=0)}
    return as_text(of_numbers(known[p] if p in known else number_of(rows, p) for p in wanted))


def _terms(rows: Rows, programme: UUID) -> Any:
    known = rows.get(terms, programme)
    assert known is not None
    return known


def _date_anew(rows: Rows, programme: UUID) -> None:
    """Other terms hold: of days and months for all, of when a write-up is due where there is none yet."""
    known = _terms(rows, programme)
    zone = known["zone"]
    for row in rows.where(sessions, programme=programme):
        if row["month"] is None:
            continue
        day = day_in(zone, row["start_at"])
        moved: dict[str, Any] = {"month": day.year * 12 + day.month - 1, "least": known["least"]}
        if row["due"] is not None and row["written_at"] is None:
            moved["due"] = due_on(row["end_at"], zone, known["days"])
        if row["written_at"] is not None:
            moved["written"] = day_in(zone, row["written_at"])
        if any(row[name] != value for name, value in moved.items()):
            change(rows, row["session"], **moved)
