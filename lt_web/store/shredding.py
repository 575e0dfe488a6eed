"""Destroying a file for good, as far as a file system lets us."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from lt_web.watching.lines import tell

log = logging.getLogger(__name__)


def shred(path: Path) -> bool:
    """Overwrite a file and take it away; returns whether it is gone. Where it fails, try again later."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        listing = os.open(path.parent, os.O_RDONLY)
        os.fsync(listing)
        os.close(listing)
    except FileNotFoundError:
        return True
    except OSError as error:
        tell(log, logging.WARNING, "key-file-remains", what=error.strerror)
        return False
    return True
