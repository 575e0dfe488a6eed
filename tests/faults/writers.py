"""Writers in processes of their own. `python -m tests.faults.writers SPEC.json` forks and kills them."""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from lt_web.commands import feedback, proposals, seats, sessions
from lt_web.config import Config
from lt_web.events.planned import Appointment
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log import sealing
from lt_web.log.clock import SteppedClock
from lt_web.log.faults import Unavailable
from tests.company import ZONE, outline
from tests.faults.diary import Diary, Intent

TAKEN, REFUSED = "taken", "refused"


class Writer:
    """One process that does random deeds and keeps a diary of them."""

    def __init__(self, spec: dict[str, Any], number: int, life: int = 0) -> None:
        self.spec, self.number = spec, number
        self.random = random.Random(f"{spec['seed']}/{number}/{life}")
        self.installation = Installation(
            Config(spec["settings"]), SteppedClock(datetime.fromisoformat(spec["now"]))
        )
        self.diary = Diary(Path(spec["folder"], f"{number}.diary"))
        logging.getLogger("lt_web.commands.perform").addFilter(self._retried)

    def _retried(self, _record: logging.LogRecord) -> bool:
        self.diary.note("retried")
        return False

    def do(self, kind: str, *args: Any) -> None:
        self.carry_out(self.diary.intend(kind, *args))

    def carry_out(self, intent: Intent) -> None:
        """Send a deed; a repeat of it after a kill bears the same ids, as a form sent again does."""
        result = self._answered(intent)
        time.sleep(self.random.uniform(0, self.spec.get("way_back", 0)))
        self.diary.acknowledge(intent, result)

    def _answered(self, intent: Intent) -> Any:
        """Send it until it is answered, as long as a person may be asked to try again."""
        until = time.monotonic() + self.spec.get("patience", 0)
        while True:
            try:
                return getattr(self, f"_{intent.kind}")(intent.id, *intent.args)
            except Unavailable:
                if time.monotonic() > until:
                    raise
                self.diary.note("waited")
                time.sleep(0.1)

    def finish(self) -> None:
        """Do again what a killed predecessor sent without hearing the answer."""
        for intent in self.diary.intents:
            if not intent.done:
                self.diary.note("again")
                self.carry_out(intent)

    def _answer(self, id: str, person: str, session: str, answer: str) -> Any:
        deed = Deed(actor=UUID(person), correlation=id)
        return self.installation.perform(deed, seats.answer, UUID(session), answer)

    def _comment(self, id: str, person: str, session: str, text: str) -> Any:
        deed = Deed(actor=UUID(person), correlation=id, command=id)
        return self.installation.perform(deed, sessions.comment, UUID(session), text)

    def _propose(self, id: str, person: str, programme: str, title: str) -> Any:
        deed = Deed(actor=UUID(person), correlation=id, command=id)
        return self.installation.perform(deed, proposals.propose, UUID(programme), outline(title), [title])

    def _move(self, id: str, champion: str, session: str, wall: str) -> Any:
        deed = Deed(actor=UUID(champion), correlation=id, command=id)
        slot = Appointment(datetime.fromisoformat(wall), ZONE)
        return self.installation.perform(deed, sessions.reschedule, UUID(session), slot)

    def _feedback(self, _id: str, person: str, session: str, deed: str, line: str) -> str:
        """Anonymous or signed, into a session's box; nothing of it bears an id of this deed."""
        score = self.random.randrange(1, 6)
        try:
            command = {"answer": feedback.answer, "sign": feedback.sign}[deed]
            self.installation.perform(Deed(actor=UUID(person)), command, UUID(session), score, line)
        except Refused:
            return REFUSED
        return TAKEN

    def _release(self, _id: str, session: str) -> None:
        deed = Deed(routine="ballot-box", source="routine")
        self.installation.perform(deed, feedback.release, UUID(session))


def say(spec: dict[str, Any], number: int, _life: int) -> None:
    """Answer whether sessions were worth the time, as whoever it may be; sometimes the routine comes by."""
    writer = Writer(spec, number)
    for attempt in range(spec["attempts"]):
        person, session = writer.random.choice(spec["people"]), writer.random.choice(spec["sessions"])
        if writer.random.random() < 0.01:
            writer.do("release", session)
        deed = "sign" if writer.random.random() < 0.05 else "answer"
        writer.do("feedback", person, session, deed, f"{person} {number}-{attempt}")


def say_until_stopped(spec: dict[str, Any], number: int, life: int) -> None:
    """Answer and think again as one person, until told to stop; or until killed."""
    writer = Writer(spec, number, life)
    writer.finish()
    stop, crew = Path(spec["folder"], "stop"), os.getppid()
    while not stop.exists() and os.getppid() == crew:
        line = f"Thought {len(writer.diary.intents)}"
        session = writer.random.choice(spec["sessions"])
        writer.do("feedback", spec["people"][number], session, "answer", line)


