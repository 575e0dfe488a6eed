"""How an event is stored: plain JSON with its envelope, marked fields encrypted under their owner's key."""

from __future__ import annotations

import base64
import os
from functools import cache
from typing import Any, cast
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import Mapper, StoredEvent

from lt_web.events import all_events
from lt_web.events.base import COMMON_FIELDS, Event, event_id
from lt_web.events.marks import Mark, marks_of
from lt_web.log.database import Database
from lt_web.log.faults import Undecodable
from lt_web.log.fields import converters_of
from lt_web.log.making import made, upcast
from lt_web.log.packing import packed, unpacked
from lt_web.store.keys import NONCE_BYTES, Keyring

ERASED = "(erased)"
# By name alone: the library would import whatever module a stored name spells.
EVENTS: dict[str, type[Event]] = {str(event.TOPIC): event for event in all_events()}  # type: ignore[attr-defined]
HOUSE = UUID(int=0)  # owns what routines and the command line write: nobody's personal words
SEALED_BLOCK = 16
BARE = COMMON_FIELDS - {"reason"}  # a reason is stored with what happened, encrypted


class Codec(Mapper[UUID]):
    """Turns events into stored events and back. Needs a transaction, since keys are in the database."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self.database = database
        self.keyring = keyring

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """Encode an event, encrypting its marked fields."""
        event: Event = domain_event
        data = in_clear(event)
        for name, mark in _marks(type(event)).items():
            if data.get(name):
                data[name] = self._encrypt(event, name, mark, data[name])
        state: dict[str, Any] = {"e": packed(event.envelope, event.cause), "d": data}
        class_version = getattr(type(event), "class_version", 1)
        if class_version > 1:
            state["v"] = class_version
        topic: str = type(event).TOPIC  # type: ignore[attr-defined]
        return StoredEvent(event.originator_id, event.originator_version, topic, orjson.dumps(state))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Decode an event with all its text in clear, for decisions."""
        return self.decoded(stored_event, for_pages=False)

    def decoded(self, stored: StoredEvent, *, for_pages: bool) -> Event:
        """Decode an event; `for_pages` leaves personal and sealed text as tokens for `reveal`.

        Raises `Undecodable` when the stored name is unknown or the bytes do not fit it.
        """
        try:
            return self._decoded(stored, for_pages)
        except (ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
            where = f"{stored.topic}, {_id(stored)}"
            raise Undecodable(f"{where}: {error}", getattr(stored, "id", None)) from error

    def reveal(self, token: str) -> str | None:
        """Decrypt the text of a token made for pages; None where its key was destroyed.

        Raises `Undecodable` when it was altered.
        """
        try:
            kind, owner, event, field, text = token.split(":", 4)
            return self._decrypt(UUID(owner), kind, f"{event}/{field}".encode(), base64.b64decode(text))
        except ValueError as error:
            raise Undecodable(f"{token[:100]}: {error}") from error

    def _decoded(self, stored: StoredEvent, for_pages: bool) -> Event:
        event_class = EVENTS.get(stored.topic)
        if event_class is None:
            raise ValueError("there is no event of that name")
        state = orjson.loads(stored.state)
        data = upcast(event_class, state["d"], state.get("v", 1))
        for name, mark in _marks(event_class).items():
            if data.get(name):
                data[name] = self._read(stored, name, mark, data[name], for_pages)
        for name, converted in converters_of(event_class):
            if name in data:
                data[name] = converted(data[name])
        envelope = unpacked(state["e"])
        data.setdefault("reason", "")
        data |= {"envelope": envelope, "cause": state["e"].get("why", ""), "timestamp": envelope.recorded_at}
        data |= {"originator_id": stored.originator_id, "originator_version": stored.originator_version}
        data["position"] = getattr(stored, "id", 0)
        return made(event_class, data)

    def _encrypt(self, event: Event, name: str, mark: Mark, text: str) -> dict[str, str]:
        owner = getattr(event, mark.owner) if mark.owner else event.envelope.actor or HOUSE
        cipher = self.keyring.cipher_for_writing(self.database.connection, owner, mark.kind)
        nonce, words = os.urandom(NONCE_BYTES), text.encode()
        if mark.kind == "sealed":
            words = words.ljust(-(-len(words) // SEALED_BLOCK) * SEALED_BLOCK)
        sealed = nonce + cipher.encrypt(nonce, words, f"{event.id}/{name}".encode())
        return {"o": owner.hex, "c": base64.b64encode(sealed).decode()}

    def _read(self, stored: StoredEvent, name: str, mark: Mark, box: Any, for_pages: bool) -> str:
        event = _id(stored)
        if not isinstance(box, dict):
            raise ValueError(f"{name} should be encrypted and is not")
        if for_pages and mark.kind != "work":
            return f"{mark.kind}:{box['o']}:{event}:{name}:{box['c']}"
        aad, secret = f"{event}/{name}".encode(), base64.b64decode(box["c"])
        text = self._decrypt(UUID(box["o"]), mark.kind, aad, secret)
        return ERASED if text is None else text

    def _decrypt(self, owner: UUID, kind: str, label: bytes, secret: bytes) -> str | None:
        cipher = self.keyring.cipher(self.database.connection, owner, kind)
        if cipher is None:
            return None
        try:
            words = cipher.decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], label)
        except InvalidTag:
            raise ValueError("its encrypted text was altered") from None
        return words.decode().rstrip() if kind == "sealed" else words.decode()


def in_clear(event: Event) -> dict[str, Any]:
    """What happened as it is stored, but for the encryption of marked fields."""
    data = {name: value for name, value in vars(event).items() if name not in BARE}
    if not event.reason:
        data.pop("reason", None)
    return data


def _id(stored: StoredEvent) -> str:
    return event_id(cast(UUID, stored.originator_id), stored.originator_version)


@cache
def _marks(event_class: type[Any]) -> dict[str, Mark]:
    return marks_of(event_class)
