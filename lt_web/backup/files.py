"""The files of a backup: written whole or not at all, and read with nothing believed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lt_web.backup.faults import BackupError, Harmed

MANIFEST, DATABASE = "manifest.json", "learn-together.db"
OWN = 0o600
AT_ONCE = 1024**2


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Yield a folder that becomes `target` at the end, whole and on the disk."""
    if target.exists() or target.is_symlink():
        raise BackupError(f"There is something at {target} already. Name a place where nothing is.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    unfinished = target.with_name(f"{target.name}.unfinished-{os.getpid()}")
    unfinished.mkdir(mode=0o700)
    try:
        yield unfinished
        for path in (*unfinished.iterdir(), unfinished):
            to_disk(path)
        unfinished.rename(target)
        to_disk(target.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def new_file(path: Path) -> int:
    """Make a file that its owner alone may read, where nothing is; return its descriptor."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWN)


def to_disk(path: Path) -> None:
    """Return when a file, or the list of a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def require_its_files(source: Path) -> None:
    """Raise `BackupError` unless this is the folder of a backup, with its two files and nothing else."""
    if not source.is_dir():
        raise BackupError(f"There is no folder {source}. A backup is the folder that “flask lt backup” made.")
    there = {path.name for path in source.iterdir()}
    for name in (MANIFEST, DATABASE):
        path = source / name
        if name not in there:
            raise Harmed(f"{source} is no backup, or not all of one: {name} is missing.")
        if path.is_symlink() or not path.is_file():
            raise Harmed(f"{path} is no file.")
    for name in sorted(there - {MANIFEST, DATABASE}):
        raise Harmed(f"“{name[:80]}” does not belong to a backup. There are {MANIFEST} and {DATABASE}.")


def sum_of(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file, and how many bytes it has."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(AT_ONCE):
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size


def taken(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file, and return the SHA-256 and size of what was written: what is looked at is what is used."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as old, os.fdopen(new_file(target), "wb") as new:
        shutil.copyfileobj(old, new, AT_ONCE)
    return sum_of(target)
