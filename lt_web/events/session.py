"""Sessions: what will be shown, when and where, by whom, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Created, Event
from lt_web.events.clock import instant
from lt_web.events.marks import personal_text, work_text
from lt_web.events.planned import Appointment, Outline
from lt_web.events.recording import Recordable
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.texts import one_line, paragraphs

AUDIENCES = ("everyone", "members", "teams")


class Session(Recordable):
    """One session of a programme. Its seats are an aggregate of their own."""

    STREAM: ClassVar[str] = "session"
    NOBODY_LEFT: ClassVar[str] = N_(
        "Nobody would be left to present it. Ask somebody else first, or cancel it."
    )

    programme: UUID
    state: str  # scheduled, published, postponed, cancelled, held
    outline: Outline
    minutes: int
    wall: datetime
    zone: str
    place: str
    link: str
    published: bool
    invited: set[UUID]
    audience: str
    teams: tuple[str, ...]
    proposal: UUID | None

    class Scheduled(Created):
        """A session got its date."""

        programme: UUID
        format: str
        minutes: int
        topics: tuple[UUID, ...]
        presenters: tuple[UUID, ...]
        wall: datetime
        zone: str
        proposal: UUID | None
        title: str = work_text()
        summary: str = work_text(default="")
        place: str = work_text(default="")
        link: str = work_text(default="")

        def apply(self, session: Session) -> None:
            session.programme, session.minutes, session.proposal = self.programme, self.minutes, self.proposal
            session.wall, session.zone = self.wall, self.zone
            session.place, session.link = self.place, self.link
            session.presenters = dict.fromkeys(self.presenters, "accepted")
            session.outline = Outline(self.title, self.summary, self.format, self.minutes, self.topics)

    class Edited(Event):
        """Title, description, format, length or topics were put differently."""

        format: str
        minutes: int
        topics: tuple[UUID, ...]
        title: str = work_text()
        summary: str = work_text(default="")

        def apply(self, session: Session) -> None:
            session.minutes = self.minutes
            session.outline = Outline(self.title, self.summary, self.format, self.minutes, self.topics)

    class Rescheduled(Event):
        """It takes place at another time."""

        wall: datetime
        zone: str

        def apply(self, session: Session) -> None:
            session.wall, session.zone = self.wall, self.zone
            session.state = "published" if session.published else "scheduled"

    class Relocated(Event):
        """It takes place somewhere else."""

        place: str = work_text(default="")
        link: str = work_text(default="")

        def apply(self, session: Session) -> None:
            session.place, session.link = self.place, self.link

    class Published(Event):
        """It was announced to its audience, recorded as the people whom it reached."""

        audience: str
        teams: tuple[str, ...]
        invited: tuple[UUID, ...]
        despite_invitations: bool = False

        def apply(self, session: Session) -> None:
            session.state, session.published = "published", True
            session.audience, session.teams, session.invited = self.audience, self.teams, set(self.invited)

    class InvitedLater(Event):
        """Someone joined the audience before the start."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.invited.add(self.person)

    class Postponed(Event):
        """It will not take place at its date; a new one is being looked for."""

        def apply(self, session: Session) -> None:
            session.state = "postponed"

    class Cancelled(Event):
        """It will not take place."""

        def apply(self, session: Session) -> None:
            session.state = "cancelled"

    class Held(Event):
        """It took place, from and until these instants."""

        start: datetime
        end: datetime

        def apply(self, session: Session) -> None:
            session.state, session.published = "held", True

    class PresenterInvited(Event):
        """Someone was asked to present it together with the others."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.presenters[self.person] = "invited"

    class PresenterAccepted(Event):
        """They will present it too."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.presenters[self.person] = "accepted"

    class PresenterDeclined(Event):
        """They will not present it."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.presenters.pop(self.person, None)

    class PresenterWithdrawn(Event):
        """They no longer present it, or are no longer asked to."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.presenters.pop(self.person, None)
            session.recorded_by_leave_of.discard(self.person)

    class PresenterLeft(Event):
        """They no longer present it, since they left the company; perhaps nobody does now."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.presenters.pop(self.person, None)
            session.recorded_by_leave_of.discard(self.person)

    class RecordingAllowed(Event):
        """A presenter allows that they are recorded."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.recorded_by_leave_of.add(self.person)

    class RecordingRefused(Event):
        """A presenter no longer allows that they are recorded."""

        person: UUID

        def apply(self, session: Session) -> None:
            session.recorded_by_leave_of.discard(self.person)

    class PresenterRecognised(Event):
        """A name from an imported table turned out to be a colleague, who presented it."""

        person: UUID
        was: UUID

        def apply(self, session: Session) -> None:
            renamed = {self.was: self.person}
            session.presenters = {renamed.get(p, p): standing for p, standing in session.presenters.items()}

    class Commented(Event):
        """Someone wrote a comment."""

        comment: UUID
        text: str = personal_text()

    def __init__(self) -> None:
        self.state, self.published, self.audience, self.teams = "scheduled", False, "", ()
        self.presenters, self.invited, self.recorded_by_leave_of = {}, set(), set()

    @classmethod
    def schedule(
        cls,
        programme: UUID,
        outline: Outline,
        when: Appointment,
        presenters: tuple[UUID, ...],
        proposal: UUID | None = None,
        id: UUID | None = None,
    ) -> Session:
        """Give a session its date. A time that does not exist moves to the next valid minute."""
        return cls._create(
            cls.Scheduled,
            id=id or uuid4(),
            programme=programme,
            presenters=presenters,
            proposal=proposal,
            **vars(outline.checked()),
            **vars(when.checked()),
        )

    @classmethod
    def recall(
        cls, id: UUID, programme: UUID, outline: Outline, when: Appointment, presenters: tuple[UUID, ...]
    ) -> Session:
        """Record a session that has taken place already, as a table of the past tells it."""
        session = cls._create(
            cls.Scheduled,
            id=id,
            programme=programme,
            presenters=presenters,
            proposal=None,
            **vars(outline.checked(past=True)),
            **vars(when.checked()),
        )
        session.trigger_event(Session.Held, start=session.starts, end=session.ends)
        return session

    @property
    def starts(self) -> datetime:
        """The instant (UTC) at which the clock on the wall shows its time."""
        return instant(self.wall, self.zone)

    @property
    def ends(self) -> datetime:
        """The instant (UTC) of its planned end."""
        return self.starts + timedelta(minutes=self.minutes)

    def edit(self, outline: Outline) -> None:
        """Put what it is about differently."""
        self._require_alive()
        if outline.checked() != self.outline:
            self.trigger_event(Session.Edited, **vars(outline.checked()))

    def reschedule(self, wall: datetime, zone: str, now: datetime) -> bool:
        """Move it to another time; the same again records nothing. Returns whether it moved."""
        self._require_alive()
        when = Appointment(wall, zone).checked()
        if instant(when.wall, when.zone) <= now:
            raise Invalid("date", "That time has passed. Pick one in the future.")
        if (when.wall, when.zone) == (self.wall, self.zone) and self.state != "postponed":
            return False
        self.trigger_event(Session.Rescheduled, wall=when.wall, zone=when.zone)
        return True

    def relocate(self, place: str, link: str) -> None:
        """Say where it takes place now; the same again records nothing."""
        self._require_alive()
        when = Appointment(self.wall, self.zone, place, link).checked()
        if (when.place, when.link) != (self.place, self.link):
            self.trigger_event(Session.Relocated, place=when.place, link=when.link)

    def publish(
        self,
        audience: str,
        teams: tuple[str, ...],
        invited: tuple[UUID, ...],
        despite_invitations: bool,
        now: datetime,
    ) -> None:
        """Announce it. While an invitation to present is open this needs the champion's word."""
        if self.state == "published":
            raise Refused("This session is published already. Change its date or place instead.")
        self._require_alive()
        if self.state == "postponed":
            raise Refused("This session is postponed. Give it a new date first.")
        if now >= self.starts:
            raise Refused("This session's time has passed. Give it a new date first.")
        if not self.presenters:
            raise Refused("Nobody presents this session any more. Ask somebody to, or cancel it.")
        if audience not in AUDIENCES or (audience == "teams" and not teams):
            raise Invalid("teams", "Say who it is for: everyone, the members, or at least one team.")
        if self.awaits_presenter and not despite_invitations:
            raise Invalid(
                "despite_invitations",
                "Someone has not said yet whether they present it. Wait, or publish all the same.",
            )
        self.trigger_event(
            Session.Published,
            audience=audience,
            teams=teams if audience == "teams" else (),
            invited=invited,
            despite_invitations=self.awaits_presenter,
        )

    def invite_later(self, person: UUID, team: str, member: bool, now: datetime) -> None:
        """Count someone among the invited who joined the audience after it was published."""
        belongs = self.audience == "everyone" or (self.audience == "members" and member) or team in self.teams
        awaited = self.state == "postponed" or (self.state == "published" and now < self.starts)
        if self.published and awaited and belongs and person not in self.invited:
            self.trigger_event(Session.InvitedLater, person=person)

    def postpone(self, reason: str) -> None:
        """Take it off its date until there is another. The reason stands on its page."""
        self._require_alive()
        if self.state == "postponed":
            raise Refused("This session is postponed already. Give it a new date, or cancel it.")
        self.trigger_event(Session.Postponed, reason=_reason(reason))

    def cancel(self, reason: str) -> None:
        """Call it off. The page stays, with the reason on it."""
        self._require_alive()
        self.trigger_event(Session.Cancelled, reason=_reason(reason))

    def hold(self, now: datetime) -> None:
        """Record that it took place, once its planned end has passed. Twice changes nothing."""
        if self.state == "published" and self.ends <= now:
            self.trigger_event(Session.Held, start=self.starts, end=self.ends)

    def comment(self, text: str) -> None:
        """Write a comment."""
        text = paragraphs("text", text, 2000, required=True)
        self.trigger_event(Session.Commented, comment=uuid4(), text=text)

    def recognise(self, was: UUID, person: UUID, cause: str) -> None:
        """Put the colleague who presented it in the place of a name from a table; twice changes nothing."""
        if was in self.presenters:
            self.trigger_event(Session.PresenterRecognised, person=person, was=was, cause=cause)

    def lose_presenter(self, person: UUID, cause: str) -> None:
        """Go on without somebody who left (`cause`), even where nobody remains. Twice changes nothing."""
        if self.state not in ("held", "cancelled"):
            self.withdraw_invitation(person, cause)
            if person in self.presenting:
                self.trigger_event(Session.PresenterLeft, person=person, cause=cause)

    def require_presenters_open(self) -> None:
        """Presenters change until it has taken place or was called off."""
        self._require_alive()

    def _require_alive(self) -> None:
        if self.state == "held":
            raise Refused("This session has taken place, so this can no longer change. Schedule another.")
        if self.state == "cancelled":
            raise Refused("This session was cancelled. Schedule a new one instead.")


def _reason(reason: str) -> str:
    return one_line("reason", reason, 300)
