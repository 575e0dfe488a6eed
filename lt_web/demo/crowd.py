"""What a crowd does: answers, changes its mind, takes or misses a seat on offer, comments."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lt_web.commands import people, seats, sessions
from lt_web.demo.company import Colleague
from lt_web.demo.days import in_working_hours
from lt_web.demo.dice import dice
from lt_web.demo.stage import Stage, Strand
from lt_web.demo.texts import sections_of

SAYS = sections_of("comments")


def answers(stage: Stage, session: UUID, rng: random.Random, interest: float) -> Iterator[Strand]:
    """The strands of everybody who answers a session; `interest` is the share of those invited who do."""
    known = stage.session(session)
    for id in stage.audience(known.programme, "everyone"):
        colleague = stage.here[id]
        invited = id in known.invited and id not in known.presenters and colleague.takes_part
        if invited and rng.random() < interest * eagerness(colleague):
            yield answer(stage, session, colleague, dice(rng.random()))


def answer(stage: Stage, session: UUID, who: Colleague, rng: random.Random) -> Strand:
    """Somebody answers, and may change their mind before the start."""
    starts = stage.session(session).starts
    said = rng.choices(("yes", "maybe", "no"), (76, 12, 12))[0]
    yield in_working_hours(rng, stage.now, starts, who.zone)
    say(stage, session, who, said)
    if rng.random() < (0.1 if said == "yes" else 0.25):
        yield in_working_hours(rng, stage.now, starts, who.zone)
        say(stage, session, who, "no" if said == "yes" else "yes")


def say(stage: Stage, session: UUID, who: Colleague, said: str) -> None:
    """Answer, where that is still possible; whoever gets a seat on offer because of it thinks about it."""
    presenting = stage.session(session).presenters.get(who.id) == "accepted"
    if who.id in stage.here and not presenting and stage.takes_answers(session):
        stage.do(who, seats.answer, session, said)
        notice(stage, session)


def notice(stage: Stage, session: UUID) -> None:
    """Let those to whom a seat has just been offered or given know of it."""
    known = stage.seats(session)
    for person, until in known.offers.items():
        if (session, person) not in stage.offered:
            stage.offered.add((session, person))
            stage.begin(consider(stage, session, stage.here[person], until))


def consider(stage: Stage, session: UUID, who: Colleague, until: datetime) -> Strand:
    """Three of four take the seat that is held for them; else the routine passes it on."""
    rng = dice(who.name, until)
    if rng.random() < 0.75:
        yield stage.now + (until - stage.now) * rng.uniform(0.1, 0.8)
        if stage.seats(session).answer_of(who.id) == "offered":
            say(stage, session, who, "yes")
    else:
        yield until + timedelta(seconds=rng.randint(5, 55))
        stage.routine("offers", seats.lapse_offers, session)
        stage.offered.discard((session, who.id))
        notice(stage, session)


def reconfirm(stage: Stage, session: UUID, who: Colleague) -> Strand:
    """Most of those who are asked whether a new date suits say so; some can no longer come."""
    rng = dice(who.name, stage.now)
    if rng.random() < 0.8:
        yield in_working_hours(rng, stage.now, stage.session(session).starts, who.zone)
        before = stage.seats(session).answer_of(who.id)
        say(stage, session, who, rng.choice((before, before, before, before, "no")) or "no")


def comments(stage: Stage, session: UUID, rng: random.Random, after: bool) -> Strand:
    """A few words before or after a session, now and then with the presenter's."""
    known = stage.session(session)
    last = known.ends + timedelta(days=4) if after else known.starts
    able = [stage.here[id] for id in known.invited if id in stage.here and stage.here[id].takes_part]
    texts = rng.sample(SAYS["after a session" if after else "before a session"], 3)
    for writer, text in zip(pick(rng, able, rng.choice((0, 1, 1, 2, 2, 3))), texts, strict=False):
        yield in_working_hours(rng, stage.now, last, writer.zone)
        if writer.id in stage.here and stage.session(session).state != "cancelled":
            stage.do(writer, sessions.comment, session, text)
    presenter = stage.here.get(known.presenting[0]) if known.presenting else None
    if presenter and rng.random() < 0.3:
        yield stage.now + timedelta(minutes=rng.randint(9, 180))
        stage.do(presenter, sessions.comment, session, rng.choice(SAYS["from a presenter"]))


def take_note(stage: Stage, who: Colleague, kind: str, about: UUID, after: timedelta) -> Strand:
    """Somebody reads what waits in their inbox."""
    yield stage.now + after
    if who.id in stage.here:
        stage.do(who, people.take_note, kind, about, 0)


def eagerness(who: Colleague) -> float:
    """How readily somebody answers: a trait that stays the same."""
    return dice(who.name).uniform(0.5, 1.5)


def pick(rng: random.Random, options: Sequence[Colleague], how_many: int) -> list[Colleague]:
    """Draw so many, the same for the same seed."""
    return rng.sample(sorted(options, key=lambda one: one.name), min(how_many, len(options)))
