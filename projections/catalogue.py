"""The list of read models: a new one is named here."""

from projections.attendance import attendance
from projections.base import Projection
from projections.charters import charters
from projections.comments import comments
from projections.competency import competency
from projections.counts_after import counts
from projections.editions import editions
from projections.feedback import feedback
from projections.guides import guides
from projections.history import history
from projections.inbox_charters import inbox
from projections.people import people
from projections.programmes import programmes
from projections.proposals import proposals
from projections.roles import roles
from projections.seats import seats
from projections.sessions import sessions
from projections.slots import slots
from projections.spells import spells
from projections.teaching import teaching
from projections.topics import topics
from projections.trails import trails
from projections.write_ups import write_ups

PROJECTIONS: tuple[Projection, ...] = (
    programmes,
    charters,
    roles,
    people,
    topics,
    teaching,
    spells,
    proposals,
    sessions,
    slots,
    seats,
    attendance,
    feedback,
    write_ups,
    competency,
    guides,
    comments,
    counts,
    editions,
    history,
    trails,
    inbox,
)
# What every request asks anew of those who ask: it is kept in memory until it changes.
WHO_IS_WHO: tuple[Projection, ...] = (programmes, roles, people)
