"""What published reports are made of goes along too: it is kept beside the log, as are the names in it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lt_web.bundle.faults import BundleError
from lt_web.bundle.lines import Wrong, line_of
from lt_web.events.editions import Editions
from lt_web.store import editions as store
from lt_web.store.editions import Altered
from lt_web.theme.paper import faces_told

ALTERED = "The data of edition {number} is not what was published. “flask lt verify” says more."
MISSING = "editions.ndjson lacks the data of an edition that was published ({id})."
DIGEST_LETTERS = 16


def told(db: Connection, published: Iterable[Editions.Published]) -> Iterator[bytes]:
    """Yield a line for the data of each edition, then one for each file of type that they are set in."""
    digests: dict[str, None] = {}
    for event in published:
        try:
            content = store.content_of(db, event.edition, event.data)
        except Altered:
            raise BundleError(ALTERED.format(number=event.number)) from None
        digests |= dict.fromkeys(faces_told(event.theme))
        words = store.words_of(db, event.edition)
        yield line_of({"edition": event.edition, "content": content, "words": words})
    for digest, type_ in sorted(store.fonts_of(db, list(digests)).items()):
        yield line_of({"type": digest, "content": base64.b64encode(type_).decode()})


class Waiting:
    """Editions whose data is still to come."""

    def __init__(self, db: Connection, programme: UUID) -> None:
        self.db, self.programme = db, programme
        self._editions: dict[UUID, str] = {}
        self._types: set[str] = set()

    def hear(self, event: Any) -> None:
        """Note an edition that was published."""
        if isinstance(event, Editions.Published):
            self._editions[event.edition] = event.data
            self._types |= set(_faces(event.theme))

    def take(self, body: dict[str, Any]) -> None:
        """Keep what a line holds. Raises `Wrong` for what was not published."""
        content = body.get("content")
        if not isinstance(content, str):
            raise Wrong("it has no content")
        if "edition" in body:
            self._take_data(UUID(str(body["edition"])), content, body.get("words", {}))
        else:
            self._take_type(str(body.get("type")), base64.b64decode(content, validate=True))

    def require_all(self) -> None:
        """Raise `BundleError` where something is missing."""
        for edition in self._editions:
            raise BundleError(MISSING.format(id=edition))

    def _take_data(self, edition: UUID, content: str, words: Any) -> None:
        if self._editions.pop(edition, None) != hashlib.sha256(content.encode()).hexdigest():
            raise Wrong("it is not the data of an edition that was published")
        if not isinstance(words, dict) or not all(
            len(m) <= 60 and isinstance(t, str) for m, t in words.items()
        ):
            raise Wrong("its words are not by their marks")
        store.keep(self.db, edition, self.programme, content)
        store.keep_words(self.db, edition, words)

    def _take_type(self, digest: str, content: bytes) -> None:
        found = hashlib.sha256(content).hexdigest()[:DIGEST_LETTERS]
        if digest not in self._types or found != digest:
            raise Wrong("it is no file of type that an edition is set in")
        store.keep_fonts(self.db, {digest: content})


def _faces(theme: str) -> list[str]:
    try:
        return [str(face) for face in faces_told(theme)]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise Wrong("its theme cannot be read") from None
