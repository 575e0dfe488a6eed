"""Attendance sheets as pages show them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.attendance_known import Known, known_as
from lt_web.cards.attendance_words import arrived, correction, in_short
from lt_web.cards.history import Line, lines
from lt_web.cards.people import Person, known, nobody
from lt_web.cards.sessions import Card, card
from lt_web.events.programme import SETTINGS
from lt_web.events.refusals import N_, Refused
from lt_web.forms.people import here
from lt_web.permissions import may_change, may_see_names
from lt_web.speech import _, _n
from lt_web.web import db, my_id, now, programme, standing
from projections import attendance, attendance_queries, roles, seats
from projections.folding import folded

CALLED_OFF = N_("This session was called off, so it has no attendance.")
STANDINGS = ("present", "partly", "absent", "excused")
THERE = ("present", "partly")
UNKNOWN = "unknown"
FEW = 8  # names that a search shows


@dataclass(frozen=True)
class Window:
    """From when until when people check in themselves, in the session's zone."""

    opens: datetime
    closes: datetime
    state: str  # before, open, over


@dataclass(frozen=True)
class Row(Person):
    """One line of the sheet: `noted` is how they attended, "" where nobody said."""

    noted: str = ""
    own: bool = False
    expected: bool = False
    corrected: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()  # what the sheet said of them, and from when until when
    position: int = 0  # where in the log they were last noted

    @property
    def there(self) -> bool:
        """Whether they were there, as far as anybody knows."""
        return self.noted in THERE


@dataclass(frozen=True)
class Counts:
    """The sheet in numbers; `unknown` are those on the list of whom nothing is noted."""

    present: int = 0
    partly: int = 0
    absent: int = 0
    excused: int = 0
    walk_ins: int = 0
    unknown: int = 0
    heads: int | None = None
    minutes: int | None = None

    @property
    def there(self) -> int:
        """How many came, by name."""
        return self.present + self.partly

    @property
    def came(self) -> int:
        """How many came: as counted, else by name."""
        return max(self.heads or 0, self.there)


@dataclass(frozen=True)
class Sheet:
    """Everybody who said yes, who said maybe, and who came besides."""

    s: Card
    going: list[Row]
    maybe: list[Row]
    others: list[Row]
    counts: Counts
    window: Window
    may_mark: bool
    history: list[Line] = field(repr=False)

    @property
    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """The lists, each with its key and its title."""
        return [("yes", _("Said yes"), self.going), ("maybe", _("Said maybe"), self.maybe)]

    @property
    def listed(self) -> list[Row]:
        """Everybody on it."""
        return [*self.going, *self.maybe, *self.others]

    def row(self, person: UUID) -> Row:
        """The line of somebody, made anew for who does not stand on it."""
        found = next((row for row in self.listed if row.id == person), None)
        return found or Row(**vars(known([person]).get(person) or nobody(person)))


@dataclass(frozen=True)
class OnPage:
    """What a session's page says of who came: numbers for all, names for those who may see them."""

    counts: Counts
    window: Window
    mine: str  # how whoever asks attended
    there: list[Person]
    over: bool

    @property
    def said(self) -> list[str]:
        """How many came, in sentences."""
        c, few = self.counts, []
        if c.heads and c.heads > c.there > 0:
            few = [_("{n} noted by name.", n=c.there)]
        length = [_n("It took {n} minute.", "It took {n} minutes.", c.minutes)] if c.minutes else []
        return [arrived(c.came, c.walk_ins, self.over) if c.came else self._nobody(), *few, *length]

    def _nobody(self) -> str:
        if self.window.state == "open":
            return _("Nobody is noted yet.")
        return _("Nobody noted who came so far.") if self.noted else _("Nobody noted who came.")

    @property
    def noted(self) -> bool:
        """Whether anything stands on the sheet."""
        return bool(self.counts.came or self.counts.absent or self.counts.excused)


def on_page(s: Card) -> OnPage | None:
    """Who came to a session, once people can be there; None before, and where it was called off."""
    if s.state not in ("published", "held") or window(s.row).state == "before":
        return None
    noted = attendance.list_of(db(), s.id)
    mine = next((line.standing for line in noted if line.person == my_id()), "")
    names = may_see_names(standing(), [person.id for person in s.presenters])
    there = known(line.person for line in noted if line.there and names).values()
    people, when = sorted(there, key=lambda one: one.name.casefold()), window(s.row)
    return OnPage(counts(s.row), when, mine, people, s.state == "held" or when.state == "over")


