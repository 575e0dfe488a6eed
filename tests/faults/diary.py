"""What a writer meant to do and what it was told is done, on the disk before anything goes on."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Intent:
    """A deed that a writer was about to send; `done` says that the answer came, `result` what it was."""

    id: str
    kind: str
    args: list[str]
    done: bool = False
    result: str | None = None


class Diary:
    """The file of one writer, whoever writes it: a successor reads what its killed predecessor left."""

    def __init__(self, path: Path) -> None:
        self.intents = read(path)
        self.writer = path.stem
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def intend(self, kind: str, *args: Any) -> Intent:
        """Note what is about to be done."""
        intent = Intent(f"{self.writer}-{len(self.intents)}", kind, [str(arg) for arg in args])
        self.intents.append(intent)
        self._write({"intent": [intent.id, kind, intent.args]})
        return intent

    def acknowledge(self, intent: Intent, result: Any) -> None:
        """Note that it was answered."""
        intent.done, intent.result = True, str(result)
        self._write({"done": [intent.id, intent.result]})

    def note(self, what: str) -> None:
        """Note something else that is to be counted."""
        self._write({what: 1})

    def _write(self, line: dict[str, Any]) -> None:
        """One system call: a kill finds the line written or not begun."""
        os.write(self.file, json.dumps(line).encode() + b"\n")
        os.fsync(self.file)


def read(path: Path) -> list[Intent]:
    """Return the intents of a diary, with what is known of their end."""
    intents: dict[str, Intent] = {}
    for line in lines(path):
        if "intent" in line:
            intents[line["intent"][0]] = Intent(*line["intent"])
        elif "done" in line:
            id, result = line["done"]
            intents[id].done, intents[id].result = True, result
    return list(intents.values())


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a diary, none where it has not begun."""
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
