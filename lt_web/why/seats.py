"""Why somebody has a seat, waits or has none, and why so many seats are left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lt_web.events.programme import SETTINGS
from lt_web.events.seats import Seats, Terms
from lt_web.speech import N_, _, _n
from lt_web.web import programme
from lt_web.why import stories
from lt_web.why.deciding import Place, behind, folded, place_of
from lt_web.why.explanation import Why
from lt_web.words import ordinal, when

Events = Sequence[Any]
MOST = 600  # events; of more it would take too long to leave each of them out
FREED: dict[type[Any], str] = {
    Seats.Answered: N_("A seat came free on {when}: somebody who had one can no longer come."),
    Seats.Removed: N_("A seat came free on {when}: a champion took somebody off the list."),
    Seats.Vacated: N_("A seat came free on {when}: somebody who had one presents now, or has left."),
    Seats.OfferLapsed: N_("A seat came free on {when}: it was held for somebody who did not take it."),
    Seats.CapacitySet: N_("There were more seats from {when} on."),
    Seats.Moved: N_("The session was moved on {when} to a time that is farther off."),
}
NONE = N_("No seat and no answer")
STATES = {
    "yes": N_("Has a seat"),
    "offered": N_("A seat is held"),
    "maybe": N_("Said maybe"),
    "no": N_("Can’t come"),
    "": NONE,
}


def terms() -> Terms:
    """How close to the start a seat is offered instead of given, and for how long, as it is set now."""
    kept = json.loads(programme().settings)
    window, hold = (
        timedelta(hours=int(kept.get(name, SETTINGS[name].default)))
        for name in ("offer_window_hours", "offer_hours")
    )
    return Terms(window, hold)


def answer(session: UUID, person: UUID) -> Why:
    """Why somebody has a seat of a session, waits for one, or has none."""
    events = stories.of_seats(session)
    if not events:
        return Why(_(NONE), [_("There are no seats yet.")])
    place = place_of(folded(events), person)
    return Why(state_said(place), _reasons(events, person, place), behind(events, person, terms()))


def state_said(place: Place) -> str:
    """What somebody has, in short."""
    if place.answer == "waitlisted":
        return _("{place} on the waitlist", place=ordinal(place.in_line))
    return _(STATES[place.answer])


def at(moment: datetime) -> str:
    """A moment in the programme's zone, in full."""
    return when(moment, programme().zone)


def freed(events: Events, event: Any) -> str:
    """What freed the seat that somebody got by this event."""
    cause = next((e for e in events if e.id == event.cause), None)
    known = FREED.get(type(cause), N_("A seat came free on {when}."))
    return _(known, when=at((cause or event).at))


def _last(events: Events, person: UUID, *kinds: type[Any]) -> Any:
    found = (e for e in reversed(events) if getattr(e, "person", None) == person)
    return next((e for e in found if not kinds or isinstance(e, kinds)), None)


def _reasons(events: Events, person: UUID, place: Place) -> list[str]:
    if place.answer == "waitlisted":
        return _waits(events, _last(events, person, Seats.Waitlisted), place)
    own = _last(events, person)
    if own is None:
        return [_("Nothing was answered here.")]
    if isinstance(own, Seats.Reconfirmed):
        own = _last([e for e in events if not isinstance(e, Seats.Reconfirmed)], person)
    return REASONS[type(own)](events, own)


def _waits(events: Events, own: Any, place: Place) -> list[str]:
    """Where everybody stood when the answer came, and where they stand now."""
    before = folded([e for e in events if e.position < own.position])
    taken, waiting = len(before.seated) + len(before.offers), len(before.waiting)
    ahead = place.in_line - 1
    return [
        _n(
            "The {n} seat was taken when the answer came on {when}, so it went to the end of the waitlist.",
            "All {n} seats were taken when the answer came on {when}, so it went to the end of the waitlist.",
            taken,
            when=at(own.at),
        ),
        _n("{n} person was waiting already.", "{n} people were waiting already.", waiting)
        if waiting
        else _("Nobody was waiting yet."),
        _n("Now {n} person is ahead in line.", "Now {n} people are ahead in line.", ahead)
        if ahead
        else _("Now nobody is ahead in line: the next free seat goes here."),
    ]


