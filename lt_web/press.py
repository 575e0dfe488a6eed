"""The press: makes the PDFs that were asked for, one at a time on a host, each in a process of its own."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lt_web import pdf
from lt_web.commands.reports import PDF
from lt_web.installation import Installation
from lt_web.log.faults import LogError
from lt_web.store import editions, jobs
from lt_web.store.jobs import Job
from lt_web.theme.paper import faces_of, faces_told, packed
from lt_web.watching.lines import tell, trace_in, trace_of

log = logging.getLogger(__name__)
KEPT_SECONDS = jobs.KEPT_FOR.total_seconds()
STUCK = timedelta(seconds=pdf.SECONDS + 30)
WITH_DATA = "+data"  # after the kind of paper
NEEDED = ("HOME", "LANG", "PATH", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH")


def name_of(content: str, paper: str, theme: str = "") -> str:
    """The name of what comes of a content on a kind of paper, in a theme: the same for the same."""
    return hashlib.sha256(f"{pdf.design()}/{paper}/{theme}/{content}".encode()).hexdigest()


def ordered(
    installation: Installation, content: str, paper: str, theme: str | None = None, with_data: bool = False
) -> tuple[str, str]:
    """The name of what is asked for, and what the press has to know to make it.

    `theme` is what the report is told of one, else the host's; `with_data` attaches the tables.
    """
    theme = theme_told(installation) if theme is None else theme
    how = f"{paper}{WITH_DATA}" if with_data else paper
    return name_of(content, how, theme), f"{how} {theme}".rstrip() + f"\n{content}"


def theme_told(installation: Installation) -> str:
    """What a report is told of the host's theme; "" where there is none."""
    return installation.theme.told if installation.theme else ""


def path_of(installation: Installation, key: str) -> Path:
    """Where a finished file is, if it is there."""
    return folder(installation) / f"{key}.pdf"


def folder(installation: Installation) -> Path:
    """The folder of finished files; it can be emptied at any time."""
    found: Path = installation.config["LT_DATA_DIR"] / "reports"
    return found


def wake(installation: Installation) -> threading.Thread | None:
    """Let a thread of this process look after the queue; returns at once.

    Where LT_TICK_SECONDS is 0 nothing goes on behind requests: then `flask lt work` does it, or `tick`.
    """
    if installation.config["LT_TICK_SECONDS"] <= 0:
        return None
    worker = threading.Thread(target=_work_quietly, args=(installation,), name="lt-press", daemon=True)
    worker.start()
    return worker


def look(installation: Installation, ended: threading.Event) -> None:
    """Make what waits, if anything does, until told to end; trouble is tried again at the next look."""
    try:
        with installation.database.reading() as connection:
            asked_for = jobs.under_way(connection)
    except LogError:
        return  # the ticker tells of it
    if asked_for:
        _work_quietly(installation, ended)


def work(installation: Installation, ended: threading.Event | None = None) -> int:
    """Make whatever waits, and return how much it was; nothing where another is at it on this host."""
    made = 0
    ended = ended or threading.Event()
    folder(installation).mkdir(parents=True, exist_ok=True, mode=0o700)
    with _turn(installation) as is_mine:
        while is_mine and not ended.is_set() and (job := _next(installation)) is not None:
            _make(installation, job)
            made += 1
    return made


def sweep(installation: Installation) -> None:
    """Forget files that are some days old, finished or not; they can be made again."""
    for path in folder(installation).glob("*.*"):
        if path.suffix != ".lock" and path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)


def empty(installation: Installation) -> None:
    """Forget every finished file, and what is left of one."""
    for path in folder(installation).glob("*.*"):
        if path.suffix != ".lock":
            path.unlink(missing_ok=True)


def _work_quietly(installation: Installation, ended: threading.Event | None = None) -> None:
    try:
        work(installation, ended)
    except (LogError, OSError) as fault:
        tell(log, logging.WARNING, "press-waits", kind=type(fault).__name__, what=str(fault))
    except Exception as error:
        tell(log, logging.ERROR, "press-stopped", trace=trace_of(error))


