"""Write-ups: what a session leaves behind in writing, by those who showed it and those who were there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import write_up_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line, paragraphs, web_address
from lt_web.events.working_days import is_free, reminders_due

LONGEST, LONGEST_NOTE = 20_000, 2_000
LINK_KINDS = ("slides", "recording", "notes", "other")


@dataclass(frozen=True)
class Link:
    """Something to look at elsewhere. `kind` is slides, recording, notes or other."""

    kind: str
    url: str
    title: str

    def checked(self) -> Link:
        """Return it with its words in order; raise `Invalid` at the field that is not."""
        if self.kind not in LINK_KINDS:
            raise Invalid("kind", "Say whether it leads to slides, a recording, notes or something else.")
        if not self.url.strip():
            raise Invalid("url", "Give the address that begins with https://.")
        return Link(
            self.kind, web_address("url", self.url), one_line("title", self.title, 120, required=False)
        )


class WriteUp(Aggregate):
    """What one session leaves behind in writing. It begins with the first thing recorded of it."""

    STREAM: ClassVar[str] = "write_up"

    session: UUID
    programme: UUID
    text: str
    revision: int  # 0 while nothing is published
    co_authors: set[UUID]
    takers: set[UUID]
    notes: dict[UUID, str]
    links: dict[UUID, Link]
    nudges: int

    class Opened(Created):
        """What a session leaves behind began to be gathered."""

        session: UUID
        programme: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.session, write_up.programme = self.session, self.programme

    class Published(Event):
        """It was written up."""

        text: str = work_text()

        def apply(self, write_up: WriteUp) -> None:
            write_up.revision, write_up.text = 1, self.text

    class Revised(Event):
        """The write-up was put differently; what stood there before is kept."""

        revision: int
        text: str = work_text()
        summary: str = work_text(default="")

        def apply(self, write_up: WriteUp) -> None:
            write_up.revision, write_up.text = self.revision, self.text

    class CoAuthorAdded(Event):
        """Someone was asked to write with the others."""

        person: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.co_authors.add(self.person)

    class CoAuthorRemoved(Event):
        """Someone no longer writes with the others."""

        person: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.co_authors.discard(self.person)

    class NoteAdded(Event):
        """Someone who was there wrote what they took away."""

        person: UUID
        text: str = work_text()

        def apply(self, write_up: WriteUp) -> None:
            write_up.notes[self.person] = self.text

    class NoteEdited(Event):
        """They put what they took away differently."""

        person: UUID
        text: str = work_text()

        def apply(self, write_up: WriteUp) -> None:
            write_up.notes[self.person] = self.text

    class NoteWithdrawn(Event):
        """What they took away was taken off the page."""

        person: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.notes.pop(self.person, None)

    class LinkAdded(Event):
        """A link to slides, a recording, notes or something else was added."""

        link: UUID
        kind: str
        url: str = work_text()
        title: str = work_text(default="")

        def apply(self, write_up: WriteUp) -> None:
            write_up.links[self.link] = Link(self.kind, self.url, self.title)

    class LinkRemoved(Event):
        """A link was taken off the page."""

        link: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.links.pop(self.link, None)

    class TakenOver(Event):
        """Someone who was there took it on to write it up."""

        person: UUID

        def apply(self, write_up: WriteUp) -> None:
            write_up.takers.add(self.person)

    class Nudged(Event):
        """The presenters were reminded that the write-up is due: the first or the second time."""

        number: int

        def apply(self, write_up: WriteUp) -> None:
            write_up.nudges = self.number

    def __init__(self) -> None:
        self.text, self.revision, self.nudges = "", 0, 0
        self.co_authors, self.takers = set(), set()
        self.notes, self.links = {}, {}

    @classmethod
    def open_for(cls, session: UUID, programme: UUID) -> WriteUp:
        """Begin to gather what a session leaves behind."""
        return cls._create(cls.Opened, id=write_up_id(session), session=session, programme=programme)

    def publish(self, text: str, based_on: int, summary: str = "") -> None:
        """Publish a text that was written upon revision `based_on`; the same text records nothing."""
        text = paragraphs("text", text, LONGEST, required=True)
        summary = one_line("summary", summary, 160, required=False)
        if self.revision and text == self.text:
            return
        if based_on != self.revision:
            raise Invalid(
                "based_on",
                "Somebody published another version while you were writing. Nothing is lost: compare the "
                "two, then publish yours on top.",
            )
        if self.revision:
            number = self.revision + 1
            self.trigger_event(WriteUp.Revised, revision=number, text=text, summary=summary)
        else:
            self.trigger_event(WriteUp.Published, text=text)

    def add_co_author(self, person: UUID, presenting: Collection[UUID]) -> None:
        """Ask somebody to write it with the others."""
        if person in self.authors(presenting):
            raise Invalid("person", "They write this already.")
        self.trigger_event(WriteUp.CoAuthorAdded, person=person)

    def remove_co_author(self, person: UUID) -> None:
        """Take a co-author off; whoever is none is none already."""
        if person in self.co_authors:
            self.trigger_event(WriteUp.CoAuthorRemoved, person=person)

    def note(self, person: UUID, text: str) -> None:
        """Write what one took away, or put it differently; the same again records nothing."""
        text = paragraphs("text", text, LONGEST_NOTE, required=True)
        if self.notes.get(person) != text:
            event = WriteUp.NoteEdited if person in self.notes else WriteUp.NoteAdded
            self.trigger_event(event, person=person, text=text)

    def withdraw_note(self, person: UUID) -> None:
        """Take what somebody took away off the page; twice changes nothing."""
        if person in self.notes:
            self.trigger_event(WriteUp.NoteWithdrawn, person=person)

    def add_link(self, link: Link, may_be_recorded: bool) -> None:
        """Add a link; a recording only while everybody who presents allows one. Twice records nothing."""
        link = link.checked()
        if link.kind == "recording" and not may_be_recorded:
            raise Invalid(
                "kind",
                "Not everybody who presents has allowed a recording. Each of them can do so on its page.",
            )
        if link.url not in {known.url for known in self.links.values() if known.kind == link.kind}:
            self.trigger_event(WriteUp.LinkAdded, link=uuid4(), **vars(link))

    def remove_link(self, link: UUID) -> None:
        """Take a link off the page; twice changes nothing."""
        if link in self.links:
            self.trigger_event(WriteUp.LinkRemoved, link=link)

    def take_over(self, person: UUID, due: date | None, today: date, presenting: Collection[UUID]) -> None:
        """Take it on to write it up, once its own people have been reminded twice."""
        if person in self.authors(presenting):
            raise Refused("You are one of its authors already. Write it up whenever you like.")
        if self.revision:
            raise Refused("It has been written up meanwhile. Add what you learned instead.")
        if due is None or not is_free(due, today):
            raise Refused("Whoever presented it still has time. Until then you can add what you learned.")
        self.trigger_event(WriteUp.TakenOver, person=person)

    def nudge(self, due: date, today: date) -> None:
        """Remind its people where a reminder has come due, once for all that have."""
        number = reminders_due(due, today)
        if self.is_awaited and number > self.nudges:
            self.trigger_event(WriteUp.Nudged, number=number)

    def authors(self, presenting: Collection[UUID]) -> set[UUID]:
        """Everybody who writes it: who presented, was asked to write too, or took it on."""
        return {*presenting, *self.co_authors, *self.takers}

    @property
    def is_awaited(self) -> bool:
        """Whether anybody waits for it: it is neither written, nor taken on, nor written down elsewhere."""
        elsewhere = any(link.kind == "notes" for link in self.links.values())
        return not (self.revision or self.takers or elsewhere)
