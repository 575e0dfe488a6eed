"""A throwaway PostgreSQL that its users share and that goes when the last of them is gone, however they went.

Users hold a shared lock on `postgres.users`; the keeper waits for the exclusive one, which the kernel grants
once every user has ended. `python postgres_cluster.py FOLDER` starts both and returns when it answers."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

AS_POSTGRES = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


class Missing(Exception):
    """There are no PostgreSQL server programs on this machine."""

    def __str__(self) -> str:
        return (
            "PostgreSQL's server programs are missing. Install them (apt-get install postgresql), or name a"
            " server where databases may be created: LT_TEST_POSTGRES_URL=postgresql://user:password@host/postgres"
        )


def programs() -> Path:
    """The folder of initdb, pg_ctl and postgres: Debian's newest, else the one on PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda initdb: float(initdb.parts[4]), default=None)
    folder = Path(newest or shutil.which("initdb") or "/missing").resolve().parent
    if not (folder / "pg_ctl").exists():
        raise Missing
    return folder


class Cluster:
    """Data, socket and log in one folder of its own under the temporary directory; listens on 127.0.0.1."""

    layout: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="lt-postgres-"))
        if AS_POSTGRES:
            shutil.chown(self.folder, "postgres", "postgres")
        self.port = free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        # A natural-language collation, as companies have it: what only sorts right in C order shows up here.
        collation = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", *collation, *self.layout)
        self.begin()

    def begin(self) -> None:
        listening = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        self._run("pg_ctl", "--wait", f"--log={self.folder}/log", f"--options={listening}", "start")

    def stop(self) -> None:
        self.end()
        shutil.rmtree(self.folder)

    def end(self) -> None:
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [self.programs / program, f"--pgdata={self.folder}/data", *arguments]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": self.folder}
        subprocess.run(command, check=True, **quiet, **AS_POSTGRES)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def start_with_keeper(shared: Path) -> None:
    cluster = Cluster()
    try:
        cluster.start()
    except subprocess.CalledProcessError:
        log = cluster.folder / "log"
        sys.stderr.write(log.read_text() if log.exists() else "")
        shutil.rmtree(cluster.folder)
        raise
    (shared / "postgres.url").write_text(cluster.url)
    if os.fork() == 0:
        keep(cluster, shared)


def keep(cluster: Cluster, shared: Path) -> None:
    """In a process of its own, so that Ctrl+C or the end of the run that began it does not end it."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    with (shared / "postgres.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        (shared / "postgres.url").unlink(missing_ok=True)
        cluster.stop()


if __name__ == "__main__":
    start_with_keeper(Path(sys.argv[1]))
