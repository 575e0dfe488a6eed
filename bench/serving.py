"""gunicorn as the product runs it, 2 workers of 8 threads: how long it takes to start, and its memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.stands import Stand
from tests.postgres_cluster import free_port

ROOT = Path(__file__).parents[1]


@dataclass
class Server:
    """A running server: its address, its first process, and the seconds until it first answered."""

    url: str
    pid: int
    start: float

    @property
    def memory(self) -> float:
        """What both workers take together, in MB: the proportional set size, shared pages counted once."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_proportional(pid) for pid in children) / 1024


@contextmanager
def serving(stand: Stand) -> Iterator[Server]:
    """Serve a stand until the end of the block."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LT_")}
    environment |= stand.settings | {"PORT": str(port), "BENCH_NOW": stand.history.now.isoformat()}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:lt_web.serve", "bench.loaded:application()"]
    log = stand.folder / "server.log"
    begun = time.perf_counter()
    with log.open("w") as said:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said, stderr=said)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/health", process, log)
        yield Server(url, process.pid, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):
        try:
            with urllib.request.urlopen(url):
                return
        except (urllib.error.URLError, ConnectionError) as error:
            if process.poll() is not None or isinstance(error, urllib.error.HTTPError):
                raise RuntimeError(f"the server does not answer: {log.read_text()}") from error
            time.sleep(0.01)
    raise RuntimeError("the server did not start within 30 seconds")


def _proportional(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
