"""What a bundle says of itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lt_web.bundle.faults import BundleError
from lt_web.bundle.files import EDITIONS, EVENTS, MANIFEST, PEOPLE, Written

FORMAT = 1
NEWER = "This bundle has format {format}, and this program reads format {ours}. Read it with a newer version."


@dataclass(frozen=True)
class Manifest:
    """What reading needs of it; `salt` is b"" where there are no votes in it."""

    programme: UUID
    slug: str
    name: str
    files: dict[str, Written]
    salt: bytes
    zone_data: str
    version: str


def read(said: dict[str, Any]) -> Manifest:
    """Return the manifest. Raises `BundleError` where it is none of ours."""
    if said.get("format") != FORMAT:
        raise BundleError(NEWER.format(format=str(said.get("format"))[:20], ours=FORMAT))
    try:
        files = {name: _written(said["files"][name]) for name in (EVENTS, PEOPLE, EDITIONS)}
        programme, votes = said["programme"], said["votes"]
        named = (str(programme["slug"]), str(programme["name"]))
        salt = base64.b64decode(votes["salt"]) if votes else b""
        return Manifest(
            UUID(programme["id"]), *named, files, salt, str(said["zone_data"]), str(said["version"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleError(f"{MANIFEST} is not the manifest of a bundle ({error}).") from None


def _written(said: dict[str, Any]) -> Written:
    if type(said["lines"]) is not int:
        raise TypeError("lines is no number")
    return Written(str(said["sha256"]), said["lines"])