@contextmanager
def _turn(installation: Installation) -> Iterator[bool]:
    """Whether this is the one at the press of this host; whoever dies lets go of it."""
    with (folder(installation) / "press.lock").open("a") as side:
        try:
            fcntl.flock(side, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _next(installation: Installation) -> Job | None:
    now = installation.clock()
    with installation.database.writing() as connection:
        jobs.give_up(connection, PDF, now - STUCK, now)
        return jobs.take(connection, PDF, now)


def _make(installation: Installation, job: Job) -> None:
    ready = path_of(installation, job.key)
    failed = "" if ready.exists() else _printed(installation, job, ready)
    if failed:
        _note(installation, job, state=jobs.FAILED, said=failed, body="")
    else:
        ready.touch()
        if not _note(installation, job, state=jobs.DONE, progress=100, body=""):
            ready.unlink(missing_ok=True)  # somebody who stands in it was erased meanwhile


def _printed(installation: Installation, job: Job, ready: Path) -> str:
    """Let a child make the file; return why it could not, in one word."""
    order, _, content = job.body.partition("\n")
    how, _, theme = order.partition(" ")
    content += f"\n{packed(theme, _faces(installation, theme))}"
    arguments = [f"--paper={how.removesuffix(WITH_DATA)}", *(["--data"] if how.endswith(WITH_DATA) else [])]
    unfinished = ready.with_suffix(f".{os.getpid()}")
    with tempfile.TemporaryFile() as complaints:
        code = _run(installation, job, [*arguments, f"--to={unfinished}"], content, complaints)
        if code == 0:
            unfinished.replace(ready)
            return ""
        complaints.seek(0)
        said = trace_in(complaints.read()[-8000:].decode(errors="replace"))
        tell(log, logging.ERROR, "report-failed", job=job.id, exit=code, trace=said)
    unfinished.unlink(missing_ok=True)
    return {pdf.TOO_LONG: "too_long"}.get(code, "too_slow" if code < 0 else "broken")


def _faces(installation: Installation, theme: str) -> dict[str, bytes]:
    """The type of a theme: the host's, or what is kept of one that an edition was published in."""
    known = faces_of(installation.theme)
    if set(faces_told(theme)) <= set(known):
        return known
    with installation.database.reading() as connection:
        return editions.fonts_of(connection, faces_told(theme))


def _run(installation: Installation, job: Job, arguments: list[str], content: str, complaints: Any) -> int:
    """Run the child, and pass on what it says of its progress; it is killed when its time is up."""
    command = [sys.executable, "-P", "-m", "lt_web.pdf", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": complaints}
    with subprocess.Popen(command, env=_environment(), cwd=folder(installation), **pipes) as child:  # noqa: S603 (ours)
        assert child.stdin
        assert child.stdout
        clock = threading.Timer(pdf.SECONDS, child.kill)
        clock.start()
        try:
            _hand_over(child.stdin, content)
            for line in child.stdout:
                _note(installation, job, progress=int(line))
        finally:
            clock.cancel()
    return child.returncode


def _hand_over(pipe: Any, content: str) -> None:
    """Give the child its input; where it has died already, its exit code tells."""
    try:
        with pipe:
            pipe.write(content.encode())
    except BrokenPipeError:
        tell(log, logging.DEBUG, "report-broken-off")


def _environment() -> dict[str, str]:
    """What the child needs to find itself and its fonts; none of our settings and secrets."""
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONHASHSEED": "0"}


def _note(installation: Installation, job: Job, **values: Any) -> bool:
    with installation.database.writing() as connection:
        return jobs.move(connection, job.id, installation.clock(), **values)


def job(connection: Connection, id: UUID, programme: UUID) -> Job | None:
    """Return a job of this programme."""
    return jobs.find(connection, id, programme)
