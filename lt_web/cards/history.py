"""The history of a thing in words, and comments, as pages show them."""

from __future__ import annotations

import json
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lt_web.cards.offered import format_names
from lt_web.cards.people import Person, known, nobody
from lt_web.events.formats import FORMATS
from lt_web.events.roles import OWN_REASONS
from lt_web.sentences import (
    ANSWERS,
    AUDIENCE_NAMES,
    DECISION_NAMES,
    LINK_NAMES,
    OF_ONESELF,
    ROLE_NAMES,
    ROUTINES,
    SENTENCES,
    SETTING_NAMES,
    STANDING_NAMES,
)
from lt_web.speech import _, _n
from lt_web.trail_words import UNTOLD
from lt_web.web import me, my_id, programme_or_none
from lt_web.words import clock, day, number, zone_label

# What is heard of people: it was so before, on a day that is told, or on one that nobody tells.
NEWS = frozenset(
    {
        "competency.member_started",
        "competency.milestone_claimed",
        "competency.milestone_confirmed",
        "competency.milestone_recorded",
        "competency.dates_corrected",
        "competency.baseline_entered",
        "person.moved_team",
        "person.left",
        "person.came_back",
        "session.presenter_left",
    }
)


@dataclass(frozen=True)
class Line:
    """One line of a history."""

    at: datetime
    who: str
    for_whom: str
    sentence: str
    reason: str
    position: int
    noted_at: datetime | None = None  # where it was recorded later than it was so
    is_news: bool = False  # when it was so stands in the sentence or is not known: only when it was noted


@dataclass(frozen=True)
class Comment:
    """A comment; `text` is a token, decrypted when rendered."""

    id: Any
    by: Person
    at: datetime
    text: str


def lines(rows: Sequence[Any], with_names: bool = True) -> list[Line]:
    """Rows of the history in words, the newest first, in two queries for all names.

    Without the right to see who answered what, others than oneself stay unnamed where seats are concerned.
    """
    people = known(id for row in rows for id in (row.actor, _subject(row), row.on_behalf_of))
    unnamed = () if with_names else ("seats.", "attendance.", "feedback.")
    return [_line(_masked(row) if row.topic.startswith(unnamed) else row, people) for row in reversed(rows)]


def comments(rows: Sequence[Any]) -> list[Comment]:
    """Comments with their writers, the oldest first."""
    people = known(row.by for row in rows)
    return [Comment(row.id, people.get(row.by) or nobody(row.id), row.at, row.text) for row in rows]


def _line(row: Any, people: dict[Any, Person]) -> Line:
    said = {"person": _name(_subject(row), people) or _("somebody"), **json.loads(row.details)}
    return Line(
        at=row.at,
        who=_name(row.actor, people) or _(ROUTINES.get(row.routine, ROUTINES[""])),
        for_whom=_name(row.on_behalf_of, people),
        sentence=_Words().vformat(_(_sentence(row)), (), said),
        reason=_(row.reason) if row.reason in OWN_REASONS else row.reason,
        position=row.position,
        noted_at=row.recorded_at if row.recorded_at > row.at else None,
        is_news=row.topic in NEWS,
    )


def _subject(row: Any) -> Any:
    """Whom an event is about: of a person's own events that is who they happened to."""
    return row.stream if row.person is None and row.topic.startswith("person.") else row.person


def _sentence(row: Any) -> str:
    """What to say of an event; of one's own deed to oneself it may be put shorter."""
    own = row.actor is not None and row.actor == _subject(row)
    usual = SENTENCES.get(row.topic) or UNTOLD[row.topic]  # of the latter only those hear whom it is about
    return OF_ONESELF.get(row.topic, usual) if own else usual


@dataclass(frozen=True)
class _Masked:
    """A row about seats as somebody sees it who may not see names: only what concerns themselves is named."""

    row: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def concerns_me(self) -> bool:
        """Whether I did it, or it was done for me."""
        return my_id() in (self.row.actor, self.row.on_behalf_of)

    @property
    def actor(self) -> Any:
        """Who did it: champions act openly, others are unnamed."""
        openly = self.row.readers == "open" or self.concerns_me
        return self.row.actor if openly else None

    @property
    def on_behalf_of(self) -> Any:
        """For whom it was done, if that is me."""
        return self.row.on_behalf_of if self.row.on_behalf_of == my_id() else None

    @property
    def person(self) -> Any:
        """Whom it concerns, if that is me."""
        return self.row.person if self.row.person == my_id() else None


def _masked(row: Any) -> Any:
    return _Masked(row)


def _name(id: Any, people: dict[Any, Person]) -> str:
    return people[id].name if id else ""


class _Words(string.Formatter):
    """Formats parameters of messages: {wall:time}, {capacity:seats} and so on."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(SPECS[format_spec](value))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(ZoneInfo(_zone())) if moment.tzinfo else moment


def _zone() -> str:
    """The programme's zone; on pages of no programme one's own."""
    here = programme_or_none()
    return str(here.zone) if here else str(me().zone) or "UTC"


def _time(text: str) -> str:
    return _("{date}, {time}", date=day(_moment(text)), time=clock(_moment(text)))


def _seats(capacity: int | None) -> str:
    return _("seats without a limit") if capacity is None else _n("{n} seat", "{n} seats", capacity)


def _named(names: dict[str, str]) -> Callable[[str], str]:
    """Say what stands under a stored name; one without words stays as it is."""
    return lambda name: _(names.get(name, name))


SPECS: dict[str, Callable[[Any], str]] = {
    "": str,
    "time": _time,
    "instant": lambda text: f"{_time(text)} {zone_label(_zone())}",
    "day": lambda text: day(_moment(text)),
    "day_if_any": lambda text: day(_moment(text)) if text else _("no day yet"),
    "date": lambda text: day(date.fromisoformat(text)),
    "text": lambda text: text or _("not said"),
    "formats": lambda keys: format_names(keys) or _("all of them"),
    "decision": _named(DECISION_NAMES),
    "zone": zone_label,
    "seats": _seats,
    "place": lambda text: text or _("none yet"),
    "answer": _named(ANSWERS),
    "hundredths": lambda mean: number(mean / 100, 1 if mean % 10 == 0 else 2),
    "standing": _named(STANDING_NAMES),
    "setting": _named(SETTING_NAMES),
    "link": _named(LINK_NAMES),
    "format": _named({key: known.label for key, known in FORMATS.items()}),
    "after": lambda text: _(": “{text}”", text=text) if text else "",
    "role": _named(ROLE_NAMES),
    "audience": _named(AUDIENCE_NAMES),
}
