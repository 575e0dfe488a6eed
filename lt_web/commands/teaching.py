"""Deeds about teaching: say that one can teach a topic, confirm it of a colleague, ask somebody to."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lt_web.commands.access import person_of, require_in_sight, require_member, standing_of
from lt_web.commands.programmes import catalogue
from lt_web.events.ids import teaching_id
from lt_web.events.person import Person
from lt_web.events.refusals import Invalid
from lt_web.events.teaching import Teaching
from lt_web.log.work import Missing, Work
from lt_web.permissions import may_take_part


def declare(work: Work, programme: UUID, topic: UUID) -> None:
    """Say that one can teach a topic."""
    teaching = _about(work, programme, topic)
    teaching.declare(topic, person_of(work))
    work.save(teaching)


def withdraw(work: Work, programme: UUID, topic: UUID) -> None:
    """No longer say that one can teach a topic."""
    teaching = _about(work, programme, topic)
    teaching.withdraw(topic, person_of(work))
    work.save(teaching)


def confirm(work: Work, programme: UUID, topic: UUID, person: UUID) -> None:
    """Confirm that a colleague can teach what they say they can."""
    teaching = _about(work, programme, topic)
    _require_colleague(work, programme, person)
    teaching.confirm(topic, person, person_of(work))
    work.save(teaching)


def ask(work: Work, programme: UUID, topic: UUID, person: UUID, text: str = "") -> UUID | None:
    """Ask a colleague to teach a topic; returns the topic, or None where one had asked them before."""
    teaching = _about(work, programme, topic)
    _require_colleague(work, programme, person)
    is_new = teaching.ask(topic, person, person_of(work), text)
    work.save(teaching)
    return topic if is_new else None


def decline_ask(work: Work, programme: UUID, topic: UUID) -> None:
    """Say “not now” to whoever asked one to teach a topic."""
    teaching = _about(work, programme, topic)
    teaching.decline_ask(topic, person_of(work))
    work.save(teaching)


def answer_asks(
    work: Work, programme: UUID, people: Collection[UUID], topics: Collection[UUID], thing: UUID
) -> None:
    """Note that people who were asked to teach these topics now do so (a step of other deeds)."""
    teaching = work.find(Teaching, teaching_id(programme))
    if teaching is not None:
        merged = catalogue(work, programme).merged
        for topic in topics:
            for person in people:
                teaching.take_ask(_now(topic, merged), person, thing)
        work.save(teaching)


def follow_merger(work: Work, programme: UUID, topic: UUID, into: UUID, cause: str) -> None:
    """Let what was said of a topic hold for the one that it went up in (a step of other deeds)."""
    teaching = work.find(Teaching, teaching_id(programme))
    if teaching is not None:
        teaching.merge_topic(topic, into, cause)
        work.save(teaching)


def _about(work: Work, programme: UUID, topic: UUID) -> Teaching:
    """What is said about teaching in a programme, begun now if nothing is, for somebody who takes part."""
    require_member(work, programme)
    topics = catalogue(work, programme)
    if topic not in topics.names and topic not in topics.merged:
        raise Missing("topic")
    topics.require(topic)
    return work.find(Teaching, teaching_id(programme)) or Teaching.open_for(programme)


def _require_colleague(work: Work, programme: UUID, person: UUID) -> None:
    """Make sure that somebody is here, and takes part in the programme."""
    require_in_sight(work, programme, person, "person")
    colleague = work.load(Person, person)
    if not colleague.claimed or not may_take_part(standing_of(work, programme, person)):
        raise Invalid("person", "They do not take part here at the moment. Pick another colleague.")


def _now(topic: UUID, merged: dict[UUID, UUID]) -> UUID:
    while topic in merged:
        topic = merged[topic]
    return topic