def window(row: Any) -> Window:
    """When check-in to a session opens and closes."""
    zone = ZoneInfo(row.zone)
    opens, closes = row.start_at - margin("before"), row.end_at + margin("after")
    state = "before" if now() < opens else "over" if now() > closes else "open"
    return Window(opens.astimezone(zone), closes.astimezone(zone), state)


def margin(side: str) -> timedelta:
    """How long before the start, or after the end, people can check in."""
    name = f"check_in_{side}_minutes"
    given: dict[str, int] = json.loads(programme().settings)
    return timedelta(minutes=given.get(name, SETTINGS[name].default))


def require_takes_place(row: Any) -> None:
    """Refuse where there is nothing to attend."""
    if row.state in ("cancelled", "postponed"):
        raise Refused(CALLED_OFF)


def sheet(row: Any) -> Sheet:
    """The sheet of a session, in a fixed number of queries."""
    shown = card(row)
    noted = {line.person: line for line in attendance.list_of(db(), row.id)}
    said = {line.person: line.answer for line in seats.list_of(db(), row.id)}
    told = attendance_queries.history_of(db(), row.id, my_id())
    people = known({*noted, *said, *(line.actor for line in told)})
    rows = [_row(people[id], noted.get(id), told, people, row.zone) for id in people]
    rows = sorted(rows, key=lambda one: (one.name.casefold(), one.id.hex))
    of = {kind: [one for one in rows if said.get(one.id) == kind] for kind in ("yes", "maybe")}
    listed = {one.id for one in (*of["yes"], *of["maybe"])}
    return Sheet(
        shown,
        of["yes"],
        of["maybe"],
        [one for one in rows if one.id in noted and one.id not in listed],
        _counts(attendance.of_sessions(db(), [row.id]).get(row.id), len(listed - set(noted))),
        window(row),
        may_change(standing(), [person.id for person in shown.presenters]),
        lines(told),
    )


def counts(row: Any, unknown: int = 0) -> Counts:
    """The sheet of a session in numbers alone."""
    return _counts(attendance.of_sessions(db(), [row.id]).get(row.id), unknown)


def came(sheet: Any) -> int:
    """How many came, by the row of a sheet: as counted, else by name; 0 where nobody noted it."""
    return _counts(sheet, 0).came


def colleagues_named(text: str, but: Collection[UUID]) -> list[Person]:
    """Colleagues in sight of the programme whose name contains what was typed, without these."""
    wanted = folded(text)
    if not wanted:
        return []
    inside = None if programme().open else {*roles.of_programme(db(), programme().id), *roles.admins(db())}
    able = [e.person for e in here() if wanted in folded(e.name) and e.person not in but]
    chosen = [id for id in able if inside is None or id in inside][:FEW]
    people = known(chosen)
    return [people[id] for id in chosen]


def planning() -> tuple[int, int, int, str]:
    """How many sessions one plans from, how many said yes, how many of them came, and what to plan for."""
    held, said_yes, came = attendance_queries.showing_up(db(), programme().id)
    return held, said_yes, came, in_short(came, said_yes)


def _row(person: Person, noted: Any, told: list[Any], people: dict[UUID, Person], zone: str) -> Row:
    row = Row(
        **vars(person),
        corrected=_corrections(told, person.id, people, zone),
        known=known_as(told, person.id, people, zone),
        position=max((line.position for line in told if line.person == person.id), default=0),
    )
    if noted is None:
        return row
    return replace(row, noted=noted.standing, own=noted.own, expected=noted.expected)


def _counts(row: Any, unknown: int) -> Counts:
    if row is None:
        return Counts(unknown=unknown)
    numbers = {name: getattr(row, name) for name in Counts.__dataclass_fields__ if name != "unknown"}
    return Counts(**numbers, unknown=unknown)


def _corrections(told: list[Any], person: UUID, people: dict[UUID, Person], zone: str) -> tuple[str, ...]:
    """What was put right about somebody, the latest first: both values, both times, by whom and why."""
    mine = [line for line in told if line.topic == "attendance.corrected" and line.person == person]
    return tuple(correction(line, people, zone) for line in reversed(mine))
