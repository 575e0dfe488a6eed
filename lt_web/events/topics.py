"""Topics of a programme: one catalogue, so that a name exists once; old names stay as aliases."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import topics_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line

MOST_TOPICS = 5


class Topics(Aggregate):
    """The catalogue of one programme."""

    STREAM: ClassVar[str] = "topics"

    programme: UUID
    names: dict[UUID, str]
    by_slug: dict[str, UUID]  # aliases included
    merged: dict[UUID, UUID]

    class Opened(Created):
        """The catalogue of a programme began."""

        programme: UUID

        def apply(self, topics: Topics) -> None:
            topics.programme = self.programme

    class Added(Event):
        """A topic got its place in the catalogue."""

        topic: UUID
        name: str

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

    def __init__(self) -> None:
        self.names, self.by_slug, self.merged = {}, {}, {}

    @classmethod
    def open_for(cls, programme: UUID) -> Topics:
        """Begin the catalogue of a programme."""
        return cls._create(cls.Opened, id=topics_id(programme), programme=programme)

    def named(self, name: str) -> UUID:
        """Return the topic of that name, adding it to the catalogue if it is new."""
        name = one_line("topics", name, 60)
        if not slug(name):
            raise Invalid("topics", "“{name}” has no letter or digit in it. Write the topic in words.", name=name)
        known = self.by_slug.get(slug(name))
        if known is None:
            known = uuid4()
            self.trigger_event(Topics.Added, topic=known, name=name)
        return known

    def all_named(self, names: list[str] | tuple[str, ...]) -> tuple[UUID, ...]:
        """Return the topics of those names, each once; at most five make a session findable."""
        topics = tuple(dict.fromkeys(self.named(name) for name in names if name.strip()))
        if len(topics) > MOST_TOPICS:
            raise Invalid("topics", "Name at most {most} topics, the most important first.", most=MOST_TOPICS)
        return topics

    def rename(self, topic: UUID, name: str) -> None:
        """Give a topic another name; the same name again records nothing."""
        self._require(topic)
        name = one_line("name", name, 60)
        if self.by_slug.get(slug(name), topic) != topic:
            raise Invalid("name", "There is a topic of that name already. Merge the two instead.")
        if not slug(name):
            raise Invalid("name", "Write the topic in words.")
        if self.names[topic] != name:
            self.trigger_event(Topics.Renamed, topic=topic, name=name)

    def merge(self, topic: UUID, into: UUID) -> None:
        """Let one topic go up in another."""
        self._require(topic)
        self._require(into)
        if topic == into:
            raise Invalid("into", "Pick another topic to merge this one into.")
        self.trigger_event(Topics.Merged, topic=topic, into=into)

    def _require(self, topic: UUID) -> None:
        if topic not in self.names:
            raise Refused("This topic was merged into another one. Open that one instead.")


def slug(name: str) -> str:
    """Reduce a name to what makes it the same name: no accents, no case, no punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^\w+#]+", "-", plain.replace("_", "-")).strip("-")
