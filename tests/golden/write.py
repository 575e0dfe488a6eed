"""Write the stored log of this version anew: `python -m tests.golden.write`.

Until a version is released its log may change; afterwards it is replayed for ever and never written again.
What its events become in the read models may change with every version, so those digests are written for all.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from lt_web import __version__
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import replayable
from lt_web.store.keys import keys
from tests.company import Company
from tests.golden.replaying import FOLDER, digests, pour, versions
from tests.scenarios import SCENARIOS

NOTE = "Keys of made-up people, made up for the tests from a fixed seed. They open nothing else."
CLOCK = datetime(2027, 3, 1, 9, tzinfo=UTC)


def main() -> None:
    """Write the log of this version, and what every stored log becomes."""
    os.urandom = random.Random("golden").randbytes  # the same file each time
    with tempfile.TemporaryDirectory() as folder:
        installation = prepared(Path(folder))
        tell(installation)
        write(f"{__version__}.ndjson", lines(installation))
        write(
            f"{__version__}.keys.json", json.dumps({"note": NOTE, "keys": unwrapped(installation)}, indent=1)
        )
    for version in versions():
        with tempfile.TemporaryDirectory() as folder:
            installation = prepared(Path(folder))
            pour(installation, version)
            assert installation.rebuild().faults == {}
            with installation.database.reading() as connection:
                write(f"{version}.rows.json", json.dumps(digests(connection), indent=1))


def prepared(folder: Path) -> Installation:
    """An empty installation."""
    installation = Installation(Config({"LT_DATA_DIR": str(folder)}), SteppedClock(CLOCK))
    installation.prepare()
    return installation


def tell(installation: Installation) -> None:
    """Tell every story, each in a programme of its own."""
    clock: Any = installation.clock
    for name, told in sorted(SCENARIOS.items()):
        told(Company(installation, clock, name.replace("_", "-")[:40].strip("-")))


def lines(installation: Installation) -> str:
    """Every event, one a line, as it is stored."""
    with installation.database.reading():
        found = [
            {"position": s.id, "stream": s.originator_id.hex, "version": s.originator_version}  # type: ignore[union-attr]
            | {"topic": s.topic, "state": s.state.decode()}
            for s in replayable(installation.database)
        ]
    return "\n".join(json.dumps(event, ensure_ascii=False) for event in found)


def unwrapped(installation: Installation) -> dict[str, str]:
    """The keys of everybody, as no installation ever writes them."""
    with installation.database.reading() as connection:
        return {
            f"{row.owner.hex}/{row.kind}": _key(installation, row.owner, row.kind, row).hex()
            for row in connection.execute(select(keys).order_by(keys.c.owner, keys.c.kind))
        }


def _key(installation: Installation, owner: UUID, kind: str, row: Any) -> bytes:
    return installation.keyring._unwrap(row.wrapped_by, row.wrapped, owner, kind)


def write(name: str, text: str) -> None:
    """Write one file."""
    (FOLDER / name).write_text(f"{text}\n", encoding="utf-8")
    print(f"tests/golden/{name}")


if __name__ == "__main__":
    main()
