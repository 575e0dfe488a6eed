"""Deeds about editions: publish the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from lt_web.commands.access import require_champion
from lt_web.events.editions import Editions, Fixed
from lt_web.events.ids import editions_id
from lt_web.events.refusals import Refused
from lt_web.log import digest
from lt_web.log.work import Work
from lt_web.store import editions as store


def publish(
    work: Work,
    programme: UUID,
    data: str,
    paper: str,
    theme: str,
    faces: Mapping[str, bytes],
    words: Mapping[str, str],
) -> UUID:
    """Publish a report: `data` as it was made at its position, `faces` the type of the theme by digest.

    `words` are the names, titles and so on that its marks stand for.

    What the log's digest was at that position is taken from the log itself, under the writer's lock.
    """
    require_champion(work, programme)
    report = json.loads(data)
    if report["is_empty"]:
        raise Refused("No session took place in these days, so there is nothing to publish.")
    about = report["edition"]
    editions = work.find(Editions, editions_id(programme)) or Editions.open_for(programme)
    root = digest.at(work.connection, report["position"]).root.hex()
    was = editions.version
    reason = words.get(about["reason"], about["reason"])
    edition = editions.publish(about["number"], Fixed.of(data, paper, theme, root), reason)
    if editions.version > was:
        store.keep(work.connection, edition, programme, data)
        store.keep_words(work.connection, edition, words)
        store.keep_fonts(work.connection, faces)
    work.save(editions)
    return edition
