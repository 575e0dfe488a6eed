"""Log lines: what happened in a word, then its fields. No name, no address, no token, nothing somebody typed.

Everything is logged below `lt_web`. A line reads `deed command=seats.answer outcome=done …`; each field is an
`extra` too (`lt_command`, `lt_outcome`), for a host whose formatter makes JSON of them. The prefix keeps them
apart from what a host's record factory puts there: two of one name would break the request.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

OURS = "lt_web"
PREFIX = "lt_"
PLAIN = re.compile(r"[\w.:/@+<>-]+")
FRAMES = 12
OF_A_TRACE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
FORMATS = ("text", "json")


def tell(log: logging.Logger, level: int, event: str, **fields: Any) -> None:
    """Log a line; fields without a value are left out."""
    if not log.isEnabledFor(level):
        return
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    extra = {f"{PREFIX}{name}": value for name, value in told.items()} | {f"{PREFIX}event": event}
    words = " ".join((event, *_pairs(told)))
    log.log(level, words.replace("%", "%%") % (), extra=extra, stacklevel=2)


def trace_of(error: BaseException) -> str:
    """Where it broke: types and places, innermost first. What errors say may repeat what somebody typed."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 3:
        frames = traceback.extract_tb(seen.__traceback__)[-FRAMES:]
        places = " < ".join(_place(f.filename, f.lineno, f.name) for f in reversed(frames))
        parts.append(f"{type(seen).__name__} at {places or 'nowhere'}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "; after ".join(parts)


def trace_in(text: str) -> str:
    """The same of a trace that another process has written."""
    places = [_place(*found) for found in OF_A_TRACE.findall(text)[-FRAMES:]]
    last = text.strip().rpartition("\n")[2].partition(":")[0]
    kind = last if re.fullmatch(r"[\w.]{1,80}", last) else "Something"
    return f"{kind} at {' < '.join(reversed(places)) or 'nowhere'}"


def _place(file: str, line: Any, name: str) -> str:
    return f"{'/'.join(PurePath(file).parts[-3:])}:{line} {name}"


def _pairs(fields: dict[str, Any]) -> list[str]:
    return [f"{name}={_word(value)}" for name, value in fields.items()]


def _word(value: Any) -> str:
    """A value as one word; anything odd, a line's end above all, is quoted and escaped."""
    text = str(value)
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


class Text(logging.Formatter):
    """One line for each record, in pairs of key and value."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return " ".join(_pairs(_fields(record)))


class Json(logging.Formatter):
    """One line for each record, as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return json.dumps(_fields(record), ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    given = {"time": at, "level": record.levelname.lower(), "logger": record.name}
    ours = {k.removeprefix(PREFIX): v for k, v in vars(record).items() if k.startswith(PREFIX)}
    if "event" in ours:
        return given | {"event": ours.pop("event")} | ours
    trace = {"trace": trace_of(record.exc_info[1])} if record.exc_info and record.exc_info[1] else {}
    return given | {"event": record.getMessage()} | ours | trace


def print_lines(form: str, level: str) -> None:
    """Let our own server print its lines; where somebody has set up logging already, theirs stands."""
    ours = logging.getLogger(OURS)
    ours.setLevel(level.upper())
    if not ours.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(Json() if form == "json" else Text())
        ours.addHandler(handler)
