"""Votes in a bundle: closed under a passphrase, who voted and what, or not there at all."""

from __future__ import annotations

import base64
import os
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from lt_web.bundle.faults import BundleError
from lt_web.events.base import Event
from lt_web.events.marks import marks_of

LEAST_LETTERS = 12
NONCE_BYTES, SALT_BYTES, BLOCK = 12, 16, 512  # padded, so that its length tells no choice
COST = {"n": 2**15, "r": 8, "p": 1}
OUTSIDE = ("stream", "version", "event")
SHORT = f"A passphrase for votes has at least {LEAST_LETTERS} characters."
OTHER = "That is not the passphrase with which the votes were closed."


class Box:
    """Closes and opens what is secret, under one passphrase and the salt of one bundle."""

    def __init__(self, passphrase: str, salt: bytes) -> None:
        if len(passphrase) < LEAST_LETTERS:
            raise BundleError(SHORT)
        self.salt = salt
        self._cipher = AESGCM(Scrypt(salt=salt, length=32, **COST).derive(passphrase.encode()))

    @classmethod
    def new(cls, passphrase: str) -> Box:
        """A box for a new bundle."""
        return cls(passphrase, os.urandom(SALT_BYTES))

    def close(self, body: dict[str, Any]) -> dict[str, Any]:
        """Leave of a body only where it stands; all else, who did it included, is closed."""
        outside = {name: body[name] for name in OUTSIDE}
        words = orjson.dumps({name: value for name, value in body.items() if name not in OUTSIDE})
        nonce = os.urandom(NONCE_BYTES)
        padded = words.ljust(-(-len(words) // BLOCK) * BLOCK)
        closed = nonce + self._cipher.encrypt(nonce, padded, _label(outside))
        return outside | {"closed": base64.b64encode(closed).decode()}

    def open(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the whole body. Raises `BundleError` where the passphrase is another."""
        outside = {name: body[name] for name in OUTSIDE}
        closed = base64.b64decode(body["closed"])
        try:
            words = self._cipher.decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], _label(outside))
        except InvalidTag:
            raise BundleError(OTHER) from None
        return outside | orjson.loads(words)


def is_secret(event: Event) -> bool:
    """Whether an event has a sealed field: a vote."""
    return any(mark.kind == "sealed" for mark in marks_of(type(event)).values())


def _label(outside: dict[str, Any]) -> bytes:
    return orjson.dumps([str(outside[name]) for name in OUTSIDE])
