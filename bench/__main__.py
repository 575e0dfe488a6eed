"""Measure everything and renew the tables in bench/README.md: `make bench`.

BENCH_SIZES (events), BENCH_DATABASES, BENCH_ROUNDS and BENCH_SECONDS (of one run of load) say how much.
"""

from __future__ import annotations

import os
import shutil
import sys

from bench import backups, boards, dashboard, papers, pasts, report, sealing, trails, verifying
from bench.history import KEPT_IN, history
from bench.measuring import measured, say
from bench.stands import postgresql, stand

# What is measured beside itself: each takes databases, server, rounds and seconds, and gives a table.
DESKS = (
    boards.desk,
    papers.desk,
    dashboard.desk,
    backups.desk,
    verifying.desk,
    trails.desk,
    sealing.desk,
    pasts.desk,
)


def main() -> None:
    """Measure each history on each database."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing. Install it: apt-get install wrk")
    sizes = [int(size.replace("_", "")) for size in _words("BENCH_SIZES", "10_000 100_000")]
    databases = _words("BENCH_DATABASES", "sqlite postgresql")
    rounds, seconds = int(os.environ.get("BENCH_ROUNDS", "3")), int(os.environ.get("BENCH_SECONDS", "1"))
    KEPT_IN.mkdir(exist_ok=True)
    figures = []
    with postgresql() as server:
        for size in sizes:
            say(f"a history of {size:,} events")
            told = history(size)
            for kind in databases:
                with stand(told, kind, server) as copy:
                    figures.append(measured(copy, rounds, seconds))
        more = [desk(databases, server, rounds, seconds) for desk in DESKS]
    print(report.write(figures, more))


def _words(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).replace(",", " ").split()


if __name__ == "__main__":
    main()
