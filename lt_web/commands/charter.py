"""Deeds about what a programme is for: outcomes, formats, the sponsor's yes, its pilot, who takes it over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.commands.access import person_of, require_champion, standing_in, trusted
from lt_web.events.charter import Charter
from lt_web.events.ids import charter_id, roles_id
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid
from lt_web.events.roles import ASKED_FOR_HOURS, HANDED_OVER, Roles
from lt_web.log.work import Work
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, may_give_roles, require


def charter_of(work: Work, programme: UUID) -> Charter:
    """The charter of a programme, begun now if there is none (for other deeds)."""
    return work.find(Charter, charter_id(programme)) or Charter.open_for(programme)


def describe(
    work: Work, programme: UUID, outcomes: str, audience: str, formats: Collection[str] = ()
) -> None:
    """Say what a programme is to achieve, for whom, and which formats it offers (none named: all)."""
    charter = _for_champions(work, programme)
    charter.set_outcomes(outcomes)
    charter.describe_audience(audience)
    charter.offer_formats(formats)
    work.save(charter)


def set_course(work: Work, programme: UUID, pilot_from: date | None, weeks: int = 0) -> None:
    """Make it a pilot of some weeks, or (from no day on) let it go on without an end."""
    charter = _for_champions(work, programme)
    take_course(charter, pilot_from, weeks)
    work.save(charter)


def take_course(charter: Charter, pilot_from: date | None, weeks: int) -> None:
    """Begin a pilot, or go on without an end (a step of other deeds)."""
    if pilot_from is None:
        charter.go_on_openly()
    else:
        charter.begin_pilot(pilot_from, weeks)


def ask_for_hours(work: Work, programme: UUID, person: UUID, hours: int, since: date) -> None:
    """Ask somebody for hours, who thereby sponsors the programme; one click of theirs says yes."""
    charter = _for_champions(work, programme)
    roles = make_sponsor(work, programme, person)
    charter.ask_for_hours(person, hours, since)
    work.save(roles, charter)


def record_yes(work: Work, programme: UUID, person: UUID, hours: int, since: date) -> None:
    """Record the yes that a sponsor gave elsewhere; it is shown as recorded for them."""
    charter = _for_champions(work, programme)
    work.save(make_sponsor(work, programme, person))
    charter.record_yes(person, hours, since)
    work.save(charter, on_behalf_of=person)


def say_yes(work: Work, programme: UUID) -> None:
    """Grant the hours that one was asked for."""
    standing_in(work, programme)
    charter = charter_of(work, programme)
    charter.say_yes(person_of(work))
    work.save(charter)


def say_not_now(work: Work, programme: UUID) -> None:
    """Do not grant the hours that one was asked for."""
    standing_in(work, programme)
    charter = charter_of(work, programme)
    charter.say_not_now(person_of(work))
    work.save(charter)


def withdraw_yes(work: Work, programme: UUID, reason: str) -> None:
    """Note that a yes no longer holds: whose it is, or a champion."""
    standing = standing_in(work, programme)
    charter = charter_of(work, programme)
    own = charter.granted is not None and charter.granted.person == work.deed.actor
    require(own or is_champion(standing) or trusted(work), CHAMPIONS_ONLY)
    granted = charter.granted
    charter.withdraw_yes(reason)
    work.save(charter, on_behalf_of=granted.person if granted else None)


def share_quick_win(work: Work, programme: UUID) -> None:
    """Let the sponsors know what the first weeks brought."""
    charter = _for_champions(work, programme)
    sponsors = work.load(Roles, roles_id(programme)).having("sponsor")
    charter.share_quick_win(sponsors, today_in(work, programme))
    work.save(charter)


def decide(work: Work, programme: UUID, decision: str, reason: str, seen: int, figures: str) -> None:
    """Decide how it goes on after the pilot; `figures` are what stood beside it, from position `seen`."""
    charter = _for_champions(work, programme)
    charter.decide(decision, reason, seen, figures, today_in(work, programme))
    work.save(charter)


def hand_over(work: Work, programme: UUID, former: UUID, person: UUID, reason: str) -> None:
    """Let somebody be champion in another's place, who stays a member; never without a champion between."""
    require(may_give_roles(standing_in(work, programme)) or trusted(work), CHAMPIONS_ONLY)
    charter, roles = charter_of(work, programme), work.load(Roles, roles_id(programme))
    if not work.load(Person, person).here:
        raise Invalid("person", "They have left the company. Pick another colleague.")
    if former not in roles.having("champion"):
        raise Invalid("former", "They are no champion of this programme now. Look at the roles again.")
    charter.hand_over(former, person, reason)
    roles.give(person, "champion", reason)
    roles.give(former, "employee", HANDED_OVER)
    roles.take(former, "champion", reason)
    work.save(charter, roles)


def make_sponsor(work: Work, programme: UUID, person: UUID) -> Roles:
    """Give somebody the role of a sponsor (a step of other deeds); the caller saves."""
    if not work.load(Person, person).here:
        raise Invalid("sponsor", "They have left the company. Pick another colleague.")
    roles = work.load(Roles, roles_id(programme))
    roles.give(person, "sponsor", ASKED_FOR_HOURS)
    return roles


def today_in(work: Work, programme: UUID) -> date:
    """The day that it is in a programme's zone."""
    return work.now.astimezone(ZoneInfo(work.load(Programme, programme).zone)).date()


def _for_champions(work: Work, programme: UUID) -> Charter:
    require_champion(work, programme)
    return charter_of(work, programme)