def race(spec: dict[str, Any], number: int, _life: int) -> None:
    """Answer at random, as whoever it may be, so many times."""
    writer = Writer(spec, number)
    for _attempt in range(spec["attempts"]):
        person, session = writer.random.choice(spec["people"]), writer.random.choice(spec["sessions"])
        writer.do("answer", person, session, writer.random.choice(("yes", "yes", "no", "maybe")))


def write_until_stopped(spec: dict[str, Any], number: int, life: int) -> None:
    """Do deeds of every kind as one person of its own, until told to stop; or until killed."""
    writer = Writer(spec, number, life)
    writer.finish()
    person, stop, crew = spec["people"][number], Path(spec["folder"], "stop"), os.getppid()
    while not stop.exists() and os.getppid() == crew:
        turn, session = len(writer.diary.intents), writer.random.choice(spec["sessions"])
        kind = writer.random.choice(("answer", "answer", "comment", "propose", "move"))
        if kind == "answer":
            writer.do("answer", person, session, _other_answer(writer.diary, session))
        elif kind == "comment":
            writer.do("comment", person, session, f"Words {turn}")
        elif kind == "propose":
            writer.do("propose", person, spec["programme"], f"Idea {number} {turn}")
        else:
            day = datetime.fromisoformat(spec["now"]) + timedelta(days=5 + turn % 300, hours=number)
            writer.do("move", spec["champion"], session, day.replace(tzinfo=None).isoformat())


def rebuild_until_stopped(spec: dict[str, Any], number: int, life: int) -> None:
    """Rebuild every read model again and again, until told to stop; or until killed."""
    writer = Writer(spec, number, life)
    stop, crew = Path(spec["folder"], "stop"), os.getppid()
    while not stop.exists() and os.getppid() == crew:
        writer.diary.note("begun")
        writer.installation.rebuild()
        writer.diary.note("rebuilt")


def seal_until_stopped(spec: dict[str, Any], number: int, life: int) -> None:
    """Seal the log a few events at a time, beside others who do so, until told to stop; or until killed."""
    writer = Writer(spec, number, life)
    sealing.AT_ONCE = writer.random.choice((1, 7, 300))
    stop, crew = Path(spec["folder"], "stop"), os.getppid()
    while not stop.exists() and os.getppid() == crew:
        writer.diary.note("begun")
        writer.installation.seal_now()
        writer.diary.note("sealed")


def start(spec: dict[str, Any], _number: int, _life: int) -> None:
    """Prepare the installation, all at the same moment."""
    installation = Installation(Config(spec["settings"]))
    time.sleep(max(0.0, spec["at"] - time.time()))
    installation.prepare()
    assert installation.is_prepared()


def _other_answer(diary: Diary, session: str) -> str:
    """Never the same twice in a row, so that each answer is an event."""
    earlier = [i.args[2] for i in diary.intents if i.kind == "answer" and i.args[1] == session]
    return "no" if earlier and earlier[-1] == "yes" else "yes"


WORK: dict[str, Callable[[dict[str, Any], int, int], None]] = {
    "race": race,
    "say": say,
    "say on": say_until_stopped,
    "write": write_until_stopped,
    "rebuild": rebuild_until_stopped,
    "seal": seal_until_stopped,
    "start": start,
}


def fork(spec: dict[str, Any], number: int, life: int = 0) -> int:
    """Begin a writer; it ends with 0 when all went well."""
    child = os.fork()
    if child:
        return child
    try:
        WORK[spec["work"]](spec, number, life)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def kill_some(spec: dict[str, Any], writers: list[int]) -> None:
    """Kill a random writer at a random moment, and let another take its place, again and again."""
    chance = random.Random(spec["seed"])
    for life in range(1, spec["kills"] + 1):
        wait_for_deeds(Path(spec["folder"]), chance.randrange(1, spec.get("between", 16)))
        time.sleep(chance.uniform(0, spec.get("pause", 0.02)))
        number = chance.randrange(len(writers))
        os.kill(writers[number], signal.SIGKILL)
        assert os.waitpid(writers[number], 0)[1] == signal.SIGKILL, "a writer had ended by itself"
        writers[number] = fork(spec, number, life)


def wait_for_deeds(folder: Path, lines: int) -> None:
    """Wait until the diaries have so many more lines, however slow the machine is."""
    before = sum(diary.read_bytes().count(b"\n") for diary in folder.glob("*.diary"))
    give_up = time.monotonic() + 60
    while sum(diary.read_bytes().count(b"\n") for diary in folder.glob("*.diary")) < before + lines:
        assert time.monotonic() < give_up, "the writers do nothing any more"
        time.sleep(0.002)


def main(spec: dict[str, Any]) -> int:
    """Let the writers work; return how many of them failed."""
    Installation(Config(spec["settings"])).close()  # so that the driver is loaded before the forks
    writers = [fork(spec, number) for number in range(spec["writers"])]
    if spec.get("kills"):
        try:
            kill_some(spec, writers)
        finally:
            Path(spec["folder"], "stop").touch()
    return sum(os.waitpid(writer, 0)[1] != 0 for writer in writers)


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_text())))
