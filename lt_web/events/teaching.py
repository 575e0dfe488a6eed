"""Who can teach what, as people say it of themselves and confirm it of each other; and whom one asks to."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import teaching_id
from lt_web.events.marks import personal_text
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import paragraphs

MOST_ASKED = 5
LONGEST_ASK = 300
Said = tuple[UUID, UUID]  # topic, person


class Teaching(Aggregate):
    """What people of one programme can teach. That somebody has taught a topic is told by its sessions."""

    STREAM: ClassVar[str] = "teaching"

    programme: UUID
    declared: set[Said]
    confirmed: dict[Said, frozenset[UUID]]  # by whom
    asked: dict[Said, frozenset[UUID]]  # by whom, answered with “not now” or not at all
    waiting: set[Said]

    class Opened(Created):
        """People of a programme began to say what they can teach."""

        programme: UUID

        def apply(self, teaching: Teaching) -> None:
            teaching.programme = self.programme

    class Declared(Event):
        """Someone said that they can teach a topic."""

        topic: UUID
        person: UUID

        def apply(self, teaching: Teaching) -> None:
            teaching.declared.add((self.topic, self.person))

    class Confirmed(Event):
        """A colleague confirmed that somebody can teach a topic."""

        topic: UUID
        person: UUID
        by: UUID

        def apply(self, teaching: Teaching) -> None:
            said = self.topic, self.person
            teaching.confirmed[said] = teaching.confirmed.get(said, frozenset()) | {self.by}

    class Withdrawn(Event):
        """Someone no longer says that they can teach a topic; what confirmed it is gone with it."""

        topic: UUID
        person: UUID

        def apply(self, teaching: Teaching) -> None:
            teaching.declared.discard((self.topic, self.person))
            teaching.confirmed.pop((self.topic, self.person), None)

    class Asked(Event):
        """A colleague was asked to teach a topic."""

        topic: UUID
        person: UUID
        by: UUID
        text: str = personal_text("by", default="")

        def apply(self, teaching: Teaching) -> None:
            said = self.topic, self.person
            teaching.asked[said] = teaching.asked.get(said, frozenset()) | {self.by}
            teaching.waiting.add(said)

    class AskDeclined(Event):
        """Who was asked to teach a topic said “not now”; nobody else is told."""

        topic: UUID
        person: UUID

        def apply(self, teaching: Teaching) -> None:
            teaching.waiting.discard((self.topic, self.person))

    class AskTaken(Event):
        """Who was asked to teach a topic proposed a session on it, or presents one that was announced."""

        topic: UUID
        person: UUID
        thing: UUID  # the proposal or session

        def apply(self, teaching: Teaching) -> None:
            teaching.asked.pop((self.topic, self.person), None)
            teaching.waiting.discard((self.topic, self.person))

    class AskWithdrawn(Event):
        """Who was asked to teach a topic, or who asked, has left: that ask waits no longer."""

        topic: UUID
        person: UUID
        by: UUID
        others_wait: bool = False  # whether somebody else still waits for an answer

        def apply(self, teaching: Teaching) -> None:
            said = self.topic, self.person
            askers = teaching.asked.pop(said, frozenset()) - {self.by}
            if askers:
                teaching.asked[said] = askers
            if not self.others_wait:
                teaching.waiting.discard(said)

    class TopicMerged(Event):
        """A topic went up in another; what was said of it holds for that one."""

        topic: UUID
        into: UUID

        def apply(self, teaching: Teaching) -> None:
            teaching.declared = {self.moved(said) for said in teaching.declared}
            teaching.waiting = {self.moved(said) for said in teaching.waiting}
            for kept in (teaching.confirmed, teaching.asked):
                for said in [said for said in kept if said[0] == self.topic]:
                    into = self.moved(said)
                    kept[into] = kept.get(into, frozenset()) | kept.pop(said)

        def moved(self, said: Said) -> Said:
            """The same, said of the topic that there is now."""
            return (self.into if said[0] == self.topic else said[0], said[1])

    def __init__(self) -> None:
        self.declared, self.confirmed, self.asked, self.waiting = set(), {}, {}, set()

    @classmethod
    def open_for(cls, programme: UUID) -> Teaching:
        """Begin what is said about teaching in a programme."""
        return cls._create(cls.Opened, id=teaching_id(programme), programme=programme)

    def declare(self, topic: UUID, person: UUID) -> None:
        """Say that one can teach a topic; twice records nothing."""
        if (topic, person) not in self.declared:
            self.trigger_event(Teaching.Declared, topic=topic, person=person)

    def withdraw(self, topic: UUID, person: UUID) -> None:
        """No longer say so; twice records nothing."""
        if (topic, person) in self.declared:
            self.trigger_event(Teaching.Withdrawn, topic=topic, person=person)

    def confirm(self, topic: UUID, person: UUID, by: UUID) -> None:
        """Confirm that a colleague can teach what they say they can; twice records nothing."""
        if person == by:
            raise Refused(
                "Somebody else confirms what you can teach. Ask a colleague who has seen you do it."
            )
        if (topic, person) not in self.declared:
            raise Refused("They do not say that they can teach this. Ask them whether they would.")
        if by not in self.confirmed.get((topic, person), ()):
            self.trigger_event(Teaching.Confirmed, topic=topic, person=person, by=by)

    def ask(self, topic: UUID, person: UUID, by: UUID, text: str = "") -> bool:
        """Ask a colleague to teach a topic. The same ask twice records nothing; returns whether it is new."""
        if person == by:
            raise Invalid("person", "You need not ask yourself: say that you can teach this, or propose it.")
        text = paragraphs("text", text, LONGEST_ASK)
        if by in self.asked.get((topic, person), ()):
            return False
        if sum(said[0] == topic and by in askers for said, askers in self.asked.items()) >= MOST_ASKED:
            raise Invalid(
                "person",
                "You have asked {most} colleagues to teach this already. Let them think about it first.",
                most=MOST_ASKED,
            )
        self.trigger_event(Teaching.Asked, topic=topic, person=person, by=by, text=text)
        return True

    def decline_ask(self, topic: UUID, person: UUID) -> None:
        """Say “not now” to whoever asked; twice records nothing."""
        if (topic, person) in self.waiting:
            self.trigger_event(Teaching.AskDeclined, topic=topic, person=person)

    def take_ask(self, topic: UUID, person: UUID, thing: UUID) -> None:
        """Answer whoever asked by a proposal or session (`thing`); nothing where nobody asked."""
        if (topic, person) in self.asked:
            self.trigger_event(Teaching.AskTaken, topic=topic, person=person, thing=thing)

    def lose(self, person: UUID, cause: str) -> None:
        """Let nobody wait for an answer of somebody who left (`cause`), nor to one; twice changes nothing."""
        for said in sorted(self.waiting, key=str):
            askers = self.asked[said]
            gone = sorted(askers, key=str) if said[1] == person else [person] if person in askers else []
            for place, by in enumerate(gone, 1):
                self.trigger_event(
                    Teaching.AskWithdrawn,
                    topic=said[0],
                    person=said[1],
                    by=by,
                    others_wait=place < len(askers),
                    cause=cause,
                )

    def merge_topic(self, topic: UUID, into: UUID, cause: str) -> None:
        """Let what was said of a topic hold for the one that it went up in (`cause`)."""
        if any(said[0] == topic for said in (*self.declared, *self.asked)):
            self.trigger_event(Teaching.TopicMerged, topic=topic, into=into, cause=cause)
