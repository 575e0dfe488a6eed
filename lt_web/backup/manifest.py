"""What a backup says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lt_web import __version__
from lt_web.backup.faults import BackupError, Harmed
from lt_web.backup.files import MANIFEST

FORMAT = "learn-together-backup/1"
MOST = 64 * 1024
RELEASE = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """Of which moment it is, made by which release, and the sums of what is in it."""

    made_at: datetime
    release: str
    position: int
    root: str  # of the tree over the log's first `position` events, in hexadecimal digits
    checkpoint: str  # the same, signed; "" where nothing was sealed
    sha256: str  # of the file of the database
    size: int


def written(manifest: Manifest) -> str:
    """Return the text of its file."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=2, default=str) + "\n"


def read(source: Path) -> Manifest:
    """Return the manifest of the backup in a folder. Raises `BackupError`."""
    with (source / MANIFEST).open("rb") as file:
        text = file.read(MOST + 1)
    try:
        said = json.loads(text) if len(text) <= MOST else None
    except ValueError as error:
        raise Harmed(f"{MANIFEST} cannot be read: {error}.") from None
    if not isinstance(said, dict) or said.pop("format", None) != FORMAT:
        raise Harmed(f"{MANIFEST} is not the manifest of a backup that this program knows.")
    return _checked(said)


def _checked(said: dict[str, Any]) -> Manifest:
    try:
        manifest = Manifest(**said | {"made_at": datetime.fromisoformat(said["made_at"])})
    except (KeyError, TypeError, ValueError):
        raise Harmed(f"{MANIFEST} is not the manifest of a backup: something is missing or odd.") from None
    sums = (manifest.root, manifest.sha256)
    numbers = (manifest.position, manifest.size)
    words = (manifest.release, manifest.checkpoint)
    if (
        not all(isinstance(text, str) and DIGEST.fullmatch(text) for text in sums)
        or not all(type(number) is int and number >= 0 for number in numbers)
        or not all(isinstance(text, str) for text in words)
        or manifest.made_at.tzinfo is None
    ):
        raise Harmed(f"{MANIFEST} is not the manifest of a backup: a value in it is odd.")
    if _number(manifest.release) > _number(__version__):
        raise BackupError(
            f"This backup was made by release {manifest.release[:20]}, and this is {__version__}: an old "
            "release does not know new events. Install that one."
        )
    return manifest


def _number(release: str) -> tuple[int, ...]:
    found = RELEASE.match(release)
    if found is None:
        raise Harmed(f"{MANIFEST} names no release.")
    return tuple(map(int, found.groups()))
