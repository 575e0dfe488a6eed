"""What happens in the company of the benchmarks: lives of ideas and sessions, told by the domain itself.

A life is a generator: it does something through the aggregates, saves it, and yields when it goes on.
"""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

from bench.afterwards import afterwards
from bench.place import ZONE, Life, Place, Recording
from lt_web.events.formats import FORMATS
from lt_web.events.planned import Appointment, Outline
from lt_web.events.proposal import CHOICES, Proposal
from lt_web.events.seats import Seats, Terms
from lt_web.events.session import Session

TERMS = Terms()
SUBJECTS = ("query plans", "tide tables", "sail repair", "log files", "release notes", "buoy sensors")
ANGLES = ("Reading", "Taming", "What we learned about", "A first look at", "Ten mistakes with", "Testing")
SUMMARY = (
    "What it is for, what it costs, and where it bit us last year.\n\n- the short history\n- one example"
    "\n- what to try on Monday\n\nNo preparation needed. Bring a question from your own work."
)
COMMENT = "Could you also say how this behaves with **large** tables? We met that in the spring."
ROOMS = ("Room Heron", "Room Plover", "Room Curlew", "Online")


def idea(story: Recording, place: Place) -> Life:
    """A proposal: sent, voted on, talked about; three of four become a session."""
    dice, author = story.dice, story.dice.choice(place.people)
    proposal = Proposal.draft(place.programme, author, outline(dice, place))
    proposal.send()
    story.save(author, proposal)
    others = [person for person in place.people if person != author]
    for person in dice.sample(others, dice.randint(4, 14)):
        yield timedelta(hours=dice.expovariate(1 / 6))
        proposal.vote(person, dice.choice(CHOICES), story.now)
        if dice.random() < 0.15:
            proposal.comment(COMMENT)
        story.save(person, proposal)
    if dice.random() < 0.25:
        proposal.decline("We had this one in the autumn; the notes are still good.")
        return story.save(place.champion, proposal)
    proposal.accept()
    session = scheduled(story, place, author, proposal.id)
    proposal.schedule(session.id)
    story.save(place.champion, proposal)
    story.begin(life_of(story, place, session))


def session_by_champion(story: Recording, place: Place) -> Life:
    """A session that nobody proposed: a champion asked somebody to present it."""
    return life_of(story, place, scheduled(story, place, story.dice.choice(place.people)))


def scheduled(story: Recording, place: Place, presenter: UUID, proposal: UUID | None = None) -> Session:
    """Give a session its date some three weeks ahead."""
    dice = story.dice
    day = (story.now + timedelta(days=dice.randint(16, 26))).replace(hour=dice.choice((10, 13, 15)), minute=0)
    slot = Appointment(day.replace(second=0, microsecond=0, tzinfo=None), ZONE, dice.choice(ROOMS))
    return Session.schedule(place.programme, outline(dice, place), slot, (presenter,), proposal)


def life_of(story: Recording, place: Place, session: Session) -> Life:
    """A session: published, answered, sometimes moved, talked about, held."""
    dice = story.dice
    seats = Seats.open_for(session.id, place.programme, dice.choice((8, 12, 12, 20, None)), session.starts)
    story.save(place.champion, session, seats)
    yield timedelta(hours=dice.uniform(1, 30))
    audience, teams, invited = reach(dice, place)
    session.publish(audience, teams, tuple(invited), False, story.now)
    story.save(place.champion, session)
    place.coming.append(session.id)
    yield from answers(story, session, seats, [p for p in invited if p not in session.presenters])
    if dice.random() < 0.04:
        place.coming.remove(session.id)
        session.cancel("The room is being repaired that week.")
        seats.close(session.latest)
        return story.save(place.champion, session, seats)
    yield max(timedelta(0), session.ends - story.now)
    session.hold(story.now)
    story.save(None, session)
    place.coming.remove(session.id)
    story.begin(afterwards(story, place, session, seats), timedelta(hours=dice.uniform(0, 20)))


def answers(story: Recording, session: Session, seats: Seats, invited: list[UUID]) -> Life:
    """Most answer within days, some change their mind, one time in twelve the date changes."""
    dice = story.dice
    wanted = dice.sample(invited, min(len(invited), dice.randint(8, 28)))
    for person in wanted + dice.sample(wanted, len(wanted) // 5):
        yield timedelta(hours=dice.expovariate(1 / 9))
        if story.now >= seats.starts - timedelta(hours=1):
            return
        again = seats.answer_of(person) in ("yes", "waitlisted")
        answer = "no" if again else dice.choices(("yes", "maybe", "no"), (70, 18, 12))[0]
        seats.answer(person, answer, story.now, TERMS)
        if dice.random() < 0.08:
            session.comment(COMMENT)
        story.save(person, seats, session)
    if dice.random() < 0.08:
        session.reschedule(session.wall + timedelta(days=7), ZONE, story.now)
        seats.move(session.starts, session.latest, story.now, TERMS)
        story.save(None, session, seats)


def past(story: Recording, place: Place, id: UUID) -> None:
    """A session of the time before, as an imported table tells it."""
    dice, days = story.dice, story.dice.randint(1, 1500)
    day = (story.now - timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0, tzinfo=None)
    presenter = dice.choice(place.people)
    slot = Appointment(day, ZONE, dice.choice(ROOMS))
    session = Session.recall(id, place.programme, outline(dice, place), slot, (presenter,))
    story.save(place.champion, session, source="import", effective_at=session.ends)


def outline(dice: random.Random, place: Place) -> Outline:
    """What something is about."""
    title = f"{dice.choice(ANGLES)} {dice.choice(SUBJECTS)} {dice.randint(1, 999)}"
    topics = tuple(dice.sample(place.topics, dice.randint(1, 3)))
    return Outline(title, SUMMARY, dice.choice(list(FORMATS)), dice.choice((20, 30, 45)), topics)


def reach(dice: random.Random, place: Place) -> tuple[str, tuple[str, ...], list[UUID]]:
    """Whom a session is announced to: half are for a few teams, one of five for everyone."""
    if dice.random() < 0.2:
        return "everyone", (), place.people
    teams = dice.sample(sorted(place.teams), 2)
    return "teams", tuple(teams), [person for team in teams for person in place.teams[team]]
