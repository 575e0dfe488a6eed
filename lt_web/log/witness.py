"""The witness: keeps the last checkpoint that it accepted, outside, and accepts only what goes on from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lt_web.log import checkpoints, notes, signing
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.database import Database
from lt_web.log.notes import Malformed, public_line, public_of
from lt_web.log.verifying import Verdict, verified

FIRST = "Nothing was kept before, so it was accepted as it is. From now on the log has to go on from it."
ACCEPTED = "Accepted: {shown}. The log goes on from {kept}."
NEW_EPOCH = (
    "The log says that a backup was restored, and that this is its epoch {epoch}; it does not reach what you "
    "kept. Ask what was lost, and accept it with --new-epoch."
)


@dataclass(frozen=True)
class Memory:
    """What a witness keeps: the note that it accepted last, and the keys (32 bytes each) that it trusts."""

    note: str
    keys: tuple[bytes, ...]

    @classmethod
    def read(cls, file: Path) -> Memory | None:
        """Read it from its file, None where there is none. Raises `Malformed` for what no witness wrote."""
        if not file.exists():
            return None
        lines, _, note = file.read_bytes().decode(errors="replace").partition("\n\n")
        keys = tuple(public_of(line)[1] for line in lines.split("\n"))
        checkpoints.parsed(note, keys, strangers=True)
        return cls(note, keys)

    def write(self, file: Path) -> None:
        """Write it to its file, whole or not at all."""
        origin = self.checkpoint.origin
        text = "\n".join(public_line(origin, key) for key in self.keys) + "\n\n" + self.note
        unfinished = file.with_name(f"{file.name}.unfinished")
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(file)

    @property
    def checkpoint(self) -> Checkpoint:
        """What the note says."""
        return checkpoints.read(self.note)


def learned(trusted: Iterable[bytes], offered: Iterable[bytes], kept: Iterable[str]) -> tuple[bytes, ...]:
    """Return the keys that are trusted now: those before, and each that signed beside a trusted one.

    `offered` are the public keys that the log names, `kept` its checkpoints, in which an old key vouches
    for a new one.
    """
    known, offered = list(trusted), list(offered)
    for note in kept:
        try:
            vouching = notes.opened(note, offered, strangers=True).keys
        except Malformed:
            continue
        if set(vouching) & set(known):
            known += [key for key in vouching if key not in known]
    return tuple(known)


@dataclass(frozen=True)
class Judgement:
    """What a witness found. `whole` is None where it cannot be told; `memory` is what is to be kept."""

    whole: bool | None
    words: list[str]
    memory: Memory | None = None


def judged(database: Database, memory: Memory | None, note: str, *, new_epoch: bool = False) -> Judgement:
    """Hold a checkpoint, and the log's events, against what was accepted last.

    `new_epoch` accepts that a restored backup does not reach that.
    """
    with database.reading() as connection:
        offered, rows = signing.publics(connection), checkpoints.every(connection)
    trusted = learned(memory.keys if memory else offered, offered, [row.note for row in rows])
    try:
        shown = checkpoints.parsed(note, trusted, strangers=True)
    except Malformed as fault:
        return Judgement(None, [f"Nothing was accepted. {fault}"])
    kept = memory.checkpoint if memory else shown
    if shown.instance != kept.instance:
        return Judgement(None, [f"This is another log: {shown.origin}, not {kept.origin}."])
    verdict = verified(database, kept.size, shown.size)
    lacks = _contradiction(kept, verdict)
    if lacks and shown.epoch > kept.epoch:
        if not new_epoch:
            return Judgement(None, [NEW_EPOCH.format(epoch=shown.epoch), lacks, *verdict.remarks])
        lacks = ""
    wrong = [words for words in (lacks, _contradiction(shown, verdict)) if words]
    if wrong or verdict.damage:
        return Judgement(False, [*dict.fromkeys(wrong), *verdict.damage])
    told = ACCEPTED.format(shown=shown.footer, kept=kept.footer) if memory else FIRST
    is_later = memory is None or shown.epoch > kept.epoch or shown.size >= kept.size
    return Judgement(True, [told, *verdict.remarks], Memory(note, trusted) if is_later else memory)


def _contradiction(told: Checkpoint, verdict: Verdict) -> str:
    """Say why a checkpoint is not of this log, by its events alone; "" where it is."""
    found = verdict.outside.get(told.size)
    if found is None:
        return f"The log does not have all the events of the checkpoint {told.footer}."
    if found != told.root:
        return f"The first {told.size} events are not those of the checkpoint {told.footer}."
    return ""
