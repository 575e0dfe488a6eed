"""What is planned of a session: what it is about, and when and where it takes place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lt_web.events.clock import next_valid, zone_named
from lt_web.events.formats import format_named, length, length_of_the_past
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line, paragraphs, web_address

YEARS = range(1970, 2200)


@dataclass(frozen=True)
class Outline:
    """What a session is about. `minutes` is its planned length."""

    title: str
    summary: str
    format: str
    minutes: int
    topics: tuple[UUID, ...] = ()

    def fingerprint(self, audience: str = "") -> str:
        """A short mark of these words: another one as soon as any of them is put differently."""
        topics = [topic.hex for topic in self.topics]
        said = (self.title, self.summary, self.format, self.minutes, topics, audience)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def require_unchanged(self, was: str, audience: str = "") -> None:
        """Raise `Invalid` where somebody else put it differently since `was` was read ("" asks nothing)."""
        if was and was != self.fingerprint(audience):
            raise Invalid(
                "was",
                "Somebody changed this while you were writing. Your words are kept below: compare them with "
                "its page, then save again to replace what stands there.",
            )

    def checked(self, *, past: bool = False) -> Outline:
        """Return it with its words in order; raise `Invalid` at the field that is not.

        What has taken place (`past`) may have been of another length than what is proposed.
        """
        return Outline(
            one_line("title", self.title, 120),
            paragraphs("summary", self.summary),
            format_named(self.format).key,
            length_of_the_past(self.minutes) if past else length(self.minutes),
            self.topics,
        )


@dataclass(frozen=True)
class Appointment:
    """When and where: `wall` is what the clock on the wall of `zone` shows (naive)."""

    wall: datetime
    zone: str
    place: str = ""
    link: str = ""

    def checked(self) -> Appointment:
        """Return it with a time that exists; raise `Invalid` at the field that is wrong."""
        zone_named(self.zone)
        if self.wall.year not in YEARS:
            raise Invalid("date", "Check the year of this date: {year}.", year=self.wall.year)
        wall = next_valid(self.wall.replace(second=0, microsecond=0, tzinfo=None), self.zone)
        place = one_line("place", self.place, required=False)
        return Appointment(wall, self.zone, place, web_address("link", self.link))