def _said_yes(events: Events, own: Any) -> list[str]:
    if own.answer != "yes":
        return [_("The answer came on {when}. It holds no seat.", when=at(own.at))]
    before = folded([e for e in events if e.position < own.position])
    if before.capacity is None:
        return [_("The answer came on {when}. There was no limit to the seats.", when=at(own.at))]
    return [
        _n(
            "The answer came on {when}, when {taken} of {n} seat was taken: there was room.",
            "The answer came on {when}, when {taken} of {n} seats were taken: there was room.",
            before.capacity,
            taken=len(before.seated) + len(before.offers),
            when=at(own.at),
        )
    ]


def _moved_up(events: Events, own: Any) -> list[str]:
    return [freed(events, own), _("It went to the first in line on {when}.", when=at(own.at))]


def _held(events: Events, own: Any) -> list[str]:
    until = at(own.until)
    return [
        freed(events, own),
        _("So close to the start it is held for the first in line, until {until}.", until=until),
    ]


def _took(events: Events, own: Any) -> list[str]:
    offer = _last([e for e in events if e.position < own.position], own.person, Seats.Offered)
    return [*_held(events, offer), _("It was taken on {when}.", when=at(own.at))]


def _let_go(events: Events, own: Any) -> list[str]:
    offer = _last([e for e in events if e.position < own.position], own.person, Seats.Offered)
    return [
        *_held(events, offer),
        _("It was not taken by then, so it went on to the next in line."),
    ]


REASONS: dict[type[Any], Any] = {
    Seats.Answered: _said_yes,
    Seats.Waitlisted: _moved_up,
    Seats.Promoted: _moved_up,
    Seats.Offered: _held,
    Seats.OfferTaken: _took,
    Seats.OfferLapsed: _let_go,
    Seats.SeatedByChampion: lambda _events, own: [
        _("A champion gave this seat out of turn on {when}, for a reason that stands below.", when=at(own.at))
    ],
    Seats.Removed: lambda _events, own: [
        _("A champion took this answer off the list on {when}.", when=at(own.at))
    ],
    Seats.Vacated: lambda _events, own: [
        _("Whoever presents a session, or has left, needs no seat: so since {when}.", when=at(own.at))
    ],
}


def left(session: UUID) -> Why:
    """Why so many seats are left."""
    events = stories.of_seats(session)
    if not events:
        return Why(_("No seats yet"), [_("There are no seats yet.")])
    seats = folded(events)
    sized = next(e for e in reversed(events) if isinstance(e, Seats.Opened | Seats.CapacitySet))
    said = [sentence for sentence in _numbers(seats, sized) if sentence]
    return Why(_state_of(seats), said, counting(events))


def _state_of(seats: Seats) -> str:
    if seats.capacity is None:
        return _n("{n} going", "{n} going", len(seats.seated))
    free = 0 if seats.waiting else max(0, seats.capacity - len(seats.seated) - len(seats.offers))
    return _n("{n} seat left", "{n} seats left", free) if free else _("All seats are taken")


def _numbers(seats: Seats, sized: Any) -> list[str]:
    n, on = seats.capacity, at(sized.at)
    in_all = (
        _("There is no limit to the seats, as set on {when}.", when=on)
        if n is None
        else _n("There is {n} seat, as set on {when}.", "There are {n} seats, as set on {when}.", n, when=on)
    )
    seated, held, wait = len(seats.seated), len(seats.offers), len(seats.waiting)
    return [
        in_all,
        _n("{n} person has one.", "{n} people have one.", seated),
        _n("{n} is held for somebody to take.", "{n} are held for somebody to take.", held) if held else "",
        _n("{n} person waits.", "{n} people wait.", wait) if wait else "",
    ]


def counting(events: Events) -> list[int]:
    """The events without which the seats that are taken, held, waited for or there at all were others."""
    first, *later = events
    if len(later) > MOST:
        return [event.position for event in events]
    now = _size(folded(events))
    return [first.position, *(e.position for e in later if _size(folded(events, e.position)) != now)]


def _size(seats: Seats) -> tuple[int | None, int, int, int]:
    return seats.capacity, len(seats.seated), len(seats.offers), len(seats.waiting)
