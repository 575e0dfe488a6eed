"""People who are known outside: a host, a sign-in provider or a file says who they are, time and again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from lt_web.arriving.group_roles import GroupRoles
from lt_web.commands.access import trusted
from lt_web.commands.people import checked_entry
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.person import Person, team_named
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid
from lt_web.events.roles import Roles
from lt_web.events.texts import one_line
from lt_web.identity import Profile
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import directory
from lt_web.store.directory import Entry

NOTHING = GroupRoles()


@dataclass(frozen=True)
class Arrival:
    """What was new about somebody: `changed` names what was put differently in the directory.

    `given` and `taken` are (role, id of the programme or of the house); `needed` those that were to be taken
    and stay, since nobody else holds them. `away` says that somebody here noted that they have left, which
    holds whatever is said outside.
    """

    person: UUID
    joined: bool = False
    returned: bool = False
    away: bool = False
    moved: str = ""
    changed: tuple[str, ...] = ()
    given: tuple[tuple[str, UUID], ...] = ()
    taken: tuple[tuple[str, UUID], ...] = ()
    needed: tuple[tuple[str, UUID], ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything was new at all."""
        return any((self.joined, self.returned, self.moved, self.changed, self.given, self.taken))


def arrive(
    work: Work,
    profile: Profile,
    given: GroupRoles = NOTHING,
    programmes: Collection[UUID] = (),
    source: str = "host",
) -> UUID:
    """Take in what is said outside of somebody; the same again records nothing. Returns who they are here.

    `given` are the roles that groups bring in `programmes` (all that there are) and in the house. `source`
    is what says so: host, oidc or file; whom one of them noted as having left, the same one brings back.
    """
    return take_in(work, profile, given, programmes, source).person


def take_in(
    work: Work,
    profile: Profile,
    given: GroupRoles = NOTHING,
    programmes: Collection[UUID] = (),
    source: str = "host",
) -> Arrival:
    """As `arrive`; returns what was new."""
    require(trusted(work), ADMINS_ONLY)
    _require_key(profile)
    entry = directory.by_subject(work.connection, profile.issuer, profile.subject)
    arrival = _known(work, entry, profile, source) if entry else _new(work, profile)
    if not arrival.away:
        arrival = _with_roles(work, arrival, profile.groups, given, programmes)
    _remember(work, arrival.person, mark(profile, given, programmes))
    return arrival


def mark(profile: Profile, given: GroupRoles = NOTHING, programmes: Collection[UUID] = ()) -> str:
    """A short mark of what is said of somebody and of what it brings: another one as soon as any differs."""
    groups = None if profile.groups is None else sorted(profile.groups)
    # What groups bring may be of a programme that is founded later.
    there = sorted(id.hex for id in programmes) if given.in_programmes else []
    said = (vars(profile) | {"groups": groups}, given.grants, there)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _new(work: Work, profile: Profile) -> Arrival:
    person = uuid4()
    entry = checked_entry(person, profile.name, profile.email, profile.zone)
    key = {"issuer": profile.issuer, "subject": profile.subject, "manager": bool(profile.manager)}
    directory.add(work.connection, Entry(**vars(entry) | key))
    work.save(Person.join(person, profile.team))
    return Arrival(person, joined=True)


def _known(work: Work, entry: Entry, profile: Profile, source: str) -> Arrival:
    colleague = work.load(Person, entry.person)
    if not colleague.here and colleague.left_by != source:
        return Arrival(entry.person, away=True)
    returned, moved = not colleague.here, profile.team and team_named(profile.team) != colleague.team
    colleague.come_back()
    if moved:
        colleague.move_to(profile.team)
    work.save(colleague)
    changed = _put_right(work, entry, profile)
    return Arrival(entry.person, False, returned, False, colleague.team if moved else "", changed)


def _put_right(work: Work, entry: Entry, profile: Profile) -> tuple[str, ...]:
    """Write into the directory what is put differently outside; what nothing is said of stays."""
    said = checked_entry(entry.person, profile.name, profile.email, profile.zone)
    manager = entry.manager if profile.manager is None else profile.manager
    wanted: dict[str, str | bool] = {
        "name": said.name,
        "email": said.email or entry.email,
        "zone": said.zone or entry.zone,
        "manager": manager,
    }
    changed = {field: value for field, value in wanted.items() if value != getattr(entry, field)}
    if changed:
        directory.change(work.connection, entry.person, **changed)
    return tuple(changed)


def _with_roles(
    work: Work,
    arrival: Arrival,
    groups: Collection[str] | None,
    given: GroupRoles,
    programmes: Collection[UUID],
) -> Arrival:
    """Let roles follow the groups, in the house and in every programme."""
    if groups is None:
        return arrival
    cause = work.load(Person, arrival.person).latest if arrival.joined or arrival.returned else ""
    more: dict[str, tuple[tuple[str, UUID], ...]] = {"given": (), "taken": (), "needed": ()}
    for scope, wanted in _wanted(work, groups, given, programmes):
        for what, names in _follow(work, scope, arrival.person, wanted, cause).items():
            more[what] += tuple((role, scope) for role in names)
    return replace(arrival, **more)  # type: ignore[arg-type]


def _wanted(
    work: Work, groups: Collection[str], given: GroupRoles, programmes: Collection[UUID]
) -> Iterator[tuple[UUID, dict[str, str]]]:
    yield HOUSE, given.of_house(groups)
    for programme in programmes:
        yield programme, given.of_programme(groups, work.load(Programme, programme).slug)


def _follow(
    work: Work, scope: UUID, person: UUID, wanted: dict[str, str], cause: str
) -> dict[str, list[str]]:
    roles = work.find(Roles, roles_id(scope))
    if roles is None and not wanted:
        return {}
    roles = roles or Roles.open_for(scope)
    before = roles.of(person)
    needed = roles.follow_groups(person, wanted, cause)
    now = roles.of(person)
    work.save(roles)
    return {"given": sorted(now - before), "taken": sorted(before - now), "needed": needed}


def _remember(work: Work, person: UUID, seen: str) -> None:
    entry = directory.of_people(work.connection, [person])[person]
    if entry.seen != seen:
        directory.change(work.connection, person, seen=seen)


def _require_key(profile: Profile) -> None:
    for field in ("issuer", "subject"):
        text = getattr(profile, field)
        if one_line(field, text) != text:
            raise Invalid(field, "This begins or ends with a blank, so it is no key. Say it without.")
