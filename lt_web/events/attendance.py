"""Attendance: who was at a session, as far as anybody knows. Who is not noted is unknown, not absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import attendance_id
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line

STANDINGS = ("present", "partly", "absent", "excused")
THERE = ("present", "partly")
UNKNOWN = "unknown"
STRONGEST_FIRST = ("present", "partly", "excused", "absent")
MOST_HEADS = 5000


class Attendance(Aggregate):
    """The attendance sheet of one session. It begins with the first thing noted on it."""

    STREAM: ClassVar[str] = "attendance"

    session: UUID
    programme: UUID
    standings: dict[UUID, str]
    heads: int | None
    minutes: int | None

    class Opened(Created):
        """The attendance sheet of a session began."""

        session: UUID
        programme: UUID

        def apply(self, sheet: Attendance) -> None:
            sheet.session, sheet.programme = self.session, self.programme

    class Marked(Event):
        """Someone was noted as present, partly there, absent or excused."""

        person: UUID
        standing: str
        expected: bool  # whether they had a seat when it began: others who came are walk-ins

        def apply(self, sheet: Attendance) -> None:
            sheet.standings[self.person] = self.standing

    class CheckedIn(Event):
        """They checked in themselves, by the code that was shown."""

        person: UUID
        expected: bool
        was: str = UNKNOWN

        def apply(self, sheet: Attendance) -> None:
            sheet.standings[self.person] = "present"

    class Corrected(Event):
        """What was noted about someone was put right; what stood there before is kept."""

        person: UUID
        was: str
        standing: str

        def apply(self, sheet: Attendance) -> None:
            sheet.standings[self.person] = self.standing
            if self.standing == UNKNOWN:
                sheet.standings.pop(self.person)

    class Recognised(Event):
        """A name from an imported table turned out to be a colleague; how they attended then."""

        person: UUID
        was: UUID
        standing: str

        def apply(self, sheet: Attendance) -> None:
            sheet.standings.pop(self.was)
            sheet.standings[self.person] = self.standing
            if self.standing == UNKNOWN:
                sheet.standings.pop(self.person)

    class HeadsCounted(Event):
        """It was noted how many came, where names are not known."""

        number: int

        def apply(self, sheet: Attendance) -> None:
            sheet.heads = self.number

    class LengthNoted(Event):
        """It was noted how many minutes it really took."""

        minutes: int

        def apply(self, sheet: Attendance) -> None:
            sheet.minutes = self.minutes

    def __init__(self) -> None:
        self.standings, self.heads, self.minutes = {}, None, None

    @classmethod
    def open_for(cls, session: UUID, programme: UUID) -> Attendance:
        """Begin the sheet of a session."""
        return cls._create(cls.Opened, id=attendance_id(session), session=session, programme=programme)

    def mark(self, person: UUID, standing: str, expected: bool, reason: str = "") -> None:
        """Note how somebody attended. The same twice records nothing; another value needs a reason."""
        before = self.standing_of(person)
        if standing not in (*STANDINGS, UNKNOWN):
            raise Invalid("standing", "Say present, partly, absent or excused.")
        if standing == before:
            return
        if before == UNKNOWN:
            self.trigger_event(Attendance.Marked, person=person, standing=standing, expected=expected)
            return
        if not reason.strip():
            raise Invalid("reason", "Say why this is put right; what stood there before is kept with it.")
        reason = one_line("reason", reason, 300)
        self.trigger_event(Attendance.Corrected, person=person, was=before, standing=standing, reason=reason)

    def mark_all(self, people: Mapping[UUID, bool], standing: str) -> None:
        """Note the same of everybody of whom nothing is noted yet; `people` says who was expected."""
        for person, expected in people.items():
            if self.standing_of(person) == UNKNOWN:
                self.mark(person, standing, expected)

    def check_in(self, person: UUID, expected: bool) -> None:
        """Note that somebody says themselves that they are there. Twice records nothing."""
        before = self.standing_of(person)
        if before not in THERE:
            self.trigger_event(Attendance.CheckedIn, person=person, expected=expected, was=before)

    def recognise(self, was: UUID, person: UUID, presents: bool, cause: str) -> None:
        """Put a colleague in the place of the name that stood for them; twice changes nothing.

        Where both stand on the sheet the stronger counts; who presented it does not stand there at all.
        """
        if was not in self.standings:
            return
        both = {self.standing_of(was), self.standing_of(person)}
        standing = UNKNOWN if presents else next(one for one in STRONGEST_FIRST if one in both)
        self.trigger_event(Attendance.Recognised, person=person, was=was, standing=standing, cause=cause)

    def count_heads(self, number: int) -> None:
        """Note how many came; never fewer than are noted by name."""
        there = sum(standing in THERE for standing in self.standings.values())
        if not max(1, there) <= number <= MOST_HEADS:
            raise Invalid(
                "heads",
                "Give a number from {least}, as many as are noted by name, to {most}.",
                least=max(1, there),
                most=MOST_HEADS,
            )
        if number != self.heads:
            self.trigger_event(Attendance.HeadsCounted, number=number)

    def note_length(self, minutes: int) -> None:
        """Note how long it really took, in minutes."""
        if not 1 <= minutes <= 600:
            raise Invalid("minutes", "Give the minutes that it took, from 1 to 600.")
        if minutes != self.minutes:
            self.trigger_event(Attendance.LengthNoted, minutes=minutes)

    def standing_of(self, person: UUID) -> str:
        """How somebody attended; "unknown" where nobody noted it."""
        return self.standings.get(person, UNKNOWN)
