"""Templates of a programme for the formats of its sessions: agenda, facilitator's guide, what to prepare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from lt_web.events import agendas
from lt_web.events.agendas import Step
from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.formats import format_named
from lt_web.events.ids import guides_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line, paragraphs

LONGEST_GUIDE, LONGEST_PREPARE, LONGEST_NOTE = 5_000, 1_000, 160
BUILT_IN = 0  # the version that every format has from the start


@dataclass(frozen=True)
class Guide:
    """How a session of a format can go: its steps, a guide in Markdown, and what to prepare, one a line."""

    steps: tuple[Step, ...]
    text: str
    prepare: str = ""

    def checked(self) -> Guide:
        """Return it with its words in order; raise `Invalid` at the field that is not."""
        text = paragraphs("guide", self.text, LONGEST_GUIDE, required=True)
        prepare = paragraphs("prepare", self.prepare, LONGEST_PREPARE)
        lines = (line.strip() for line in prepare.split("\n"))
        return Guide(agendas.checked(self.steps), text, "\n".join(line for line in lines if line))


class Guides(Aggregate):
    """The templates of one programme. Each format begins with the one that is built in, version 0."""

    STREAM: ClassVar[str] = "guides"

    programme: UUID
    versions: dict[str, tuple[Guide | None, ...]]  # by format; None is the one that is built in

    class Opened(Created):
        """A programme began to have templates of its own."""

        programme: UUID

        def apply(self, guides: Guides) -> None:
            guides.programme = self.programme

    class Revised(Event):
        """The template of a format was put differently; what stood there before is kept."""

        format: str
        number: int
        agenda: str = work_text()
        text: str = work_text()
        prepare: str = work_text(default="")
        note: str = work_text(default="")

        def apply(self, guides: Guides) -> None:
            guides.add(self.format, Guide(agendas.parsed(self.agenda), self.text, self.prepare))

    class Restored(Event):
        """An earlier template of a format was put in force again; 0 is the one that is built in."""

        format: str
        number: int
        of: int

        def apply(self, guides: Guides) -> None:
            guides.add(self.format, guides.of(self.format)[self.of])

    def __init__(self) -> None:
        self.versions = {}

    @classmethod
    def open_for(cls, programme: UUID) -> Guides:
        """Begin the templates of a programme."""
        return cls._create(cls.Opened, id=guides_id(programme), programme=programme)

    def of(self, format: str) -> tuple[Guide | None, ...]:
        """Every version of a format's template, the one that is built in first."""
        return self.versions.get(format, (None,))

    def add(self, format: str, guide: Guide | None) -> None:
        """Take note of another version (for events)."""
        self.versions[format] = (*self.of(format), guide)

    def revise(self, format: str, guide: Guide, based_on: int, note: str = "") -> None:
        """Put a template differently that was written upon version `based_on`; the same records nothing."""
        format_named(format)
        guide, note = guide.checked(), one_line("note", note, LONGEST_NOTE, required=False)
        known = self.of(format)
        if guide == known[-1]:
            return
        if based_on != len(known) - 1:
            raise Invalid(
                "based_on",
                "Somebody saved another version while you were writing. Nothing is lost: compare the two, "
                "then save yours on top.",
            )
        self.trigger_event(
            Guides.Revised,
            format=format,
            number=len(known),
            agenda=agendas.written(guide.steps),
            text=guide.text,
            prepare=guide.prepare,
            note=note,
        )

    def restore(self, format: str, number: int) -> None:
        """Put an earlier version in force again; one that is in force already records nothing."""
        format_named(format)
        known = self.of(format)
        if not BUILT_IN <= number < len(known):
            raise Refused("There is no version {number} of this template.", number=number)
        if known[number] != known[-1]:
            self.trigger_event(Guides.Restored, format=format, number=len(known), of=number)
