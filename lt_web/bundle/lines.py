"""One event as one line: JSON in clear, with its marks and its envelope, and a sum that shows a change."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import orjson

from lt_web.bundle.checking import checked
from lt_web.events.base import NOT_YET, Event
from lt_web.events.marks import marks_of
from lt_web.log.codec import EVENTS, in_clear
from lt_web.log.making import made, upcast
from lt_web.log.packing import packed, unpacked

# The envelope by names that say what they mean; in the log they are short.
ENVELOPE = {
    "at": "recorded_at",
    "by": "actor",
    "for": "on_behalf_of",
    "eff": "effective_at",
    "cmd": "command",
    "cor": "correlation",
    "why": "cause",
    "src": "source",
    "rel": "release",
}
SHORT = {long: short for short, long in ENVELOPE.items()}
OPENING = b'{"sum":"'
SUM_LETTERS = 16
BODY = len(OPENING) + SUM_LETTERS + len(b'",')


class Wrong(ValueError):
    """A line that says nothing that could be recorded."""


def body_of(event: Event, version: int, cause: str, **instead: Any) -> dict[str, Any]:
    """Return an event as plain values; `instead` are fields that read differently in the bundle."""
    event_class: Any = type(event)
    data = in_clear(event) | instead
    marks = {name: mark.kind for name, mark in marks_of(event_class).items() if data.get(name)}
    envelope = {ENVELOPE[name]: value for name, value in packed(event.envelope, cause).items()}
    body = {"stream": event.originator_id, "version": version, "event": event_class.TOPIC, "data": data}
    class_version = getattr(event_class, "class_version", 1)
    return body | envelope | {"marks": marks} | ({"form": class_version} if class_version > 1 else {})


def line_of(body: dict[str, Any]) -> bytes:
    """Return a body as a line that begins with its own sum."""
    text = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    return OPENING + _sum(text).encode() + b'",' + text[1:] + b"\n"


def read(line: bytes) -> dict[str, Any]:
    """Return the body of a line. Raises `Wrong` where it was altered or is no such line."""
    if not line.startswith(OPENING) or not line.endswith(b"}\n"):
        raise Wrong("it is no line of a bundle, or not all of one")
    if line[len(OPENING) : len(OPENING) + SUM_LETTERS] != _sum(b"{" + line[BODY:-1]).encode():
        raise Wrong("it was altered after the bundle was made")
    try:
        body: dict[str, Any] = orjson.loads(b"{" + line[BODY:])
    except orjson.JSONDecodeError as error:
        raise Wrong(f"it is no JSON ({error})") from None
    return body


def event_of(body: dict[str, Any]) -> Event:
    """Return the event that a body says. Raises `Wrong` for what no event of this program says."""
    try:
        event_class: Any = EVENTS.get(body["event"])
        if event_class is None:
            raise Wrong(f"there is no event “{str(body['event'])[:80]}” in this program")
        return _event(event_class, body)
    except KeyError as missing:
        raise Wrong(f"it lacks {ENVELOPE.get(missing.args[0], missing.args[0])}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise error if isinstance(error, Wrong) else Wrong(str(error)) from None


def _event(event_class: Any, body: dict[str, Any]) -> Event:
    short = {SHORT[name]: value for name, value in body.items() if name in SHORT}
    if not all(isinstance(value, str) for value in short.values()):
        raise Wrong("its envelope is no text")
    envelope = unpacked(short)
    if envelope.recorded_at.tzinfo is None or (envelope.effective_at or NOT_YET).tzinfo is None:
        raise Wrong("its time has no zone")
    version = body["version"]
    if type(version) is not int or version < 1:
        raise Wrong("its version is no number")
    data = checked(event_class, upcast(event_class, body["data"], body.get("form", 1)))
    data.setdefault("reason", "")
    data |= {"envelope": envelope, "cause": short.get("why", ""), "timestamp": envelope.recorded_at}
    data |= {"originator_id": UUID(body["stream"]), "originator_version": version}
    return made(event_class, data)


def _sum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:SUM_LETTERS]
