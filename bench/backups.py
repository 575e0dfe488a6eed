"""A backup beside a bare copy of the database's file: python -m bench.backups [events …]."""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.history import KEPT_IN, history
from bench.measuring import say
from bench.rebuilding import rebuilt, took
from bench.stands import Stand, stand
from lt_web.backup.copying import copy
from lt_web.backup.files import DATABASE, to_disk
from lt_web.backup.knowing import Known
from lt_web.backup.making import back_up, file_of
from lt_web.backup.restoring import restore

SIZES = (10_000, 100_000)
HEAD = ["Events", "File", "Backup", "Bare copy", "Backup", "of it copying", "Restore", "Backup beside copy"]


@dataclass(frozen=True)
class Costs:
    """Sizes in bytes, times in seconds (medians), and the median ratio of backup and copy, pair by pair."""

    events: int
    live: int
    size: int
    bare: float
    whole: float
    copying: float
    restore: float
    ratio: float


def measured(one: Stand, rounds: int) -> Costs:
    """Copy the file and make a backup in turn; restore the last."""
    rebuilt(one, 1)
    house, pairs, copying = one.installation(), [], []
    live = file_of(house)
    for number in range(rounds):
        bare = took(lambda: _copied(live, one.folder / "bare"))
        pairs.append((bare, took(lambda n=number: back_up(house, one.folder / f"backup-{n}"))))  # type: ignore[misc]
        copying.append(took(lambda n=number: copy(live, one.folder / f"copy-{n}")))  # type: ignore[misc]
    size = (one.folder / "backup-0" / DATABASE).stat().st_size
    costs = (live.stat().st_size, size, *map(statistics.median, zip(*pairs, strict=True)))
    house.close()
    back = _restored(one)
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    return Costs(one.history.events, *costs, statistics.median(copying), back, ratio)  # type: ignore[arg-type]


def _copied(source: Path, target: Path) -> None:
    """What cp and sync would do."""
    shutil.copyfile(source, target)
    to_disk(target)
    target.unlink()


def _restored(one: Stand) -> float:
    """Seconds until a backup stands in an empty place, with everything that pages read."""
    place = Stand(one.history, one.kind, one.folder / "place", "")
    shutil.copytree(one.folder / "keys", place.folder / "keys")
    house = place.installation()
    seconds = took(lambda: restore(house, one.folder / "backup-0", Known()))
    house.close()
    return seconds


def table(costs: list[Costs]) -> str:
    """The figures as a table."""
    rows = [
        [
            f"{c.events:,}",
            *(f"{size / 1024**2:.1f} MB" for size in (c.live, c.size)),
            *(f"{seconds * 1000:,.0f} ms" for seconds in (c.bare, c.whole, c.copying, c.restore)),
            f"**{c.ratio:.1f}**",
        ]
        for c in costs
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [HEAD, ["---"] * len(HEAD), *rows])


def desk(
    databases: list[str], _server: str, rounds: int, _seconds: int, sizes: tuple[int, ...] = SIZES
) -> str:
    """Measure it on SQLite, where it is ours; return what to put into the report."""
    costs = []
    for size in sizes if "sqlite" in databases else ():
        say(f"backup of {size:,} events")
        with stand(history(size), "sqlite", "") as one:
            costs.append(measured(one, rounds))
    return "A backup, read again and compared with the log, beside a bare copy of the file:\n\n" + table(
        costs
    )


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    print(desk(["sqlite"], "", 3, 1, tuple(map(int, sys.argv[1:])) or SIZES))
