"""The domain: aggregates and their events. Pure Python; nothing here knows of a database or of the web."""

from lt_web.events.attendance import Attendance
from lt_web.events.base import Aggregate, Event, events_of
from lt_web.events.cadence import Cadence
from lt_web.events.charter import Charter
from lt_web.events.competency import Competency
from lt_web.events.editions import Editions
from lt_web.events.feedback import Feedback
from lt_web.events.guides import Guides
from lt_web.events.ledger import Ledger
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.proposal import Proposal
from lt_web.events.roles import Roles
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from lt_web.events.write_up import WriteUp

AGGREGATES: tuple[type[Aggregate], ...] = (
    Programme,
    Charter,
    Roles,
    Person,
    Topics,
    Teaching,
    Cadence,
    Proposal,
    Session,
    Seats,
    Attendance,
    Feedback,
    WriteUp,
    Competency,
    Guides,
    Editions,
    Ledger,
)


def all_events() -> list[type[Event]]:
    """Every event type there is, in the order of the catalogue."""
    return [event for aggregate in AGGREGATES for event in events_of(aggregate)]
