"""Deeds about topics: rename, merge, link. New ones come with proposals, requests and sessions."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands import competency
from lt_web.commands.access import require_champion
from lt_web.commands.programmes import catalogue
from lt_web.commands.teaching import follow_merger
from lt_web.log.work import Work


def rename(work: Work, programme: UUID, topic: UUID, name: str) -> None:
    """Give a topic another name; the old one still leads to it."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    topics.rename(topic, name)
    work.save(topics)


def merge(work: Work, programme: UUID, topic: UUID, into: UUID) -> None:
    """Let one topic go up in another."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    merged = topics.merge(topic, into)
    work.save(topics)
    follow_merger(work, programme, topic, into, merged)
    competency.follow_merger(work, programme, topic, into, merged)


def link(work: Work, programme: UUID, topic: UUID, on: UUID) -> None:
    """Say that a topic builds on another."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    topics.link(topic, on)
    work.save(topics)


def unlink(work: Work, programme: UUID, topic: UUID, on: UUID) -> None:
    """No longer say that a topic builds on another."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    topics.unlink(topic, on)
    work.save(topics)


def add(work: Work, programme: UUID, name: str) -> UUID:
    """Put a topic into the catalogue, so that people can ask for it."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    topic = topics.named(name, by_champion=True)
    work.save(topics)
    return topic
