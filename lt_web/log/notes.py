"""Signed notes (C2SP signed-note): a text, a blank line, and lines that sign it with Ed25519.

Read strictly: what is not written exactly as `written` writes it is refused, whatever it says. Two ways of
writing the same would let somebody alter a note without its being noticed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the kind of signature, as the format numbers them
ID = 4
PUBLIC = 32
SIGNATURE = 64
MOST_LINES = 16
NAME = r"[!-*,-~]+"  # visible ASCII without the plus sign
SIGNED = re.compile(rf"— ({NAME}) ([A-Za-z0-9+/=]+)")
WHOLE = re.compile(rf"(?:[!-~][ -~]*\n)+\n(?:— {NAME} [A-Za-z0-9+/=]+\n)+")


class Malformed(ValueError):
    """This is no note, or one of which something was altered; the message says what is wrong."""


@dataclass(frozen=True)
class Opened:
    """A note whose signatures hold: its text, the name that signed it, and the keys (32 bytes each)."""

    text: str
    name: str
    keys: tuple[bytes, ...]


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a line says which key has signed."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:ID]


def public_line(name: str, public: bytes) -> str:
    """Return a public key as others' programs take it: name, id and key."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def public_of(line: str) -> tuple[str, bytes]:
    """Return the name and the key that a line gives. Raises `Malformed`."""
    name, _, rest = line.partition("+")
    id, _, encoded = rest.partition("+")
    key = decoded(encoded, len(ED25519) + PUBLIC)
    if key[:1] != ED25519 or public_line(name, key[1:]) != line:
        raise Malformed(f"This is no public key: {line[:80]!r} (its id says {id[:8]!r}).")
    return name, key[1:]


def written(text: str, name: str, keys: Sequence[Ed25519PrivateKey]) -> str:
    """Return a text signed by each of the keys."""
    lines = []
    for key in keys:
        public = key.public_key().public_bytes_raw()
        signature = key_id(name, public) + key.sign(text.encode())
        lines.append(f"— {name} {base64.b64encode(signature).decode()}\n")
    return f"{text}\n{''.join(lines)}"


def opened(note: str, keys: Iterable[bytes], *, strangers: bool = False) -> Opened:
    """Return what a note says where it is signed by one of these public keys.

    Every line must be by one of them; with `strangers` a line by another key is passed over, as it has to be
    by whoever knows the old key alone while a new one signs beside it. Raises `Malformed`.
    """
    if not WHOLE.fullmatch(note):
        raise Malformed("It is not written as a signed note.")
    text, _, rest = note.rpartition("\n\n")
    text += "\n"
    known, found, seen = list(keys), [], set[bytes]()
    lines = rest.splitlines()
    names = {name for name, _signature in map(_parts, lines)}
    if len(names) != 1 or len(lines) > MOST_LINES:
        raise Malformed("It is signed by more than one name, or too often.")
    name = names.pop()
    for _name, signature in map(_parts, lines):
        id = signature[:ID]
        if id in seen:
            raise Malformed("A key has signed it twice.")
        seen.add(id)
        by = [key for key in known if key_id(name, key) == id]
        if by and _holds(by[0], signature[ID:], text):
            found.append(by[0])
        elif by or not strangers:
            raise Malformed("A signature does not hold." if by else "A key that is not known has signed it.")
    if not found:
        raise Malformed("No key that is known has signed it.")
    return Opened(text, name, tuple(found))


def joined(notes: Iterable[str]) -> str:
    """Return several notes as one file: a blank line between them."""
    return "\n".join(notes)


def several(text: str) -> list[str]:
    """Take apart what `joined` has put together; nothing is looked at."""
    return [part if part.endswith("\n") else f"{part}\n" for part in re.split(r"\n\n(?!— )", text) if part]


def decoded(encoded: str, length: int) -> bytes:
    """Return bytes written in base64, in the one way in which they can be. Raises `Malformed`."""
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("Something in it is no base64.") from None
    if len(found) != length or base64.b64encode(found).decode() != encoded:
        raise Malformed("Something in it is base64 of another length, or loosely written.")
    return found


def _parts(line: str) -> tuple[str, bytes]:
    match = SIGNED.fullmatch(line)
    if match is None:
        raise Malformed("A line that should sign it does not.")
    return match[1], decoded(match[2], ID + SIGNATURE)


def _holds(public: bytes, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
