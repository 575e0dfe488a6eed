"""The evidence of one programme as an auditor takes it from the page: the others' events as fingerprints."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lt_web.cards import accesses
from lt_web.evidence.checking import length
from lt_web.evidence.exporting import export
from lt_web.evidence.selecting import only
from lt_web.web import installation, programme, stop_reading

MOST = 100_000  # events; more take longer than a browser waits
ASKED = "evidence"
PIECE = 64 * 1024


def can_be_taken() -> bool:
    """Whether the log is short enough to be handed over a browser."""
    stop_reading()
    return length(installation()) <= MOST


def taken() -> Iterator[bytes]:
    """Note that it is taken, and return a zip of it, piece by piece; no disk keeps it."""
    accesses.note(accesses.FILE, asked=ASKED)
    house = installation()
    with tempfile.TemporaryDirectory(dir=house.config["LT_DATA_DIR"]) as folder:
        made = Path(folder) / "evidence.zip"
        export(house, made, only(house, programme().id))
        return _pieces(made.open("rb"))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
