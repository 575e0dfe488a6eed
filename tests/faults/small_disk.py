"""A PostgreSQL server of which a part lies on a small disk that really fills.

The disk is a file system in memory, mounted in a namespace that a keeper holds open, so that nobody but the
server sees it and nothing stays mounted however a test ends. Root may do that, and anyone else where the
kernel lets people have namespaces of their own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from tests.postgres_cluster import Cluster

MIB = 2**20
AS_ROOT = os.getuid() == 0
KEEPER = 'mount -t tmpfs -o "$1" small "$2" && echo mounted && exec cat'


class NoSmallDisk(Exception):
    """This machine lets us mount no file system."""


class SmallDisk:
    """So many bytes at a folder, seen by programs that run `inside`; a ballast leaves as little as wished."""

    def __init__(self, folder: Path, size: int) -> None:
        user = ["--user", "--map-root-user"] if not AS_ROOT else []
        owner = f"uid={pwd.getpwnam('postgres').pw_uid}," if AS_ROOT else ""
        if shutil.which("unshare") is None:
            raise NoSmallDisk("there is no unshare, which Linux has")
        mounting = ["sh", "-c", KEEPER, "sh", f"{owner}mode=0700,size={size}", folder]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.keeper = subprocess.Popen(["unshare", "--mount", *user, *mounting], text=True, **pipes)
        if self.keeper.stdout is None or self.keeper.stdout.readline() != "mounted\n":
            raise NoSmallDisk(self.keeper.communicate()[1].strip())
        self.seen = Path(f"/proc/{self.keeper.pid}/root{folder}")

    @property
    def inside(self) -> list[str]:
        """What a program is run with to see the disk, as one who may run a server."""
        enter = ["nsenter", f"--target={self.keeper.pid}", "--mount"]
        if AS_ROOT:
            return [*enter, "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        me = [f"--map-user={os.getuid()}", f"--map-group={os.getgid()}"]
        return [*enter, "--user", "--preserve-credentials", "unshare", "--user", *me]

    @property
    def room(self) -> int:
        """How many bytes are free."""
        disk = os.statvfs(self.seen)
        return disk.f_bavail * disk.f_frsize

    def fill(self, leaving: int) -> None:
        """Put something large on it."""
        (self.seen / "ballast").write_bytes(bytes(self.room - leaving))

    def clear(self) -> None:
        """Take it away."""
        (self.seen / "ballast").unlink()

    def remove(self) -> None:
        """Nobody holds it open any longer."""
        self.keeper.communicate()


class SmallCluster(Cluster):
    """A server whose `data` or `wal`, the write-ahead log, lies on a small disk."""

    def __init__(self, part: str, size: int) -> None:
        super().__init__()
        self.layout = (f"--waldir={self.folder}/wal", "--wal-segsize=1")
        (self.folder / part).mkdir()
        try:
            self.disk = SmallDisk(self.folder / part, size)
        except NoSmallDisk:
            shutil.rmtree(self.folder)
            raise

    def is_up(self) -> bool:
        """Whether the server runs; it may still be recovering."""
        return subprocess.run(self._command("pg_ctl", "status"), stdout=subprocess.DEVNULL).returncode == 0

    def stop(self) -> None:
        if self.is_up():
            self.end()
        self.disk.remove()
        shutil.rmtree(self.folder)

    def _command(self, program: str, *arguments: str) -> list[str | Path]:
        return [*self.disk.inside, self.programs / program, f"--pgdata={self.folder}/data", *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        command = self._command(program, *arguments)
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
