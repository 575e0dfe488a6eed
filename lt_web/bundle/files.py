"""The files of a bundle, in a folder or in a zip: written whole or not at all, read with nothing believed."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from lt_web.bundle.faults import AtLine, BundleError

MANIFEST, README = "manifest.json", "README.txt"
EVENTS, PEOPLE, EDITIONS = "events.ndjson", "people.ndjson", "editions.ndjson"
NAMES = (MANIFEST, EVENTS, PEOPLE, EDITIONS, README)
MOST_MANIFEST, MOST_LINE = 1024**2, 16 * 1024**2
FIRST_DAY_OF_ZIPS = (1980, 1, 1, 0, 0, 0)
OWN = 0o600  # what people wrote is in it
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)


@dataclass(frozen=True)
class Written:
    """A file as the manifest names it."""

    sha256: str
    lines: int


Put = Callable[[str, Iterable[bytes]], Written]


@contextmanager
def writing(target: Path) -> Iterator[Put]:
    """Yield what writes a file of lines into a new folder, or into a new zip where the name ends so.

    It stands there at the end, whole. Raises `BundleError` where something stands there already.
    """
    if target.exists() or target.is_symlink():
        raise BundleError(f"There is something at {target} already. Name a place where nothing is.")
    if not target.parent.is_dir():
        raise BundleError(f"There is no folder {target.parent}.")
    unfinished = target.with_name(f"{target.name}.unfinished-{os.getpid()}")
    try:
        with (_zipped if target.suffix == ".zip" else _in_folder)(unfinished) as put:
            yield put
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if unfinished.is_file():
            unfinished.unlink()


@contextmanager
def _in_folder(folder: Path) -> Iterator[Put]:
    folder.mkdir(mode=0o700)

    def put(name: str, lines: Iterable[bytes]) -> Written:
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN), "wb") as file:
            return _copied(file, lines)

    yield put


@contextmanager
def _zipped(path: Path) -> Iterator[Put]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWN)
    with os.fdopen(descriptor, "w+b") as file, zipfile.ZipFile(file, "w") as archive:

        def put(name: str, lines: Iterable[bytes]) -> Written:
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIPS)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, OWN << 16
            with archive.open(entry, "w", force_zip64=True) as member:
                return _copied(member, lines)

        yield put


def _copied(file: IO[bytes], lines: Iterable[bytes]) -> Written:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        file.write(line)
        digest.update(line)
        count += 1
    return Written(digest.hexdigest(), count)


class Source:
    """A bundle to be read. Only the files of a bundle are opened, by their names; nothing is unpacked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = None if path.is_dir() else self._opened(path)
        for name in self._names():
            if name not in NAMES:
                raise BundleError(f"“{name[:80]}” is no file of a bundle. There are: {', '.join(NAMES)}.")
        for name in (MANIFEST, EVENTS, PEOPLE, EDITIONS):
            if self._names().count(name) != 1:
                raise BundleError(f"{name} has to stand in the bundle once.")

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_error: Any) -> None:
        if self._archive:
            self._archive.close()

    def manifest(self) -> dict[str, Any]:
        """Return what the manifest says, in whatever form."""
        with self._open(MANIFEST) as file:
            text = file.read(MOST_MANIFEST + 1)
        try:
            said = orjson.loads(text) if len(text) <= MOST_MANIFEST else None
        except orjson.JSONDecodeError as error:
            raise BundleError(f"{MANIFEST} is no JSON: {error}.") from None
        if not isinstance(said, dict):
            raise BundleError(f"{MANIFEST} is not the manifest of a bundle.")
        return said

    def lines(self, name: str, sha256: str, count: int) -> Iterator[tuple[int, bytes]]:
        """Yield (number, line); at the end raise unless they are as many, and such, as the manifest says."""
        digest, number = hashlib.sha256(), 0
        with self._open(name) as file:
            while line := file.readline(MOST_LINE + 1):
                number += 1
                if len(line) > MOST_LINE:
                    raise AtLine(name, number, f"it is longer than {MOST_LINE // 1024**2} MB")
                digest.update(line)
                yield number, line
        if number != count:
            raise BundleError(f"{name} ends after line {number}; the manifest says that it has {count}.")
        if digest.hexdigest() != sha256:
            raise BundleError(f"{name} is not the file that the manifest names: its sum is another.")

    def _names(self) -> list[str]:
        return self._archive.namelist() if self._archive else [entry.name for entry in self.path.iterdir()]

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._opener(name) as file:
                yield file
        except UNREADABLE as error:
            raise BundleError(f"{name} cannot be read: {error}.") from None

    def _opener(self, name: str) -> IO[bytes]:
        if self._archive:
            return self._archive.open(name)
        return os.fdopen(os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW), "rb")

    @staticmethod
    def _opened(path: Path) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(path)
        except UNREADABLE as error:
            raise BundleError(f"{path} is neither the folder nor the zip of a bundle: {error}.") from None
