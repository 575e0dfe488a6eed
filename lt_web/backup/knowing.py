"""What whoever restores a backup knows that it cannot know: who was erased since, and what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lt_web.backup.faults import BackupError
from lt_web.installation import Installation
from lt_web.log import checkpoints, notes
from lt_web.store import erasures
from lt_web.store.erasures import Erasure

WHO_WAS_ERASED = (
    "Say who was erased: there is no list of it beside the keys. It is the file "
    f"{erasures.FILE}, kept with their backup: --erasures FILE. If nobody ever was: --no-erasures"
)


@dataclass(frozen=True)
class Known:
    """Who was erased, the last checkpoint that was kept elsewhere ("" for none), and whether events are lost.

    `is_lost` says that there is no checkpoint, but that something was recorded after the backup.
    """

    erased: Sequence[Erasure] = ()
    checkpoint: str = ""
    is_lost: bool = False


def told(
    house: Installation, erased: Path | None, nobody: bool, checkpoint: Path | None, is_lost: bool
) -> Known:
    """Read what the files say. Raises `BackupError` where it is not said whether anybody was erased."""
    beside = house.keyring.directory / erasures.FILE
    if erased is None and not nobody and not beside.exists():
        raise BackupError(WHO_WAS_ERASED)
    files = [file for file in (beside, erased) if file is not None and file.exists()]
    everybody = [one for file in files for one in _erasures(file)]
    return Known(everybody, _newest(checkpoint) if checkpoint else "", is_lost)


def _erasures(file: Path) -> list[Erasure]:
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            found.append(erasures.read(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupError(f"{file}, line {number} does not say who was erased.") from None
    return found


def _newest(file: Path) -> str:
    """The last checkpoint of a file to which they were appended."""
    try:
        note = notes.several(file.read_bytes().decode(errors="replace"))[-1]
        checkpoints.read(note)
    except (notes.Malformed, IndexError) as fault:
        raise BackupError(f"{file} holds no checkpoint: {fault}") from None
    return note
