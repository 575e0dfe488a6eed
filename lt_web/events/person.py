"""People as the programme knows them: that they are here, and in which team. Names stand beside the log."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.marks import work_text
from lt_web.events.refusals import Refused
from lt_web.events.texts import one_line


class Person(Aggregate):
    """A colleague, by a random id that means nothing outside."""

    STREAM: ClassVar[str] = "person"

    team: str
    claimed: bool
    here: bool
    left: str  # the id of the event by which they left, "" while they are here
    left_by: str  # who said so: a source outside, or "" for somebody in the programme
    noted: dict[str, int]
    merged_into: UUID | None
    erased: bool
    erased_work: bool  # also what they wrote for work

    class Joined(Created):
        """A colleague came, or (not claimed) a name in an imported table that nobody has claimed yet."""

        team: str
        claimed: bool = True

        def apply(self, person: Person) -> None:
            person.team, person.claimed = self.team, self.claimed

    class MovedTeam(Event):
        """They work in another team from now on."""

        team: str

        def apply(self, person: Person) -> None:
            person.team = self.team

    class Left(Event):
        """They left the company; what they did stays in the history."""

        source: str = ""  # what says so, where nobody here did: a file of people, or where people sign in

        def apply(self, person: Person) -> None:
            person.here, person.left, person.left_by = False, self.id, self.source

    class CameBack(Event):
        """They are here again."""

        def apply(self, person: Person) -> None:
            person.here, person.left, person.left_by = True, "", ""

    class Merged(Event):
        """A name from an imported table turned out to be a colleague who is here under their own."""

        into: UUID

        def apply(self, person: Person) -> None:
            person.merged_into = self.into

    class Noted(Event):
        """They took note of something that waited in their inbox."""

        kind: str
        about: UUID
        since: int = 0  # the place in the log from which it waited: the same thing can wait again

        def apply(self, person: Person) -> None:
            person.noted[f"{self.kind}/{self.about.hex}"] = self.since

    class Erased(Event):
        """Who they were was erased: their name and address, and the key to their personal words."""

        work: bool  # the key to what they wrote for work, too
        ground: str = work_text()

        def apply(self, person: Person) -> None:
            person.erased, person.erased_work = True, person.erased_work or self.work

    def __init__(self) -> None:
        self.here, self.noted, self.merged_into = True, {}, None
        self.erased = self.erased_work = False
        self.left, self.left_by = "", ""

    @classmethod
    def join(cls, id: UUID, team: str, claimed: bool = True) -> Person:
        """Record that someone came; `team` may be empty."""
        return cls._create(cls.Joined, id=id, team=team_named(team), claimed=claimed)

    def move_to(self, team: str) -> None:
        """Record another team; the same again records nothing."""
        if team_named(team) != self.team:
            self.trigger_event(Person.MovedTeam, team=team_named(team))

    def leave(self, source: str = "") -> None:
        """Record that they left; `source` names what says so where nobody here does."""
        if self.here:
            self.trigger_event(Person.Left, source=source)

    def come_back(self) -> None:
        """Record that they are here again."""
        if self.erased:
            raise Refused("Who this was is erased. Add them anew, as somebody who comes for the first time.")
        if not self.here:
            self.trigger_event(Person.CameBack)

    def erase(self, work: bool, ground: str) -> None:
        """Record that who they were is erased, and why; the same again records nothing."""
        ground = one_line("ground", ground, 300)
        if self.here and self.claimed:
            raise Refused("They are still here. Let them leave first, so that nothing waits for them.")
        if not self.erased or (work and not self.erased_work):
            self.trigger_event(Person.Erased, work=work, ground=ground)

    def merge(self, into: UUID) -> None:
        """Record who the name of an imported table belongs to; the same again records nothing."""
        if self.claimed:
            raise Refused(
                "This is a colleague, not a name from an imported table. Only such names are merged."
            )
        if self.merged_into not in (None, into):
            raise Refused("This name was recognised as somebody else already. Look at their page.")
        if self.merged_into is None:
            self.trigger_event(Person.Merged, into=into)

    def note(self, kind: str, about: UUID, since: int) -> None:
        """Record that they took note of what waited since that place in the log; twice changes nothing."""
        kind = one_line("kind", kind, 40)
        if self.noted.get(f"{kind}/{about.hex}", -1) < since:
            self.trigger_event(Person.Noted, kind=kind, about=about, since=since)


def team_named(team: str) -> str:
    """Return the name of a team in its one form."""
    return one_line("team", team, 60, required=False)
