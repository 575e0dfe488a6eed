"""Evidence: exporting a log and verifying it alone, beside SHA-256 over the same bytes and nothing else."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from bench.history import BEGIN, KEPT_IN
from bench.measuring import say
from lt_web.config import Config
from lt_web.evidence.exporting import VERIFIER, export
from lt_web.installation import Installation
from lt_web.log.recorder import events
from lt_web.log.tree import canonical, leaf

SIZE = 250_000
SECONDS, MEMORY = 15, 150  # the goals: seconds of a verification, MB of each
AT_ONCE = 5_000
# Each in a process of its own, which says at its end how long its core was at work, and the most it held.
TELL = """
import atexit, re, sys, time
held = lambda: re.search("VmHWM:\\\\s+(\\\\d+)", open("/proc/self/status").read())[1]
atexit.register(lambda: print(time.process_time(), held(), file=sys.stderr))
"""
HASH = TELL + "from bench.verifying import hashed; hashed(sys.argv[1])"
OUT = TELL + "from bench.verifying import exported; exported(sys.argv[1], sys.argv[2])"
VERIFY = TELL + "import runpy; sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"


@dataclass(frozen=True)
class Cost:
    """What a process of its own took: seconds of a core, and the most memory it had, in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Costs:
    """Exporting, verifying and hashing so many events."""

    size: int
    out: Cost
    verify: Cost
    hashing: float

    @property
    def ratio(self) -> float:
        """How much verifying costs beside hashing."""
        return self.verify.seconds / self.hashing


def log(size: int) -> Path:
    """A log of so many events of usual length, told if this is the first time."""
    folder = KEPT_IN / f"verifying-{size}"
    if not (folder / "told").exists():
        shutil.rmtree(folder, ignore_errors=True)
        house = opened(folder)
        house.prepare()
        with house.database.writing() as connection:
            for first in range(1, size + 1, AT_ONCE):
                last = min(first + AT_ONCE, size + 1)
                connection.execute(events.insert(), [row(position) for position in range(first, last)])
        house.seal_now()
        house.close()
        (folder / "told").touch()
    return folder


def opened(folder: Path) -> Installation:
    """An installation on that folder."""
    return Installation(Config({"LT_DATA_DIR": str(folder), "LT_TICK_SECONDS": "0"}))


def row(position: int) -> dict[str, Any]:
    """An answer, as it is stored."""
    at = (BEGIN + timedelta(seconds=position)).isoformat()
    stream, person = (str(uuid5(UUID(int=kind), str(position % 5_000))) for kind in (1, 2))
    envelope = {"at": at, "by": person, "cmd": f"{position:032x}", "cor": f"{position:032x}", "src": "web"}
    state = {"e": envelope | {"rel": "0.1.0"}, "d": {"person": person, "answer": "yes", "at": at}}
    columns = {"recorded_at": at, "actor": person, "correlation": envelope["cor"]}
    text = json.dumps(state, separators=(",", ":")).encode()
    version = 1 + position // 5_000
    return {
        "position": position,
        "stream_id": UUID(stream),
        "version": version,
        "topic": "seats.answered",
        "state": text,
        **columns,
    }


def hashed(size: str) -> None:
    """Hash the same bytes, made already, and print the seconds."""
    made = list(_canonical(int(size)))
    begun = time.process_time()
    for data in made:
        leaf(data)
    print(time.process_time() - begun)


def _canonical(size: int) -> Iterator[bytes]:
    for position in range(1, size + 1):
        told = row(position)
        yield canonical(told["stream_id"], told["version"], told["topic"], told["state"])


def exported(folder: str, target: str) -> None:
    """Write the evidence."""
    house = opened(Path(folder))
    export(house, Path(target))
    house.close()


def cost(code: str, *given: str) -> Cost:
    """Run a process to its end."""
    done = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True)
    seconds, held = done.stderr.split()[-2:]
    return Cost(float(seconds), int(held) / 1024)


def measured(size: int, rounds: int) -> Costs:
    """Measure one size."""
    folder, target = log(size), KEPT_IN / "evidence"
    shutil.rmtree(target, ignore_errors=True)
    say(f"evidence of {size:,} events")
    out = cost(OUT, str(folder), str(target))
    runs = [(cost(VERIFY, str(target / VERIFIER)), _hashing(size)) for _ in range(rounds)]
    shutil.rmtree(target)
    verify = min((run[0] for run in runs), key=lambda run: run.seconds)
    return Costs(size, out, verify, statistics.median(run[1] for run in runs))


def _hashing(size: int) -> float:
    done = subprocess.run([sys.executable, "-c", HASH, str(size)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def table(costs: list[Costs]) -> str:
    """The figures as a table."""
    head = ["Evidence of", "export", "memory", "verify alone", "memory", "SHA-256 alone", "ratio", "Aim"]
    aim = f"≤ {SECONDS} s, ≤ {MEMORY} MB"
    rows = [
        [
            f"{c.size:,} events",
            f"{c.out.seconds:.1f} s",
            f"{c.out.memory:.0f} MB",
            f"**{c.verify.seconds:.1f} s**",
            f"**{c.verify.memory:.0f} MB**",
            f"{c.hashing:.2f} s",
            f"{c.ratio:.1f}",
            aim,
        ]
        for c in costs
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *rows])


def desk(_databases: list[str], _server: str, rounds: int, _seconds: int) -> str:
    """Measure it; what lies in the folder is the same whatever database it came from."""
    return "Evidence, exported and verified in a process of its own:\n\n" + table([measured(SIZE, rounds)])


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    print(table([measured(int(size.replace("_", "")), 1) for size in sys.argv[1:] or [str(SIZE)]]))
