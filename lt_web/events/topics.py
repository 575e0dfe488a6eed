"""Topics of a programme: one catalogue, so that a name exists once; old names stay as aliases."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import topics_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line

MOST_TOPICS = 5
MOST_BUILT_ON = 5
LONGEST_SLUG = 200
# Accents of Latin, Greek and Cyrillic letters, marks around symbols, choices of how a sign is drawn.
ACCENTS = {chr(code) for code in (*range(0x300, 0x370), *range(0x20D0, 0x2100), *range(0xFE00, 0xFE10))}


class Topics(Aggregate):
    """The catalogue of one programme."""

    STREAM: ClassVar[str] = "topics"

    programme: UUID
    names: dict[UUID, str]
    by_slug: dict[str, UUID]  # aliases included
    merged: dict[UUID, UUID]
    links: set[tuple[UUID, UUID]]  # the first builds on the second; never round in a circle

    class Opened(Created):
        """The catalogue of a programme began."""

        programme: UUID

        def apply(self, topics: Topics) -> None:
            topics.programme = self.programme

    class Added(Event):
        """A topic got its place in the catalogue."""

        topic: UUID
        name: str
        by_champion: bool = False  # for its own sake, not because a proposal or session names it

        def apply(self, topics: Topics) -> None:
            topics.names[self.topic] = self.name
            topics.by_slug[slug(self.name)] = self.topic

    class Renamed(Event):
        """A topic goes by another name; the old one still leads to it."""

        topic: UUID
        name: str

        def apply(self, topics: Topics) -> None:
            topics.names[self.topic] = self.name
            topics.by_slug[slug(self.name)] = self.topic

    class Merged(Event):
        """Two topics turned out to be one; the name of the first leads to the second."""

        topic: UUID
        into: UUID

        def apply(self, topics: Topics) -> None:
            topics.merged[self.topic] = self.into
            topics.names.pop(self.topic)
            topics.by_slug = {s: self.into if t == self.topic else t for s, t in topics.by_slug.items()}

    class Linked(Event):
        """A topic builds on another: who knows that one finds this one easier."""

        topic: UUID
        on: UUID

        def apply(self, topics: Topics) -> None:
            topics.links.add((self.topic, self.on))

    class Unlinked(Event):
        """A topic no longer builds on another."""

        topic: UUID
        on: UUID

        def apply(self, topics: Topics) -> None:
            topics.links.discard((self.topic, self.on))

    def __init__(self) -> None:
        self.names, self.by_slug, self.merged, self.links = {}, {}, {}, set()

    @classmethod
    def open_for(cls, programme: UUID) -> Topics:
        """Begin the catalogue of a programme."""
        return cls._create(cls.Opened, id=topics_id(programme), programme=programme)

    def named(self, name: str, by_champion: bool = False) -> UUID:
        """Return the topic of that name, adding it to the catalogue if it is new."""
        name = _checked("topics", name)
        known = self.by_slug.get(slug(name))
        if known is None:
            known = uuid4()
            self.trigger_event(Topics.Added, topic=known, name=name, by_champion=by_champion)
        return known

    def all_named(self, names: list[str] | tuple[str, ...]) -> tuple[UUID, ...]:
        """Return the topics of those names, each once; at most five make a session findable."""
        names = [_checked("topics", name) for name in names if name.strip()]
        if len({self.by_slug.get(slug(name), slug(name)) for name in names}) > MOST_TOPICS:
            raise Invalid("topics", "Name at most {most} topics, the most important first.", most=MOST_TOPICS)
        return tuple(dict.fromkeys(self.named(name) for name in names))

    def rename(self, topic: UUID, name: str) -> None:
        """Give a topic another name; the same name again records nothing."""
        self.require(topic)
        name = _checked("name", name)
        if self.by_slug.get(slug(name), topic) != topic:
            raise Invalid("name", "There is a topic of that name already. Merge the two instead.")
        if self.names[topic] != name:
            self.trigger_event(Topics.Renamed, topic=topic, name=name)

    def merge(self, topic: UUID, into: UUID) -> str:
        """Let one topic go up in another; returns the id of the event that says so."""
        self.require(topic)
        self.require(into)
        if topic == into:
            raise Invalid("into", "Pick another topic to merge this one into.")
        links = self._links_after(topic, into)
        self.trigger_event(Topics.Merged, topic=topic, into=into)
        merged = self.latest
        for one, on in sorted(self.links - links, key=str):
            self.trigger_event(Topics.Unlinked, topic=one, on=on, cause=merged)
        for one, on in sorted(links - self.links, key=str):
            self.trigger_event(Topics.Linked, topic=one, on=on, cause=merged)
        return merged

    def link(self, topic: UUID, on: UUID) -> None:
        """Say that a topic builds on another; twice records nothing."""
        self.require(topic)
        self.require(on)
        if topic == on:
            raise Invalid("on", "A topic does not build on itself. Pick another one.")
        if (topic, on) in self.links:
            return
        if sum(one == topic for one, _on in self.links) >= MOST_BUILT_ON:
            raise Invalid(
                "on",
                "A topic builds on at most {most} others. Take one of them off first.",
                most=MOST_BUILT_ON,
            )
        if topic in reached(on, self.links):
            raise Invalid(
                "on",
                "“{on}” builds on “{topic}” already, so this would lead round in a circle.",
                on=self.names[on],
                topic=self.names[topic],
            )
        self.trigger_event(Topics.Linked, topic=topic, on=on)

    def unlink(self, topic: UUID, on: UUID) -> None:
        """No longer say that a topic builds on another; twice records nothing."""
        if (topic, on) in self.links:
            self.trigger_event(Topics.Unlinked, topic=topic, on=on)

    def _links_after(self, topic: UUID, into: UUID) -> set[tuple[UUID, UUID]]:
        """What builds on what once a topic went up in another; `Invalid` if that leads round in a circle."""
        now = {(into if one == topic else one, into if on == topic else on) for one, on in self.links}
        now.discard((into, into))
        if any(into in reached(on, now) for one, on in now if one == into):
            raise Invalid(
                "into",
                "These two build on each other by way of a third topic, so they cannot be one. "
                "Take those links off first.",
            )
        return now

    def require(self, topic: UUID) -> None:
        """Raise `Refused` where a topic is no longer there under its own name."""
        if topic not in self.names:
            raise Refused("This topic was merged into another one. Open that one instead.")


def reached(topic: UUID, links: set[tuple[UUID, UUID]]) -> set[UUID]:
    """A topic and all that it builds on, near and far."""
    found, ahead = {topic}, [topic]
    while ahead:
        here = ahead.pop()
        ahead += (further := {on for one, on in links if one == here} - found)
        found |= further
    return found


def _checked(field: str, name: str) -> str:
    name = one_line(field, name, 60)
    if not slug(name):
        raise Invalid(field, "“{name}” has no letter or digit in it. Write the topic in words.", name=name)
    return name


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Reduce a name to what makes it the same name: no accents, no case, no punctuation.

    Marks that make another letter of a letter stay (as in Japanese or Hindi), and so do + and # behind one.
    """
    plain = _without_accents(_without_accents(name).casefold())
    kept = "".join(letter if _tells_apart(letter) else " " for letter in plain)
    return "-".join(re.sub(r"(?<!\S)[+#]+", " ", kept).split())[:LONGEST_SLUG]


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", "".join(letter for letter in apart if letter not in ACCENTS))


def _tells_apart(letter: str) -> bool:
    return letter in "+#" or unicodedata.category(letter)[0] in "LNM"
